// Heat map and timeline tiles: the words around them, the hand that moves time, and small rooms.
import QtQuick
import QtTest
import Sightglass
import Sightglass.Tests

Item {
    id: root
    width: 600
    height: 400

    Component {
        id: benches
        Bench {}
    }
    Component {
        id: heatmaps
        HeatmapTile { width: 420; height: 260 }
    }
    Component {
        id: timelines
        TimelineTile { width: 420; height: 200 }
    }

    TestCase {
        id: test
        name: "Plots"
        when: windowShown

        property Bench bench

        function init() {
            bench = benches.createObject(root); // outlives what looks at it
            verify(bench.board('{"kind": "heatmap", "title": "Latency", "series": ["latency"]},'
                + '{"kind": "timeline", "title": "Services", "series": ["service.*"], "states": ['
                + '{"value": 0, "text": "ok", "severity": "ok"},'
                + '{"value": 1, "text": "<b>degraded</b>", "severity": "warning"}]},'
                + '{"kind": "heatmap", "title": "None", "series": ["nope"]}'));
        }

        // A sample a second of each, the window at their end.
        function run(seconds) {
            for (let i = 0; i < seconds; ++i) {
                bench.passes(1);
                bench.give("latency", "ms", 10);
                bench.give("service.a", "", 0);
                bench.give("service.b", "", i < seconds / 2 ? 0 : 1);
            }
            bench.look();
            bench.desk.view.goLive();
        }

        function heatmap(width, height) {
            return createTemporaryObject(heatmaps, root, { tile: bench.tile(0), desk: bench.desk,
                                                           width: width, height: height });
        }
        function timeline(width, height) {
            return createTemporaryObject(timelines, root, { tile: bench.tile(1), desk: bench.desk,
                                                            width: width, height: height });
        }
        function says(tile, words) {
            tryVerify(() => bench.texts(tile).some(text => text.includes(words)), 5000,
                      words + " in " + bench.texts(tile).join(" | "));
        }

        function test_waitsInWords() {
            says(heatmap(420, 260), "waiting for the first value");
            says(timeline(420, 200), "waiting for the first value");
        }

        function test_namesWhatIsMissing() {
            const tile = createTemporaryObject(heatmaps, root, { tile: bench.tile(2), desk: bench.desk });
            run(1);
            bench.passes(10);
            bench.look();
            says(tile, "nope");
            tryCompare(tile, "spoken", bench.tile(2).stateText);
        }

        function test_heatmapSaysItsUnitKeyAndSummary() {
            const tile = heatmap(420, 260);
            run(60);
            says(tile, "heat map, ms");
            says(tile, "samples in 1 s");
            tryVerify(() => /^\d\d samples in the last 60 s, mostly .*, largest 10 ms at /.test(tile.spoken));
        }

        function test_timelineSaysNamesAndNewestStates() {
            const tile = timeline(420, 200);
            run(60);
            says(tile, "a");
            says(tile, "ok");
            says(tile, "<b>degraded</b>"); // text, never markup
            tryVerify(() => /^a: ok since .*, for .*; b: <b>degraded<\/b> since /.test(tile.spoken),
                      5000, tile.spoken);
        }

        function test_staysAndSaysItsAge() {
            const tile = timeline(420, 200);
            run(30);
            bench.passes(31);
            bench.look();
            says(tile, "stale · 31 s");
            says(tile, "ok");
        }

        function test_countsRowsThatDoNotFit() {
            for (let i = 0; i < 8; ++i) {
                bench.give("service.s" + i, "", 0);
            }
            run(10);
            says(timeline(420, 120), "more");
        }

        function test_fitsIntoSmallRooms() {
            run(30);
            for (const size of [[40, 120], [40, 40], [90, 60], [300, 30]]) {
                for (const tile of [heatmap(size[0], size[1]), timeline(size[0], size[1])]) {
                    waitForRendering(tile);
                    verify(inside(tile, tile), size);
                }
            }
        }
        // Of texts alone: what is drawn is cut anyway.
        function inside(item, tile) {
            for (let i = 0; i < item.children.length; ++i) {
                const child = item.children[i];
                if (!child.visible || child.width <= 0) {
                    continue;
                }
                if (child.paintedWidth !== undefined && child.text !== "") {
                    const left = child.mapToItem(tile, 0, 0).x;
                    if (left < -1 || left + Math.min(child.width, child.paintedWidth) > tile.width + 1) {
                        console.warn(child.text, left, child.width, tile.width);
                        return false;
                    }
                }
                if (!inside(child, tile)) {
                    return false;
                }
            }
            return true;
        }

        function plotOf(item) {
            return item.start !== undefined && item.holes !== undefined ? item
                : Array.from(item.children).map(plotOf).find(plot => plot) ?? null;
        }
        function test_marksOfTimeDoNotCoverEachOther_data() {
            return [{ tag: "heatmap" }, { tag: "timeline" }];
        }
        function test_marksOfTimeDoNotCoverEachOther(data) {
            const tile = data.tag === "heatmap" ? heatmap(600, 260) : timeline(600, 200);
            run(60);
            waitForRendering(tile);
            const plot = plotOf(tile);
            const box = words => bench.boxes(plot, plot).find(found => found.text.startsWith(words));
            let both = 0;
            for (let x = 150; x < plot.width; x += 12) {
                plot.start = { x: 150, us: 1, texts: ["data from 10:00:00 on"],
                               exact: { x: x, us: 2, texts: ["exact from 10:00:10 on"] } };
                verify(box("data from "));
                if (box("exact from ")) {
                    verify(box("exact from ").rect.left >= box("data from ").rect.right, x);
                    ++both;
                }
            }
            verify(both > 5, both);
            plot.start = { exact: { x: plot.width, us: 2, whole: true, texts: ["not exact before 10:00:10"] } };
            verify(box("not exact before "));
        }

        function test_whatIsNotExactIsSpoken_data() {
            return [{ tag: "heatmap", words: "not kept before 10:00:10" },
                    { tag: "timeline", words: "a sketch, not exact before 10:00:10" }];
        }
        function test_whatIsNotExactIsSpoken(data) {
            const tile = data.tag === "heatmap" ? heatmap(600, 260) : timeline(600, 200);
            run(60);
            waitForRendering(tile);
            const plot = plotOf(tile);
            tile.describe();
            const before = tile.spoken;
            verify(!before.includes("10:00:10"), before);
            plot.start = { exact: { x: plot.width, us: 2, whole: true, texts: [data.words, "not kept"] } };
            tile.describe();
            compare(tile.spoken, before + "; " + data.words);
        }

        function test_keysAndWheelMoveTime_data() {
            return [{ tag: "heatmap" }, { tag: "timeline" }];
        }
        function test_keysAndWheelMoveTime(data) {
            const tile = data.tag === "heatmap" ? heatmap(420, 260) : timeline(420, 200);
            run(60);
            const view = bench.desk.view;
            const span = view.spanUs;
            waitForRendering(tile);
            mouseClick(tile, 200, 80);
            verify(tile.activeFocus);
            keyClick(Qt.Key_Plus);
            verify(view.spanUs < span);
            verify(view.live); // it still ends at now
            const from = view.fromUs;
            keyClick(Qt.Key_Left);
            verify(view.fromUs < from);
            keyClick(Qt.Key_Home);
            compare(view.spanUs, span);
            verify(view.live);
            mouseWheel(tile, 200, 80, 0, 120);
            verify(view.spanUs < span);
            mouseMove(tile, 220, 80);
            verify(!isNaN(view.cursorUs));
            const before = view.fromUs;
            mouseDrag(tile, 200, 80, 60, 0);
            verify(view.fromUs < before);
        }

        function test_tellsWhatIsUnderThePointer() {
            const tile = timeline(420, 200);
            run(60);
            waitForRendering(tile);
            mouseMove(tile, 150, 70);
            mouseMove(tile, 160, 70);
            says(tile, "a: ok since ");
            const heat = heatmap(420, 260);
            waitForRendering(heat);
            mouseMove(heat, 250, 90);
            mouseMove(heat, 260, 90);
            says(heat, " samples");
        }
    }
}
