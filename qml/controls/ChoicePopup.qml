// A short list to choose one from, below what opened it. Arrows walk, Return chooses, Escape leaves
// things as they are; the keyboard goes back to where it was.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sightglass

T.Popup {
    id: root

    required property string name // for those who do not see where it hangs
    property var choices: [] // texts
    property int current: -1 // the one in force, -1: none is
    signal chosen(index: int)

    width: Math.max(root.parent?.width ?? 0, implicitWidth)
    implicitWidth: implicitContentWidth + 2 * padding
    implicitHeight: implicitContentHeight + 2 * padding
    padding: Theme.space1
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent
    onOpened: contentItem.forceActiveFocus()
    onClosed: root.parent.forceActiveFocus()

    TextMetrics {
        id: widest
        font.family: Theme.sans
        font.pixelSize: Theme.bodySize
        text: root.choices.reduce((longest, text) => text.length > longest.length ? text : longest,
                                  "")
    }

    background: Rectangle {
        radius: Theme.controlRadius
        color: Theme.raised
        border.width: Theme.borderWidth
        border.color: Theme.line
    }

    contentItem: ListView {
        implicitWidth: Math.max(Theme.barNameWidth, widest.advanceWidth) + 2 * Theme.space3
        implicitHeight: contentHeight
        model: root.choices
        currentIndex: Math.max(0, root.current)
        keyNavigationEnabled: true
        highlightMoveDuration: Theme.motion
        Accessible.role: Accessible.PopupMenu
        Accessible.name: root.name

        delegate: Choice {
            width: ListView.view.width
            highlighted: ListView.isCurrentItem
            chosen: index === root.current
            onHoveredChanged: if (hovered) { ListView.view.currentIndex = index; }
            onClicked: {
                root.close();
                root.chosen(index);
            }
        }
    }
}
