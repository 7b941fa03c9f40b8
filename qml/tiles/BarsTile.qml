// The highest values of many series, as bars; only what is fresh, highest first.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

TileFrame {
    id: root

    required property Tile tile

    readonly property SeriesList series: root.tile.series
    // A bar is a part of the tile's range, or of the largest value while none is given.
    property real largest: 1
    readonly property bool slim: column.width < Theme.barNameWidth + 2 * Theme.space5 // bars go below the words

    title: root.tile.title
    subtitle: root.tile.subtitle
    dimmed: root.series.stale
    Accessible.role: Accessible.List
    Accessible.name: root.tile.title

    badge: StaleBadge {
        visible: root.series.stale
        width: visible ? implicitWidth : 0
        ageText: root.series.ageText
    }

    AppText {
        visible: root.series.count === 0
        text: qsTr("waiting for the first value")
        color: Theme.text2
        size: Theme.secondarySize
    }

    Column {
        id: column
        anchors.fill: parent
        clip: true

        Repeater {
            id: rows
            model: root.series

            delegate: Item {
                id: row
                required property int index
                required property string name
                required property double value
                required property string valueText
                required property string unitText
                required property bool stale

                width: column.width
                height: Theme.treeRowHeight
                visible: y + height <= column.height + 1
                Accessible.role: Accessible.ListItem
                Accessible.name: qsTr("%1, %2 %3").arg(row.name).arg(row.valueText).arg(row.unitText)

                Binding {
                    target: root
                    property: "largest"
                    value: isNaN(root.tile.maximum) ? Math.max(row.value, 1e-9)
                                                    : root.tile.maximum
                    when: row.index === 0
                }

                AppText {
                    id: label
                    anchors.verticalCenter: parent.verticalCenter
                    width: root.slim ? value.x - Theme.space1 : Theme.barNameWidth
                    text: row.name
                    color: Theme.text2
                }
                Rectangle {
                    x: root.slim ? 0 : label.width + Theme.space1
                    y: root.slim ? row.height - height : (row.height - height) / 2
                    width: root.slim ? row.width : value.x - x - Theme.space2
                    height: root.slim ? Theme.focusWidth : Theme.fillHeight
                    radius: height / 2
                    color: Theme.line

                    Rectangle {
                        width: Math.max(Theme.borderWidth,
                                        parent.width * Math.min(1, row.value / root.largest))
                        height: parent.height
                        radius: Math.min(height, width) / 2
                        color: row.stale ? Theme.text3 : Theme.accent
                    }
                }
                AppText {
                    id: value
                    anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                    width: Math.max(implicitWidth, Theme.space5 + Theme.space4)
                    horizontalAlignment: Text.AlignRight
                    text: row.unitText === "%" ? row.valueText : row.valueText + " " + row.unitText
                    mono: true
                    size: Theme.secondarySize
                    color: row.stale ? Theme.text3 : Theme.text
                }
            }
        }
    }
}
