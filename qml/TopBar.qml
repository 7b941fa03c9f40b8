// The bar on top: whose board this is, how much time it shows, how the link is, who needs you.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Rectangle {
    id: root

    required property Desk desk
    property bool notificationsOpen: false
    property alias jumpActions: jumpField.actions
    signal notificationsToggled
    signal metricWanted(int key)
    signal notificationWanted(int row)
    signal linkWanted

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
            onBoardChosen: row => root.desk.boards.current = row
            onMetricChosen: key => root.metricWanted(key)
            onNotificationChosen: row => root.notificationWanted(row)
        }
        RangeMenu {
            id: range
            view: root.desk.view
        }
        ConnectionPill {
            desk: root.desk
            widest: root.width - Theme.railWidth - Math.min(tabs.implicitWidth, root.width / 3) - range.width - bell.width
                    - jumpField.width - 5 * Theme.space3
            onClicked: root.linkWanted()
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
            count: root.needsYou > most ? qsTr("%1+").arg(most) : root.needsYou > 0 ? root.needsYou : ""
            readonly property int most: 99 // what it has room for, whether there are any or none
            readonly property real room: Theme.iconSize + Theme.space2 + Math.ceil(digits.advanceWidth)
            width: room + 2 * Theme.space2
            leftPadding: Theme.space2 + (count === "" ? (room - Theme.iconSize) / 2 : 0)
            rightPadding: Theme.space2

            TextMetrics {
                id: digits
                font { family: Theme.mono; pixelSize: Theme.bodySize; weight: Font.DemiBold }
                text: qsTr("%1+").arg(bell.most)
            }
        }
    }
}
