// The box beside the crosshair: the instant pointed at and the value of each series there. It stands
// on the side with more room, so it never leaves the plot and never covers what it reads.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Rectangle {
    id: root

    required property SeriesList series
    required property LineChart plot
    required property real cursorX
    required property real pointerY
    readonly property bool leftSide: cursorX > plot.width / 2

    x: leftSide ? Math.max(0, cursorX - width - Theme.space3)
                : Math.min(plot.width - width, cursorX + Theme.space3)
    y: Math.max(0, Math.min(plot.height - height, pointerY - height - Theme.space3))
    width: rows.width + 2 * Theme.space2
    height: rows.height + 2 * Theme.space2
    radius: Theme.controlRadius
    color: Theme.raised
    border { width: Theme.borderWidth; color: Theme.line }

    Column {
        id: rows
        x: Theme.space2
        y: Theme.space2
        spacing: Theme.space1

        Text {
            text: root.plot.clock(root.plot.cursorUs, true)
            textFormat: Text.PlainText
            color: Theme.text2
            font { family: Theme.mono; pixelSize: Theme.smallSize }
        }
        Repeater {
            model: root.series

            Item {
                id: row
                required property int index
                required property string name
                width: Math.max(implicitWidth, rows.width)
                implicitWidth: nameText.x + nameText.implicitWidth + Theme.space5 + valueText.width
                implicitHeight: nameText.implicitHeight

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.space3
                    height: Theme.space1 - Theme.borderWidth
                    radius: height / 2
                    color: root.plot.colors[row.index] ?? Theme.text3
                }
                Text {
                    id: nameText
                    x: Theme.space3 + Theme.space2
                    text: row.name
                    textFormat: Text.PlainText
                    color: Theme.text2
                    font { family: Theme.sans; pixelSize: Theme.secondarySize }
                }
                Text {
                    id: valueText
                    anchors { right: parent.right; baseline: nameText.baseline }
                    text: root.plot.textOf(root.plot.valueAt(row.index, root.plot.cursorUs))
                    textFormat: Text.PlainText
                    color: Theme.text
                    font { family: Theme.mono; pixelSize: Theme.smallSize; weight: Font.Medium }
                }
            }
        }
    }
}
