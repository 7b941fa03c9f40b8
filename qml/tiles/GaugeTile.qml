// One value on an arc between two ends, its limits marked outside. What lies beyond an end is
// clipped, and the end says so.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

TileFrame {
    id: root

    required property Tile tile
    required property Desk desk

    readonly property SeriesList series: root.tile.series
    readonly property bool stale: root.tile.state === Tile.Stale
    readonly property bool has: root.stale || root.tile.state === Tile.Live
    readonly property company company: root.tile.company
    readonly property tileRange range: root.tile.range
    readonly property bool tiny: root.height < Theme.tinyTile || root.width < Theme.tinyTile
    readonly property bool flat: dial.width > dial.height * Theme.flatGauge
    readonly property bool bare: arc.radius < Theme.statLeast // only the number
    property real value: NaN

    function share(value: real): real {
        return (value - root.range.low) / (root.range.high - root.range.low);
    }
    function marksOf(limits) {
        return limits.map(limit => ({ at: root.share(limit.value),
                                      color: Theme.severityColor(limit.severity) }));
    }

    title: root.tiny ? "" : root.tile.title
    subtitle: root.tile.subtitle
    dimmed: root.stale
    padding: root.tiny ? Theme.space1 : Theme.space3
    activeFocusOnTab: true
    Accessible.role: Accessible.Dial
    Accessible.name: root.tile.title
    Accessible.description: root.tile.words

    badge: StaleBadge {
        visible: root.stale
        width: visible ? implicitWidth : 0
        ageText: root.series.ageText
    }

    TileNote {
        anchors.fill: parent
        tile: root.tile
    }

    Item {
        id: dial
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: words.top }
        anchors.bottomMargin: words.visible ? Theme.space1 : 0
        visible: root.has

        Arc {
            id: arc
            // Where the arc ends, from its center.
            readonly property real endX: radius * Math.sin(sweep * Math.PI / 360)
            readonly property real endY: center.y - radius * Math.cos(sweep * Math.PI / 360)

            anchors { fill: parent; bottomMargin: lowLabel.implicitHeight + Theme.space1 }
            visible: !root.bare
            sweep: root.flat ? 180 : 270
            value: root.share(root.value)
            thickness: Theme.gaugeThickness
            markLength: Theme.space2
            markWidth: Theme.focusWidth
            marks: root.marksOf(root.tile.limits)
            trackColor: Theme.line
            color: root.stale ? Theme.text3
                 : root.company.severity !== "" ? Theme.severityColor(root.company.severity)
                 : Theme.accent
        }

        AppText {
            id: lowLabel
            readonly property bool beyond: root.value < root.range.low
            x: Math.max(0, arc.center.x - arc.endX - width / 2)
            y: arc.endY + Theme.space1
            visible: arc.visible
            mono: true
            size: Theme.smallSize
            text: beyond ? qsTr("< %1").arg(root.range.lowText) : root.range.lowText
            color: beyond ? Theme.text : Theme.text3
            font.weight: beyond ? Font.DemiBold : Font.Normal
        }
        AppText {
            id: highLabel
            readonly property bool beyond: root.value > root.range.high
            x: Math.min(dial.width - width, arc.center.x + arc.endX - width / 2)
            y: lowLabel.y
            visible: arc.visible
            mono: true
            size: Theme.smallSize
            text: beyond ? qsTr("> %1").arg(root.range.highText) : root.range.highText
            color: beyond ? Theme.text : Theme.text3
            font.weight: beyond ? Font.DemiBold : Font.Normal
        }

        Repeater {
            model: root.series

            delegate: Item {
                id: reading
                required property double value
                required property string valueText
                required property string unitText
                required property bool missing

                // The chord the arc leaves for the number.
                readonly property real room: root.bare ? dial.width
                                                       : 1.7 * (arc.radius - arc.thickness)

                width: reading.room
                height: number.height + (unit.visible ? unit.implicitHeight : 0)
                x: (dial.width - width) / 2
                y: root.bare ? (dial.height - height) / 2
                   : root.flat ? arc.center.y - height + Theme.space1
                   : arc.center.y - number.height / 2 - Theme.space1

                Binding {
                    target: root
                    property: "value"
                    value: reading.value
                }
                SteadyNumber {
                    id: number
                    x: (reading.width - width) / 2
                    most: reading.room
                    size: Math.max(Theme.bodySize, Math.min(Theme.statSize, dial.height - Theme.space2))
                    text: reading.valueText
                    color: root.stale || reading.missing ? Theme.text3 : Theme.text
                }
                AppText {
                    id: unit
                    anchors { top: number.bottom; topMargin: -Theme.space1 }
                    x: (reading.width - width) / 2
                    width: Math.min(implicitWidth, reading.width)
                    visible: text !== "" && (!root.bare || dial.height > number.height + implicitHeight)
                    text: reading.unitText
                    color: root.stale ? Theme.text3 : Theme.text2
                }
            }
        }
    }

    // The limits by name; one that is passed stands out.
    Row {
        id: words
        anchors { bottom: parent.bottom; horizontalCenter: parent.horizontalCenter }
        visible: root.has && root.tile.limits.length > 0 && parent.height >= Theme.gaugeWordsLeast
        height: visible ? Theme.iconSize : 0
        spacing: Theme.space3

        Repeater {
            model: root.tile.limits

            delegate: Row {
                id: limit
                required property var modelData
                readonly property bool passed: root.company.severity === modelData.severity
                    && root.company.limit === modelData.label
                // Side by side while all fit; then only the one that is passed.
                visible: passed || root.tile.limits.length * implicitWidth <= root.width - 2 * root.padding
                spacing: Theme.space1

                SeverityMark {
                    anchors.verticalCenter: parent.verticalCenter
                    severity: limit.modelData.severity
                    width: Theme.secondarySize
                    height: Theme.secondarySize
                }
                AppText {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.min(implicitWidth, root.width - 2 * root.padding - Theme.iconSize)
                    text: limit.modelData.label !== "" ? limit.modelData.label : limit.modelData.value
                    size: Theme.smallSize
                    color: limit.passed ? Theme.text : Theme.text2
                    font.weight: limit.passed ? Font.DemiBold : Font.Normal
                }
            }
        }
    }
}
