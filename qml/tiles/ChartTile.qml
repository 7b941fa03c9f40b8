// A chart over time: plot, axes, legend, and the crosshair all charts share. Wheel zooms, drag pans,
// a double click goes back; the same with +, -, the arrows and Home.
pragma ComponentBehavior: Bound

import QtQuick
import QtQml.Models
import Sightglass
import Sightglass.Models

TileFrame {
    id: root

    required property Tile tile
    required property Desk desk
    readonly property TimeView view: desk.view
    readonly property SeriesList series: tile.series
    readonly property bool hasSeries: series.count > 0
    readonly property bool empty: !hasSeries || series.waiting
    // What is too small for words keeps the lines.
    readonly property bool tiny: width < Theme.chartLeastWidth || height < Theme.chartLeastHeight
    property list<color> colors
    property var dashes: []
    property var names: []
    property string spoken
    property var summary: ({}) // of the series the legend points at

    readonly property int spokenMost: 4 // more would be no summary

    title: tile.title
    subtitle: plot.unitText + (plot.unitText !== "" && tile.subtitle !== "" ? ", " : "") + tile.subtitle
    dimmed: series.stale
    activeFocusOnTab: true

    Accessible.role: Accessible.Chart
    Accessible.name: title
    Accessible.description: spoken

    badge: StaleBadge {
        visible: root.series.stale && !root.series.waiting
        width: visible ? implicitWidth : 0
        ageText: root.series.ageText
    }

    function recolor() {
        const slots = [];
        for (let i = 0; i < entries.count; ++i) {
            slots.push(entries.objectAt(i)?.slot ?? 0);
        }
        colors = slots.map(slot => Theme.seriesColor(slot));
        const patterns = slots.map(slot => Theme.seriesDash(slot));
        dashes = patterns.some(dash => dash.length > 0) ? patterns : [];
        rename();
    }
    function rename() {
        const all = [];
        for (let i = 0; i < entries.count; ++i) {
            all.push(entries.objectAt(i)?.name ?? "");
        }
        names = all;
    }

    // Of all that is drawn; a mean of several would be nobody's.
    function extremes(): var {
        let min = NaN, max = NaN;
        for (let i = 0; i < entries.count; ++i) {
            if (!legend.isHidden(series.keys[i])) {
                const stats = plot.stats(i);
                min = isNaN(min) || stats.min < min ? stats.min : min;
                max = isNaN(max) || stats.max > max ? stats.max : max;
            }
        }
        return { min: min, max: max, mean: NaN };
    }
    function describe() {
        ++legend.turn;
        summary = legend.current >= 0 ? plot.stats(legend.current) : extremes();
        const mean = plot.besideAxis(summary.mean); // first: its decimals are those of the others
        legend.stats = { min: plot.besideAxis(summary.min), max: plot.besideAxis(summary.max), mean: mean };
        const parts = [];
        for (let i = 0; i < Math.min(entries.count, spokenMost); ++i) {
            const entry = entries.objectAt(i);
            const stats = plot.stats(i);
            parts.push(qsTr("%1 %2 %3, between %4 and %5").arg(entry.name).arg(entry.valueText)
                .arg(entry.unitText).arg(plot.besideAxis(stats.min)).arg(plot.besideAxis(stats.max)));
        }
        if (entries.count + series.omitted > spokenMost) {
            parts.push(qsTr("%n more", "series", entries.count + series.omitted - spokenMost));
        }
        if (plot.lates > 0) {
            parts.push(qsTr("%n late", "samples", plot.lates));
        }
        spoken = parts.concat(exactness.spoken(), plot.holesInWords(spokenMost)).join("; ");
    }

    Keys.forwardTo: [hand]

    Connections {
        target: Theme
        function onSeriesChanged() { root.recolor(); }
    }

    Instantiator {
        id: entries
        model: root.series
        onObjectAdded: root.recolor()
        onObjectRemoved: root.recolor()

        QtObject {
            required property string name
            required property string valueText
            required property string unitText
            required property int slot
            onNameChanged: renaming.restart()
            onSlotChanged: root.recolor()
        }
    }

    Timer {
        id: describing // a while after there is a new picture, and not while there is none
        interval: Theme.statsInterval
        onTriggered: root.describe()
    }

    Timer {
        id: renaming // once for all
        interval: 0
        onTriggered: root.rename()
    }
    AxisLabels {
        id: axes
        anchors.fill: parent
        plot: plot
        visible: !root.empty && !root.tiny
    }

    LineChart {
        id: plot
        anchors {
            fill: parent
            leftMargin: root.tiny ? 0 : axes.valueRoom + Theme.space2
            bottomMargin: root.tiny ? 0 : axes.timeRoom + Theme.space1 + legend.height + Theme.space2
        }
        store: root.desk.store
        keys: root.series.keys
        hiddenKeys: [...legend.hiddenKeys] // spread: 6.4 compiles a plain array into an error
        colors: root.colors
        dashes: root.dashes
        style: root.tile.style === "area" ? LineChart.Area
             : root.tile.style === "step" ? LineChart.Step
             : root.tile.style === "stacked" ? LineChart.Stacked : LineChart.Line
        fromUs: root.view.fromUs
        toUs: root.view.toUs
        openHoleFromUs: root.desk.board.local && !root.tile.ofLink ? 0 : root.desk.openHoleFromUs
        minimum: root.tile.minimum
        maximum: root.tile.maximum
        unit: root.tile.unit
        limits: root.tile.limits
        lineWidth: Theme.lineWidth
        gridColor: root.empty ? Theme.surface : Theme.line
        hatchColor: Theme.hatch
        lateColor: Theme.text2
        infoColor: Theme.info
        warningColor: Theme.warning
        criticalColor: Theme.critical
        cursorColor: Theme.text3
        cursorUs: root.empty ? NaN : root.view.cursorUs
        onFramed: {
            if (!describing.running) {
                describing.start();
            }
        }

        StartLabel {
            id: beginning
            anchors.fill: parent
            visible: !root.tiny && !root.empty
            plot: plot
            begin: tags.footRight
            limit: holes.firstLeft
        }
        StartLabel {
            id: exactness
            anchors.fill: parent
            visible: !root.tiny && !root.empty
            plot: plot
            exact: true
            begin: Math.max(tags.footRight, beginning.edge)
            limit: holes.firstLeft
        }
        HoleLabels {
            id: holes
            anchors.fill: parent
            visible: !root.tiny
            plot: plot
            begin: tags.footRight
        }
        LimitTags {
            id: tags
            anchors.fill: parent
            visible: !root.tiny
            plot: plot
        }
        Readout {
            wanted: hand.pointing && !root.empty
            names: root.names
            todayUs: root.desk.nowUs
            plot: plot
            cursorX: hand.pointer.x
            pointerY: hand.pointer.y
        }
        TileNote {
            anchors.fill: parent
            visible: root.empty && !root.tiny
            tile: root.tile
        }

        TimeHand {
            id: hand
            anchors.fill: parent
            view: root.view
            plot: plot
            onTouched: root.forceActiveFocus(Qt.MouseFocusReason)
        }
    }

    Legend {
        id: legend
        high: root.height >= 1.5 * Theme.chartLeastHeight
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        visible: !root.tiny
        series: root.series
        colors: root.colors
        dashes: root.dashes
        plot: plot
        pastUs: root.view.paused ? root.view.toUs : NaN
        onCurrentChanged: root.describe()
    }
}
