// The box beside the pointer: when, and what is there, in a line or two. It stands above it, else
// below, on the side with more room: it never leaves the plot and never covers what it reads.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

Rectangle {
    id: root

    required property point pointer
    property string when
    property string what
    property string number
    readonly property bool roomy: parent.width > Theme.plotLeastWidth
    readonly property bool leftSide: pointer.x > parent.width / 2
    readonly property real above: pointer.y - height - Theme.space3
    readonly property real below: pointer.y + Theme.space3
    readonly property real wanted: leftSide ? pointer.x - width - Theme.space3
                                            : pointer.x + Theme.space3

    x: Math.max(0, Math.min(parent.width - width, wanted))
    y: above >= 0 ? above : below + height <= parent.height ? below : 0
    width: Math.min(parent.width, Math.max(whenText.implicitWidth, words.implicitWidth,
                                           numberText.implicitWidth) + 2 * Theme.space2)
    height: rows.height + 2 * Theme.space2
    radius: Theme.controlRadius
    color: Theme.raised
    border { width: Theme.borderWidth; color: Theme.line }

    Column {
        id: rows
        x: Theme.space2
        y: Theme.space2
        width: root.width - 2 * Theme.space2
        spacing: Theme.space1

        AppText {
            id: whenText
            width: parent.width
            visible: text !== ""
            text: root.when
            mono: true
            size: Theme.smallSize
            color: Theme.text2
        }
        AppText {
            id: words
            width: parent.width
            visible: text !== ""
            text: root.what
            size: Theme.secondarySize
            wrapMode: Text.Wrap
        }
        AppText {
            id: numberText
            width: parent.width
            visible: text !== ""
            text: root.number
            mono: true
            size: Theme.smallSize
            color: Theme.text2
        }
    }
}
