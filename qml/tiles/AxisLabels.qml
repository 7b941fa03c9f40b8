// The texts along a plot's two axes. Room for the values is reserved and only ever grows, so that
// the plot does not jump when a label gets shorter.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

Item {
    id: root

    required property var plot // LineChart, HeatMap or StateStrip
    property real valueRoom: Math.ceil(4 * digit.advanceWidth) // "1.25" and "-100"
    readonly property real timeRoom: Math.ceil(digit.height)

    function makeRoom() {
        for (const label of plot.yLabels) {
            valueRoom = Math.max(valueRoom, Math.ceil(label.length * digit.advanceWidth));
        }
    }

    Component.onCompleted: makeRoom()

    Connections {
        target: root.plot
        function onScaled() { root.makeRoom(); }
    }

    TextMetrics {
        id: digit
        text: "0"
        font { family: Theme.mono; pixelSize: Theme.smallSize }
    }

    Repeater {
        model: root.plot.yLabels.length

        Text {
            required property int index
            x: root.plot.x - Theme.space2 - width
            y: Math.round(root.plot.y + (root.plot.yTicks[index] ?? 0) - height / 2)
            text: root.plot.yLabels[index] ?? ""
            textFormat: Text.PlainText
            color: Theme.text3
            font { family: Theme.mono; pixelSize: Theme.smallSize }
        }
    }
    Repeater {
        model: root.plot.xLabels.length

        Text {
            required property int index
            readonly property real tick: root.plot.xTicks[index] ?? 0
            readonly property real wanted: root.plot.x + tick - width / 2
            x: Math.round(Math.max(0, Math.min(root.width - width, wanted)))
            y: root.plot.y + root.plot.height + Theme.space1
            text: root.plot.xLabels[index] ?? ""
            textFormat: Text.PlainText
            color: Theme.text3
            font { family: Theme.mono; pixelSize: Theme.smallSize }
        }
    }
}
