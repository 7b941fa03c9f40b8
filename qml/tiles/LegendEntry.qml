// One series below a chart: what its line looks like, its name, its value. Pressed, it hides the
// series or shows it again; pressed twice, or with Return, it shows the series alone.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sightglass

T.AbstractButton {
    id: root

    required property string name
    required property string valueText
    required property bool old   // the value is not to be believed any more
    required property bool off   // its line is hidden
    property color ink
    property var dash: []
    property real most           // wider it may not be
    property int digits: 0       // room for the longest value so far: digits stay in place

    // Whatever it gets.
    readonly property real nameNeed: Math.min(Math.ceil(words.advanceWidth), Theme.legendNameMost)
    readonly property real need: (root.dash.length > 0 ? Theme.dashedSwatchWidth : Theme.swatchWidth) + nameNeed + valueWidth + 2 * Theme.space2
    readonly property real valueWidth: Math.ceil(root.digits * digit.averageCharacterWidth)

    signal alone

    onValueTextChanged: digits = Math.max(digits, valueText.length)
    implicitWidth: Math.min(implicitContentWidth, root.most)
    implicitHeight: implicitContentHeight
    clip: implicitContentWidth > root.most
    hoverEnabled: true
    text: root.name
    Accessible.role: Accessible.CheckBox
    Accessible.name: qsTr("%1: %2").arg(root.name).arg(root.valueText)
    Accessible.description: root.off ? qsTr("hidden") : qsTr("shown")
    Accessible.checkable: true
    Accessible.checked: !root.off
    Accessible.onPressAction: root.clicked()
    Accessible.onToggleAction: root.clicked()
    Keys.onReturnPressed: root.alone()
    Keys.onEnterPressed: root.alone()
    onDoubleClicked: root.alone()

    TextMetrics {
        id: words
        text: root.name
        font { family: Theme.sans; pixelSize: Theme.secondarySize }
    }
    FontMetrics {
        id: digit
        font { family: Theme.mono; pixelSize: Theme.secondarySize }
    }

    background: Rectangle {
        visible: root.visualFocus || root.hovered
        anchors { fill: parent; leftMargin: -Theme.space1; rightMargin: -Theme.space1 }
        radius: Theme.space1
        color: Theme.raised
        border { width: root.visualFocus ? Theme.borderWidth : 0; color: Theme.accent }
    }
    contentItem: Row {
        spacing: Theme.space2

        Swatch {
            anchors.verticalCenter: parent.verticalCenter
            ink: root.ink
            dash: root.dash
            hollow: root.off
        }
        AppText {
            // The number comes first: half of one would be another.
            width: Math.min(implicitWidth, Theme.legendNameMost,
                            Math.max(0, root.most - x - root.valueWidth - Theme.space2))
            visible: width > 0
            text: root.name
            size: Theme.secondarySize
            color: root.off ? Theme.text3 : Theme.text2
            font.strikeout: root.off
            maximumLineCount: 1
            elide: Text.ElideMiddle // names differ at their ends
        }
        AppText {
            width: root.valueWidth
            horizontalAlignment: Text.AlignLeft
            text: root.valueText
            mono: true
            size: Theme.secondarySize
            color: root.old || root.off ? Theme.text3 : Theme.text
            elide: Text.ElideNone
        }
    }
}
