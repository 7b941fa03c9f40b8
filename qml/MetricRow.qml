// One row of the metric browser: a source with its state, a group, or a metric with how it went and
// what it is now. Every part has its place, whatever the numbers are.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Item {
    id: root

    required property int index
    required property string label
    required property string name
    required property int depth
    required property bool isLeaf
    required property bool isSource
    required property bool expanded
    required property int leaves
    required property int key
    required property int source
    required property int sourceState
    required property int slot
    required property string valueText
    required property string unitText
    required property bool stale
    required property string ageText

    required property Desk desk
    property double fromUs
    property double toUs
    property bool current: false
    property bool focused: false // the list has the keyboard
    signal chosen
    signal toggled
    signal opened // a metric: show it

    readonly property bool ofLink: root.source === 0
    readonly property bool sourceLive: root.ofLink ? root.desk.link.live
                                                   : root.sourceState === LinkBadge.Live
    readonly property double clockOffsetUs: root.ofLink ? root.desk.link.clockOffsetUs : 0
    readonly property string reading: root.key < 0 ? ""
        : root.unitText === "" || root.valueText === "–" ? root.valueText
        : root.valueText + " " + root.unitText
    readonly property string sourceText: !root.isSource || !root.ofLink ? ""
        : root.sourceLive ? root.desk.link.roundTripText
        : root.desk.link.countdownText !== "" ? root.desk.link.countdownText : root.desk.link.word
    readonly property string ageWords: root.stale ? qsTr("stale for %1").arg(root.ageText) : ""
    readonly property bool hinting: hover.hovered && (root.key >= 0 || title.truncated)

    // Of the chevron: little in the depth, where names need the room.
    function indent(depth: int): real {
        return Theme.space2 + depth * Theme.space2;
    }
    function press(): void {
        if (root.isLeaf) {
            root.opened();
        } else {
            root.toggled();
        }
    }
    function described(): string {
        const level = qsTr("level %1").arg(root.depth + 1);
        const group = root.isLeaf ? "" : ", " + (root.expanded ? qsTr("expanded") : qsTr("collapsed"))
            + ", " + qsTr("%1 metrics").arg(root.leaves);
        return level + group + (root.ageWords === "" ? "" : ", " + root.ageWords);
    }

    implicitHeight: Theme.treeRowHeight

    Accessible.role: Accessible.TreeItem
    Accessible.name: root.isSource && root.sourceText !== "" ? qsTr("%1, %2").arg(root.name).arg(root.sourceText)
        : root.reading === "" ? root.label : qsTr("%1, %2").arg(root.name).arg(root.reading)
    Accessible.description: root.described()
    Accessible.focusable: true
    Accessible.focused: root.current && root.focused
    Accessible.selectable: true
    Accessible.selected: root.current
    Accessible.onPressAction: root.press()

    Rectangle {
        anchors.fill: parent
        visible: root.current || hover.hovered
        color: Theme.raised
        border.width: root.current && root.focused ? Theme.borderWidth : 0
        border.color: Theme.accent
    }
    Rectangle {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: Theme.borderWidth
        visible: root.isSource && root.index > 0
        color: Theme.line
    }
    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: {
            root.chosen();
            if (!root.isLeaf) {
                root.toggled();
            }
        }
        onDoubleTapped: {
            if (root.isLeaf) {
                root.opened();
            }
        }
    }

    StateDot {
        id: dot
        visible: root.isSource
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.space3 + Theme.focusWidth
        state: root.ofLink ? root.desk.link.state : root.sourceState
    }
    Icon {
        id: chevron
        visible: !root.isLeaf && !root.isSource
        anchors.verticalCenter: parent.verticalCenter
        x: root.indent(root.depth)
        width: Theme.smallSize
        height: Theme.smallSize
        name: root.expanded ? "chevron-down" : "chevron-right"
        color: Theme.text2
    }
    AppText {
        id: title
        anchors.verticalCenter: parent.verticalCenter
        x: root.isSource ? dot.x + dot.width + Theme.space2
            // a leaf stands under the word of its group
            : root.indent(root.isLeaf && root.depth > 1 ? root.depth - 1 : root.depth)
              + Theme.smallSize + Theme.space1
        width: Math.max(0, (root.key >= 0 ? spark.x : root.isSource ? state.x : root.width - Theme.space2)
                           - x - Theme.space2)
        text: root.isLeaf || root.expanded ? root.label
            : qsTr("%1 · %2").arg(root.label).arg(root.leaves)
        color: root.isSource ? Theme.text : Theme.text2
        font.weight: root.isSource ? Font.DemiBold : Font.Normal
        elide: Text.ElideMiddle
        horizontalAlignment: Text.AlignLeft
        maximumLineCount: 1
        Accessible.ignored: true
    }
    AppText {
        id: state
        anchors { right: parent.right; rightMargin: Theme.space3; verticalCenter: parent.verticalCenter }
        width: Math.min(implicitWidth, root.width / 2)
        text: root.sourceText
        mono: root.sourceLive
        size: Theme.smallSize
        color: Theme.text2
        Accessible.ignored: true
    }
    Sparkline {
        id: spark
        anchors { right: value.left; rightMargin: Theme.space2; verticalCenter: parent.verticalCenter }
        width: Theme.sparkWidth
        height: Theme.sparkHeight
        visible: root.key >= 0 && !age.visible
        store: root.desk.store
        seriesKey: root.key
        fromUs: root.fromUs + root.clockOffsetUs
        toUs: root.toUs + root.clockOffsetUs
        lineWidth: Theme.sparkLineWidth
        color: root.stale ? Theme.text3 : Theme.seriesColor(root.slot)
        Accessible.ignored: true
    }
    AppText {
        id: age
        anchors { left: spark.left; right: spark.right; verticalCenter: parent.verticalCenter }
        visible: root.stale && root.sourceLive // else the source says it for all
        text: root.ageText
        size: Theme.smallSize
        color: Theme.text2
        horizontalAlignment: Text.AlignRight
        Accessible.ignored: true
    }
    AppText {
        id: value
        anchors { right: parent.right; rightMargin: Theme.space3; verticalCenter: parent.verticalCenter }
        width: Theme.metricValueWidth
        text: root.reading
        mono: true
        size: Theme.secondarySize
        minimumPixelSize: Theme.smallSize
        fontSizeMode: Text.HorizontalFit
        horizontalAlignment: Text.AlignRight
        maximumLineCount: 1
        color: root.stale ? Theme.text3 : Theme.text
        Accessible.ignored: true
    }
}
