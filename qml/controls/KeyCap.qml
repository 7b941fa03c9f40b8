// The key that does the same, beside a button's word.
import QtQuick
import Sightglass

Rectangle {
    id: root

    required property string key

    implicitWidth: label.implicitWidth + 2 * Theme.space1
    implicitHeight: label.implicitHeight + Theme.focusWidth
    radius: Theme.space1
    color: "transparent"
    border.width: Theme.borderWidth
    border.color: Theme.line

    AppText {
        id: label
        anchors.centerIn: parent
        text: root.key
        color: Theme.text2
        size: Theme.smallSize
        Accessible.ignored: true
    }
}
