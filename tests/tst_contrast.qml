// Every pair of colours that meets on the screen can be told apart, in every scheme: text at 4.5:1 or
// better, marks that mean something at 3:1; in high contrast 7:1 and 4.5:1. Ratios are WCAG's.
//
// A foreground is held against every ground, used there today or not, so that nobody has to think of
// it. A colour of the theme that is in none of the lists below fails: say first what it is for.
import QtQuick
import QtTest
import Sightglass

TestCase {
    id: root
    name: "Contrast"

    readonly property QtObject theme: Theme
    readonly property var grounds: ["background", "surface", "raised"]
    readonly property var texts: ["text", "text2", "text3", "accent", "info", "warning", "critical", "ok"]
    // What is seen only beside what carries the meaning: grid, borders of what has a word in it, the
    // hatch under the words "no data".
    readonly property var decoration: ["line", "hatch"]

    // Pairs besides "every foreground on every ground": [what, above, below, at least].
    // A colour is a token, "series 3", or "a over b, share" for what is seen through.
    readonly property var pairs: [
        ["primary button", "textOnAccent", "accent", 4.5],
        ["selected text", "textOnAccent", "accent", 4.5],
        ["limit tag", "surface", "info", 4.5],
        ["limit tag", "surface", "warning", 4.5],
        ["limit tag", "surface", "critical", 4.5],
        ["highlighted choice", "text", "line", 4.5],
        ["fill on its track", "ok", "line", 3],
        ["fill on its track", "accent", "line", 3],
        ["stale fill on its track", "text3", "line", 3],
        ["overview under the window", "text3", "accent over surface, bandOpacity", 3],
        ["mark of what is over", "info over surface, quietOpacity", "surface", 3],
        ["mark of what is over", "warning over surface, quietOpacity", "surface", 3],
        ["mark of what is over", "critical over surface, quietOpacity", "surface", 3],
        ["mark of what is over", "ok over surface, quietOpacity", "surface", 3],
        ["why there are no data, on the hatch", "text2", "surface over hatch, quietOpacity", 4.5],
        ["why there are no data, on a line", "text2", "surface over series 1, quietOpacity", 4.5],
        ["why there are no data, on a line", "text2", "surface over series 5, quietOpacity", 4.5],
        ["why there are no data, on a line", "text2", "surface over series 6, quietOpacity", 4.5],
    ]

    function cleanupTestCase() {
        Theme.dark = true;
        Theme.highContrast = false;
    }

    function linear(c) {
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
    function luminance(c) {
        return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
    }
    function ratio(a, b) {
        const l = [luminance(a), luminance(b)].sort((x, y) => y - x);
        return (l[0] + 0.05) / (l[1] + 0.05);
    }
    function mixed(above, below, share) {
        const mix = part => above[part] * share + below[part] * (1 - share);
        return Qt.rgba(mix("r"), mix("g"), mix("b"), 1);
    }
    function colour(name) {
        const through = name.match(/^(.+) over (.+), (\w+)$/);
        if (through) {
            return mixed(colour(through[1]), colour(through[2]), Theme[through[3]]);
        }
        const series = name.match(/^series (\d)$/);
        return series ? Theme.series[Number(series[1]) - 1] : Theme[name];
    }

    function cross(ones, others, what, least) {
        const all = [];
        for (const one of ones) {
            for (const other of others) {
                all.push([what, one, other, least]);
            }
        }
        return all;
    }
    function use(scheme) {
        Theme.dark = scheme % 2 === 0;
        Theme.highContrast = scheme >= 2;
        return ["dark", "light", "dark high contrast", "light high contrast"][scheme];
    }
    function rows(make) {
        const all = [];
        for (let scheme = 0; scheme < 4; ++scheme) {
            const name = use(scheme);
            for (const row of make()) {
                const least = !Theme.highContrast ? row[3] : row[3] === 4.5 && !row[4] ? 7 : row[3];
                const found = ratio(colour(row[1]), colour(row[2]));
                all.push({ tag: `${name}: ${row[0]}, ${row[1]} on ${row[2]} ${found.toFixed(2)}:1`,
                           found: found, least: least });
            }
        }
        return all;
    }

    function test_knowsBlackOnWhite() {
        compare(ratio(Qt.rgba(0, 0, 0, 1), Qt.rgba(1, 1, 1, 1)), 21);
        compare(ratio(Qt.rgba(1, 0, 0, 1), Qt.rgba(1, 0, 0, 1)), 1);
        compare(ratio(Qt.rgba(1, 1, 1, 1), Qt.rgba(1, 0, 0, 1)).toFixed(2), "4.00");
    }

    function test_text_data() {
        return rows(() => cross(texts, grounds, "text", 4.5));
    }
    function test_text(data) {
        verify(data.found >= data.least, `${data.found} of ${data.least}`);
    }

    function test_series_data() {
        const numbers = Theme.series.map((c, i) => `series ${i + 1}`);
        return rows(() => cross(numbers, ["surface", "raised"], "line", 3));
    }
    function test_series(data) {
        verify(data.found >= data.least, `${data.found} of ${data.least}`);
    }

    function test_pairs_data() {
        // A grey that shows on black and on white leaves no more than this to what stands on it.
        return rows(() => pairs.map(pair => pair.concat(pair[2] === "line")));
    }
    function test_pairs(data) {
        verify(data.found >= data.least, `${data.found} of ${data.least}`);
    }

    // Borders are decoration, but not for those who ask for contrast.
    function test_linesShowInHighContrast_data() {
        return rows(() => Theme.highContrast ? cross(decoration, grounds, "decoration", 3) : []);
    }
    function test_linesShowInHighContrast(data) {
        verify(data.found >= data.least, `${data.found} of ${data.least}`);
    }

    function test_everyColourHasBeenGivenAPlace() {
        const placed = new Set(grounds.concat(texts, decoration, ["textOnAccent"]));
        let colours = 0;
        for (const name in theme) {
            if (theme[name]?.hsvHue !== undefined) { // only a colour has a hue
                ++colours;
                verify(placed.has(name), `${name} is in none of the lists of this test`);
            }
        }
        compare(colours, placed.size);
        for (const pair of pairs) {
            verify(colour(pair[1]) !== undefined && colour(pair[2]) !== undefined, pair[0]);
        }
    }

    function test_seriesCanBeToldApart_data() {
        return [0, 1, 2, 3].map(scheme => ({ tag: use(scheme), scheme: scheme }));
    }
    function test_seriesCanBeToldApart(data) {
        use(data.scheme);
        const names = Theme.series.map(c => c.toString());
        compare(new Set(names).size, 6);
    }

    function test_reducedMotionEndsAllMotion() {
        verify(Theme.motion > 0);
        Theme.reducedMotion = true;
        compare(Theme.motion, 0);
        Theme.reducedMotion = false;
    }
}
