// A thin scroll bar that is there only when there is something to scroll.
import QtQuick
import QtQuick.Templates as T
import Sightglass

T.ScrollBar {
    id: root

    implicitWidth: Theme.scrollBarWidth + 2 * Theme.borderWidth
    policy: T.ScrollBar.AsNeeded
    visible: root.size < 1
    padding: Theme.borderWidth
    minimumSize: 0.1

    Accessible.ignored: true

    contentItem: Item {
        implicitWidth: Theme.scrollBarWidth

        Rectangle { // slim until it is needed
            readonly property bool wide: root.pressed || root.hovered
            anchors.right: parent.right
            width: wide ? parent.width : parent.width / 2
            height: parent.height
            radius: width / 2
            color: wide ? Theme.text2 : Theme.text3
        }
    }
}
