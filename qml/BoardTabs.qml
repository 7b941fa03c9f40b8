// One tab per open board, and a button that offers those that are not. Left and right walk, Ctrl+Tab
// and Ctrl+1 to Ctrl+9 choose from anywhere, the middle button or Delete closes all but the first.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sightglass
import Sightglass.Models

Item {
    id: root

    required property Desk desk

    readonly property BoardList boards: root.desk.boards

    implicitHeight: Theme.topBarHeight
    implicitWidth: tabs.contentWidth + Theme.space1 + plus.width

    function step(by: int): void {
        root.boards.current = (root.boards.current + by + root.boards.count) % root.boards.count;
    }
    function close(row: int): void {
        if (row > 0) { // the first is the source's own
            root.boards.close(row);
        }
    }

    Shortcut {
        sequence: "Ctrl+Tab"
        onActivated: root.step(1)
    }
    Shortcut {
        sequence: "Ctrl+Shift+Tab"
        onActivated: root.step(-1)
    }
    Shortcut {
        sequence: "Ctrl+W"
        onActivated: root.close(root.boards.current)
    }
    Repeater {
        model: 9

        Item {
            id: digit
            required property int index
            Shortcut {
                sequence: "Ctrl+" + (digit.index + 1)
                onActivated: root.boards.current = digit.index
            }
        }
    }

    ListView {
        id: tabs
        width: Math.min(contentWidth, root.width - plus.width - Theme.space1)
        height: root.height
        orientation: ListView.Horizontal
        spacing: Theme.space1
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: false
        model: root.boards
        currentIndex: root.boards.current
        highlightMoveDuration: Theme.motion
        Accessible.role: Accessible.PageTabList
        Accessible.name: qsTr("Boards")

        delegate: T.AbstractButton {
            id: tab
            required property int index
            required property string title
            readonly property bool shown: index === root.boards.current

            implicitWidth: implicitContentWidth
            y: (root.height - height) / 2
            height: Theme.controlHeight
            text: tab.title !== "" ? tab.title : root.desk.sourceName
            hoverEnabled: true
            focusPolicy: Qt.TabFocus
            checked: tab.shown
            onClicked: root.boards.current = index
            Accessible.role: Accessible.PageTab
            Accessible.name: qsTr("Board %1").arg(tab.text)
            Accessible.selectable: true
            Accessible.selected: tab.shown
            Accessible.onPressAction: tab.clicked()
            Keys.onReturnPressed: tab.clicked()
            Keys.onEnterPressed: tab.clicked()
            Keys.onLeftPressed: tabs.itemAtIndex(index - 1)?.forceActiveFocus(Qt.TabFocusReason)
            Keys.onRightPressed: tabs.itemAtIndex(index + 1)?.forceActiveFocus(Qt.TabFocusReason)
            Keys.onDeletePressed: root.close(index)

            background: Rectangle {
                radius: Theme.controlRadius
                color: tab.shown ? Theme.raised : tab.hovered ? Theme.raised : "transparent"
                border.width: tab.visualFocus ? Theme.focusWidth : 0
                border.color: Theme.accent
            }
            contentItem: AppText {
                leftPadding: Theme.space3
                rightPadding: Theme.space3
                text: tab.text
                color: tab.shown ? Theme.text : Theme.text2
                font.weight: tab.shown ? Font.DemiBold : Font.Normal
            }
            TapHandler {
                acceptedButtons: Qt.MiddleButton
                onTapped: root.close(tab.index)
            }
        }
    }

    AppButton {
        id: plus
        anchors { left: tabs.right; leftMargin: Theme.space1; verticalCenter: parent.verticalCenter }
        flat: true
        iconName: "plus"
        Accessible.name: qsTr("Open a board")
        Accessible.role: Accessible.ButtonMenu
        Keys.onDownPressed: plus.clicked()
        onClicked: offers.opened ? offers.close() : offers.openBelow(plus)

        ChoiceMenu {
            id: offers
            name: qsTr("Shipped boards")
            onAboutToShow: {
                shelf = root.desk.shelf();
                choices = shelf.map(board => board.title);
            }
            onChosen: index => root.desk.openBoard(shelf[index].name)

            property var shelf: []
        }
    }
}
