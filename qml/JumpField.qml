// Looks like a field, opens one with a list below: boards, metrics, notifications, actions and time
// ranges by a few letters of their names. Compact it is a button with a lens.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sightglass
import Sightglass.Models

T.AbstractButton {
    id: root

    required property Desk desk
    property var actions: [] // of { text: string, run: function }
    property bool compact: false
    signal metricChosen(int key)
    signal boardChosen(int row)
    signal notificationChosen(int row)

    readonly property JumpList jump: root.desk.jump
    readonly property alias opened: popup.opened

    text: qsTr("Jump to anything")
    implicitWidth: root.compact ? Theme.controlHeight : Theme.jumpFieldWidth
    implicitHeight: Theme.controlHeight
    leftPadding: Theme.space3
    rightPadding: Theme.space1
    focusPolicy: Qt.TabFocus
    hoverEnabled: true

    Accessible.role: Accessible.ComboBox
    Accessible.name: root.text
    Accessible.description: qsTr("Ctrl+K")
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()
    Keys.onDownPressed: root.clicked()
    onClicked: popup.open()

    background: Rectangle {
        radius: Theme.controlRadius
        color: root.hovered || root.down ? Theme.raised : Theme.surface
        border.width: root.visualFocus ? Theme.focusWidth : Theme.borderWidth
        border.color: root.visualFocus ? Theme.accent : Theme.line
    }
    AppText {
        anchors { left: parent.left; leftMargin: root.leftPadding; right: cap.left; verticalCenter: parent.verticalCenter }
        visible: !root.compact
        text: root.text
        color: Theme.text2
        size: Theme.secondarySize
        Accessible.ignored: true
    }
    KeyCap {
        id: cap
        anchors { right: parent.right; rightMargin: root.rightPadding; verticalCenter: parent.verticalCenter }
        visible: !root.compact
        key: qsTr("Ctrl K")
    }
    Icon {
        anchors.centerIn: parent
        visible: root.compact
        width: Theme.iconSize
        height: Theme.iconSize
        name: "search"
        color: Theme.text
        Accessible.ignored: true
    }

    Shortcut {
        sequence: "Ctrl+K"
        onActivated: popup.open()
    }
    Binding {
        target: root.jump
        property: "actions"
        value: root.actions.map(action => action.text)
    }
    Connections {
        target: root.jump
        function onMetricChosen(key: int): void {
            root.metricChosen(key);
        }
        function onBoardChosen(row: int): void {
            root.boardChosen(row);
        }
        function onNotificationChosen(row: int): void {
            root.notificationChosen(row);
        }
        function onRangeChosen(us: double): void {
            root.desk.view.setSpan(us);
            root.desk.view.goLive();
        }
        function onActionChosen(index: int): void {
            root.actions[index].run();
        }
    }

    T.Popup {
        id: popup

        property int picked: -1

        x: root.compact ? root.width - width : 0
        width: Theme.jumpListWidth
        margins: Theme.space2
        padding: Theme.space2
        implicitHeight: implicitContentHeight + 2 * padding
        focus: true
        closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
        onAboutToShow: {
            root.jump.active = true;
            contentItem.forceActiveFocus();
        }
        onClosed: { // not before: what is chosen may want the keyboard
            root.jump.choose(popup.picked);
            popup.picked = -1;
            root.jump.active = false;
        }

        background: Rectangle {
            radius: Theme.panelRadius
            color: Theme.raised
            border.width: Theme.borderWidth
            border.color: Theme.line
        }
        contentItem: JumpPanel {
            jump: root.jump
            onPicked: row => {
                popup.picked = row;
                popup.close();
            }
            onDismissed: popup.close()
        }
    }
}
