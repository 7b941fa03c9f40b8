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
    property Preferences preferences: Preferences {}
    property real frameMs: meter.ms // pictures say their own

    readonly property bool narrow: root.width < Theme.narrow
    property string leftView: "metrics"      // or boards, link, settings
    property bool browserOver: false         // over the board, when there is not
    property bool notificationsOver: false
    readonly property bool browserOpen: root.narrow ? root.browserOver : root.preferences.leftOpen
    readonly property bool notificationsOpen: root.narrow ? root.notificationsOver
                                                          : root.preferences.notificationsOpen
    // The panels share what the board can spare; where it is too little for both, the left gives way.
    readonly property int spare: root.width - rail.width - (root.narrow ? 0 : Theme.boardLeast)
    readonly property bool both: root.browserOpen && root.notificationsOpen
    readonly property int notificationsWidth: root.panelWidth(root.preferences.notificationsWidth,
        Theme.notificationWidth, root.spare - (root.both ? Theme.panelLeast : 0))
    readonly property int leftWidth: root.panelWidth(root.preferences.leftWidth, Theme.browserWidth,
        root.spare - (root.both ? root.notificationsWidth : 0))

    readonly property var actions: [
        { text: root.desk.view.paused ? qsTr("Resume") : qsTr("Pause"),
          run: () => root.desk.view.toggle() },
        { text: qsTr("Go live"), run: () => root.desk.view.goLive() },
        { text: qsTr("Metrics"), run: () => root.openView("metrics") },
        { text: qsTr("Boards"), run: () => root.openView("boards") },
        { text: qsTr("Connection"), run: () => root.openView("link") },
        { text: qsTr("Settings"), run: () => root.openView("settings") },
        { text: qsTr("Notifications"), run: () => root.toggleNotifications() },
        { text: qsTr("Dark colours"), run: () => root.preferences.setTheme(Preferences.Dark) },
        { text: qsTr("Light colours"), run: () => root.preferences.setTheme(Preferences.Light) },
        { text: qsTr("Full screen"), run: () => root.toggleFullScreen() }
    ]

    // Letters and Space belong to whoever is being typed into or pressed.
    readonly property bool typing: root.activeFocusItem instanceof TextInput
    readonly property bool pressing: root.activeFocusItem instanceof T.AbstractButton

    function toggleBrowser(): void {
        if (root.narrow) {
            root.browserOver = !root.browserOver;
            root.notificationsOver = false;
        } else {
            root.preferences.setLeftOpen(!root.preferences.leftOpen);
        }
    }
    function toggleNotifications(): void {
        if (root.narrow) {
            root.notificationsOver = !root.notificationsOver;
            root.browserOver = false;
        } else {
            root.preferences.setNotificationsOpen(!root.preferences.notificationsOpen);
        }
    }
    function showView(view: string): void {
        if (!root.browserOpen || root.leftView === view) {
            root.toggleBrowser();
        }
        root.leftView = view;
    }
    function openView(view: string): void {
        if (!root.browserOpen || root.leftView !== view) {
            root.showView(view);
        }
    }
    function panelWidth(wanted: int, usual: int, most: int): int {
        return Math.max(Theme.panelLeast, Math.min(wanted > 0 ? wanted : usual, most, Theme.panelMost));
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
        value: root.preferences.dark
    }
    Binding {
        target: Theme
        property: "highContrast"
        value: root.preferences.highContrast
    }
    Binding {
        target: Theme
        property: "reducedMotion"
        value: root.preferences.reducedMotion
    }
    FrameMeter {
        id: meter
        window: root
        onMsChanged: root.desk.noteFrame(ms)
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

    Connections { // nothing goes on without it, so it is asked for where it can be given
        target: root.desk.link
        property bool asked: false
        function onChanged() {
            if (root.desk.link.needsToken !== asked) {
                asked = root.desk.link.needsToken;
                if (asked) {
                    root.openView("link");
                }
            }
        }
    }

    TopBar {
        id: topBar
        anchors { left: parent.left; right: parent.right; top: parent.top }
        desk: root.desk
        notificationsOpen: root.notificationsOpen
        onNotificationsToggled: root.toggleNotifications()
        jumpActions: root.actions
        onMetricWanted: key => {
            root.desk.openMetric(key);
            root.openView("metrics");
            leftPanel.revealMetric(key);
        }
        onLinkWanted: root.showView("link")
        onNotificationWanted: row => {
            if (!root.notificationsOpen) {
                root.toggleNotifications();
            }
            notifications.show(row);
        }
    }
    Rail {
        id: rail
        anchors { left: parent.left; top: topBar.bottom; bottom: timeBar.top }
        shown: root.browserOpen ? root.leftView : ""
        notificationsOpen: root.notificationsOpen
        onViewPressed: view => root.showView(view)
        onNotificationsToggled: root.toggleNotifications()
    }
    // Before the board for whoever comes by Tab, and above it where they overlap.
    LeftPanel {
        id: leftPanel
        anchors { left: rail.right; top: topBar.bottom; bottom: timeBar.top }
        z: 1
        width: root.leftWidth
        visible: root.browserOpen
        desk: root.desk
        preferences: root.preferences
        view: root.leftView
    }
    PanelEdge {
        anchors { top: topBar.bottom; bottom: timeBar.top }
        x: rail.width + root.leftWidth - width / 2
        z: 1
        visible: root.browserOpen
        panel: qsTr("the side panel")
        panelWidth: root.leftWidth
        onWanted: width => root.preferences.setLeftWidth(root.panelWidth(width, 0,
            root.spare - (root.both ? root.notificationsWidth : 0)))
        onUsualWanted: root.preferences.setLeftWidth(0)
    }
    BoardView {
        anchors { top: topBar.bottom; bottom: timeBar.top }
        x: rail.width + (root.browserOpen && !root.narrow ? root.leftWidth : 0)
        width: root.width - x - (root.notificationsOpen && !root.narrow ? root.notificationsWidth : 0)
        desk: root.desk
        focus: true

        Rectangle { // what it frames is of then
            anchors.fill: parent
            visible: root.desk.view.paused
            color: "transparent"
            border.width: Theme.focusWidth
            border.color: Theme.warning
        }
    }
    PanelEdge {
        anchors { top: topBar.bottom; bottom: timeBar.top }
        x: root.width - root.notificationsWidth - width / 2
        z: 1
        visible: root.notificationsOpen
        panel: qsTr("the notifications")
        panelWidth: root.notificationsWidth
        leftwards: true
        onWanted: width => root.preferences.setNotificationsWidth(root.panelWidth(width, 0,
            root.spare - (root.both ? root.leftWidth : 0)))
        onUsualWanted: root.preferences.setNotificationsWidth(0)
    }
    NotificationPanel {
        id: notifications
        anchors { right: parent.right; top: topBar.bottom; bottom: timeBar.top }
        width: root.notificationsWidth
        visible: root.notificationsOpen
        desk: root.desk
        onShowRequested: timeUs => root.desk.view.showTime(timeUs)
    }
    NotificationVoice {
        notifications: root.desk.notifications
    }
    TimeBar {
        id: timeBar
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        desk: root.desk
        frameMs: root.frameMs
    }
}
