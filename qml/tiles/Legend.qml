// The line below a chart: colour, name and newest value of each series, all in the unit of
// the axis; at the right lowest, highest and mean of what is visible of one of them, when there is
// room. What does not fit is counted.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Item {
    id: root

    required property SeriesList series
    required property list<color> colors
    required property LineChart plot
    property var stats: ({}) // min, max, mean as text; of the series `current`
    property int current: 0
    property int hidden: 0

    onWidthChanged: recount.restart()

    // `unit` is there so that the words are found anew when the axis changes its prefix.
    function say(value: real, unit: string): string {
        return root.plot.besideAxis(value);
    }

    function countHidden() {
        let count = 0;
        for (let i = 0; i < names.count; ++i) {
            count += names.itemAt(i)?.fits ? 0 : 1;
        }
        hidden = count;
    }

    Timer {
        id: recount // once for all that moves together
        interval: 0
        onTriggered: root.countHidden()
    }

    implicitHeight: entries.implicitHeight
    clip: true

    Row {
        id: entries
        spacing: Theme.space4

        Repeater {
            id: names
            model: root.series
            onCountChanged: recount.restart()

            Row {
                id: entry
                readonly property real room: index === names.count - 1 ? root.width
                                                                       : root.width - more.width - Theme.space2
                readonly property bool fits: x + width <= room
                onFitsChanged: recount.restart()
                opacity: fits ? 1 : 0
                required property int index
                required property string name
                required property double value
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
                    text: root.say(entry.value, root.plot.unitText)
                    textFormat: Text.PlainText
                    color: entry.stale || entry.missing ? Theme.text3 : Theme.text
                    font { family: Theme.mono; pixelSize: Theme.secondarySize }
                }
            }
        }
    }

    Text {
        id: more
        anchors.right: parent.right
        visible: root.hidden > 0
        text: qsTr("+%n", "series that do not fit", root.hidden)
        textFormat: Text.PlainText
        color: Theme.text2
        font { family: Theme.mono; pixelSize: Theme.secondarySize }
    }

    Row {
        anchors.right: parent.right
        spacing: Theme.space4
        visible: entries.width + implicitWidth + Theme.space5 <= root.width

        Repeater {
            model: [
                { name: qsTr("min"), value: root.stats.min ?? "" },
                { name: qsTr("max"), value: root.stats.max ?? "" },
                { name: qsTr("mean"), value: root.stats.mean ?? "" }
            ]

            Row {
                id: stat
                required property int index
                required property var modelData
                spacing: Theme.space2

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.space3
                    height: Theme.space1 - Theme.borderWidth
                    radius: height / 2
                    visible: stat.index === 0 && root.series.count > 1
                    color: root.colors[root.current] ?? Theme.text3
                }

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
