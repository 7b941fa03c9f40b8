// Why there are no data, in words, at the foot of each hatched band that is wide enough to be seen.
// Where two would cover each other the newer one stays.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

Item {
    id: root

    required property var plot // LineChart, HeatMap or StateStrip

    Repeater {
        id: labels
        model: root.plot.holes.length

        Rectangle {
            id: label
            required property int index
            readonly property var newer: index > 0 ? labels.itemAt(index - 1) : null
            readonly property var hole: root.plot.holes[root.plot.holes.length - 1 - index]
                                        ?? { x: 0, width: 0, text: "" }
            // Where the next older label must end.
            readonly property real edge: visible ? x - Theme.space1 : newer?.edge ?? root.width
            x: Math.max(0, Math.min(root.width - width, hole.x + (hole.width - width) / 2))
            y: root.height - height - Theme.space1
            width: Math.min(words.implicitWidth + 2 * Theme.space1, root.width)
            height: words.implicitHeight
            radius: Theme.space1
            // Seen through: beside a slim band it lies over data.
            color: Qt.rgba(Theme.surface.r, Theme.surface.g, Theme.surface.b, Theme.quietOpacity)
            visible: hole.width >= Theme.space4 && x + width <= (newer?.edge ?? root.width)

            Text {
                id: words
                anchors { fill: parent; leftMargin: Theme.space1; rightMargin: Theme.space1 }
                text: label.hole.text
                textFormat: Text.PlainText
                color: Theme.text2
                font { family: Theme.sans; pixelSize: Theme.smallSize }
                elide: Text.ElideRight
            }
        }
    }
}
