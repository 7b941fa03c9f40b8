// The names of a chart's limits, at the right end of their lines.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

Item {
    id: root

    required property LineChart plot

    function colorOf(severity: string): color {
        return severity === "critical" ? Theme.critical
             : severity === "warning" ? Theme.warning : Theme.info;
    }

    Repeater {
        model: root.plot.limitTags

        Rectangle {
            id: tag
            required property var modelData
            anchors.right: parent.right
            y: Math.max(0, Math.min(root.height - height, modelData.y - height / 2))
            width: name.implicitWidth + 2 * Theme.space2
            height: name.implicitHeight + Theme.space1
            radius: Theme.space1
            visible: modelData.text !== ""
            color: root.colorOf(modelData.severity)

            Text {
                id: name
                anchors.centerIn: parent
                text: tag.modelData.text
                textFormat: Text.PlainText
                color: Theme.surface // contrast 5:1 on all severities
                font { family: Theme.sans; pixelSize: Theme.smallSize; weight: Font.Medium }
            }
        }
    }
}
