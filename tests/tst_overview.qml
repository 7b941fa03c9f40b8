// The strip of all history, by mouse, wheel and keyboard; and the bar around it at any width.
import QtQuick
import QtTest
import Sightglass
import Sightglass.Tests

Item {
    id: root
    width: 1000
    height: 200

    Component {
        id: benches
        Bench {}
    }
    Component {
        id: strips
        Overview { width: 600; height: 34 }
    }
    Component {
        id: bars
        TimeBar { height: 56; frameMs: 12.3 }
    }

    TestCase {
        name: "Overview"
        when: windowShown

        property Bench bench
        property TimeView view

        function init() {
            bench = benches.createObject(root); // outlives what looks at it
            verify(bench.board('{"kind": "chart", "title": "CPU", "series": ["cpu"]}'));
            for (let i = 0; i < 300; ++i) {
                bench.give("cpu", "%", i % 50);
                bench.passes(2); // what is farther apart is a gap
            }
            view = bench.desk.view;
            view.goLive();
        }
        function strip() {
            const item = createTemporaryObject(strips, root, { desk: bench.desk });
            wait(1100); // the strip looks once a second
            verify(item.known);
            return item;
        }
        function xOf(item, us) {
            return (us - item.fromUs) * item.perPixel;
        }
        function wentTo(item, fromUs, toUs) {
            const tolerance = 3 / item.perPixel; // 3 px
            fuzzyCompare(view.fromUs, fromUs, tolerance);
            fuzzyCompare(view.toUs, toUs, tolerance);
        }

        function test_pressBringsTheWindowThere() {
            const item = strip();
            mouseClick(item, 200, 17);
            verify(view.paused);
            wentTo(item, item.usAt(200) - 30e6, item.usAt(200) + 30e6);
        }

        function test_boxIsDragged() {
            const item = strip();
            mouseClick(item, 300, 17);
            const from = view.fromUs;
            mouseDrag(item, xOf(item, from) + 20, 17, -100, 0);
            wentTo(item, from - 100 / item.perPixel, from - 100 / item.perPixel + 60e6);
            mouseDrag(item, xOf(item, view.fromUs) + 20, 17, 600, 0); // past the end
            verify(view.live);
        }

        function test_edgesZoom() {
            const item = strip();
            mouseClick(item, 300, 17);
            const from = view.fromUs;
            const to = view.toUs;
            mouseDrag(item, xOf(item, from), 17, -90, 0);
            wentTo(item, from - 90 / item.perPixel, to);
            mouseDrag(item, xOf(item, to), 17, 60, 0);
            wentTo(item, from - 90 / item.perPixel, to + 60 / item.perPixel);
            mouseDrag(item, xOf(item, view.fromUs), 17, 500, 0); // an edge stops before the other
            verify(view.spanUs >= 1e6 && view.toUs - to > 50 / item.perPixel);
        }

        function test_wheelZoomsWhereThePointerIs() {
            const item = strip();
            mouseWheel(item, 100, 17, 0, 240);
            verify(view.spanUs < 60e6);
        }

        function test_keysWalk() {
            const item = strip();
            item.forceActiveFocus(Qt.TabFocusReason);
            const to = view.toUs;
            keyClick(Qt.Key_Left);
            fuzzyCompare(view.toUs, to - 6e6, 1e6);
            keyClick(Qt.Key_Right);
            keyClick(Qt.Key_Home);
            fuzzyCompare(view.fromUs, bench.desk.historyFromUs, 1e6);
            keyClick(Qt.Key_End);
            verify(view.live);
        }

        function test_marksAlarmsAndGaps() {
            bench.lose(200, 150);
            bench.raise("hot", "Hot");
            bench.passes(60);
            const item = strip();
            verify(item.Accessible.description.includes("1 gap"), item.Accessible.description);
            verify(item.Accessible.description.includes("1 alarm"), item.Accessible.description);
            compare(bench.desk.notifications.marks.length, 1);
        }

        function test_drawsOnceASecondWhateverComes() {
            const item = strip();
            let frames = 0;
            for (let i = 0; i < item.children.length; ++i) {
                item.children[i].framed?.connect(() => ++frames);
            }
            for (let i = 0; i < 50; ++i) {
                bench.passes(0.02);
                bench.give("cpu", "%", i);
                wait(22); // 1.1 s in all
            }
            verify(frames >= 1 && frames <= 2, frames);
        }

        function test_barFitsAnyWidth_data() {
            const rows = [];
            for (const width of [480, 640, 800, 1024, 1280, 1440, 3840]) {
                for (const paused of [false, true]) {
                    rows.push({ tag: width + (paused ? " paused" : " live"), width: width, paused: paused });
                }
            }
            return rows;
        }
        function test_barFitsAnyWidth(data) {
            if (data.paused) {
                view.pause();
                bench.passes(40000);
            }
            const bar = createTemporaryObject(bars, root, { desk: bench.desk, width: data.width });
            wait(50);
            const boxes = bench.boxes(bar, bar).sort((a, b) => a.rect.x - b.rect.x);
            for (let i = 0; i < boxes.length; ++i) {
                verify(boxes[i].rect.right <= data.width, boxes[i].text);
                verify(!boxes[i].text.includes("…"), boxes[i].text);
                const beside = i > 0 && boxes[i].rect.y < boxes[i - 1].rect.bottom
                                     && boxes[i - 1].rect.y < boxes[i].rect.bottom;
                if (beside) { // not in two lines
                    verify(boxes[i].rect.x >= boxes[i - 1].rect.right - 1, boxes[i - 1].text + " covers " + boxes[i].text);
                }
            }
            const texts = bench.texts(bar);
            compare(texts.some(text => text.includes("behind")), data.paused);
            verify(texts.includes("received") || data.width < 800, texts.join("|"));
            verify(texts.includes("frame") || data.width < 1280, texts.join("|"));
        }
    }
}
