// The box beside the crosshair: the instant pointed at and the value of each series there, the one
// nearest to the pointer stressed. It stands on the side with more room and is never larger than
// that, so it never leaves the plot and never covers what it reads; what does not fit is counted.
// Where names would be cut the units go first, which the title says; then the swatches.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

Rectangle {
    id: root

    required property LineChart plot
    required property real cursorX
    required property real pointerY
    required property var names     // by index, like the plot's keys
    property double todayUs: NaN
    property bool wanted: true

    readonly property bool leftSide: cursorX > plot.width / 2
    readonly property real sideRoom: (leftSide ? cursorX : plot.width - cursorX) - Theme.space3
    readonly property real lineHeight: line.height + Theme.space1
    readonly property int lines: Math.floor((plot.height - 2 * Theme.space2 + Theme.space1) / lineHeight)
    readonly property bool fits: sideRoom >= Theme.readoutLeast && lines >= 2
    readonly property string hole: wanted ? why(plot.cursorUs, plot.holes) : ""
    readonly property int rowsMost: lines - 1 - (hole !== "" ? 2 : 0) // the reason may take two
    // Names stand under each other, whatever the lines look like.
    readonly property real swatchRoom: (plot.dashes.length > 0 ? Theme.dashedSwatchWidth : Theme.swatchWidth)
                                       + Theme.space2
    readonly property real most: Math.min(sideRoom, Theme.readoutMost) - 2 * Theme.space2
    readonly property real longest: Math.max(0, ...readings.map(reading => nameWidth(reading.index)))
    readonly property real nameLeast: Math.min(longest, Theme.readoutNameLeast)
    readonly property bool terse: swatchRoom + longest + Theme.space4 + widest("text") > most
    readonly property real valueRoom: widest(terse ? "number" : "text")
    readonly property bool named: nameLeast + Theme.space2 + valueRoom <= most
    readonly property bool swatched: !named || swatchRoom + nameLeast + Theme.space2 + valueRoom <= most
    readonly property real needed: (swatched ? swatchRoom : 0) + (named ? longest + Theme.space4 : 0) + valueRoom

    function nameWidth(index: int): real {
        return Math.ceil(line.advanceWidth(names[index] ?? ""));
    }
    function widest(what: string): real {
        return Math.max(0, ...readings.map(reading => Math.ceil(digits.advanceWidth(reading[what])
            + (reading.late && what === "text" ? lateWord.width + Theme.space2 : 0))));
    }
    readonly property int series: plot.keys.length - plot.hiddenKeys.length
    readonly property int shown: series > rowsMost ? Math.max(rowsMost - 1, 0) : series
    // With each new picture and each other scale.
    readonly property var readings: read(plot.cursorUs, pointerY, plot.xTicks, plot.yLabels)

    function why(us: real, holes: var): string {
        return plot.holeAt(us);
    }
    function read(us: real, y: real, times: var, values: var): var {
        return wanted && fits ? plot.readingsAt(us, y, shown) : [];
    }
    function instant(milliseconds: bool): string {
        return (plot.day(plot.cursorUs, todayUs) + " " + plot.clock(plot.cursorUs, milliseconds)).trim();
    }

    visible: wanted && fits
    x: leftSide ? Math.max(0, cursorX - width - Theme.space3)
                : Math.min(plot.width - width, cursorX + Theme.space3)
    y: Math.max(0, Math.min(plot.height - height, pointerY - height - Theme.space3))
    width: Math.min(sideRoom, Theme.readoutMost,
                    Math.max(needed, time.implicitWidth, reason.visible ? reason.implicitWidth : 0)
                    + 2 * Theme.space2)
    height: rows.height + 2 * Theme.space2
    radius: Theme.controlRadius
    color: Theme.raised
    border { width: Theme.borderWidth; color: Theme.line }
    clip: true

    FontMetrics {
        id: line
        font { family: Theme.sans; pixelSize: Theme.secondarySize; weight: Font.DemiBold }
    }
    FontMetrics {
        id: digits
        font { family: Theme.mono; pixelSize: Theme.smallSize; weight: Font.Bold }
    }
    TextMetrics {
        id: lateWord
        font { family: Theme.sans; pixelSize: Theme.smallSize; italic: true }
        text: qsTr("late", "a sample that came after newer ones")
    }

    Column {
        id: rows
        x: Theme.space2
        y: Theme.space2
        width: root.width - 2 * Theme.space2
        spacing: Theme.space1

        AppText {
            id: time
            width: parent.width
            height: line.height
            text: !root.wanted ? "" : root.instant(digits.advanceWidth(root.instant(true)) <= root.most)
            mono: true
            size: Theme.smallSize
            color: Theme.text2
        }
        AppText {
            id: reason
            visible: root.hole !== ""
            width: parent.width
            text: root.hole
            wrapMode: Text.Wrap
            maximumLineCount: 2
            size: Theme.smallSize
            color: Theme.text2
        }
        Repeater {
            model: root.readings.length

            Item {
                id: row
                required property int index
                readonly property var reading: root.readings[index] ?? { index: 0, text: "", number: "", late: false, nearest: false }
                width: rows.width
                height: line.height

                Swatch {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: root.swatched
                    ink: root.plot.colors[row.reading.index] ?? Theme.text3
                    dash: root.plot.dashes[row.reading.index] ?? []
                }
                AppText {
                    id: name
                    x: root.swatched ? root.swatchRoom : 0
                    visible: root.named
                    width: Math.max(0, (late.visible ? late.x : value.x) - Theme.space2 - x)
                    text: root.names[row.reading.index] ?? ""
                    size: Theme.secondarySize
                    color: row.reading.nearest ? Theme.text : Theme.text2
                    font.weight: row.reading.nearest ? Font.DemiBold : Font.Normal
                    maximumLineCount: 1
                    elide: Text.ElideMiddle
                }
                AppText {
                    id: late
                    visible: row.reading.late && !root.terse
                    anchors { right: value.left; rightMargin: Theme.space2; baseline: value.baseline }
                    text: lateWord.text
                    size: Theme.smallSize
                    color: Theme.text2
                    font.italic: true
                }
                AppText {
                    id: value
                    anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                    width: Math.min(implicitWidth, parent.width)
                    text: root.terse ? row.reading.number : row.reading.text
                    mono: true
                    size: Theme.smallSize
                    font.weight: row.reading.nearest ? Font.Bold : Font.Medium
                }
            }
        }
        AppText {
            visible: root.series > root.shown
            width: parent.width
            height: line.height
            text: qsTr("+%n more", "series", root.series - root.shown)
            mono: true
            size: Theme.smallSize
            color: Theme.text2
        }
    }
}
