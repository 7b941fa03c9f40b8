// A heat map over time: how many samples had which value when, as colour; the axes, a key to the
// colours, and the crosshair all plots over time share.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

TileFrame {
    id: root

    required property Tile tile
    required property Desk desk
    readonly property TimeView view: desk.view
    readonly property var options: tile.plot // scale
    readonly property bool empty: tile.state === Tile.Waiting || tile.state === Tile.Missing
    readonly property bool labelled: plot.width >= Theme.plotLeastWidth
    readonly property bool keyed: !empty && height >= Theme.plotKeyHeight && labelled
    property string spoken

    property bool spokenLately: false
    property bool unspoken: false // a new picture came since
    readonly property int spokenInterval: 1000 // ms; it walks over all cells

    title: tile.title
    subtitle: (tile.subtitle !== "" ? tile.subtitle : qsTr("heat map"))
              + (plot.unitText !== "" ? ", " + plot.unitText : "")
    dimmed: tile.state === Tile.Stale
    activeFocusOnTab: true

    Accessible.role: Accessible.Chart
    Accessible.name: title
    Accessible.description: spoken
    Keys.forwardTo: [hand]

    badge: StaleBadge {
        visible: root.tile.state === Tile.Stale
        width: visible ? implicitWidth : 0
        ageText: root.tile.series.ageText
    }

    function describe() {
        spoken = empty ? tile.stateText : [plot.summary(view.live), ...exactness.spoken()].join("; ");
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

    AxisLabels {
        id: axes
        anchors.fill: parent
        plot: plot
        visible: !root.empty && root.labelled
    }

    HeatMap {
        id: plot
        anchors {
            fill: parent
            leftMargin: parent.width > 2 * Theme.plotLeastWidth ? axes.valueRoom + Theme.space2 : 0
            bottomMargin: axes.timeRoom + Theme.space1 + (root.keyed ? key.height + Theme.space2 : 0)
        }
        store: root.desk.store
        keys: root.empty ? [] : root.tile.series.keys
        fromUs: root.view.fromUs
        toUs: root.view.toUs
        openHoleFromUs: root.empty || root.desk.board.local ? 0 : root.desk.openHoleFromUs
        unit: root.tile.unit
        valueScale: root.options.scale
        minimum: root.tile.minimum
        maximum: root.tile.maximum
        surfaceColor: Theme.surface
        mostColor: Theme.accent
        hatchColor: Theme.hatch
        cursorColor: Theme.text2
        cursorUs: root.empty ? NaN : root.view.cursorUs

        StartLabel {
            id: beginning
            anchors.fill: parent
            plot: plot
            limit: holes.firstLeft
            visible: root.labelled && !root.empty
        }
        StartLabel {
            id: exactness
            anchors.fill: parent
            plot: plot
            exact: true
            begin: Math.max(0, beginning.edge)
            limit: holes.firstLeft
            visible: root.labelled && !root.empty
        }
        HoleLabels {
            id: holes
            anchors.fill: parent
            plot: plot
            visible: root.labelled
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
            property var cell: ({})
            property string hole

            // Read anew with every picture: the cell fills while it is pointed at.
            function read() {
                if (asked) {
                    cell = plot.cellAt(root.view.cursorUs, hand.pointer.y);
                    hole = plot.holeAt(root.view.cursorUs);
                }
            }

            onAskedChanged: read()
            visible: asked && roomy && (when !== "" || what !== "")
            pointer: hand.pointer
            when: cell.time ?? ""
            what: hole !== "" && (cell.total ?? 0) === 0 ? hole : cell.values ?? ""
            number: cell.count ?? ""
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
        Connections {
            target: hand
            function onPointerChanged() { hint.read(); }
        }
        TileNote {
            anchors.fill: parent
            tile: root.tile
        }
    }

    // From one sample to the most, and what one cell is.
    Row {
        id: key
        anchors { left: plot.left; bottom: parent.bottom }
        visible: root.keyed
        spacing: Theme.space2

        AppText {
            text: qsTr("1")
            mono: true
            size: Theme.smallSize
            color: Theme.text2
        }
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: 2 * Theme.space5
            height: Theme.fillHeight
            gradient: Gradient {
                orientation: Gradient.Horizontal
                GradientStop { position: 0; color: plot.leastColor }
                GradientStop { position: 1; color: plot.mostColor }
            }
        }
        AppText {
            text: plot.mostText
            mono: true
            size: Theme.smallSize
            color: Theme.text2
        }
        AppText {
            visible: key.x + x + implicitWidth <= root.width - 2 * root.padding
            text: qsTr("samples in %1").arg(plot.cellText)
            size: Theme.smallSize
            color: Theme.text2
        }
    }
}
