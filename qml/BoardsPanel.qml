// The boards: those that are open as tabs, and those that could be. Return or a click opens one.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Templates as T
import Sightglass
import Sightglass.Models

FocusScope {
    id: root

    required property Desk desk

    property var shelf: []

    Component.onCompleted: root.shelf = root.desk.shelf()

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Boards")

    component Entry: T.ItemDelegate {
        id: entry

        required property string title
        property string description
        property bool shown: false

        implicitHeight: implicitContentHeight + topPadding + bottomPadding
        topPadding: Theme.space2
        bottomPadding: Theme.space2
        text: entry.title
        hoverEnabled: true
        focusPolicy: Qt.TabFocus
        Accessible.role: Accessible.ListItem
        Accessible.name: entry.shown ? qsTr("%1, on show").arg(entry.title) : entry.title
        Accessible.description: entry.description
        Accessible.onPressAction: entry.clicked()
        Keys.onReturnPressed: entry.clicked()
        Keys.onEnterPressed: entry.clicked()

        background: Rectangle {
            color: entry.shown || entry.hovered ? Theme.raised : "transparent"
            border.width: entry.visualFocus ? Theme.focusWidth : 0
            border.color: Theme.accent

            Rectangle { // the board on show has a mark, not only a shade
                anchors { left: parent.left; top: parent.top; bottom: parent.bottom }
                width: Theme.focusWidth
                color: Theme.accent
                visible: entry.shown
            }
        }
        contentItem: Column {
            leftPadding: Theme.space4
            rightPadding: Theme.space4

            AppText {
                width: entry.width - 2 * Theme.space4
                text: entry.title
                font.weight: entry.shown ? Font.DemiBold : Font.Normal
            }
            AppText {
                width: entry.width - 2 * Theme.space4
                visible: text !== ""
                text: entry.description
                wrapMode: Text.Wrap
                maximumLineCount: 3
                size: Theme.secondarySize
                color: Theme.text2
            }
        }
    }

    component Heading: AppText {
        x: Theme.space4
        width: parent.width - 2 * Theme.space4
        topPadding: Theme.space3
        bottomPadding: Theme.space2
        color: Theme.text2
        size: Theme.smallSize
        font.weight: Font.Medium
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    Flickable {
        anchors.fill: parent
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ScrollBar.vertical: AppScrollBar {}

        Column {
            id: column
            width: parent.width

            Heading { text: qsTr("Open boards") }
            Repeater {
                model: root.desk.boards

                Entry {
                    required property int index
                    width: column.width
                    shown: index === root.desk.boards.current
                    onClicked: root.desk.boards.current = index
                }
            }
            Heading { text: qsTr("Shipped boards") }
            Repeater {
                model: root.shelf

                Entry {
                    required property var modelData
                    width: column.width
                    title: modelData.title
                    description: modelData.description
                    onClicked: root.desk.openBoard(modelData.name)
                }
            }
        }
    }
}
