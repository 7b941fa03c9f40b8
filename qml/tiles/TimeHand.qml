// What a hand does to time over a plot: point, wheel to zoom at the pointer, drag to pan, double
// click back; and the same with the arrows, +, - and Home, for a tile that forwards its keys here.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Item {
    id: root

    required property TimeView view
    required property var plot // LineChart, HeatMap or StateStrip; as large as this
    readonly property bool pointing: hover.hovered
    readonly property point pointer: hover.point.position

    readonly property real zoomStep: 1.2
    readonly property real panShare: 0.1
    readonly property real wheelStep: 120 // what one notch of a wheel says

    // While a board is being scrolled, a plot that slides below the pointer does not take the wheel.
    readonly property Flickable board: {
        let above = root.parent;
        while (above && !(above instanceof Flickable)) {
            above = above.parent;
        }
        return above as Flickable;
    }

    signal touched

    Keys.onPressed: event => {
        const middle = view.live ? view.toUs : (view.fromUs + view.toUs) / 2; // now stays in sight
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
        target: root.plot
        // The pointer rests while time goes by: the crosshair stays under it.
        function onFramed() {
            if (hover.hovered) {
                root.view.pointAt(root.plot.xToUs(hover.point.position.x));
            }
        }
    }
    HoverHandler {
        id: hover
        onPointChanged: if (hovered) { root.view.pointAt(root.plot.xToUs(point.position.x)); }
        onHoveredChanged: if (!hovered) { root.view.pointAway(); }
    }
    WheelHandler {
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        enabled: !(root.board?.moving ?? false)
        onWheel: event => root.view.zoomAt(root.plot.xToUs(event.x),
            Math.pow(root.zoomStep, -event.angleDelta.y / root.wheelStep))
    }
    TapHandler {
        onTapped: root.touched()
        onDoubleTapped: root.view.reset()
    }
    DragHandler {
        property real lastX: 0
        target: null
        onActiveChanged: lastX = activeTranslation.x
        onActiveTranslationChanged: {
            root.view.panBy((lastX - activeTranslation.x) / root.width * root.view.spanUs);
            lastX = activeTranslation.x;
        }
    }
}
