// Says that what is shown is old, and how old: "stale · 31 s".
import QtQuick
import Sightglass

Rectangle {
    id: root

    required property string ageText

    implicitWidth: label.implicitWidth + 2 * Theme.space2
    implicitHeight: label.implicitHeight + Theme.space1
    radius: height / 2
    color: "transparent"
    border { width: Theme.borderWidth; color: Theme.warning }

    Text {
        id: label
        anchors.centerIn: parent
        text: qsTr("stale · %1").arg(root.ageText)
        textFormat: Text.PlainText
        color: Theme.warning
        font { family: Theme.sans; pixelSize: Theme.smallSize }
    }
}
