// Why there are no data, in words, at the foot of each hatched band that is wide enough to be seen.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

Item {
    id: root

    required property LineChart plot

    Repeater {
        model: root.plot.holes.length

        Text {
            id: label
            required property int index
            readonly property var hole: root.plot.holes[index] ?? { x: 0, width: 0, text: "" }
            x: Math.max(0, Math.min(root.width - width, hole.x + (hole.width - width) / 2))
            y: root.height - height - Theme.space1
            width: Math.min(implicitWidth, root.width)
            visible: hole.width >= Theme.space4
            text: hole.text
            textFormat: Text.PlainText
            color: Theme.text2
            font { family: Theme.sans; pixelSize: Theme.smallSize }
            elide: Text.ElideRight
        }
    }
}
