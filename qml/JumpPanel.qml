// What the jump field opens: a field to type in, and where it may lead.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sightglass
import Sightglass.Models

FocusScope {
    id: root

    required property JumpList jump
    signal picked(int row) // -1: there is none
    signal dismissed

    implicitHeight: column.implicitHeight

    Connections {
        target: root.jump
        function onActiveChanged(): void {
            input.clear();
        }
        function onCountChanged(): void {
            list.go(0); // the best one
        }
    }

    Column {
        id: column
        width: parent.width
        spacing: Theme.space2

        AppField {
            id: input
            width: parent.width
            focus: true
            placeholderText: qsTr("A board, a metric, an alarm, an action, “5 min”")
            Accessible.description: list.currentItem ? (list.currentItem as JumpRow).title : ""
            onTextChanged: root.jump.query = text
            Keys.onUpPressed: list.go(list.currentIndex - 1)
            Keys.onDownPressed: list.go(list.currentIndex + 1)
            Keys.onEscapePressed: root.dismissed()
            Keys.onReturnPressed: root.picked(list.currentIndex)
            Keys.onEnterPressed: root.picked(list.currentIndex)
            Keys.onPressed: event => {
                const rows = event.key === Qt.Key_PageDown ? list.page
                    : event.key === Qt.Key_PageUp ? -list.page : 0;
                event.accepted = rows !== 0;
                if (rows !== 0) {
                    list.go(list.currentIndex + rows);
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
                             root.Window.height - 2 * (Theme.topBarHeight + Theme.space2))
            visible: count > 0
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            highlightMoveDuration: 0
            model: root.jump
            section.property: "kindText"
            T.ScrollBar.vertical: AppScrollBar {}
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Places to jump to")

            delegate: JumpRow {
                width: list.width - Theme.space2 // beside the scroll bar
                current: ListView.isCurrentItem
                first: ListView.section !== ListView.previousSection
                onClicked: root.picked(index)
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
