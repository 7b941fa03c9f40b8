// Everything the server has, as a tree of its names with the newest value each.
//
// Up and down walk, left closes or goes to the group, right opens.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Sightglass
import Sightglass.Models

FocusScope {
    id: root

    required property Desk desk

    implicitWidth: Theme.browserWidth

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Metrics")

    Rectangle {
        anchors.fill: parent
        color: Theme.surface

        MouseArea { // where the panel lies over the board, the board is out of reach
            anchors.fill: parent
            hoverEnabled: true
            acceptedButtons: Qt.AllButtons
            onWheel: event => event.accepted = true
            Accessible.ignored: true
        }
    }
    Rectangle {
        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: Theme.borderWidth
        color: Theme.line
    }

    AppText {
        id: heading
        anchors { left: parent.left; leftMargin: Theme.space4; top: parent.top; topMargin: Theme.space3 }
        text: qsTr("Metrics")
        color: Theme.text2
        size: Theme.smallSize
        font.weight: Font.Medium
    }
    AppField {
        id: field
        anchors { left: parent.left; right: parent.right; top: heading.bottom }
        anchors { leftMargin: Theme.space3; rightMargin: Theme.space3; topMargin: Theme.space2 }
        placeholderText: root.desk.metrics.metrics === 0 ? qsTr("Filter")
            : qsTr("Filter %1 metrics").arg(root.desk.metrics.metrics)
        onTextChanged: root.desk.metrics.filter = text
        Keys.onDownPressed: list.forceActiveFocus()
    }

    ListView {
        id: list
        anchors { left: parent.left; right: parent.right; top: field.bottom; bottom: parent.bottom }
        anchors { topMargin: Theme.space2; rightMargin: Theme.borderWidth }
        clip: true
        focus: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        reuseItems: true
        cacheBuffer: 0 // rows made ahead and dropped by the filter would be warned of
        model: root.desk.metrics
        Accessible.role: Accessible.Tree
        Accessible.name: qsTr("Metrics of %1").arg(root.desk.sourceName)

        function watch(): void {
            const first = Math.floor((contentY - originY) / Theme.treeRowHeight);
            root.desk.metrics.watch(first, first + Math.ceil(height / Theme.treeRowHeight) + 1);
        }
        onContentYChanged: watch()
        onHeightChanged: watch()

        Keys.onLeftPressed: {
            const row = currentItem as MetricRow;
            if (row && row.expanded && !row.isLeaf) {
                root.desk.metrics.setExpanded(currentIndex, false);
            } else {
                currentIndex = Math.max(0, root.desk.metrics.parentRow(currentIndex));
            }
        }
        Keys.onRightPressed: root.desk.metrics.setExpanded(currentIndex, true)

        ScrollBar.vertical: AppScrollBar {}

        delegate: MetricRow {
            desk: root.desk
            width: list.width
            current: ListView.isCurrentItem
            onChosen: {
                list.currentIndex = index;
                list.forceActiveFocus();
            }
            onToggled: root.desk.metrics.setExpanded(index, !expanded)
        }
    }

    AppText {
        anchors { left: parent.left; right: parent.right; top: field.bottom; margins: Theme.space4 }
        anchors.topMargin: Theme.space4 + Theme.treeRowHeight
        visible: list.count <= 1
        wrapMode: Text.Wrap
        color: Theme.text2
        size: Theme.secondarySize
        text: field.text !== "" ? qsTr("No metric has this in its name.")
            : qsTr("Waiting for the first metric.")
    }
}
