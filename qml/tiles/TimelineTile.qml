// States over time: one row per series, its name at the left, its newest state in words at the
// right, and the crosshair all plots over time share.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

TileFrame {
    id: root

    required property Tile tile
    required property Desk desk
    readonly property TimeView view: desk.view
    readonly property var options: tile.plot // states
    readonly property SeriesList series: tile.series
    readonly property bool empty: tile.state === Tile.Waiting || tile.state === Tile.Missing
    readonly property bool worded: width >= Theme.timelineWordsWidth // room beside the blocks
    // Rows that have room; the others are counted.
    readonly property real footRoom: axes.timeRoom + Theme.space2 // words on holes stand below the rows
    readonly property real roomBelow: footRoom + axes.timeRoom + Theme.space1
    readonly property real roomForRows: Math.max(0, body.height - roomBelow)
    readonly property int fitting: Math.max(1, Math.floor(roomForRows / Theme.timelineRowLeast))
    readonly property int hidden: Math.max(0, series.count - fitting)
    readonly property int shown: series.count - hidden
    readonly property real rowHeight: shown === 0 ? 0 : Math.min(roomForRows / shown, Theme.timelineRowMost)
    // Room beside the plot only grows, so that it does not jump with the words.
    property real nameRoom: 0
    property real stateRoom: 0
    readonly property real mostRoom: body.width / 4
    property string spoken
    property bool spokenLately: false
    property bool unspoken: false // a new picture came since

    readonly property int spokenInterval: 1000 // ms

    title: tile.title
    subtitle: tile.subtitle
    dimmed: tile.state === Tile.Stale
    activeFocusOnTab: true

    Accessible.role: Accessible.Chart
    Accessible.name: title
    Accessible.description: spoken
    Keys.forwardTo: [hand]

    badge: StaleBadge {
        visible: root.tile.state === Tile.Stale
        width: visible ? implicitWidth : 0
        ageText: root.series.ageText
    }

    function nameOf(row: int): string {
        return names.itemAt(row)?.name ?? "";
    }

    function describe() {
        const parts = [];
        for (let i = 0; i < series.count && !empty; ++i) {
            parts.push(qsTr("%1: %2").arg(nameOf(i)).arg(plot.sayNow(i)));
        }
        spoken = empty ? tile.stateText : parts.concat(exactness.spoken()).join("; ");
        spokenLately = true;
        unspoken = false;
    }

    Component.onCompleted: describe()

    Timer {
        interval: root.spokenInterval
        running: root.visible && root.spokenLately
        repeat: true
        onTriggered: {
            if (root.unspoken) {
                root.describe();
            } else {
                root.spokenLately = false;
            }
        }
    }
    Connections {
        target: root.tile
        function onStateChanged() { root.describe(); }
    }

    Item {
        id: body
        anchors.fill: parent

        AxisLabels {
            id: axes
            anchors.fill: parent
            plot: plot
            visible: !root.empty && plot.width >= Theme.plotLeastWidth
        }

        StateStrip {
            id: plot
            anchors {
                left: parent.left
                right: parent.right
                top: parent.top
                leftMargin: root.worded ? Math.min(root.nameRoom, root.mostRoom) + Theme.space2 : 0
                rightMargin: root.worded ? Math.min(root.stateRoom, root.mostRoom) + Theme.space2 : 0
            }
            height: root.empty ? root.roomForRows
                               : Math.round(root.rowHeight * root.shown) + root.footRoom
            foot: root.footRoom
            store: root.desk.store
            keys: root.empty ? [] : Array.from(root.series.keys).slice(0, root.shown)
            fromUs: root.view.fromUs
            toUs: root.view.toUs
            openHoleFromUs: root.empty || root.desk.board.local ? 0 : root.desk.openHoleFromUs
            states: root.options.states
            colors: Theme.series
            surfaceColor: Theme.surface
            hatchColor: Theme.hatch
            okColor: Theme.ok
            infoColor: Theme.info
            warningColor: Theme.warning
            criticalColor: Theme.critical
            textColor: Theme.text
            staleColor: Theme.text3
            fontFamily: Theme.sans
            fontSize: Theme.smallSize
            cursorColor: Theme.text2
            cursorUs: root.empty ? NaN : root.view.cursorUs

            StartLabel {
                id: beginning
                anchors.fill: parent
                plot: plot
                limit: holes.firstLeft
                visible: plot.width >= Theme.plotLeastWidth && !root.empty
            }
            StartLabel {
                id: exactness
                anchors.fill: parent
                plot: plot
                exact: true
                begin: Math.max(0, beginning.edge)
                limit: holes.firstLeft
                visible: plot.width >= Theme.plotLeastWidth && !root.empty
            }
            HoleLabels {
                id: holes
                anchors.fill: parent
                plot: plot
                visible: plot.width >= Theme.plotLeastWidth
            }
            TimeHand {
                id: hand
                anchors.fill: parent
                view: root.view
                plot: plot
                onTouched: root.forceActiveFocus(Qt.MouseFocusReason)
            }
            PlotHint {
                id: hint
                readonly property bool asked: hand.pointing && !root.empty
                readonly property int row: root.rowHeight > 0
                    ? Math.max(0, Math.min(root.shown - 1, Math.floor(hand.pointer.y / root.rowHeight))) : 0
                property string state

                // Read anew with every picture: the newest state lasts while it is pointed at.
                function read() {
                    if (asked) {
                        state = plot.sayAt(row, root.view.cursorUs);
                    }
                }

                onAskedChanged: read()
                onRowChanged: read()
                visible: asked && roomy
                pointer: hand.pointer
                when: plot.clock(root.view.cursorUs, false)
                what: qsTr("%1: %2").arg(root.nameOf(row)).arg(state)
            }
            Connections {
                target: plot
                function onFramed() {
                    hint.read();
                    root.unspoken = true;
                    if (!root.spokenLately) {
                        root.describe();
                    }
                }
                function onPointed() { hint.read(); }
            }
        }

        Repeater {
            id: names
            model: root.series

            Item {
                id: label
                required property int index
                required property string name
                required property bool stale
                readonly property var newest: plot.newest[index] ?? ({})

                y: root.rowHeight * index
                width: body.width
                height: root.rowHeight
                visible: root.worded && !root.empty && index < root.shown

                AppText {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.min(root.nameRoom, root.mostRoom)
                    text: label.name
                    size: Theme.secondarySize
                    color: Theme.text2
                    onImplicitWidthChanged: root.nameRoom = Math.max(root.nameRoom, Math.ceil(implicitWidth))
                }
                Row {
                    anchors.verticalCenter: parent.verticalCenter
                    x: plot.x + plot.width + Theme.space2
                    spacing: Theme.space1

                    SeverityMark {
                        id: mark
                        anchors.verticalCenter: parent.verticalCenter
                        visible: severity !== ""
                        width: Theme.markWidth
                        height: Theme.markWidth
                        severity: label.newest.severity ?? ""
                        opacity: label.stale ? Theme.quietOpacity : 1
                    }
                    AppText {
                        readonly property real markRoom: Theme.markWidth + Theme.space1
                        width: Math.min(implicitWidth,
                                        Math.min(root.stateRoom, root.mostRoom) - (mark.visible ? markRoom : 0))
                        text: label.newest.text ?? ""
                        size: Theme.secondarySize
                        color: label.stale ? Theme.text3 : Theme.text
                        onImplicitWidthChanged: root.stateRoom = Math.max(root.stateRoom, Math.ceil(implicitWidth + markRoom))
                    }
                }
            }
        }

        AppText {
            anchors { right: parent.right; bottom: parent.bottom }
            visible: root.hidden > 0 && root.worded && !root.empty
            text: qsTr("+%n more", "rows that do not fit", root.hidden)
            size: Theme.smallSize
            color: Theme.text2
        }

        TileNote {
            anchors.fill: parent
            tile: root.tile
        }
    }
}
