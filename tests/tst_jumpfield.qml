// The jump field: opens with Ctrl+K, finds by a few letters, goes where it says.
import QtQuick
import QtTest
import Sightglass
import Sightglass.Tests

Item {
    id: stage
    width: 700
    height: 500

    TestCase {
        id: root
        name: "JumpField"
        when: windowShown

        property Bench bench
        property JumpField field
        property int runs: 0

        Component {
            id: benches
            Bench {}
        }
        Component {
            id: fields
            JumpField {
                x: 300
                actions: [{ text: "Go live", run: () => root.runs += 1 }]
            }
        }
        SignalSpy {
            id: metric
            signalName: "metricChosen"
        }
        SignalSpy {
            id: board
            signalName: "boardChosen"
        }

        function init() {
            bench = benches.createObject(root);
            bench.give("cpu.total", "%", 37.2);
            bench.give("memory.used", "B", 1e9);
            bench.raise("hot", "CPU is hot");
            field = createTemporaryObject(fields, stage, { desk: bench.desk });
            for (const spy of [metric, board]) {
                spy.target = field;
                spy.clear();
            }
            runs = 0;
            wait(0);
        }
        function type(text) {
            for (const letter of text) {
                keyClick(letter);
            }
        }
        function open() {
            keyClick(Qt.Key_K, Qt.ControlModifier);
            tryVerify(() => field.opened);
        }

        function test_opensWithTheKeyAndTheMouse() {
            open();
            keyClick(Qt.Key_Escape);
            tryVerify(() => !field.opened);
            mouseClick(field);
            tryVerify(() => field.opened);
        }

        function test_goesToAMetric() {
            open();
            type("mem");
            compare(bench.desk.jump.count, 1);
            keyClick(Qt.Key_Return);
            tryVerify(() => !field.opened);
            compare(metric.count, 1);
            compare(metric.signalArguments[0][0], 1);
        }

        function test_walksWithTheArrows() {
            open();
            compare(bench.desk.jump.count, 3); // the board, the alarm, the action
            const list = field.Window.window.activeFocusItem.parent;
            tryVerify(() => bench.texts(list).includes("Boards") && bench.texts(list).includes("Actions"));
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Return); // the last
            tryVerify(() => !field.opened);
            compare(runs, 1);
            open();
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Up);
            keyClick(Qt.Key_Return); // the first
            compare(board.count, 1);
        }

        function test_escapeLeavesEverythingAsItWas() {
            open();
            type("mem");
            keyClick(Qt.Key_Escape);
            tryVerify(() => !field.opened);
            tryCompare(bench.desk.jump, "active", false);
            compare(metric.count + board.count + runs, 0);
            open();
            compare(bench.desk.jump.query, "");
        }

        function test_goesToARangeOfTime() {
            bench.desk.view.pause();
            open();
            type("7 min");
            keyClick(Qt.Key_Return);
            tryVerify(() => !field.opened);
            compare(bench.desk.view.spanUs, 7 * 60e6);
            verify(bench.desk.view.live);
        }

        function test_noMatchIsSaid() {
            open();
            type("zzz");
            compare(bench.desk.jump.count, 0);
            keyClick(Qt.Key_Return);
            compare(metric.count + board.count + runs, 0);
        }

        function test_compactIsAsWideAsItIsHigh() {
            verify(field.width > 200);
            field.compact = true;
            compare(field.width, field.height);
            mouseClick(field);
            tryVerify(() => field.opened);
        }
    }
}
