// A number of the time bar with its name. It has the room of the widest there is, so that its
// neighbours stay whatever it says.
import QtQuick
import Sightglass

Row {
    id: root

    required property string label
    required property string value
    required property string widest
    // Also while it is not shown: whoever gives it room asks first.
    readonly property real wanted: name.implicitWidth + spacing + number.width

    spacing: Theme.space1
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1 %2").arg(root.label).arg(root.value)

    TextMetrics {
        id: room
        font: number.font
        text: root.widest
    }
    AppText {
        id: name
        text: root.label
        color: Theme.text2
        size: Theme.secondarySize
        elide: Text.ElideNone
    }
    AppText {
        id: number
        width: Math.ceil(Math.max(room.advanceWidth, implicitWidth))
        text: root.value
        mono: true
        size: Theme.secondarySize
        font.weight: Font.DemiBold
        elide: Text.ElideNone
    }
}
