// One row of the metric browser: the source, a group, or a metric with its value.
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
    required property bool expanded
    required property int leaves
    required property string valueText
    required property string unitText
    required property bool stale
    required property string ageText

    required property Desk desk
    property bool current: false
    signal chosen
    signal toggled

    readonly property bool isSource: root.depth === 0
    readonly property string reading: root.unitText === "" || root.valueText === "–" ? root.valueText
        : root.valueText + " " + root.unitText

    implicitHeight: Theme.treeRowHeight

    Accessible.role: Accessible.TreeItem
    Accessible.name: root.reading === "" ? root.name : qsTr("%1, %2").arg(root.name).arg(root.reading)
    Accessible.description: root.stale ? qsTr("stale for %1").arg(root.ageText) : ""
    Accessible.onPressAction: root.toggled()

    Rectangle {
        anchors.fill: parent
        visible: root.current || hover.hovered
        color: Theme.raised
        border.width: root.current && (root.ListView.view?.activeFocus ?? false) ? Theme.borderWidth : 0
        border.color: Theme.accent
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
    }

    StateDot {
        id: dot
        visible: root.isSource
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.space3 + Theme.space1
        state: root.desk.link.state
    }
    Icon {
        id: chevron
        visible: !root.isLeaf && !root.isSource
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.space2 + root.depth * Theme.space3
        width: Theme.smallSize
        height: Theme.smallSize
        name: root.expanded ? "chevron-down" : "chevron-right"
        color: Theme.text2
    }
    AppText {
        anchors.verticalCenter: parent.verticalCenter
        x: root.isSource ? dot.x + dot.width + Theme.space2
            // a leaf stands under the word of its group
            : Theme.space2 + (root.isLeaf && root.depth > 1 ? root.depth - 1 : root.depth) * Theme.space3
              + Theme.smallSize + Theme.space1
        width: value.x - x - Theme.space2
        text: root.isLeaf || root.isSource || root.expanded ? root.label
            : qsTr("%1 · %2").arg(root.label).arg(root.leaves)
        color: root.isSource ? Theme.text : Theme.text2
        font.weight: root.isSource ? Font.DemiBold : Font.Normal
    }
    AppText {
        id: value
        anchors { right: parent.right; rightMargin: Theme.space4; verticalCenter: parent.verticalCenter }
        text: root.isSource ? (root.desk.link.live ? root.desk.link.roundTripText
                                                   : root.desk.link.word)
            : root.reading
        mono: !root.isSource
        size: Theme.secondarySize
        color: root.stale || root.isSource ? Theme.text3 : Theme.text
    }
    AppText {
        anchors { right: value.left; rightMargin: Theme.space2; verticalCenter: parent.verticalCenter }
        visible: root.stale
        text: root.ageText
        size: Theme.smallSize
        color: Theme.text2
    }
}
