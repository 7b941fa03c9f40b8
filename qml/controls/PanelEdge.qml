// The edge of a side panel that sets its width: dragged, or with the arrow keys; a double click, or
// Home, gives the usual width back. It only says what is wanted; the panel decides.
import QtQuick
import Sightglass

Item {
    id: root

    required property string panel    // its name, for assistive tools
    required property int panelWidth
    property bool leftwards: false    // the panel grows to the left
    signal wanted(int width)
    signal usualWanted

    implicitWidth: Theme.panelEdgeWidth
    activeFocusOnTab: true

    Accessible.role: Accessible.Splitter
    Accessible.name: qsTr("Width of %1").arg(root.panel)
    Accessible.description: qsTr("%1 pixels; Left and Right change it").arg(root.panelWidth)
    Accessible.focusable: true
    Accessible.focused: root.activeFocus

    function grow(pixels: int): void {
        root.wanted(root.panelWidth + (root.leftwards ? -pixels : pixels));
    }

    Keys.onLeftPressed: root.grow(-Theme.panelStep)
    Keys.onRightPressed: root.grow(Theme.panelStep)
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Home) {
            root.usualWanted();
            event.accepted = true;
        }
    }

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: root.activeFocus ? 2 * Theme.focusWidth : Theme.focusWidth
        height: parent.height
        visible: root.activeFocus || mouse.containsMouse || mouse.pressed
        color: Theme.accent
    }
    Rectangle { // a line alone is easily overlooked
        anchors.centerIn: parent
        width: Theme.panelGripWidth
        height: Math.min(parent.height, Theme.panelGripHeight)
        radius: width / 2
        visible: root.activeFocus
        color: Theme.accent
    }
    MouseArea {
        id: mouse
        property real pressedX: 0
        anchors.fill: parent
        hoverEnabled: true
        preventStealing: true
        cursorShape: Qt.SplitHCursor
        onPressed: event => pressedX = event.x
        // Its own place moves along, so the way to go is always the distance from where it was taken.
        onPositionChanged: event => {
            if (pressed) {
                root.grow(Math.round(event.x - pressedX));
            }
        }
        onDoubleClicked: root.usualWanted()
    }
}
