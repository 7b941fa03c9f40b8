// The line below a chart: each series with its newest visible value, in the unit of the axis; at the
// right lowest, highest and mean of what is visible of the one pointed at, when there is room.
//
// A press hides a series, a double press shows it alone. Two that do not fit beside each other stand
// in two lines; of more, those that do not fit are counted, and come into sight when walked to with
// the arrows or with the wheel.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Item {
    id: root

    required property SeriesList series
    required property list<color> colors
    required property LineChart plot
    property var dashes: []
    property real pastUs: NaN      // looking back to here, else what is newest counts
    property var stats: ({})       // min, max, mean as text; of the series `current`
    property int turn: 0           // grows when values are to be read anew
    property list<int> hiddenKeys
    property int walked: 0         // the entry that has the keyboard, or had it last
    property int pointed: -1
    property real offset: 0        // px scrolled
    // Whose lowest and highest are said; -1: of all that are drawn.
    readonly property int current: names.count === 1 ? 0 : pointed >= 0 ? pointed
        : names.itemAt(walked)?.activeFocus ? walked : -1
    readonly property bool overflowing: entries.width > root.width
    readonly property real room: overflowing ? root.width - more.width - Theme.space2 : root.width
    // Of one entry, whatever the others do: what they need must not depend on what they get.
    readonly property real most: Math.max(0, width - (names.count > 1 ? moreRoom : 0))
    readonly property real moreRoom: 4 * digits.averageCharacterWidth + Theme.space2
    property int unseen: 0
    property bool high: true       // there is room for two lines
    readonly property bool stacked: high && names.count === 2 && entries.spacing + need(0) + need(1) > width

    function need(index: int): real {
        return names.itemAt(index)?.need ?? 0;
    }
    // The second parameters are there so that words are found anew when those change.
    function pastValue(index: int, turn: int): real {
        return root.plot.valueAt(index, root.pastUs);
    }
    function say(value: real, labels: var): string {
        return root.plot.besideAxis(value);
    }
    function isHidden(key: int): bool {
        return Array.from(hiddenKeys).includes(key);
    }
    function toggle(key: int): void {
        const keys = Array.from(hiddenKeys);
        const at = keys.indexOf(key);
        if (at >= 0) {
            keys.splice(at, 1);
        } else {
            keys.push(key);
        }
        hiddenKeys = keys;
    }
    function showAlone(key: int): void {
        const others = Array.from(series.keys).filter(other => other !== key);
        const already = others.every(other => isHidden(other)); // a double press begins with one
        hiddenKeys = already ? [] : others;
    }
    function walk(to: int): void {
        if (to >= 0 && to < names.count) {
            names.itemAt(to).forceActiveFocus(Qt.TabFocusReason);
        }
    }
    function scroll(by: real): void {
        offset = Math.max(0, Math.min(entries.width - room, offset + by));
    }
    function bringIntoSight(entry: Item): void {
        scroll(Math.min(0, entry.x - offset));
        scroll(Math.max(0, entry.x + entry.width - offset - room));
    }
    function count(): void {
        let count = 0;
        for (let i = 0; i < names.count; ++i) {
            count += names.itemAt(i)?.seen ? 0 : 1;
        }
        unseen = count;
        scroll(0);
    }
    onWidthChanged: recount.restart()

    Timer {
        id: recount // once for all that moves together
        interval: 0
        onTriggered: root.count()
    }
    WheelHandler {
        enabled: root.overflowing
        onWheel: event => root.scroll(-(event.angleDelta.y + event.angleDelta.x))
    }

    implicitHeight: Math.max(entries.implicitHeight, digits.height)
    clip: root.overflowing

    FontMetrics {
        id: words
        font { family: Theme.sans; pixelSize: Theme.secondarySize }
    }
    FontMetrics {
        id: digits
        font { family: Theme.mono; pixelSize: Theme.secondarySize }
    }

    Grid {
        id: entries
        x: -root.offset
        columns: root.stacked ? 1 : Math.max(1, names.count)
        columnSpacing: spacing
        rowSpacing: 0
        spacing: Theme.space4

        Repeater {
            id: names
            model: root.series
            onCountChanged: recount.restart()

            LegendEntry {
                id: entry
                required property int index
                required property int key
                required property double value
                required property bool stale
                required property bool missing
                readonly property bool seen: x - root.offset > -1 && x + width - root.offset <= root.room + 1
                readonly property double shown: isNaN(root.pastUs) ? value : root.pastValue(index, root.turn)

                onSeenChanged: recount.restart()
                opacity: seen ? 1 : 0
                most: root.most
                valueText: root.say(shown, root.plot.yLabels)
                old: (isNaN(root.pastUs) && stale) || isNaN(shown)
                off: root.isHidden(key)
                ink: root.colors[index] ?? Theme.text3
                dash: root.dashes[index] ?? []
                focusPolicy: index === root.walked ? Qt.TabFocus : Qt.NoFocus
                onClicked: root.toggle(key)
                onAlone: root.showAlone(key)
                onHoveredChanged: root.pointed = hovered ? index : root.pointed === index ? -1 : root.pointed
                onActiveFocusChanged: if (activeFocus) { root.walked = index; root.bringIntoSight(this); }
                Keys.onLeftPressed: root.walk(index - 1)
                Keys.onRightPressed: root.walk(index + 1)

                readonly property string unit: root.plot.unitText
                onUnitChanged: digits = valueText.length
            }
        }
    }

    AppText {
        id: more
        readonly property string undrawn: root.series.omitted > 0
            ? qsTr("%n not drawn", "series past the most", root.series.omitted) : ""
        anchors.right: parent.right
        visible: text !== ""
        text: (root.overflowing && root.unseen > 0 ? qsTr("+%n", "series that do not fit", root.unseen) : "")
            + (root.overflowing && root.unseen > 0 && undrawn !== "" ? " · " : "") + undrawn
        mono: true
        size: Theme.secondarySize
        color: Theme.text2
    }

    Row {
        id: summary
        anchors { right: more.visible ? more.left : parent.right; rightMargin: more.visible ? Theme.space4 : 0 }
        spacing: Theme.space4
        // The mean is lost first when room is short, then the words: lowest and highest go together.
        readonly property real room: root.width - entries.width - Theme.space5 - Theme.swatchWidth
            - (more.visible ? more.width + Theme.space4 : 0)
        readonly property int fitting: Math.floor(room
            / (words.averageCharacterWidth * 4 + root.statDigits * digits.averageCharacterWidth
               + Theme.space2 + Theme.space4))
        readonly property bool terse: fitting < 2
        visible: names.count > 0 && (root.stats.min ?? "–") !== "–" // there is something to sum up
            && (!terse || Math.max(between.width, between.implicitWidth) <= room)

        Swatch {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.series.count > 1 && root.current >= 0
            ink: root.colors[root.current] ?? Theme.text3
            dash: root.dashes[root.current] ?? []
        }
        Repeater {
            model: [{ key: "min", name: qsTr("min") }, { key: "max", name: qsTr("max") },
                    { key: "mean", name: qsTr("mean") }]

            Row {
                id: stat
                required property var modelData
                // A mean of several would be nobody's.
                visible: !summary.terse && (stat.modelData.key !== "mean"
                                            || (summary.fitting > 2 && root.current >= 0))
                spacing: Theme.space2

                AppText {
                    text: stat.modelData.name
                    size: Theme.secondarySize
                    color: Theme.text2
                }
                AppText {
                    width: Math.ceil(root.statDigits * digits.averageCharacterWidth)
                    horizontalAlignment: Text.AlignRight
                    text: root.stats[stat.modelData.key] ?? ""
                    mono: true
                    size: Theme.secondarySize
                }
            }
        }
        AppText {
            id: between
            width: Math.ceil((2 * root.statDigits + 1) * digits.averageCharacterWidth)
            visible: summary.terse
            horizontalAlignment: Text.AlignRight
            text: (root.stats.min ?? "").startsWith("-") ? qsTr("%1 – %2", "from lowest to highest").arg(root.stats.min).arg(root.stats.max)
                : qsTr("%1–%2", "from lowest to highest").arg(root.stats.min ?? "").arg(root.stats.max ?? "")
            mono: true
            size: Theme.secondarySize
            color: Theme.text2
        }
    }

    property int statDigits: 0
    onStatsChanged: {
        for (const text of [stats.min, stats.max, stats.mean]) {
            statDigits = Math.max(statDigits, text?.length ?? 0);
        }
    }
}
