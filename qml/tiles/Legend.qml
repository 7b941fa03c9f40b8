// The line below a chart: colour, name and newest value of each series; at the right lowest, highest
// and mean of what is visible of one of them, when there is room.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Item {
    id: root

    required property SeriesList series
    required property list<color> colors
    property var stats: ({}) // min, max, mean as text; of the series `current`
    property int current: 0

    implicitHeight: entries.implicitHeight
    clip: true

    Row {
        id: entries
        spacing: Theme.space4

        Repeater {
            model: root.series

            Row {
                id: entry
                required property int index
                required property string name
                required property string valueText
                required property string unitText
                required property bool stale
                required property bool missing
                spacing: Theme.space2

                HoverHandler {
                    onHoveredChanged: root.current = hovered ? entry.index : 0
                }
                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.space3
                    height: Theme.space1 - Theme.borderWidth
                    radius: height / 2
                    color: root.colors[entry.index] ?? Theme.text3
                }
                Text {
                    text: entry.name
                    textFormat: Text.PlainText
                    color: Theme.text2
                    font { family: Theme.sans; pixelSize: Theme.secondarySize }
                }
                Text {
                    text: entry.valueText
                    textFormat: Text.PlainText
                    color: entry.stale || entry.missing ? Theme.text3 : Theme.text
                    font { family: Theme.mono; pixelSize: Theme.secondarySize }
                }
            }
        }
    }

    Row {
        anchors.right: parent.right
        spacing: Theme.space4
        visible: entries.width + implicitWidth + Theme.space5 <= root.width

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.space3
            height: Theme.space1 - Theme.borderWidth
            radius: height / 2
            visible: root.series.count > 1
            color: root.colors[root.current] ?? Theme.text3
        }
        Repeater {
            model: [
                { name: qsTr("min"), value: root.stats.min ?? "" },
                { name: qsTr("max"), value: root.stats.max ?? "" },
                { name: qsTr("mean"), value: root.stats.mean ?? "" }
            ]

            Row {
                id: stat
                required property var modelData
                spacing: Theme.space2

                Text {
                    text: stat.modelData.name
                    textFormat: Text.PlainText
                    color: Theme.text2
                    font { family: Theme.sans; pixelSize: Theme.secondarySize }
                }
                Text {
                    text: stat.modelData.value
                    textFormat: Text.PlainText
                    color: Theme.text
                    font { family: Theme.mono; pixelSize: Theme.secondarySize }
                }
            }
        }
    }
}
