// Gauges, tables and texts on the screen: what they say when there is something, nothing, too much.
import QtQuick
import QtTest
import Sightglass
import Sightglass.Tests

Item {
    id: root
    width: 700
    height: 400

    Component {
        id: benches
        Bench {}
    }
    Component {
        id: gauges
        GaugeTile { width: 220; height: 200 }
    }
    Component {
        id: tables
        TableTile { width: 640; height: 200 }
    }
    Component {
        id: words
        TextTile { width: 300; height: 120 }
    }

    TestCase {
        name: "Kinds"
        when: windowShown

        property Bench bench

        function init() {
            bench = benches.createObject(root); // outlives what looks at it
            verify(bench.board('{"kind": "gauge", "title": "G", "series": ["a"], "minimum": 0, "maximum": 100,'
                               + '"limits": [{"value": 90, "severity": "critical", "label": "critical 90"}]},'
                               + '{"kind": "table", "title": "T", "series": ["s.*"]},'
                               + '{"kind": "text", "title": "X", "text": "Orders {orders}, <b>{none}</b>"}'));
        }
        function make(component, row) {
            return createTemporaryObject(component, root, { tile: bench.tile(row), desk: bench.desk });
        }
        function give(value) {
            bench.give("a", "%", value);
            bench.look();
            bench.passes(1);
            bench.look();
        }

        function test_gaugeSaysValueEndsAndLimit() {
            const tile = make(gauges, 0);
            give(37.2);
            const said = bench.texts(tile);
            for (const word of ["G", "0", "100", "37.2", "%", "critical 90"]) {
                verify(said.includes(word), word + " is not in " + said);
            }
            compare(tile.company.severity, "");
            compare(tile.share(tile.value), 0.372);
        }

        function test_gaugeSaysThatAValueIsBeyondItsEnd_data() {
            return [{ tag: "over", value: 134, end: "> 100" }, { tag: "under", value: -3, end: "< 0" },
                    { tag: "infinite", value: Infinity, end: "> 100" }];
        }
        function test_gaugeSaysThatAValueIsBeyondItsEnd(data) {
            const tile = make(gauges, 0);
            give(data.value);
            verify(bench.texts(tile).includes(data.end), bench.texts(tile));
        }

        function test_gaugeWithoutAValueWaits() {
            const tile = make(gauges, 0);
            compare(bench.texts(tile), ["G", "waiting for the first value"]);
            give(NaN);
            verify(bench.texts(tile).includes("–"));
            verify(isNaN(tile.value));
        }

        function test_tableHasAHeadAndARowForEach() {
            const tile = make(tables, 1);
            bench.give("s.one", "V", 1.5);
            bench.give("s.two", "V", 2.5);
            bench.look();
            tryVerify(() => bench.texts(tile).includes("two"));
            const said = bench.texts(tile);
            for (const word of ["name", "value", "min", "max", "state", "one", "1.50 V", "2.50 V", "live"]) {
                verify(said.includes(word), word + " is not in " + said);
            }
        }

        function test_tableMakesOnlyTheRowsThatAreSeen() {
            const tile = make(tables, 1);
            for (let i = 0; i < 500; ++i) {
                bench.give("s.n" + i, "V", i);
            }
            bench.look();
            compare(tile.series.count, 500);
            tryVerify(() => bench.texts(tile).includes("n3"));
            verify(bench.texts(tile).length < 5 * 20);
        }

        function test_tableIsWalkedByKeys() {
            const tile = make(tables, 1);
            for (let i = 0; i < 40; ++i) {
                bench.give("s.n" + i, "V", i);
            }
            bench.look();
            tile.forceActiveFocus();
            tryVerify(() => bench.texts(tile).includes("n0"));
            keyClick(Qt.Key_End);
            tryVerify(() => bench.texts(tile).includes("n39"));
            keyClick(Qt.Key_Home);
            tryVerify(() => bench.texts(tile).includes("n0"));
            keyClick(Qt.Key_Down);
            compare(tile.current, 1);
        }

        function test_narrowTableKeepsNameAndValue() {
            const tile = make(tables, 1);
            tile.width = 170;
            bench.give("s.one", "V", 1.5);
            bench.look();
            tryVerify(() => bench.texts(tile).includes("one"));
            verify(bench.texts(tile).includes("1.50 V"));
            verify(!bench.texts(tile).includes("state"));
        }

        function test_textIsReadToThoseWhoListen() {
            const tile = make(words, 2);
            bench.give("orders", "", 1204);
            bench.look();
            compare(bench.tile(2).words, "Orders 1,204, <b>(no “none”)</b>");
            tryVerify(() => tile.contentHeight > 0);
            const tall = tile.contentHeight;
            tile.width = 80;
            tryVerify(() => tile.contentHeight > 2 * tall);
        }
    }
}
