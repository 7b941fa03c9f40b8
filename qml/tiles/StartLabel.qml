// Where the data begin, in words at the foot of the empty stretch before them, while both are in
// sight. Nothing is hatched there: nothing is lost, there was nothing. Or from when on they are
// exact, which is also told where nothing in sight is.
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
    readonly property bool whole: mark?.whole ?? false // there is no such edge in sight
    readonly property string text: edge > limit && !whole ? ""
        : (mark?.texts ?? []).find(words => begin + wide(words) <= edge) ?? ""
    readonly property bool raised: whole && begin + wide(text) > limit // above what stands there

    // At length, for those who listen; none or one. Of the plot itself: as new as its picture.
    function spoken(): var {
        const words = (exact ? plot.start.exact : plot.start)?.texts?.[0];
        return words ? [words] : [];
    }
    function wide(words: string): real {
        return Math.ceil(metrics.advanceWidth(words)) + 2 * Theme.space1;
    }

    FontMetrics {
        id: metrics
        font { family: Theme.sans; pixelSize: Theme.smallSize }
    }
    Rectangle {
        visible: root.text !== "" && !root.whole
        x: Math.round(root.edge) - width
        width: Theme.borderWidth
        height: root.height
        color: Theme.line
    }
    AppText {
        visible: root.text !== ""
        x: Math.floor((root.whole ? root.begin : root.edge - root.wide(text)) + Theme.space1)
        y: root.height - height - Theme.space1 - (root.raised ? height + Theme.space3 : 0)
        text: root.text
        color: Theme.text3
        size: Theme.smallSize
        elide: Text.ElideNone
    }
}
