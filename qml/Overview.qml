// All history kept, in one strip, and where in it the window looks.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Rectangle {
    id: root

    required property Desk desk

    readonly property real spanUs: Math.max(root.desk.nowUs - root.desk.historyFromUs,
                                            root.desk.view.spanUs)
    readonly property real perPixel: root.width / root.spanUs

    color: "transparent"
    radius: Theme.controlRadius
    border.width: Theme.borderWidth
    border.color: Theme.line
    clip: true

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("All history kept, %1").arg(root.desk.historyText)

    LineChart {
        anchors { fill: parent; margins: Theme.space1 }
        store: root.desk.store
        keys: root.desk.overviewKeys
        colors: [Theme.text3]
        lineWidth: Theme.borderWidth
        gridColor: "transparent"
        hatchColor: Theme.hatch
        cursorColor: "transparent"
        fromUs: root.desk.nowUs - root.spanUs
        toUs: root.desk.nowUs
    }
    Rectangle {
        visible: root.desk.overviewKeys.length > 0
        // The strip's clock ticks slower than the window's: live, the window ends where the strip does.
        readonly property real to: root.desk.view.live ? root.width
            : root.width - (root.desk.nowUs - root.desk.view.toUs) * root.perPixel
        readonly property real from: to - root.desk.view.spanUs * root.perPixel
        x: Math.max(0, from)
        width: Math.max(Theme.focusWidth, Math.min(to, root.width) - x)
        height: parent.height
        radius: Theme.controlRadius
        color: Qt.rgba(Theme.accent.r, Theme.accent.g, Theme.accent.b, Theme.bandOpacity)
    }
}
