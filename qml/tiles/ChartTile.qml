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
    property list<color> colors
    property string spoken
    property var summary: ({}) // of the series the legend points at

    readonly property real zoomStep: 1.2
    readonly property real panShare: 0.1
    readonly property int statsInterval: 250 // ms; faster cannot be read

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
            slots.push(Theme.seriesColor(entries.objectAt(i).slot));
        }
        colors = slots;
    }

    function describe() {
        summary = plot.stats(legend.current);
        legend.stats = { min: plot.besideAxis(summary.min), max: plot.besideAxis(summary.max),
                         mean: plot.besideAxis(summary.mean) };
        const parts = [];
        for (let i = 0; i < entries.count; ++i) {
            const entry = entries.objectAt(i);
            parts.push(entry.name + " " + entry.valueText + " " + entry.unitText);
        }
        spoken = parts.join(", ");
    }

    Keys.onPressed: event => {
        const middle = (view.fromUs + view.toUs) / 2;
        switch (event.key) {
        case Qt.Key_Left: view.panBy(-view.spanUs * panShare); break;
        case Qt.Key_Right: view.panBy(view.spanUs * panShare); break;
        case Qt.Key_Plus: view.zoomAt(middle, 1 / zoomStep); break;
        case Qt.Key_Minus: view.zoomAt(middle, zoomStep); break;
        case Qt.Key_Home: view.reset(); break;
        default: return;
        }
        event.accepted = true;
    }

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
        }
    }

    Timer {
        interval: root.statsInterval
        running: root.visible && root.hasSeries
        repeat: true
        triggeredOnStart: true
        onTriggered: root.describe()
    }

    AxisLabels {
        id: axes
        anchors.fill: parent
        plot: plot
        visible: !root.empty
    }

    LineChart {
        id: plot
        anchors {
            fill: parent
            leftMargin: axes.valueRoom + Theme.space2
            bottomMargin: axes.timeRoom + Theme.space1 + legend.height + Theme.space2
        }
        store: root.desk.store
        keys: root.series.keys
        colors: root.colors
        style: root.tile.style === "area" ? LineChart.Area
             : root.tile.style === "step" ? LineChart.Step
             : root.tile.style === "stacked" ? LineChart.Stacked : LineChart.Line
        fromUs: root.view.fromUs
        toUs: root.view.toUs
        openHoleFromUs: root.desk.openHoleFromUs
        minimum: root.tile.minimum
        maximum: root.tile.maximum
        unit: root.tile.unit
        limits: root.tile.limits
        lineWidth: Theme.lineWidth
        gridColor: root.empty ? Theme.surface : Theme.line
        hatchColor: Theme.hatch
        infoColor: Theme.info
        warningColor: Theme.warning
        criticalColor: Theme.critical
        cursorColor: Theme.text3
        cursorUs: root.empty ? NaN : root.view.cursorUs

        HoleLabels {
            anchors.fill: parent
            plot: plot
        }
        LimitTags {
            anchors.fill: parent
            plot: plot
        }
        Readout {
            visible: hover.hovered && !root.empty
            series: root.series
            plot: plot
            cursorX: hover.point.position.x
            pointerY: hover.point.position.y
        }
        Text {
            anchors.centerIn: parent
            visible: root.empty
            text: root.hasSeries || root.desk.metrics.metrics === 0
                ? qsTr("waiting for the first value") : qsTr("no such series here")
            textFormat: Text.PlainText
            color: Theme.text2
            font { family: Theme.sans; pixelSize: Theme.secondarySize }
        }

        HoverHandler {
            id: hover
            onPointChanged: if (hovered) { root.view.pointAt(plot.xToUs(point.position.x)); }
            onHoveredChanged: if (!hovered) { root.view.pointAway(); }
        }
        WheelHandler {
            acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
            onWheel: event => root.view.zoomAt(plot.xToUs(event.x),
                Math.pow(root.zoomStep, -event.angleDelta.y / 120))
        }
        TapHandler {
            onTapped: root.forceActiveFocus(Qt.MouseFocusReason)
            onDoubleTapped: root.view.reset()
        }
        DragHandler {
            property real lastX: 0
            target: null
            onActiveChanged: lastX = activeTranslation.x
            onActiveTranslationChanged: {
                root.view.panBy((lastX - activeTranslation.x) / plot.width * root.view.spanUs);
                lastX = activeTranslation.x;
            }
        }
    }

    Legend {
        id: legend
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        series: root.series
        colors: root.colors
        plot: plot
        onCurrentChanged: root.describe()
    }
}
