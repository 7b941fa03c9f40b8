// The texts along a plot's two axes. Room for the values is reserved and only ever grows, so that
// the plot does not jump when a label gets shorter.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

Item {
    id: root

    required property var plot // LineChart, HeatMap or StateStrip
    property int characters: 4 // "1.25" and "-100"
    readonly property real valueRoom: Math.min(Math.ceil(characters * digit.advanceWidth), width / 3)
    readonly property real timeRoom: Math.ceil(digit.height)

    // Texts once made are kept: making them anew while somebody zooms costs more than the chart.
    readonly property int values: plot.yLabels.length
    readonly property int times: plot.xLabels.length
    property int valuePlaces: 0
    property int timePlaces: 0

    onValuesChanged: valuePlaces = Math.max(valuePlaces, values)
    onTimesChanged: timePlaces = Math.max(timePlaces, times)

    function makeRoom() {
        for (const label of plot.yLabels) {
            characters = Math.max(characters, label.length);
        }
    }

    Component.onCompleted: makeRoom()

    Connections {
        target: root.plot
        function onScaled() { root.makeRoom(); }
        function onChosen() {
            root.characters = 4; // other series: the room may be theirs
            root.makeRoom();
        }
    }

    TextMetrics {
        id: digit
        text: "0"
        font { family: Theme.mono; pixelSize: Theme.smallSize }
    }

    Repeater {
        model: root.valuePlaces

        AppText {
            required property int index
            visible: index < root.values
            x: root.plot.x - Theme.space2 - width
            y: Math.round(root.plot.y + (root.plot.yTicks[index] ?? 0) - height / 2)
            width: Math.min(implicitWidth, root.plot.x - Theme.space2)
            text: root.plot.yLabels[index] ?? ""
            color: Theme.text3
            mono: true
            size: Theme.smallSize
        }
    }
    Repeater {
        model: root.timePlaces

        AppText {
            required property int index
            visible: index < root.times
            readonly property real tick: root.plot.xTicks[index] ?? 0
            readonly property real wanted: root.plot.x + tick - width / 2
            x: Math.round(Math.max(0, Math.min(root.width - width, wanted)))
            y: root.plot.y + root.plot.height + Theme.space1
            text: root.plot.xLabels[index] ?? ""
            color: Theme.text3
            mono: true
            size: Theme.smallSize
            elide: Text.ElideNone
        }
    }
}
