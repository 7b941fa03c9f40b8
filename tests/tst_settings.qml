// The rail's views, the settings among them, the edges that set a panel's width, and the way of the
// keyboard through the window.
import QtQuick
import QtTest
import Sightglass
import Sightglass.Models
import Sightglass.Tests

TestCase {
    id: root
    name: "Settings"
    when: windowShown

    property Bench bench
    property Main window
    property Preferences preferences

    Component {
        id: benches
        Bench {}
    }
    Component {
        id: windows
        Main {}
    }
    Component {
        id: keepers
        Preferences {}
    }

    function init() {
        bench = benches.createObject(root); // outlives what looks at it
        bench.give("cpu.total", "%", 37.2);
        window = createTemporaryObject(windows, root, { desk: bench.desk, width: 1280, height: 720 });
        preferences = window.preferences;
        window.requestActivate();
        tryCompare(window, "active", true);
        wait(0);
    }
    function cleanup() {
        window = null;
        Theme.dark = true;
        Theme.highContrast = false;
        Theme.reducedMotion = false;
    }

    function texts() {
        return bench.texts(window.contentItem);
    }
    function find(item, known) {
        if (!item.visible) {
            return null;
        }
        if (known(item)) {
            return item;
        }
        for (let i = 0; i < item.children.length; ++i) {
            const found = find(item.children[i], known);
            if (found) {
                return found;
            }
        }
        return null;
    }
    function rail(name) {
        const button = find(window.contentItem, item => item.name === name && item.iconName !== undefined);
        verify(button, "the rail has no " + name);
        return button;
    }
    function edge(panel) {
        const found = find(window.contentItem, item => item.panel === panel && item.panelWidth > 0);
        verify(found, "no edge of " + panel);
        return found;
    }
    function showSettings() {
        mouseClick(rail("Settings"));
        tryVerify(() => choice("Motion", "Off").mapToItem(null, 0, 0).y > window.height / 2); // laid out
    }
    function choice(list, word) {
        const row = find(find(window.contentItem, item => item.choices !== undefined && item.name === list),
                         item => item.text === word && item.current !== undefined);
        verify(row, `no ${word} in ${list}`);
        return row;
    }
    function drag(item, pixels) {
        mousePress(item, 2, 300);
        mouseMove(item, 2 + pixels / 2, 300); // the item moves along
        mouseMove(item, 2 + pixels / 2, 300);
        mouseRelease(item, 2, 300);
    }

    function test_railShowsOneViewAndFoldsIt() {
        verify(texts().includes("Metrics"));
        mouseClick(rail("Settings"));
        verify(texts().includes("Colours") && !texts().includes("Metrics"));
        verify(rail("Settings").checked && !rail("Metrics").checked);
        mouseClick(rail("Link"));
        verify(texts().includes("Connection"));
        mouseClick(rail("Boards"));
        verify(texts().includes("Open boards"));
        mouseClick(rail("Boards"));
        verify(!window.browserOpen && !rail("Boards").checked);
        keyClick("[");
        verify(window.browserOpen && texts().includes("Open boards")); // the view it was
        mouseClick(rail("Metrics"));
        verify(window.browserOpen && texts().includes("Metrics"));
    }

    function test_railTogglesTheNotifications() {
        mouseClick(rail("Notifications"));
        verify(!window.notificationsOpen);
        mouseClick(rail("Notifications"));
        verify(window.notificationsOpen);
    }

    function test_anotherViewLeavesTheFilterAlone() {
        const field = find(window.contentItem, item => item instanceof TextInput);
        field.text = "cpu";
        mouseClick(rail("Settings"));
        mouseClick(rail("Metrics"));
        compare(find(window.contentItem, item => item instanceof TextInput).text, "cpu");
    }

    function test_coloursChangeAtOnce() {
        showSettings();
        mouseClick(choice("Colours", "Light"));
        verify(!Theme.dark);
        compare(preferences.theme, Preferences.Light);
        preferences.setSystem(true, false, false);
        verify(!Theme.dark);
        mouseClick(choice("Colours", "Follow the system"));
        verify(Theme.dark);
        preferences.setSystem(false, true, true);
        verify(!Theme.dark && Theme.highContrast && Theme.reducedMotion);
        mouseClick(choice("High contrast", "Off"));
        mouseClick(choice("Motion", "On"));
        verify(!Theme.highContrast && !Theme.reducedMotion);
    }

    function test_choicesAreMadeByKeyboard() {
        showSettings();
        choice("Colours", "Follow the system").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Down);
        verify(Theme.dark);
        verify(choice("Colours", "Dark").visualFocus);
        keyClick(Qt.Key_Down);
        verify(!Theme.dark);
        keyClick(Qt.Key_Down); // the last one
        compare(preferences.theme, Preferences.Light);
        keyClick(Qt.Key_Tab);
        verify(choice("High contrast", "Follow the system").visualFocus);
        keyClick(Qt.Key_Backtab);
        verify(choice("Colours", "Light").visualFocus);
        verify(bench.desk.view.live); // no key fell through to the board
    }

    function test_edgeIsDragged() {
        const handle = edge("the side panel");
        compare(window.leftWidth, Theme.browserWidth);
        drag(handle, 40);
        compare(window.leftWidth, Theme.browserWidth + 40);
        compare(preferences.leftWidth, Theme.browserWidth + 40);
        drag(handle, -2000);
        compare(window.leftWidth, Theme.panelLeast);
        mouseDoubleClickSequence(handle, 2, 300);
        compare(window.leftWidth, Theme.browserWidth);
    }

    function test_edgeIsMovedByKeys() {
        const handle = edge("the notifications");
        handle.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Right);
        compare(window.notificationsWidth, Theme.notificationWidth - Theme.panelStep);
        keyClick(Qt.Key_Left);
        keyClick(Qt.Key_Left);
        compare(window.notificationsWidth, Theme.notificationWidth + Theme.panelStep);
        keyClick(Qt.Key_Home);
        compare(window.notificationsWidth, Theme.notificationWidth);
    }

    function test_boardKeepsItsRoom_data() {
        return [{ tag: "smallest with panels", width: 1200 }, { tag: "usual", width: 1440 },
                { tag: "wide", width: 3000 }];
    }
    function test_boardKeepsItsRoom(data) {
        window.width = data.width;
        tryCompare(window.contentItem, "width", data.width);
        preferences.setLeftWidth(480);
        preferences.setNotificationsWidth(480);
        const board = find(window.contentItem, item => item.gridColumns === 12);
        verify(board.width >= Theme.boardLeast, board.width);
        verify(window.leftWidth >= Theme.panelLeast && window.leftWidth <= Theme.panelMost);
        keyClick("]");
        verify(board.width >= Theme.boardLeast, board.width);
        compare(window.leftWidth, 480);
    }

    function test_narrowWindowsForgetNothing() {
        preferences.setLeftWidth(300);
        window.width = 800;
        tryVerify(() => !window.browserOpen);
        verify(preferences.leftOpen); // folded by the window, not by the user
        mouseClick(rail("Settings"));
        verify(window.browserOpen && texts().includes("Colours"));
        window.width = 1280;
        tryVerify(() => window.browserOpen);
        compare(window.leftWidth, 300);
    }

    function test_startsAsItWasLeft() {
        const kept = keepers.createObject(root); // outlives the window
        kept.setLeftOpen(false);
        kept.setNotificationsWidth(400);
        const again = createTemporaryObject(windows, root, { desk: bench.desk, width: 1280, height: 720,
                                                             preferences: kept });
        verify(!again.browserOpen && again.notificationsOpen);
        compare(again.notificationsWidth, 400);
    }

    // Top bar, rail, panel, its edge, board, edge, notifications, time bar.
    function placeOf(item) {
        const at = item.mapToItem(window.contentItem, item.width / 2, item.height / 2);
        const right = window.width - window.notificationsWidth;
        const left = Theme.railWidth + window.leftWidth;
        return at.y < Theme.topBarHeight ? 0 : at.y > window.height - Theme.timeBarHeight ? 7
            : at.x < Theme.railWidth ? 1 : Math.abs(at.x - left) < 1 ? 3 : at.x < left ? 2
            : Math.abs(at.x - right) < 1 ? 5 : at.x < right ? 4 : 6;
    }
    function test_tabGoesThroughTheWindowInOrder() {
        bench.raise("hot", "CPU hot");
        tryVerify(() => bench.button(window.contentItem, "Acknowledge"));
        bench.button(window.contentItem, bench.desk.board.title).forceActiveFocus(Qt.TabFocusReason);
        const first = window.activeFocusItem;
        const places = [];
        for (let i = 0; i < 60; ++i) {
            places.push(placeOf(window.activeFocusItem));
            keyClick(Qt.Key_Tab);
            if (window.activeFocusItem === first) {
                break;
            }
        }
        compare(window.activeFocusItem, first, "Tab comes round");
        compare(places.join(""), Array.from(places).sort().join(""));
        compare(new Set(places).size, 8);
    }
}
