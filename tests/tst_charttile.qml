// A chart's words: they leave in order when room gets scarce, cover nothing, and stay in the tile.
import QtQuick
import QtTest
import Sightglass
import Sightglass.Tests

Item {
    id: root
    width: 900
    height: 500

    Component {
        id: frames
        TileFrame {
            property alias stale: mark
            property string ageText: "31 s"
            height: 120
            badge: StaleBadge { id: mark; ageText: parent?.parent?.parent?.ageText ?? "31 s" }
        }
    }

    ChartCase {
        name: "ChartTile"
        when: windowShown

        readonly property var oddNames: [
            "plain", "<b>x</b>", "W".repeat(1000), "Verbindungsgeschwindigkeitsüberwachungseinrichtung",
            "سرعة الاتصال بالشبكة المحلية", "🚀🔥👩‍👩‍👧‍👦🚀🔥👩‍👩‍👧‍👦🚀🔥👩‍👩‍👧‍👦", "two\nlines", ""]

        function test_subtitleGoesThenTheBadgesWordThenTheTitle() {
            const frame = createTemporaryObject(frames, root, { title: "Orders per minute", subtitle: "orders, 10 Hz",
                                                                width: 400 });
            const seen = [];
            for (let width = 400; width >= 20; width -= 4) {
                frame.width = width;
                wait(0);
                isApart(frame, "width " + width);
                const texts = bench.texts(frame);
                const boxes = bench.boxes(frame, frame);
                const title = boxes.find(box => box.text === frame.title);
                const state = [texts.includes("orders, 10 Hz") ? "subtitle" : "",
                               texts.includes("stale · 31 s") ? "words" : texts.includes("31 s") ? "age" : "",
                               title && title.rect.width >= 112 ? "title" : ""].filter(part => part !== "").join(" ");
                if (state !== seen[seen.length - 1]) {
                    seen.push(state);
                }
            }
            compare(seen.slice(0, 4), ["subtitle words title", "words title", "age title", "age"]);
        }

        function test_anyNameStaysInItsTile_data() {
            return oddNames.map((name, index) => ({ tag: index + " " + name.slice(0, 20), name: name }));
        }
        function test_anyNameStaysInItsTile(data) {
            board(data.name, { subtitle: data.name,
                               limits: [{ value: 20, label: data.name }, { value: 21, label: data.name }] }, ["*"]);
            const series = data.name === "" ? "x" : data.name;
            for (let second = 0; second < 20; ++second) {
                bench.give(series, "V", 20 + second / 10);
                bench.give(series + ".other", "V", 21);
                bench.passes(1);
            }
            bench.lose(8, 4);
            bench.passes(30); // stale
            bench.desk.view.goLive();
            const tile = chart(420, 240);
            for (const size of [[420, 240], [200, 160], [141, 111], [120, 240], [40, 200], [40, 40], [20, 10]]) {
                tile.width = size[0];
                tile.height = size[1];
                settle();
                isApart(tile, size.join("x"));
            }
        }

        function test_tinyChartKeepsTheLineAndDropsTheWords() {
            board("CPU");
            feed(2);
            const tile = chart(40, 200);
            compare(bench.texts(tile), []);
            const plot = find(tile, "LineChart");
            verify(plot.width >= 10 && plot.height >= 100);
        }

        function test_saysHowManySeriesAreNotDrawn() {
            board("Many");
            feed(70);
            const tile = chart(500, 260);
            compare(tile.series.count, 64);
            verify(bench.texts(tile).some(text => text.endsWith("6 not drawn")), bench.texts(tile).join("|"));
            compare(new Set(tile.dashes.map((dash, i) => dash + " " + tile.colors[i])).size, 64);
            isApart(tile, "many");
        }

        function test_namesAreToggledAndShownAlone() {
            board("CPU");
            feed(3);
            const tile = chart(600, 260);
            const plot = find(tile, "LineChart");
            const keys = tile.series.keys;
            const name = bench.button(tile, "s1");
            mouseClick(name);
            compare([...plot.hiddenKeys], [keys[1]]);
            verify(name.off);
            mouseClick(name);
            compare([...plot.hiddenKeys], []);
            wait(800); // not a double click
            mouseDoubleClickSequence(name);
            compare([...plot.hiddenKeys].sort(), [keys[0], keys[2]].sort());
            wait(800);
            mouseDoubleClickSequence(name);
            compare([...plot.hiddenKeys], []);
        }

        function test_namesAreToggledByKeyboard() {
            board("CPU");
            feed(3);
            const tile = chart(600, 260);
            const plot = find(tile, "LineChart");
            const keys = tile.series.keys;
            bench.button(tile, "s0").forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Right);
            verify(bench.button(tile, "s1").activeFocus);
            keyClick(Qt.Key_Space);
            compare([...plot.hiddenKeys], [keys[1]]);
            keyClick(Qt.Key_Return);
            compare([...plot.hiddenKeys].sort(), [keys[0], keys[2]].sort());
        }

        function test_namesThatDoNotFitComeWhenWalkedTo() {
            board("Many");
            feed(12);
            const tile = chart(300, 260);
            verify(!bench.texts(tile).includes("s11"));
            bench.button(tile, "s0").forceActiveFocus(Qt.TabFocusReason);
            for (let i = 0; i < 11; ++i) {
                keyClick(Qt.Key_Right);
            }
            settle();
            verify(bench.texts(tile).includes("s11"));
            isApart(tile, "walked");
        }

        function test_extremesAreThoseOfAllThatIsDrawn() {
            board("CPU");
            feed(2);
            bench.give("a.s1", "%", 55.5);
            bench.passes(1);
            const tile = chart(700, 260);
            settle();
            tryVerify(() => tile.summary.min === 10 && tile.summary.max === 55.5);
            verify(bench.texts(tile).includes("min") && bench.texts(tile).includes("max"));
            verify(!bench.texts(tile).includes("mean")); // of several it would be nobody's
            mouseMove(bench.button(tile, "s0"), 4, 4);
            tryVerify(() => tile.summary.max === 10 && bench.texts(tile).includes("mean"));
            mouseMove(tile, 1, 1);
        }

        function test_digitsKeepTheirRoom() {
            board("CPU");
            feed(2);
            bench.give("a.s0", "%", 100.5);
            const tile = chart(600, 260);
            const at = bench.button(tile, "s1").x;
            bench.passes(1);
            bench.give("a.s0", "%", 9.5);
            settle();
            tryVerify(() => bench.texts(tile).includes("9.5"));
            compare(bench.button(tile, "s1").x, at);
        }

        function test_holeLabelsGetShorterBeforeTheyGo() {
            board("CPU");
            feed(1);
            bench.lose(30, 10);
            const tile = chart(600, 260);
            const seen = [];
            for (let width = 600; width >= 142; width -= 12) {
                tile.width = width;
                settle();
                const plot = find(tile, "LineChart");
                const label = bench.texts(find(plot, "HoleLabels"))[0] ?? "";
                const kind = label.startsWith("no data · ") ? 3 : label.startsWith("no data ") ? 2 : label !== "" ? 1 : 0;
                verify(kind < 1 || /\d\d:\d\d:\d\d–\d\d:\d\d:\d\d$/.test(label), label);
                if (kind !== seen[seen.length - 1]) {
                    seen.push(kind);
                }
            }
            compare(seen, [3, 2, 1, 0]);
        }

        function test_holeLabelLeavesTheDataBesideItAlone() {
            board("CPU");
            feed(1);
            bench.desk.view.setSpan(60e6);
            bench.link("waiting");
            bench.passes(12);
            bench.desk.view.goLive();
            const tile = chart(260, 200);
            const plot = find(tile, "LineChart");
            compare(plot.holes.length, 1);
            const label = bench.boxes(plot, plot).find(box => /^since /.test(box.text));
            verify(label, bench.texts(plot).join("|"));
            verify(label.rect.left >= plot.width / 2, label.rect);
        }

        function test_limitTagsMoveApart() {
            board("CPU", { minimum: 0, maximum: 100,
                           limits: [90, 91, 92, 5, 4].map(value => ({ value: value, label: "limit " + value })) });
            feed(1);
            const tile = chart(500, 260);
            compare(bench.texts(tile).filter(text => text.startsWith("limit ")).length, 5);
            isApart(tile, "limits");
            tile.height = 130; // room for three or so
            settle();
            isApart(tile, "low");
        }

        function test_newestPartOfTheLineHasNoLabelOnIt() {
            board("CPU", { minimum: 0, maximum: 100, limits: [{ value: 90, label: "critical 90" }] });
            feed(2);
            const tile = chart(600, 260);
            const plot = find(tile, "LineChart");
            const tag = bench.boxes(plot, plot).find(box => box.text === "critical 90");
            verify(tag && tag.rect.right < plot.width / 3, JSON.stringify(tag));
        }

        function test_saysWhereTheDataBeginWhileItIsInSight() {
            board("CPU", { limits: [{ value: 0, label: "foot" }], minimum: 0 });
            feed(2);
            const tile = chart(600, 260);
            const plot = find(tile, "LineChart");
            const label = () => bench.boxes(plot, plot).find(box => /^(data )?from \d\d:\d\d:\d\d/.test(box.text));
            verify(label().text.startsWith("data from "), label().text);
            verify(label().rect.right < plot.start.x && label().rect.right > plot.start.x - 20);
            isApart(tile, "young");
            tile.width = 260;
            settle();
            verify(!label() || label().text.startsWith("from "), label()?.text);
            isApart(tile, "narrow");
            tile.width = 600;
            bench.desk.view.setSpan(30e6); // begins after the data do
            settle();
            verify(!label());
        }

        function test_whereDataBeginAndWhereTheyAreExactDoNotCoverEachOther() {
            board("CPU");
            feed(2);
            const tile = chart(700, 260);
            const plot = find(tile, "LineChart");
            const said = words => bench.texts(plot).some(text => text.startsWith(words));
            let both = 0;
            for (let x = 200; x < plot.width; x += 12) {
                plot.start = { x: 200, us: 1, texts: ["data from 10:00:00 on", "from 10:00:00"],
                               exact: { x: x, us: 2, texts: ["exact from 10:00:10 on", "exact from 10:00:10"] } };
                isApart(tile, "exact at " + x);
                both += said("data from ") && said("exact from ") ? 1 : 0;
            }
            verify(both > 5, both);
            plot.start = { exact: { x: plot.width, us: 2, whole: true, texts: ["a sketch, not exact before 10:00:10"] } };
            verify(said("a sketch, not exact before "), bench.texts(plot).join(" | "));
            isApart(tile, "nothing is exact");
        }

        function test_whereItIsExactIsSpoken() {
            board("CPU");
            feed(2);
            const tile = chart(600, 260);
            const plot = find(tile, "LineChart");
            tile.describe();
            verify(!tile.spoken.includes("exact"), tile.spoken);
            plot.start = { exact: { x: 200, us: 2, whole: false, texts: ["exact from 10:00:10 on", "exact from 10:00:10"] } };
            tile.describe();
            verify(tile.spoken.endsWith("; exact from 10:00:10 on"), tile.spoken);
            plot.start = { exact: { x: plot.width, us: 2, whole: true,
                                    texts: ["a sketch, not exact before 10:00:10", "not exact"] } };
            plot.openHoleFromUs = plot.toUs - 1e6;
            tile.describe();
            verify(/; a sketch, not exact before 10:00:10; no data since .*link lost$/.test(tile.spoken), tile.spoken);
        }

        function test_lowestGoesWithTheHighestHoweverNarrow() {
            board("Line");
            feed(1);
            bench.give("a.s0", "%", 55.5);
            bench.passes(1);
            bench.desk.view.goLive();
            const tile = chart(700, 260);
            tryVerify(() => tile.summary.max === 55.5 && bench.texts(tile).includes("mean"));
            settle();
            const seen = [];
            for (let width = 700; width >= 142; width -= 6) {
                tile.width = width;
                settle();
                const texts = bench.texts(find(tile, "Legend"));
                const kind = ["min", "max", "mean", "10.0–55.5"].filter(word => texts.includes(word)).join(" ");
                if (kind !== seen[seen.length - 1]) {
                    seen.push(kind);
                }
                isApart(tile, "width " + width);
            }
            compare(seen, ["min max mean", "min max", "10.0–55.5", ""]);
        }

        function test_twoNamesStandInTwoLinesBeforeOneIsHidden() {
            board("Net", {}, ["network.*"]);
            bench.give("network.received", "B/s", 2.15e6);
            bench.give("network.retransmitted", "B/s", 8.03e5);
            bench.desk.view.goLive();
            const tile = chart(400, 200);
            const legend = find(tile, "Legend");
            const hidden = () => bench.texts(legend).filter(text => /^\+\d/.test(text)).length;
            const need = bench.button(tile, "retransmitted").need + bench.button(tile, "received").need + Theme.space4;
            const line = legend.height;
            for (const [spare, height, lines, missing] of [[60, 240, 1, 0], [0, 240, 1, 0], [-2, 240, 2, 0], [-60, 240, 2, 0],
                                                           [-60, 130, 1, 1], [60, 240, 1, 0]]) {
                tile.width = need + spare + 2 * Theme.space3;
                tile.height = height;
                settle();
                compare(legend.height, lines * line, spare + " " + height);
                compare(hidden(), missing, spare + " " + height);
                isApart(tile, spare + " " + height);
            }
        }

        function test_pausedLegendSaysWhatIsAtItsEnd() {
            board("CPU");
            feed(1);
            const tile = chart(600, 260);
            bench.desk.view.pause();
            bench.passes(1);
            bench.give("a.s0", "%", 77);
            settle();
            verify(!bench.texts(tile).includes("77.0"));
            verify(bench.texts(tile).includes("10.0"), bench.texts(tile).join("|"));
        }
    }
}
