// The bar on top: whose board this is, how much time it shows, how the link is, who needs you.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Rectangle {
    id: root

    required property Desk desk
    property bool notificationsOpen: false
    signal notificationsToggled

    readonly property int needsYou: root.desk.notifications.needsYou

    implicitHeight: Theme.topBarHeight
    color: Theme.surface

    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: Theme.borderWidth
        color: Theme.line
    }

    Icon {
        id: mark
        anchors.verticalCenter: parent.verticalCenter
        x: (Theme.railWidth - width) / 2
        width: Theme.space5
        height: Theme.space5
        name: "sightglass"
        color: "transparent" // its own
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("Sightglass")
    }

    BoardTabs {
        id: tabs
        x: Theme.railWidth
        width: Math.min(implicitWidth, controls.x - x - Theme.space3)
        height: root.height
        desk: root.desk
    }

    Row {
        id: controls
        anchors { right: parent.right; rightMargin: Theme.space3; verticalCenter: parent.verticalCenter }
        spacing: Theme.space3

        JumpField {
            id: jumpField
            desk: root.desk
            compact: root.width < Theme.narrow
            actions: [
                { text: qsTr("Go live"), run: () => root.desk.view.goLive() },
                { text: root.desk.view.paused ? qsTr("Resume") : qsTr("Pause"), run: () => root.desk.view.toggle() },
                { text: root.notificationsOpen ? qsTr("Fold notifications") : qsTr("Unfold notifications"),
                  run: () => root.notificationsToggled() }
            ]
            onBoardChosen: row => root.desk.boards.current = row
        }
        RangeMenu {
            id: range
            view: root.desk.view
        }
        ConnectionPill {
            desk: root.desk
            widest: root.width - Theme.railWidth - Theme.notificationWidth / 2 - range.width - bell.width
                    - jumpField.width - 5 * Theme.space3
        }
        AppButton {
            id: bell
            iconName: "bell"
            iconColor: Theme.text
            round: true
            checked: root.notificationsOpen
            Accessible.name: root.needsYou > 0
                ? qsTr("Notifications, %1 need you").arg(root.needsYou) : qsTr("Notifications")
            onClicked: root.notificationsToggled()
            count: root.needsYou > 0 ? root.needsYou : ""
        }
    }
}
