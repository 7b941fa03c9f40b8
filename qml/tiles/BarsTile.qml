// The highest values of many series, as bars beside each other on one scale; only what is fresh,
// highest first. A full bar is the end of the tile's range, so that a short one means little; what
// goes beyond it has a sign at its end.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Sightglass
import Sightglass.Models

TileFrame {
    id: root

    required property Tile tile
    required property Desk desk

    readonly property SeriesList series: root.tile.series
    readonly property bool stale: root.tile.state === Tile.Stale
    readonly property bool tiny: root.height < Theme.tinyTile || root.width < Theme.tinyTile
    // Bars go below the words where there is no room beside them.
    readonly property bool slim: rows.width < Math.max(Theme.barNameWidth + 2 * Theme.space5,
                                                       nameRoom + valueRoom + Theme.space5)
    readonly property real nameRoom: Math.max(Theme.barNameWidth, rows.width * Theme.barNameShare)
    property real valueRoom: 0 // of the widest value so far

    // The unit is in the subtitle when all share it: "% of a core".
    function hasSaid(unit: string): bool {
        const next = root.tile.subtitle.charAt(unit.length);
        return root.subtitled && root.tile.subtitle.startsWith(unit) && (next === "" || next === " " || next === ",");
    }

    title: root.tiny ? "" : root.tile.title
    subtitle: root.tile.subtitle
    dimmed: root.stale
    padding: root.tiny ? Theme.space1 : Theme.space3
    activeFocusOnTab: true
    Accessible.role: Accessible.List
    Accessible.name: root.tile.title
    Accessible.description: root.tile.words
    onSubtitleChanged: root.valueRoom = 0

    badge: StaleBadge {
        visible: root.stale
        width: visible ? implicitWidth : 0
        ageText: root.series.ageText
    }

    TileNote {
        anchors.fill: parent
        tile: root.tile
    }

    ListView {
        id: rows
        anchors.fill: parent
        visible: root.series.count > 0
        clip: true
        focus: true
        model: root.series
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        ScrollBar.vertical: AppScrollBar { opacity: root.tiny ? 0 : 1 }
        Keys.onUpPressed: contentY = Math.max(0, contentY - Theme.treeRowHeight)
        Keys.onDownPressed: contentY = Math.max(0, Math.min(contentHeight - height,
                                                            contentY + Theme.treeRowHeight))

        delegate: Item {
            id: row
            required property int index
            required property string name
            required property double value
            required property string valueText
            required property string unitText
            required property bool stale

            readonly property string reading: row.unitText === "" || root.hasSaid(row.unitText)
                ? row.valueText : row.valueText + " " + row.unitText

            width: rows.width - (rows.interactive && !root.tiny ? Theme.scrollBarWidth + Theme.space1 : 0)
            height: Theme.treeRowHeight
            Accessible.role: Accessible.ListItem
            Accessible.name: qsTr("%1, %2 %3").arg(row.name).arg(row.valueText).arg(row.unitText)

            AppText {
                id: label
                anchors.verticalCenter: parent.verticalCenter
                width: root.slim ? number.x - Theme.space1 : root.nameRoom
                horizontalAlignment: Text.AlignLeft
                visible: !root.tiny
                text: row.name
                color: row.stale ? Theme.text3 : Theme.text2
            }
            Rectangle {
                id: track
                x: root.slim ? 0 : label.width + Theme.space1
                y: root.slim ? row.height - height : (row.height - height) / 2
                width: root.slim ? row.width : number.x - x - Theme.space2
                height: root.slim ? Theme.focusWidth : Theme.fillHeight
                radius: height / 2
                visible: width >= Theme.space3 && !root.series.mixed // nothing to compare
                color: Theme.line

                Rectangle {
                    readonly property real share: Math.max(0, Math.min(1,
                        (row.value - root.tile.range.low) / (root.tile.range.high - root.tile.range.low)))
                    width: row.value > root.tile.range.low
                        ? Math.max(Theme.focusWidth, Math.round(parent.width * share)) : 0
                    height: parent.height
                    radius: Math.min(height, width) / 2
                    color: row.stale ? Theme.text3 : Theme.accent
                }
            }
            AppText {
                anchors { left: track.right; verticalCenter: track.verticalCenter }
                visible: track.visible && !root.slim && row.value > root.tile.range.high
                text: "▶"
                mono: true
                size: Theme.smallSize
                color: row.stale ? Theme.text3 : Theme.accent
                Accessible.ignored: true
            }
            AppText {
                id: number
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                width: Math.min(Math.max(root.valueRoom, Theme.space5), row.width)
                horizontalAlignment: Text.AlignRight
                text: row.reading
                mono: true
                size: Theme.secondarySize
                color: row.stale ? Theme.text3 : Theme.text
                onImplicitWidthChanged: root.valueRoom = Math.max(root.valueRoom, implicitWidth)
            }
        }
    }
}
