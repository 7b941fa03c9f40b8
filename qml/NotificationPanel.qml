// What needs you and what has been: active notifications first, the newest of each on top.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Sightglass
import Sightglass.Models

FocusScope {
    id: root

    required property Desk desk

    readonly property NotificationModel notifications: root.desk.notifications
    readonly property int earlier: root.notifications.count - root.notifications.active

    implicitWidth: Theme.notificationWidth

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Notifications")

    Rectangle {
        anchors.fill: parent
        color: Theme.surface

        MouseArea { // where the panel lies over the board, the board is out of reach
            anchors.fill: parent
            hoverEnabled: true
            acceptedButtons: Qt.AllButtons
            onWheel: event => event.accepted = true
            Accessible.ignored: true
        }
    }
    Rectangle {
        anchors { left: parent.left; top: parent.top; bottom: parent.bottom }
        width: Theme.borderWidth
        color: Theme.line
    }

    Row {
        id: heading
        x: Theme.space4
        y: Theme.space3
        spacing: Theme.space2

        AppText {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Notifications")
            font.weight: Font.DemiBold
        }
        Pill {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.notifications.needsYou > 0
            text: qsTr("%1 need you").arg(root.notifications.needsYou)
            tone: Theme.critical
        }
    }
    AppText {
        id: counts
        anchors { left: heading.left; top: heading.bottom; topMargin: Theme.space2 }
        height: Theme.controlHeight - Theme.space2
        visible: root.notifications.count > 0
        text: qsTr("%1 active · %2 earlier").arg(root.notifications.active).arg(root.earlier)
        color: Theme.text2
        size: Theme.secondarySize
    }
    AppButton {
        anchors { right: parent.right; rightMargin: Theme.space3; verticalCenter: counts.verticalCenter }
        visible: root.earlier > 0
        flat: true
        minimumHeight: Theme.controlHeight - Theme.space2
        text: qsTr("Clear earlier")
        onClicked: root.notifications.clearEarlier()
    }
    Rectangle {
        id: rule
        anchors { left: parent.left; right: parent.right; top: counts.bottom; topMargin: Theme.space2 }
        height: Theme.borderWidth
        color: Theme.line
    }

    ListView {
        id: list
        anchors { left: parent.left; right: parent.right; top: rule.bottom; bottom: parent.bottom }
        anchors.leftMargin: Theme.borderWidth
        clip: true
        focus: true
        activeFocusOnTab: count > 0
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        currentIndex: -1
        model: root.notifications
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Notifications, active first")
        ScrollBar.vertical: AppScrollBar {}
        Keys.onPressed: event => {
            if (event.key === Qt.Key_A) {
                root.notifications.acknowledge(currentIndex);
                event.accepted = true;
            }
        }

        delegate: NotificationCard {
            desk: root.desk
            width: list.width
            current: ListView.isCurrentItem
        }
    }

    Column {
        anchors { horizontalCenter: list.horizontalCenter; top: rule.bottom }
        anchors.topMargin: 2 * Theme.space5
        visible: list.count === 0
        spacing: Theme.space2

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.space5
            height: Theme.space5
            name: "bell"
            color: Theme.text3
        }
        AppText {
            anchors.horizontalCenter: parent.horizontalCenter
            text: qsTr("Nothing has happened yet")
            color: Theme.text2
        }
        AppText {
            anchors.horizontalCenter: parent.horizontalCenter
            text: qsTr("Alarms and the story of the link come here.")
            color: Theme.text3
            size: Theme.secondarySize
        }
    }
}
