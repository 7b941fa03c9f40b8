// A piece of a series' line as it looks in the chart, colour and dash; hollow where it is hidden.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

Item {
    id: root

    required property color ink
    property var dash: []
    property bool hollow: false

    // From the dash, over the whole width: where each stroke begins and how long it is.
    readonly property var strokes: {
        const found = [];
        let at = 0;
        for (let turn = 0; at < width && dash.length > 1; ++turn) {
            const length = dash[turn % dash.length];
            if (turn % 2 === 0) {
                found.push({ x: at, width: Math.min(length, width - at) });
            }
            at += length;
        }
        return found.length > 0 ? found : [{ x: 0, width: width }];
    }

    implicitWidth: root.dash.length > 0 ? Theme.dashedSwatchWidth : Theme.swatchWidth
    implicitHeight: Theme.space1 - Theme.borderWidth

    Repeater {
        model: root.strokes.length

        Rectangle {
            required property int index
            x: root.strokes[index]?.x ?? 0
            width: root.strokes[index]?.width ?? 0
            height: root.height
            radius: root.dash.length > 0 ? 0 : height / 2
            color: root.hollow ? "transparent" : root.ink
            border { width: root.hollow ? Theme.borderWidth : 0; color: Theme.text3 }
        }
    }
}
