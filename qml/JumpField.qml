// Looks like a field, opens one with a list below: boards, metrics, notifications and actions by a
// few letters of their names. Compact it is a button with a lens.
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
    contentItem: Item {
        AppText {
            anchors { left: parent.left; right: key.left; verticalCenter: parent.verticalCenter }
            visible: !root.compact
            text: root.text
            color: Theme.text2
            size: Theme.secondarySize
            Accessible.ignored: true
        }
        KeyCap {
            id: key
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            visible: !root.compact
            key: qsTr("Ctrl K")
        }
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
        function onActionChosen(index: int): void {
            root.actions[index].run();
        }
    }

    T.Popup {
        id: popup

        function choose(row: int): void {
            close(); // first: what is chosen may want the keyboard
            root.jump.choose(row);
            root.jump.active = false;
        }

        x: root.compact ? root.width - width : 0
        width: Theme.jumpListWidth
        margins: Theme.space2
        padding: Theme.space2
        implicitHeight: implicitContentHeight + 2 * padding
        focus: true
        closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
        onAboutToShow: {
            root.jump.active = true;
            input.text = "";
            input.forceActiveFocus();
        }
        onAboutToHide: Qt.callLater(() => root.jump.active = popup.visible)

        background: Rectangle {
            radius: Theme.panelRadius
            color: Theme.raised
            border.width: Theme.borderWidth
            border.color: Theme.line
        }

        contentItem: Column {
            spacing: Theme.space2

            AppField {
                id: input
                width: parent.width
                placeholderText: qsTr("A board, a metric, a notification, an action")
                Accessible.description: list.currentItem ? (list.currentItem as JumpRow).title : ""
                onTextChanged: root.jump.query = text
                Keys.onUpPressed: list.go(list.currentIndex - 1)
                Keys.onDownPressed: list.go(list.currentIndex + 1)
                Keys.onEscapePressed: popup.close()
                Keys.onReturnPressed: popup.choose(list.currentIndex)
                Keys.onEnterPressed: popup.choose(list.currentIndex)
                Keys.onPressed: event => {
                    const page = event.key === Qt.Key_PageDown ? list.page
                        : event.key === Qt.Key_PageUp ? -list.page : 0;
                    event.accepted = page !== 0;
                    if (page !== 0) {
                        list.go(list.currentIndex + page);
                    }
                }
            }
            ListView {
                id: list

                readonly property int page: Math.max(1, Math.floor(height / Theme.controlHeight) - 1)

                function go(row: int): void {
                    currentIndex = Math.max(0, Math.min(row, count - 1));
                    positionViewAtIndex(currentIndex, ListView.Contain);
                }

                width: parent.width
                height: Math.min(contentHeight, Theme.jumpListHeight,
                                 root.Window.height - Theme.topBarHeight - Theme.timeBarHeight)
                visible: count > 0
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                highlightMoveDuration: 0
                model: root.jump
                T.ScrollBar.vertical: AppScrollBar {}
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Places to jump to")

                section.property: "kindText"
                delegate: JumpRow {
                    width: ListView.view.width - Theme.space2 // beside the scroll bar
                    current: ListView.isCurrentItem
                    first: ListView.section !== ListView.previousSection
                    onClicked: popup.choose(index)
                }
                Connections {
                    target: root.jump
                    function onCountChanged(): void {
                        Qt.callLater(list.go, 0); // the best one
                    }
                }
            }
            AppText {
                width: parent.width
                visible: list.count === 0
                leftPadding: Theme.space3
                bottomPadding: Theme.space2
                wrapMode: Text.Wrap
                text: qsTr("Nothing here has these words in its name.")
                color: Theme.text2
                size: Theme.secondarySize
            }
        }
    }
}
