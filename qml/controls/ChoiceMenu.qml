// A list of things to do, opened below an item and kept within the window. Arrows, Return and Escape
// work as expected.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sightglass

T.Popup {
    id: root

    required property string name
    property list<string> choices
    property var possible: [] // false: shown, cannot be chosen; missing: can
    property int current: 0
    property int inForce: -1 // the one that holds now, if one does
    property real widest: Theme.menuWidth
    signal chosen(int index)

    function openBelow(item: Item): void {
        const at = item.mapToItem(root.parent, 0, item.height + Theme.space1);
        root.x = at.x;
        root.y = at.y;
        root.open();
    }
    function choose(index: int): void {
        if (root.possible[index] !== false) {
            root.close();
            root.chosen(index);
        }
    }

    margins: Theme.space2
    padding: Theme.space1
    implicitWidth: root.widest + 2 * padding
    implicitHeight: implicitContentHeight + 2 * padding
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    onAboutToShow: {
        root.current = root.inForce >= 0 ? root.inForce : root.possible[0] === false ? 1 : 0;
        root.contentItem.forceActiveFocus();
    }

    background: Rectangle {
        radius: Theme.controlRadius
        color: Theme.raised
        border.width: Theme.borderWidth
        border.color: Theme.line
    }
    contentItem: ListView {
        implicitHeight: contentHeight
        model: root.choices
        currentIndex: root.current
        onCurrentIndexChanged: root.current = currentIndex
        keyNavigationEnabled: true
        interactive: false
        Accessible.role: Accessible.PopupMenu
        Accessible.name: root.name

        delegate: MenuLine {
            width: ListView.view.width
            enabled: root.possible[index] !== false
            highlighted: ListView.isCurrentItem
            inForce: index === root.inForce
            onImplicitWidthChanged: root.widest = Math.max(root.widest, implicitWidth)
            Component.onCompleted: root.widest = Math.max(root.widest, implicitWidth)
            onHoveredChanged: if (hovered) { root.current = index; }
            onClicked: root.choose(index)
        }
    }
}
