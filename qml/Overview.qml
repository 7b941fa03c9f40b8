// All history kept, in one strip: its gaps, when alarms were raised, and where in it the window looks.
//
// The window is a box: drag it, or one of its edges; a press beside it brings it there, the wheel
// zooms, arrows and Home walk. Drawn once a second, whatever comes in. An alarm's severity is its
// colour and its height.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Rectangle {
    id: root

    required property Desk desk

    readonly property TimeView view: desk.view
    readonly property real historyUs: Math.max(view.liveUs - desk.historyFromUs, view.spanUs)
    // In steps of a fiftieth: the strip moves then, and only now and then becomes another one.
    readonly property real grain: Math.pow(2, Math.floor(Math.log2(historyUs / 50)))
    readonly property real spanUs: Math.ceil(historyUs / grain) * grain
    readonly property real fromUs: view.liveUs - spanUs
    readonly property real perPixel: width / spanUs
    readonly property bool known: desk.overviewKeys.length > 0
    readonly property real panShare: 0.1
    readonly property real zoomStep: 1.2

    // For those who turn it by assistive tools: how far the window's end is into the history, in %.
    readonly property real minimumValue: 0
    readonly property real maximumValue: 100
    readonly property real stepSize: panShare * view.spanUs / spanUs * 100
    property real value: known ? Math.round(1000 * (view.toUs - fromUs) / spanUs) / 10 : 100

    function usAt(x: real): real {
        return fromUs + x / perPixel;
    }
    function pan(share: real): void {
        view.panBy(share * view.spanUs);
    }

    color: "transparent"
    radius: Theme.controlRadius
    border.width: activeFocus ? Theme.focusWidth : Theme.borderWidth
    border.color: activeFocus ? Theme.accent : Theme.line
    clip: true
    activeFocusOnTab: true

    Accessible.role: Accessible.Slider
    Accessible.focusable: true
    Accessible.name: qsTr("All history kept, %1").arg(root.desk.historyText)
    Accessible.description: qsTr("The window shows %1 to %2").arg(strip.clock(root.view.fromUs, false))
        .arg(strip.clock(root.view.toUs, false))
        + (strip.gaps > 0 ? qsTr("; %n gap(s)", "", strip.gaps) : "")
        + (marks.count > 0 ? qsTr("; %n alarm(s)", "", marks.count) : "")
    Accessible.onIncreaseAction: root.pan(root.panShare)
    Accessible.onDecreaseAction: root.pan(-root.panShare)

    Keys.onPressed: event => {
        const middle = view.live ? view.toUs : (view.fromUs + view.toUs) / 2; // now stays in sight
        switch (event.key) {
        case Qt.Key_Left: pan(-panShare); break;
        case Qt.Key_Right: pan(panShare); break;
        case Qt.Key_PageUp: pan(-1); break;
        case Qt.Key_PageDown: pan(1); break;
        case Qt.Key_Home: view.look(desk.historyFromUs, desk.historyFromUs + view.spanUs); break;
        case Qt.Key_End: view.goLive(); break;
        case Qt.Key_Plus: view.zoomAt(middle, 1 / zoomStep); break;
        case Qt.Key_Minus: view.zoomAt(middle, zoomStep); break;
        default: return;
        }
        event.accepted = true;
    }

    LineChart {
        id: strip
        anchors { fill: parent; topMargin: Theme.space1; bottomMargin: Theme.space1 }
        store: root.desk.store
        keys: root.desk.overviewKeys
        colors: [Theme.text3]
        lineWidth: Theme.borderWidth
        gridColor: "transparent"
        hatchColor: Theme.hatch
        solidHoles: true
        cursorColor: "transparent"
        lateColor: "transparent"
        openHoleFromUs: root.desk.openHoleFromUs
        eager: false
        fromUs: root.fromUs
        toUs: root.view.liveUs
    }

    Repeater {
        id: marks
        model: root.desk.notifications.marks

        Rectangle {
            required property var modelData
            readonly property real at: (modelData.timeUs - root.fromUs) * root.perPixel
            visible: at >= 0 && at <= root.width
            x: Math.round(Math.min(at, root.width - width))
            width: Theme.focusWidth
            height: modelData.severity === "critical" ? root.height
                : modelData.severity === "warning" ? root.height * 2 / 3 : root.height / 3
            anchors.bottom: parent.bottom
            color: Theme.severityColor(modelData.severity)
        }
    }

    Rectangle {
        id: box
        visible: root.known
        // The strip's clock ticks slower than the window's: live, the window ends where the strip does.
        readonly property real to: root.view.live ? root.width
            : root.width - (root.view.liveUs - root.view.toUs) * root.perPixel
        readonly property real from: to - root.view.spanUs * root.perPixel
        x: Math.max(0, Math.min(from, root.width - width))
        width: Math.max(2 * Theme.overviewEdge, Math.min(to, root.width) - Math.max(0, from))
        height: parent.height
        radius: Theme.controlRadius
        color: Qt.rgba(Theme.accent.r, Theme.accent.g, Theme.accent.b, Theme.bandOpacity)
        border { width: Theme.borderWidth; color: hand.containsMouse ? Theme.accent : "transparent" }
    }

    MouseArea {
        id: hand
        property string held          // "from", "to", "box"
        property real heldUs: 0       // from the pointer to what it holds
        property real heldSpanUs: 0

        function partAt(x: real): string {
            const edge = Theme.overviewEdge;
            return Math.abs(x - box.x) <= edge ? "from"
                 : Math.abs(x - box.x - box.width) <= edge ? "to"
                 : x > box.x && x < box.x + box.width ? "box" : "";
        }
        anchors.fill: parent
        enabled: root.known
        hoverEnabled: true
        preventStealing: true
        cursorShape: {
            const part = pressed ? held : partAt(mouseX);
            return part === "from" || part === "to" ? Qt.SizeHorCursor
                : part === "box" ? Qt.OpenHandCursor : Qt.PointingHandCursor;
        }
        onPressed: mouse => {
            const view = root.view;
            root.forceActiveFocus(Qt.MouseFocusReason);
            held = partAt(mouse.x);
            if (held === "") { // beside it: the window comes
                const middle = root.usAt(mouse.x);
                view.look(middle - view.spanUs / 2, middle + view.spanUs / 2);
                held = "box";
            }
            heldSpanUs = view.spanUs;
            heldUs = (held === "from" ? view.fromUs : view.toUs) - root.usAt(mouse.x);
        }
        onPositionChanged: mouse => {
            if (!pressed) {
                return;
            }
            const view = root.view;
            const at = root.usAt(mouse.x) + heldUs;
            if (held === "from") {
                view.look(Math.min(at, view.toUs - root.leastUs), view.toUs);
            } else if (held === "to") {
                const from = view.fromUs;
                view.look(from, Math.max(at, from + root.leastUs));
            } else {
                view.look(at - heldSpanUs, at);
            }
        }
        onDoubleClicked: root.view.reset()
        onWheel: wheel => root.view.zoomAt(root.usAt(wheel.x),
            Math.pow(root.zoomStep, -wheel.angleDelta.y / 120))
    }
    readonly property real leastUs: 2 * Theme.overviewEdge / perPixel // an edge does not run into the other
}
