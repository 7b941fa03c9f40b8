// The narrow strip at the far left: which view the side panel shows, and whether the notifications
// are open. The chosen view's button folds the panel.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

Rectangle {
    id: root

    required property string shown // the view in sight; empty: the panel is folded
    required property bool notificationsOpen
    signal viewPressed(string view)
    signal notificationsToggled

    implicitWidth: Theme.railWidth
    color: Theme.surface

    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Views")

    component RailButton: AppButton {
        id: button
        required property string name
        minimumHeight: Theme.space4 + Theme.space4
        flat: true
        iconColor: button.checked ? Theme.text : Theme.text2
        Accessible.name: button.name
        Accessible.checkable: true
        Accessible.checked: button.checked

        AppTip {
            x: root.width - Theme.space1
            y: (button.height - height) / 2
            visible: button.hovered && !button.checked
            text: button.name
        }
    }
    component ViewButton: RailButton {
        id: button
        required property string view
        checked: root.shown === button.view
        onClicked: root.viewPressed(button.view)

        Rectangle { // at the rail's edge: the ground alone is faint in the light
            x: (button.width - root.width) / 2
            visible: button.checked
            width: Theme.focusWidth
            height: parent.height
            color: Theme.accent
        }
    }

    Rectangle {
        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: Theme.borderWidth
        color: Theme.line
    }

    Column {
        anchors { horizontalCenter: parent.horizontalCenter; top: parent.top; topMargin: Theme.space2 }
        spacing: Theme.space2

        ViewButton {
            view: "metrics"
            name: qsTr("Metrics")
            iconName: "activity"
        }
        ViewButton {
            view: "boards"
            name: qsTr("Boards")
            iconName: "boards"
        }
        RailButton {
            name: qsTr("Notifications")
            iconName: "alerts"
            checked: root.notificationsOpen
            onClicked: root.notificationsToggled()
        }
        ViewButton {
            view: "link"
            name: qsTr("Link")
            iconName: "sources"
        }
    }

    ViewButton {
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom }
        anchors.bottomMargin: Theme.space2
        view: "settings"
        name: qsTr("Settings")
        iconName: "settings"
    }
}
