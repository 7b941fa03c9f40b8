// One number, large: its unit, its share of a whole, what it was before, and, where there is room,
// how it got there.
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
    readonly property real fill: root.company.fill
    readonly property bool tiny: root.height < Theme.tinyTile || root.width < Theme.tinyTile
    readonly property bool noted: body.height >= Theme.statLeast + root.noteRoom
    readonly property real noteRoom: below.implicitHeight + Theme.space3
    readonly property int size: Math.max(Theme.bodySize, Math.min(Theme.statSize,
        body.height - (root.noted ? root.noteRoom : 0)))
    readonly property bool drawn: root.has && body.height - spark.y
        >= (root.tile.note === "sparkline" ? Theme.space3 : Theme.sparkLeast)

    title: root.tiny ? "" : root.tile.title
    subtitle: root.tile.subtitle
    dimmed: root.stale
    padding: root.tiny ? Theme.space1 : Theme.space3
    activeFocusOnTab: true
    Accessible.role: Accessible.Pane
    Accessible.name: root.tile.title
    Accessible.description: root.tile.words

    badge: StaleBadge {
        visible: root.stale
        width: visible ? implicitWidth : 0
        ageText: root.series.ageText
    }

    TextMetrics {
        id: digit
        font { family: Theme.mono; pixelSize: root.size; weight: Font.DemiBold }
        text: "0"
    }

    TextMetrics {
        id: letter // a wide one
        font { family: Theme.sans; pixelSize: Theme.bodySize }
        text: "m"
    }

    TileNote {
        anchors.fill: parent
        tile: root.tile
        visible: root.tile.state === Tile.Missing
        horizontalAlignment: Text.AlignLeft
        verticalAlignment: Text.AlignTop
    }

    Item {
        id: body
        anchors.fill: parent
        visible: root.tile.state !== Tile.Missing

        SteadyNumber {
            visible: !root.has
            size: root.size
            text: "–"
            color: Theme.text3
        }
        Repeater {
            model: root.series

            delegate: Item {
                id: number
                required property string valueText
                required property string unitText
                required property string fullText
                required property string fullUnit
                required property bool missing

                // All digits where they fit beside the unit.
                readonly property bool full: number.fullText.length * digit.advanceWidth
                    + number.fullUnit.length * letter.advanceWidth + Theme.space1 <= body.width

                visible: root.has
                width: body.width
                height: value.height

                SteadyNumber {
                    id: value
                    size: root.size
                    most: root.tiny ? number.width : number.width - Theme.space1
                          - Math.min(unitLabel.implicitWidth, number.width * Theme.unitShare)
                    text: number.full ? number.fullText : number.valueText
                    color: root.stale || number.missing ? Theme.text3 : Theme.text
                }
                AppText {
                    id: unitLabel
                    anchors { left: value.right; leftMargin: Theme.space1; baseline: value.baseline }
                    width: Math.min(implicitWidth, number.width - x)
                    visible: width >= Math.min(implicitWidth, Theme.space2) && !root.tiny
                    text: number.full ? number.fullUnit : number.unitText
                    color: root.stale ? Theme.text3 : Theme.text2
                }
                AppText {
                    anchors { left: unitLabel.right; leftMargin: Theme.space1; baseline: value.baseline }
                    visible: x + implicitWidth <= number.width && unitLabel.visible
                    text: root.company.whole
                    color: root.stale ? Theme.text3 : Theme.text2
                }
            }
        }

        Sparkline {
            id: spark
            property real end: 0

            function follow(): void {
                end = root.desk.view.toUs;
            }

            y: below.visible && below.height > 0 ? below.y + below.height + Theme.space2 : below.y
            width: parent.width
            height: Math.min(parent.height - y, Theme.sparkMost)
            visible: root.drawn
            store: root.desk.store
            seriesKey: visible ? root.series.keys[0] ?? -1 : -1
            fromUs: end - root.desk.view.spanUs
            toUs: end
            color: root.stale ? Theme.text3 : Theme.accent
            lineWidth: Theme.lineWidth
            Component.onCompleted: follow()

            // Once a second is often enough; looking back, as the window moves.
            Connections {
                target: root.desk
                function onSecondPassed() { spark.follow(); }
            }
            Connections {
                target: root.desk.view
                function onWindowChanged() { if (root.desk.view.paused) { spark.follow(); } }
                function onSpanChanged() { spark.follow(); }
            }
        }
        Column {
            id: below
            y: root.size + Theme.space2 + Theme.space1
            width: parent.width
            spacing: Theme.space1
            visible: root.noted

            Rectangle {
                visible: root.has && !isNaN(root.fill)
                width: parent.width
                height: Theme.fillHeight
                radius: height / 2
                color: Theme.line
                Accessible.role: Accessible.ProgressBar
                Accessible.name: qsTr("%1 %").arg(Math.round(root.fill * 100))
                Accessible.ignored: !visible

                Rectangle {
                    width: Math.max(height, parent.width * (isNaN(root.fill) ? 0 : root.fill))
                    height: parent.height
                    radius: height / 2
                    color: root.stale ? Theme.text3
                         : root.company.severity !== "" ? Theme.severityColor(root.company.severity)
                         : Theme.ok
                }
            }
            Row {
                id: note
                width: parent.width
                // A note that comes after a while has its line from the start.
                visible: !root.has || root.tile.note === "change" || root.tile.note === "max"
                    || noteText.text !== "" || limit.text !== ""
                spacing: Theme.space2

                SeverityMark {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: severity !== ""
                    severity: root.has ? root.company.severity : ""
                    width: Theme.secondarySize
                    height: Theme.secondarySize
                }
                AppText {
                    id: limit
                    visible: text !== ""
                    text: root.has ? root.company.limit : ""
                    size: Theme.secondarySize
                    width: Math.min(implicitWidth, note.width / 2)
                }
                AppText {
                    id: change
                    visible: text !== ""
                    text: !root.has || root.company.change === "" ? ""
                        : (root.company.trend < 0 ? "▼ " : "▲ ") + root.company.change
                    mono: true
                    size: Theme.secondarySize
                    color: root.stale ? Theme.text3 : root.company.improving ? Theme.ok : Theme.text2
                }
                AppText {
                    id: noteText
                    width: Math.max(0, note.width - x)
                    text: root.has ? root.company.note : root.tile.stateText
                    size: Theme.secondarySize
                    color: Theme.text2
                }
            }
        }
    }
}
