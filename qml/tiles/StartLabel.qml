// Where the data begin, in words at the foot of the empty stretch before them, while both are in
// sight. Nothing is hatched there: nothing is lost, there was nothing.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

Item {
    id: root

    required property var plot // LineChart, HeatMap or StateStrip
    property bool exact: false // where the samples begin of which not only a sketch is left
    readonly property var mark: exact ? plot.start.exact : plot.start
    property real begin: 0 // what else stands at the foot ends there
    property real limit: width // what else stands there begins again
    readonly property real edge: mark?.x ?? -1
    readonly property string text: edge > limit ? ""
        : (mark?.texts ?? []).find(words => begin + wide(words) <= edge) ?? ""

    function wide(words: string): real {
        return Math.ceil(metrics.advanceWidth(words)) + 2 * Theme.space1;
    }

    FontMetrics {
        id: metrics
        font { family: Theme.sans; pixelSize: Theme.smallSize }
    }
    Rectangle {
        visible: root.text !== ""
        x: Math.round(root.edge) - width
        width: Theme.borderWidth
        height: root.height
        color: Theme.line
    }
    AppText {
        visible: root.text !== ""
        x: Math.floor(root.edge - root.wide(text) + Theme.space1)
        y: root.height - height - Theme.space1
        text: root.text
        color: Theme.text3
        size: Theme.smallSize
        elide: Text.ElideNone
    }
}
