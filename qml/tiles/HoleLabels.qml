// Why there are no data, in words, at the foot of each hatched band that the plot says them of: the
// longest of its texts that has room without covering much of what is beside the band. Where two
// would cover each other the newer one stays.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

Item {
    id: root

    required property var plot // LineChart, HeatMap or StateStrip
    property real begin: 0 // what else stands at the foot ends there
    // Left of it is no label.
    readonly property real firstLeft: labels.count > 0 ? labels.itemAt(labels.count - 1)?.edge ?? width : width

    FontMetrics {
        id: metrics
        font { family: Theme.sans; pixelSize: Theme.smallSize }
    }

    Repeater {
        id: labels
        model: root.plot.holes.length

        Rectangle {
            id: label
            required property int index
            readonly property var newer: index > 0 ? labels.itemAt(index - 1) : null
            readonly property var hole: root.plot.holes[index] ?? { x: 0, width: 0, texts: [] }
            // Where the next older label must end.
            readonly property real edge: visible ? x - Theme.space1 : newer?.edge ?? root.width
            readonly property real limit: newer?.edge ?? root.width
            readonly property var roomy: hole.texts.filter(words => placed(words) + wide(words) <= limit)
            readonly property string text: roomy.find(words => wide(words) <= Math.max(hole.width, root.width / 2))
                ?? roomy[roomy.length - 1] ?? ""

            function wide(words: string): real {
                return Math.ceil(metrics.advanceWidth(words)) + 2 * Theme.space1;
            }
            function placed(words: string): real {
                const width = wide(words);
                return Math.max(root.begin, Math.min(root.width - width, hole.x + (hole.width - width) / 2));
            }
            x: placed(text)
            y: root.height - height - (root.plot.lates > 0 ? Theme.space3 : Theme.space1) // above their marks
            width: wide(text)
            height: words.implicitHeight
            radius: Theme.space1
            // Seen through: beside a slim band it lies over data.
            color: Qt.rgba(Theme.surface.r, Theme.surface.g, Theme.surface.b, Theme.quietOpacity)
            visible: text !== ""

            AppText {
                id: words
                anchors.centerIn: parent
                text: label.text
                color: Theme.text2
                size: Theme.smallSize
                elide: Text.ElideNone
            }
        }
    }
}
