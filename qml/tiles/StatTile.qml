// One number, large: its unit, its share of a whole, and what it was before.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

TileFrame {
    id: root

    required property Tile tile

    readonly property SeriesList series: root.tile.series
    readonly property bool waiting: root.series.waiting
    readonly property bool stale: root.series.stale
    readonly property real fill: root.tile.fill
    readonly property int lineBelow: Theme.statSize + Theme.space2 + Theme.space1

    title: root.tile.title
    subtitle: root.tile.subtitle
    dimmed: root.stale
    Accessible.role: Accessible.Pane
    Accessible.name: root.tile.title

    badge: StaleBadge {
        visible: root.stale
        width: visible ? implicitWidth : 0
        ageText: root.series.ageText
    }

    AppText {
        visible: root.series.count === 0
        y: -Theme.space1
        text: "–"
        mono: true
        size: Theme.statSize
        color: Theme.text3
        Accessible.ignored: true
    }
    Repeater {
        model: root.series

        delegate: Item {
            id: number
            required property string valueText
            required property string unitText
            required property bool missing

            y: note.y < root.lineBelow ? -Theme.space2 : -Theme.space1
            width: root.width - 2 * root.padding
            height: valueLabel.implicitHeight
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%1: %2 %3").arg(root.tile.title).arg(number.valueText)
                .arg(number.unitText)

            AppText {
                id: valueLabel
                width: Math.min(implicitWidth, number.width)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.bodySize
                text: number.valueText
                mono: true
                size: Theme.statSize
                color: root.stale || number.missing ? Theme.text3 : Theme.text
                font.weight: Font.DemiBold
            }
            AppText {
                id: unitLabel
                anchors { left: valueLabel.right; leftMargin: Theme.space1 }
                anchors.baseline: valueLabel.baseline
                width: Math.min(implicitWidth, number.width - x)
                text: number.unitText
                color: Theme.text2
            }
            AppText {
                anchors { left: unitLabel.right; leftMargin: Theme.space1 }
                anchors.baseline: valueLabel.baseline
                visible: x + implicitWidth <= number.width
                text: root.tile.wholeText
                color: Theme.text2
            }
        }
    }

    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: note.bottom }
        anchors.bottomMargin: Theme.space1
        visible: !root.waiting && !isNaN(root.fill)
        height: Theme.fillHeight
        radius: height / 2
        color: Theme.line
        Accessible.role: Accessible.ProgressBar
        Accessible.name: qsTr("%1 %").arg(Math.round(root.fill * 100))

        Rectangle {
            width: Math.max(height, parent.width * (isNaN(root.fill) ? 0 : root.fill))
            height: parent.height
            radius: height / 2
            color: root.stale ? Theme.text3 : Theme.ok
        }
    }

    Row {
        id: note
        y: Math.min(root.lineBelow, parent.height - height)
        width: parent.width
        height: noteText.implicitHeight
        spacing: Theme.space2

        AppText {
            id: change
            visible: text !== "" && !root.waiting
            text: root.tile.changeText === "" ? ""
                : (root.tile.trend < 0 ? "▼ " : root.tile.trend > 0 ? "▲ " : "") + root.tile.changeText
            mono: true
            size: Theme.secondarySize
            color: root.stale ? Theme.text3 : root.tile.improving ? Theme.ok : Theme.text2
            Accessible.name: root.tile.trend < 0 ? qsTr("down %1").arg(root.tile.changeText)
                : qsTr("up %1").arg(root.tile.changeText)
        }
        AppText {
            id: noteText
            width: parent.width - (change.visible ? change.width + parent.spacing : 0)
            visible: isNaN(root.fill)
            text: root.waiting ? qsTr("waiting for the first value") : root.tile.noteText
            size: Theme.secondarySize
            color: Theme.text2
        }
    }
}
