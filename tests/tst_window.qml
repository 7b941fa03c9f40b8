// The window as a person uses it: keys, buttons, panels that fold, a link that goes down.
import QtQuick
import QtTest
import Sightglass
import Sightglass.Tests

TestCase {
    id: root
    name: "Window"
    when: windowShown

    property Bench bench
    property Main window

    Component {
        id: benches
        Bench {}
    }
    Component {
        id: windows
        Main {}
    }

    function init() {
        bench = benches.createObject(root); // outlives what looks at it
        bench.give("cpu.total", "%", 37.2);
        window = createTemporaryObject(windows, root, { desk: bench.desk, width: 1280, height: 720 });
        window.requestActivate();
        tryCompare(window, "active", true);
        wait(0);
    }

    function texts() {
        return bench.texts(window.contentItem);
    }

    function press(text) {
        const button = bench.button(window.contentItem, text);
        verify(button, "there is no button " + text);
        mouseClick(button);
    }

    function test_showsTheServersMetricsByItself() {
        tryVerify(() => texts().includes("cpu.total"));
        verify(texts().includes("37.2 %"));
        verify(texts().includes("Live"));
        verify(texts().includes("Now"));
    }

    function test_spacePausesAndEndGoesLive() {
        keyClick(Qt.Key_Space);
        verify(bench.desk.view.paused);
        bench.passes(42);
        bench.give("cpu.total", "%", 38);
        tryVerify(() => texts().includes("00:42 behind"));
        keyClick(Qt.Key_End);
        verify(bench.desk.view.live);
    }

    function test_buttonsPauseAndResume() {
        press("Pause");
        verify(bench.desk.view.paused);
        press("Resume");
        verify(bench.desk.view.live);
        verify(!texts().join("").includes("Paused"));
    }

    function test_bracketsFoldThePanels() {
        verify(window.browserOpen);
        keyClick("[");
        verify(!window.browserOpen);
        verify(!texts().includes("Metrics"));
        keyClick("[");
        verify(texts().includes("Metrics"));
        keyClick("]");
        verify(!window.notificationsOpen);
    }

    function test_narrowWindowStartsWithoutPanels() {
        window.width = 800;
        tryVerify(() => !window.browserOpen && !window.notificationsOpen);
        keyClick("[");
        verify(window.browserOpen);
        keyClick("]"); // one at a time: they lie over the board
        verify(window.notificationsOpen && !window.browserOpen);
        keyClick(Qt.Key_Escape);
        verify(!window.notificationsOpen);
    }

    function test_spaceInTheFilterIsASpace() {
        const field = window.contentItem.Window.window;
        let item = null;
        for (let i = 0; i < 12 && !item; ++i) {
            keyClick(Qt.Key_Tab);
            if (field.activeFocusItem instanceof TextInput) {
                item = field.activeFocusItem;
            }
        }
        verify(item, "the filter can be reached by Tab");
        keyClick("c");
        keyClick(Qt.Key_Space);
        keyClick("l");
        compare(item.text, "c l");
        verify(bench.desk.view.live);
        compare(bench.desk.metrics.filter, "c l");
    }

    function test_lostLinkSaysWhyAndWhen() {
        bench.link("waiting");
        tryVerify(() => texts().includes("next attempt in 4 s"));
        verify(texts().includes("Connection refused."));
        verify(bench.button(window.contentItem, "Try now"));
        verify(texts().some(text => text.startsWith("stale · ")));
        verify(texts().includes("37.2")); // kept
    }

    function test_jumpToAMetricOpensItsBoardAndShowsItInTheTree() {
        bench.give("memory.used", "B", 1e9);
        keyClick("[");
        keyClick(Qt.Key_K, Qt.ControlModifier);
        wait(50);
        for (const letter of "mem") {
            keyClick(letter);
        }
        keyClick(Qt.Key_Return);
        tryCompare(bench.desk.board, "title", "memory.used");
        verify(window.browserOpen);
        tryVerify(() => bench.desk.metrics.currentRow() >= 0);
    }

    function test_pausedBrowserSaysOfWhen() {
        verify(texts().includes("Metrics"));
        keyClick(Qt.Key_Space);
        tryVerify(() => texts().includes("Metrics at " + bench.desk.view.momentText));
        verify(texts().includes("Paused at " + bench.desk.view.momentText));
    }

    function test_connectionLeadsToItsPanel() {
        mouseClick(bench.button(window.contentItem, "Live"), 10, 14); // the first is in the top bar
        compare(window.leftView, "link");
    }

    function test_rangeIsChosenByKeyboard() {
        const button = bench.button(window.contentItem, "Last 1 min");
        button.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Down);
        wait(50);
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Return);
        compare(bench.desk.view.spanUs, 5 * 60e6);
        tryVerify(() => texts().includes("Last 5 min"));
    }
}
