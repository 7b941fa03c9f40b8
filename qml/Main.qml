// The window: bars above and below, the board between the metric browser and the notifications.
//
// Below Theme.narrow the side panels lie over the board, closed until asked for. Nothing is modal.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sightglass
import Sightglass.Models

T.ApplicationWindow {
    id: root

    required property Desk desk
    property bool dark: true

    readonly property bool narrow: root.width < Theme.narrow
    property bool browserWanted: true        // beside the board, when there is room
    property bool notificationsWanted: true
    property bool browserOver: false         // over the board, when there is not
    property bool notificationsOver: false
    readonly property bool browserOpen: root.narrow ? root.browserOver : root.browserWanted
    readonly property bool notificationsOpen: root.narrow ? root.notificationsOver
                                                          : root.notificationsWanted
    // Letters and Space belong to whoever is being typed into or pressed.
    readonly property bool typing: root.activeFocusItem instanceof TextInput
    readonly property bool pressing: root.activeFocusItem instanceof T.AbstractButton

    function toggleBrowser(): void {
        if (root.narrow) {
            root.browserOver = !root.browserOver;
            root.notificationsOver = false;
        } else {
            root.browserWanted = !root.browserWanted;
        }
    }
    function toggleNotifications(): void {
        if (root.narrow) {
            root.notificationsOver = !root.notificationsOver;
            root.browserOver = false;
        } else {
            root.notificationsWanted = !root.notificationsWanted;
        }
    }
    function toggleFullScreen(): void {
        root.visibility = root.visibility === Window.FullScreen ? Window.Windowed : Window.FullScreen;
    }

    width: Theme.windowWidth
    height: Theme.windowHeight
    minimumWidth: Theme.windowLeastWidth
    minimumHeight: Theme.windowLeastHeight
    visible: true
    title: root.desk.board.title !== "" ? qsTr("%1 – Sightglass").arg(root.desk.board.title)
                                        : qsTr("Sightglass")
    color: Theme.background
    onNarrowChanged: {
        root.browserOver = false;
        root.notificationsOver = false;
    }

    Binding {
        target: Theme
        property: "dark"
        value: root.dark
    }
    FrameMeter {
        id: meter
        window: root
    }

    Shortcut {
        sequence: "Space"
        enabled: !root.typing && !root.pressing
        onActivated: root.desk.view.toggle()
    }
    Shortcut {
        sequences: ["End", "L"]
        enabled: !root.typing
        onActivated: root.desk.view.goLive()
    }
    Shortcut {
        sequence: "["
        enabled: !root.typing
        onActivated: root.toggleBrowser()
    }
    Shortcut {
        sequence: "]"
        enabled: !root.typing
        onActivated: root.toggleNotifications()
    }
    Shortcut {
        sequence: "F11"
        onActivated: root.toggleFullScreen()
    }
    Shortcut {
        sequence: "Ctrl+Q"
        context: Qt.ApplicationShortcut
        onActivated: Qt.quit()
    }
    Shortcut {
        sequence: "Escape"
        enabled: root.browserOver || root.notificationsOver
        onActivated: {
            root.browserOver = false;
            root.notificationsOver = false;
        }
    }

    TopBar {
        id: topBar
        anchors { left: parent.left; right: parent.right; top: parent.top }
        desk: root.desk
        notificationsOpen: root.notificationsOpen
        onNotificationsToggled: root.toggleNotifications()
    }
    Rail {
        id: rail
        anchors { left: parent.left; top: topBar.bottom; bottom: timeBar.top }
        browserOpen: root.browserOpen
        notificationsOpen: root.notificationsOpen
        onBrowserToggled: root.toggleBrowser()
        onNotificationsToggled: root.toggleNotifications()
        onThemeToggled: root.dark = !root.dark
    }
    BoardView {
        anchors { top: topBar.bottom; bottom: timeBar.top }
        x: rail.width + (root.browserOpen && !root.narrow ? browser.width : 0)
        width: root.width - x - (root.notificationsOpen && !root.narrow ? notifications.width : 0)
        desk: root.desk
        focus: true
    }
    MetricBrowser {
        id: browser
        anchors { left: rail.right; top: topBar.bottom; bottom: timeBar.top }
        visible: root.browserOpen
        desk: root.desk
    }
    NotificationPanel {
        id: notifications
        anchors { right: parent.right; top: topBar.bottom; bottom: timeBar.top }
        width: Math.min(implicitWidth, root.width - rail.width)
        visible: root.notificationsOpen
        desk: root.desk
    }
    NotificationVoice {
        notifications: root.desk.notifications
    }
    TimeBar {
        id: timeBar
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        desk: root.desk
        frameMs: meter.ms
    }
}
