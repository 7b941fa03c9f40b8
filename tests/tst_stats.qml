// Stats, bars and tiles nobody knows: what is said when there is nothing, something, something old.
import QtQuick
import QtTest
import Sightglass
import Sightglass.Tests

Item {
    id: root
    width: 400
    height: 300

    Component {
        id: benches
        Bench {}
    }
    Component {
        id: stats
        StatTile { width: 190; height: 120 }
    }
    Component {
        id: bars
        BarsTile { width: 190; height: 260 }
    }
    Component {
        id: unknowns
        UnknownTile { width: 190; height: 120 }
    }

    TestCase {
        name: "StatTile"
        when: windowShown

        property Bench bench

        function init() {
            bench = benches.createObject(root); // outlives what looks at it
            verify(bench.board('{"kind": "stat", "title": "Memory", "series": ["memory.used"],'
                               + '"whole": "memory.total"},'
                               + '{"kind": "bars", "title": "Top", "series": ["process.cpu.*"], "most": 3},'
                               + '{"kind": "heatmap", "title": "H"}'));
        }

        function test_saysThatItWaits() {
            const tile = createTemporaryObject(stats, root, { tile: bench.tile(0), desk: bench.desk });
            compare(bench.texts(tile), ["Memory", "–", "waiting for the first value"]);
        }

        function test_saysValueUnitAndWhole() {
            const tile = createTemporaryObject(stats, root, { tile: bench.tile(0), desk: bench.desk });
            bench.passes(2);
            bench.give("memory.total", "B", 16 * 1073741824);
            bench.give("memory.used", "B", 4 * 1073741824);
            bench.passes(2);
            bench.look();
            compare(bench.texts(tile), ["Memory", "4.00", "GiB", "of 16.0"]);
            compare(tile.fill, 0.25);
        }

        function test_nothingHasItsUnitToo_data() {
            return [{ tag: "ms", unit: "ms" }, { tag: "s", unit: "s" }, { tag: "percent", unit: "%" }];
        }
        function test_nothingHasItsUnitToo(data) {
            const tile = createTemporaryObject(stats, root, { tile: bench.tile(0), desk: bench.desk });
            bench.give("memory.used", data.unit, 0);
            bench.look();
            tryVerify(() => bench.texts(tile).includes(data.unit), 5000, bench.texts(tile).join("|"));
        }

        function test_numberKeepsItsPlaceWhileItsDigitsChange() {
            const tile = createTemporaryObject(stats, root, { tile: bench.tile(0), desk: bench.desk });
            const placeOf = unit => {
                let found;
                const look = item => {
                    if (item.text === unit) { found = item.mapToItem(tile, 0, 0).x; }
                    for (let i = 0; i < item.children.length; ++i) { look(item.children[i]); }
                };
                look(tile);
                return found;
            };
            bench.give("memory.used", "%", 100);
            bench.look();
            tryVerify(() => bench.texts(tile).includes("100.0"));
            tryVerify(() => placeOf("%") > Theme.statSize);
            wait(0); // the layout has come to rest
            const place = placeOf("%");
            bench.passes(1);
            bench.give("memory.used", "%", 9);
            bench.look();
            verify(bench.texts(tile).includes("9.0"));
            compare(placeOf("%"), place);
        }

        function test_missingIsNamedWithWhatToDo() {
            const tile = createTemporaryObject(stats, root, { tile: bench.tile(0), desk: bench.desk });
            bench.give("other", "", 1);
            bench.look();
            bench.passes(4);
            bench.look();
            const said = bench.texts(tile).join(" ");
            verify(said.includes("memory.used"));
            verify(said.includes("change it in the board"));
            verify(!said.includes("–"));
        }

        function test_drawsItsPastWhereThereIsRoom_data() {
            return [{ tag: "low", height: 110, drawn: false }, { tag: "high", height: 200, drawn: true }];
        }
        function test_drawsItsPastWhereThereIsRoom(data) {
            bench.give("memory.used", "%", 50);
            bench.look();
            const tile = createTemporaryObject(stats, root, { tile: bench.tile(0), desk: bench.desk,
                                                              height: data.height });
            tryCompare(tile, "drawn", data.drawn);
        }

        function test_keepsAnOldValueAndSaysItsAge() {
            const tile = createTemporaryObject(stats, root, { tile: bench.tile(0), desk: bench.desk });
            bench.give("memory.used", "B", 4 * 1073741824);
            bench.passes(31);
            bench.look();
            verify(bench.texts(tile).includes("stale · 31 s"));
            verify(bench.texts(tile).includes("4.00"));
        }

        function test_barsHoldTheHighestFirst() {
            const tile = createTemporaryObject(bars, root, { tile: bench.tile(1), desk: bench.desk });
            bench.give("process.cpu.a", "%", 1);
            bench.give("process.cpu.b", "%", 12);
            bench.look();
            tryVerify(() => bench.texts(tile).length === 6);
            compare(bench.texts(tile), ["Top", "%", "b", "12.0", "a", "1.0"]);
        }

        function test_barBeyondItsScaleHasASign() {
            verify(bench.board('{"kind": "bars", "title": "Top", "subtitle": "% of one core", "minimum": 0,'
                               + '"maximum": 100, "series": ["process.cpu.*"]}'));
            const tile = createTemporaryObject(bars, root, { tile: bench.tile(0), desk: bench.desk });
            bench.give("process.cpu.all", "%", 100);
            bench.look();
            tryVerify(() => bench.texts(tile).includes("100.0"));
            compare(bench.texts(tile), ["Top", "% of one core", "all", "100.0"]);
            bench.passes(1);
            bench.give("process.cpu.all", "%", 100);
            bench.give("process.cpu.more", "%", 152);
            bench.look();
            tryVerify(() => bench.texts(tile).length === 7);
            compare(bench.texts(tile), ["Top", "% of one core", "more", "▶", "152.0", "all", "100.0"]);
        }

        function test_unitThatTheTitleHasNoRoomForIsWithTheValues() {
            verify(bench.board('{"kind": "bars", "title": "A title that needs all there is", "series": ["r.*"]}'));
            const tile = createTemporaryObject(bars, root, { tile: bench.tile(0), desk: bench.desk });
            bench.give("r.a", "req/s", 124);
            bench.look();
            tryVerify(() => bench.texts(tile).some(text => text.endsWith(" req/s")), 5000, bench.texts(tile).join("|"));
            tryCompare(tile, "slim", true); // the bar keeps its room
        }

        function test_unknownKindIsNamed() {
            const tile = createTemporaryObject(unknowns, root, { tile: bench.tile(2) });
            verify(bench.texts(tile).join(" ").includes("heatmap"));
        }

        function test_markupStaysText() {
            verify(bench.board('{"kind": "stat", "title": "<b>bold</b>", "series": ["x"]}'));
            const tile = createTemporaryObject(stats, root, { tile: bench.tile(0), desk: bench.desk });
            compare(bench.texts(tile)[0], "<b>bold</b>");
        }
    }
}
