// The metric browser as a person uses it: filter, keys, folding, and that nothing leaves its place.
import QtQuick
import QtTest
import Sightglass
import Sightglass.Tests

Item {
    id: stage
    width: 400
    height: 600

    TestCase {
        id: root
        name: "Browser"
        when: windowShown

        property Bench bench
        property MetricBrowser browser
        property Item list
        property Item field

        Component {
            id: benches
            Bench {}
        }
        Component {
            id: browsers
            MetricBrowser {
                height: 560
            }
        }
        SignalSpy {
            id: chosen
            signalName: "metricChosen"
        }

        function find(item, test) {
            if (test(item)) {
                return item;
            }
            for (let i = 0; i < item.children.length; ++i) {
                const found = find(item.children[i], test);
                if (found) {
                    return found;
                }
            }
            return null;
        }
        function row(label) {
            return find(browser, item => item instanceof MetricRow && item.visible && item.label === label);
        }
        function texts() {
            return bench.texts(browser);
        }

        function init() {
            bench = benches.createObject(root);
            bench.give("cpu.total", "%", 37.2);
            bench.give("cpu.core0", "%", 41);
            bench.give("network.eth0.sent", "B/s", 1.9e6);
            bench.give("network.eth0.received", "B/s", 3e5);
            bench.give("load.1m", "", 0.84);
            browser = createTemporaryObject(browsers, stage, { desk: bench.desk });
            list = find(browser, item => item instanceof ListView);
            field = find(browser, item => item instanceof TextInput);
            chosen.target = browser;
            chosen.clear();
            browser.forceActiveFocus();
            tryCompare(list, "count", 9);
            tryVerify(() => row("1m"));
        }

        function test_showsNamesValuesAndUnits() {
            tryVerify(() => texts().includes("network · eth0"));
            verify(texts().includes("37.2 %"));
            verify(texts().includes("1.90 MB/s"));
            verify(texts().includes("This machine"));
        }

        function test_filterCountsAndEscapeClears() {
            field.forceActiveFocus();
            for (const letter of "net b/s") {
                keyClick(letter);
            }
            compare(bench.desk.metrics.filter, "net b/s");
            verify(texts().includes("2 of 5"));
            tryVerify(() => texts().includes("sent") && !texts().includes("total"));
            keyClick(Qt.Key_Escape);
            compare(field.text, "");
            tryVerify(() => texts().includes("total"));
            verify(!texts().includes("2 of 5"));
        }

        function test_filterWithoutMatchSaysSo() {
            field.text = "zzz";
            tryVerify(() => texts().includes("No metric has this in its name."));
            verify(texts().includes("0 of 5"));
        }

        function test_returnShowsTheFirstMatch() {
            field.forceActiveFocus();
            field.text = "sent";
            tryCompare(list, "currentIndex", 2);
            keyClick(Qt.Key_Down);
            verify(list.activeFocus);
            keyClick(Qt.Key_Return);
            compare(chosen.count, 1);
            compare(chosen.signalArguments[0][0], 2);
        }

        function test_keysWalkOpenAndClose() {
            list.forceActiveFocus();
            keyClick(Qt.Key_End);
            compare(list.currentIndex, 8);
            keyClick(Qt.Key_Home);
            compare(list.currentIndex, 0);
            keyClick(Qt.Key_PageDown);
            compare(list.currentIndex, 8);
            keyClick(Qt.Key_PageUp);
            compare(list.currentIndex, 0);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Left);
            tryCompare(list, "count", 7);
            verify(texts().includes("cpu · 2"));
            keyClick(Qt.Key_Right);
            tryCompare(list, "count", 9);
            keyClick(Qt.Key_Right);
            compare(list.currentIndex, 2);
            keyClick(Qt.Key_Left);
            compare(list.currentIndex, 1);
            keyClick(Qt.Key_Return); // a group folds
            tryCompare(list, "count", 7);
            keyClick(Qt.Key_Up);
            keyClick(Qt.Key_Up);
            verify(field.activeFocus);
        }

        function test_lettersGoToTheFilter() {
            list.forceActiveFocus();
            keyClick("l");
            keyClick("o");
            verify(field.activeFocus);
            compare(field.text, "lo");
            tryVerify(() => texts().includes("1m"));
        }

        function test_currentRowStaysWithItsMetric() {
            list.forceActiveFocus();
            keyClick(Qt.Key_End);
            compare(list.currentItem.label, "1m");
            bench.give("cpu.core1", "%", 3);
            bench.give("cpu.core2", "%", 3);
            bench.desk.metrics; // rows come with the next reading
            tryCompare(list, "count", 11);
            compare(list.currentItem.label, "1m");
            field.text = "cpu";
            tryCompare(list, "count", 6);
            field.text = "";
            tryCompare(list, "count", 11);
            tryVerify(() => list.currentItem && list.currentItem.label === "1m");
        }

        function test_foldingTheGroupOfTheCurrentRowGoesToTheGroup() {
            list.forceActiveFocus();
            list.currentIndex = 3;
            mouseClick(row("cpu"));
            tryCompare(list, "count", 7);
            compare(list.currentIndex, 1);
        }

        function test_numbersMoveNothing() {
            const before = [];
            const parts = find(browser, item => item instanceof MetricRow && item.label === "total").children;
            for (let i = 0; i < parts.length; ++i) {
                before.push([parts[i].x, parts[i].width]);
            }
            bench.passes(1);
            bench.give("cpu.total", "%", 7);
            tryVerify(() => texts().includes("7.00 %") || texts().includes("7.0 %"));
            for (let i = 0; i < parts.length; ++i) {
                compare([parts[i].x, parts[i].width], before[i]);
            }
        }

        function test_nothingOverlapsWithAnyName() {
            bench.give("cpu." + "x".repeat(1000), "unit".repeat(50), 12345);
            bench.give("cpu.<b>bold</b>", "%", 1);
            bench.give("cpu.الشبكة", "%", 1e300);
            bench.give("cpu.🔥", "%", NaN);
            tryCompare(list, "count", 13);
            for (const label of ["x".repeat(1000), "<b>bold</b>", "الشبكة", "🔥"]) {
                tryVerify(() => row(label), 1000, label);
                const seen = [];
                for (let i = 0; i < row(label).children.length; ++i) {
                    const part = row(label).children[i];
                    if (part.visible && (part.text || part instanceof Sparkline)) {
                        seen.push(part);
                    }
                }
                seen.sort((a, b) => a.x - b.x);
                for (let i = 1; i < seen.length; ++i) {
                    verify(seen[i - 1].x + seen[i - 1].width <= seen[i].x, label);
                }
                verify(seen[seen.length - 1].x + seen[seen.length - 1].width <= 252);
            }
        }

        function test_staleMetricShowsItsAge() {
            bench.passes(31);
            bench.give("cpu.total", "%", 38);
            tryVerify(() => row("core 0").stale);
            verify(!row("total").stale);
            verify(texts().includes("31 s"));
            verify(texts().includes("41.0 %")); // kept
            compare(row("core 0").described(), "level 3, stale for 31 s");
        }

        function test_lostSourceSaysWhenItTriesAgain() {
            bench.link("waiting");
            tryVerify(() => texts().includes("next attempt in 4 s"));
            verify(row("total").stale);
        }

        function test_groupsSayTheirStateToTheScreenReader() {
            compare(row("cpu").described(), "level 2, expanded, 2 metrics");
            row("cpu").press();
            tryCompare(list, "count", 7);
            compare(row("cpu").described(), "level 2, collapsed, 2 metrics");
            row("1m").press();
            compare(chosen.count, 1);
        }

        function test_revealOpensAndGoesThere() {
            row("cpu").press();
            tryCompare(list, "count", 7);
            browser.reveal(1);
            tryVerify(() => list.currentItem && list.currentItem.label === "core 0");
        }
    }
}
