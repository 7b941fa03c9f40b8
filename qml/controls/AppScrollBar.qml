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

    contentItem: Rectangle {
        implicitWidth: Theme.scrollBarWidth
        radius: width / 2
        color: root.pressed || root.hovered ? Theme.text3 : Theme.line
    }
}
