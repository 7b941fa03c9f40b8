// A small word in a rounded border: "stale · 31 s", "2 need you".
import QtQuick
import Sightglass

Rectangle {
    id: root

    required property string text
    property color tone: Theme.text2

    implicitWidth: label.implicitWidth + 2 * Theme.space2
    implicitHeight: label.implicitHeight + Theme.space1
    radius: height / 2
    color: "transparent"
    border.width: Theme.borderWidth
    border.color: root.tone

    Accessible.role: Accessible.StaticText
    Accessible.name: root.text

    AppText {
        id: label
        anchors.centerIn: parent
        text: root.text
        color: root.tone
        size: Theme.smallSize
        font.weight: Font.Medium
    }
}
