// What needs you and what has been: active notifications first, the newest of each on top.
//
// Up and Down walk, A acknowledges, S snoozes, Return shows the moment on the charts, Right and Left
// open and close the details, Delete clears an earlier one.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

FocusScope {
    id: root

    required property Desk desk
    signal showRequested(real timeUs) // when it was, in the time of the charts

    readonly property NotificationModel notifications: root.desk.notifications
    readonly property int needsYou: root.notifications.needsYou

    function show(row: int): void {
        list.currentIndex = row;
        list.positionViewAtIndex(row, ListView.Contain);
        list.forceActiveFocus();
    }

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
        anchors { left: parent.left; leftMargin: Theme.space4; right: more.left; verticalCenter: more.verticalCenter }
        spacing: Theme.space2

        AppText {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, heading.width - (pill.visible ? pill.width + parent.spacing : 0))
            text: qsTr("Notifications")
            font.weight: Font.DemiBold
        }
        Pill {
            id: pill
            anchors.verticalCenter: parent.verticalCenter
            visible: root.needsYou > 0
            text: root.needsYou === 1 ? qsTr("1 needs you") : qsTr("%1 need you").arg(root.needsYou)
            tone: Theme.critical
        }
    }
    AppButton {
        id: more
        anchors { right: parent.right; rightMargin: Theme.space2; top: parent.top; topMargin: Theme.space2 }
        iconName: "more"
        flat: true
        Accessible.role: Accessible.ButtonMenu
        Accessible.name: qsTr("More for notifications")
        Keys.onDownPressed: clicked()
        onClicked: moreMenu.opened ? moreMenu.close() : moreMenu.openBelow(more)
    }
    NotificationFilter {
        id: filter
        anchors { left: heading.left; right: more.right; top: more.bottom; topMargin: Theme.space1 }
        notifications: root.notifications
        Keys.onDownPressed: list.forceActiveFocus()
    }
    Rectangle {
        id: rule
        anchors { left: parent.left; right: parent.right; top: filter.bottom; topMargin: Theme.space3 }
        height: Theme.borderWidth
        color: Theme.line
    }

    NotificationListView {
        id: list
        anchors { left: parent.left; right: parent.right; top: rule.bottom; bottom: parent.bottom }
        anchors.leftMargin: Theme.borderWidth
        focus: true
        desk: root.desk
        onShowRequested: timeUs => root.showRequested(timeUs)
        onSnoozing: (ident, below) => {
            snoozeMenu.ident = ident;
            snoozeMenu.openBelow(below);
        }
    }
    NotificationsEmpty {
        anchors { left: parent.left; right: parent.right; top: rule.bottom; margins: Theme.space4 }
        anchors.topMargin: 2 * Theme.space5
        visible: list.count === 0
        notifications: root.notifications
    }

    ChoiceMenu {
        id: moreMenu
        parent: root
        name: more.Accessible.name
        choices: [qsTr("Acknowledge all"), qsTr("Clear earlier")]
        possible: [root.notifications.active > 0, root.notifications.earlier > 0]
        onClosed: more.forceActiveFocus()
        onChosen: index => index === 0 ? root.notifications.acknowledgeAll()
                                       : root.notifications.clearEarlier()
    }
    SnoozeMenu {
        id: snoozeMenu
        parent: root
        notifications: root.notifications
        onClosed: list.forceActiveFocus()
    }
}
