// The narrow strip at the far left: what the side panels show, and how the window looks.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

Rectangle {
    id: root

    required property bool browserOpen
    required property bool notificationsOpen
    signal browserToggled
    signal notificationsToggled
    signal themeToggled

    implicitWidth: Theme.railWidth
    color: Theme.surface

    component RailButton: AppButton {
        id: button
        required property string name
        minimumHeight: Theme.space4 + Theme.space4
        flat: true
        iconColor: button.checked ? Theme.text : Theme.text2
        Accessible.name: button.name
    }

    Rectangle {
        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: Theme.borderWidth
        color: Theme.line
    }

    Column {
        anchors { horizontalCenter: parent.horizontalCenter; top: parent.top; topMargin: Theme.space2 }
        spacing: Theme.space2

        RailButton {
            name: root.browserOpen ? qsTr("Hide metrics") : qsTr("Show metrics")
            iconName: "activity"
            checked: root.browserOpen
            onClicked: root.browserToggled()
        }
        RailButton {
            name: root.notificationsOpen ? qsTr("Hide notifications") : qsTr("Show notifications")
            iconName: "alerts"
            checked: root.notificationsOpen
            onClicked: root.notificationsToggled()
        }
    }

    RailButton {
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom }
        anchors.bottomMargin: Theme.space2
        name: Theme.dark ? qsTr("Light colours") : qsTr("Dark colours")
        iconName: "settings"
        onClicked: root.themeToggled()
    }
}
