// Text as the window writes it: plain, one line unless told, numbers in the steady face.
import QtQuick
import Sightglass

Text {
    id: root

    property bool mono: false
    property int size: Theme.bodySize

    color: Theme.text
    textFormat: Text.PlainText
    elide: Text.ElideRight
    verticalAlignment: Text.AlignVCenter
    font.family: root.mono ? Theme.mono : Theme.sans
    font.pixelSize: root.size
}
