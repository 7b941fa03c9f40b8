// A number of the time bar with its name. Its room only grows, so that its neighbours stay.
import QtQuick
import Sightglass

Row {
    id: root

    required property string label
    required property string value
    property int digits: 0
    // Also while it is not shown: whoever gives it room asks first.
    readonly property real wanted: name.implicitWidth + spacing + number.width

    onValueChanged: digits = Math.max(digits, value.length)
    Component.onCompleted: digits = Math.max(digits, value.length)
    spacing: Theme.space1
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1 %2").arg(root.label).arg(root.value)

    FontMetrics {
        id: digit
        font: number.font
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
        width: Math.ceil(root.digits * digit.averageCharacterWidth)
        horizontalAlignment: Text.AlignRight
        text: root.value
        mono: true
        size: Theme.secondarySize
        font.weight: Font.DemiBold
        elide: Text.ElideNone
    }
}
