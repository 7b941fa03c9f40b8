// Everything that can be read, source by source, as a tree of names with what each was lately and is
// now.
//
// Up and down walk, left closes or goes to the group, right opens, Return shows a metric; letters go
// to the filter.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Templates as T
import Sightglass
import Sightglass.Models

FocusScope {
    id: root

    required property Desk desk
    readonly property MetricTree metrics: root.desk.metrics
    signal metricChosen(int key)

    // What the small lines show: as much as there is, up to five minutes, in few steps, so that they
    // do not shrink from second to second.
    // Looking back they end where the charts do, and the values are those of then.
    readonly property bool past: root.desk.view.paused
    readonly property double toUs: root.past ? root.desk.view.momentUs - root.desk.link.clockOffsetUs : root.desk.nowUs
    readonly property double ageUs: root.toUs - root.desk.historyFromUs
    readonly property double spanUs: Theme.sparkSpans.find(span => span * 1e6 >= root.ageUs) * 1e6
                                     || Theme.sparkSpans[Theme.sparkSpans.length - 1] * 1e6

    // Opens the groups above it and goes there.
    function reveal(key: int): void {
        const row = root.metrics.reveal(key);
        if (row >= 0) {
            field.text = root.metrics.filter;
            list.goTo(row);
        }
    }

    implicitWidth: Theme.browserWidth

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Metrics")

    AppText {
        id: heading
        anchors { left: parent.left; leftMargin: Theme.space3; top: parent.top; topMargin: Theme.space3 }
        text: root.past ? qsTr("Metrics at %1").arg(root.desk.view.momentText) : qsTr("Metrics")
        color: root.past ? Theme.warning : Theme.text2
        size: Theme.smallSize
        font.weight: Font.Medium
    }
    AppText {
        anchors { right: parent.right; rightMargin: Theme.space3; baseline: heading.baseline }
        visible: root.metrics.filter !== ""
        text: qsTr("%1 of %2").arg(root.metrics.passed.toLocaleString(Qt.locale(), "f", 0))
            .arg(root.metrics.metrics.toLocaleString(Qt.locale(), "f", 0))
        mono: true
        size: Theme.smallSize
        color: Theme.text2
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("%1 metrics").arg(text)
    }
    AppField {
        id: field
        anchors { left: parent.left; right: parent.right; top: heading.bottom }
        anchors { leftMargin: Theme.space3; rightMargin: Theme.space3; topMargin: Theme.space2 }
        rightPadding: clear.visible ? clear.width + Theme.space1 : Theme.space2
        placeholderText: root.metrics.metrics === 0 ? qsTr("Filter")
            : qsTr("Filter %1 metrics").arg(root.metrics.metrics.toLocaleString(Qt.locale(), "f", 0))
        Accessible.name: qsTr("Filter metrics by name, unit or source")
        onTextChanged: root.metrics.filter = text
        Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
        Keys.onReturnPressed: list.forceActiveFocus(Qt.TabFocusReason)
        // before whatever else Escape would close
        Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape && text !== ""

        AppButton {
            id: clear
            anchors { right: parent.right; rightMargin: Theme.focusWidth; verticalCenter: parent.verticalCenter }
            visible: field.text !== ""
            minimumHeight: parent.height - 2 * Theme.focusWidth
            flat: true
            iconName: "close"
            Accessible.name: qsTr("Clear the filter")
            onClicked: field.clear()
        }
    }

    ListView {
        id: list

        property bool restoring: false
        property string shownFilter
        property real keptY: 0

        anchors { left: parent.left; right: parent.right; top: field.bottom; bottom: parent.bottom }
        anchors { topMargin: Theme.space2; rightMargin: Theme.borderWidth }
        clip: true
        focus: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        highlightMoveDuration: 0
        reuseItems: true
        cacheBuffer: 0 // rows made ahead and dropped by the filter would be warned of
        model: root.metrics
        Accessible.role: Accessible.Tree
        Accessible.name: qsTr("Metrics of %1").arg(root.desk.sourceName)

        function watch(): void {
            const first = Math.floor((contentY - originY) / Theme.treeRowHeight);
            root.metrics.watch(first, first + Math.ceil(height / Theme.treeRowHeight) + 1);
        }
        function goTo(row: int): void {
            currentIndex = Math.max(0, Math.min(row, count - 1));
            positionViewAtIndex(currentIndex, ListView.Contain);
        }
        function toggle(row: int, expanded: bool): void {
            for (let at = currentIndex; !expanded && at > row; at = root.metrics.parentRow(at)) {
                if (root.metrics.parentRow(at) === row) {
                    currentIndex = row; // it would be gone
                }
            }
            root.metrics.setExpanded(row, expanded);
        }
        // Another filter shows its first match; new rows leave everything where it was.
        function restore(): void {
            forceLayout();
            currentIndex = root.metrics.currentRow();
            if (shownFilter === root.metrics.filter) {
                contentY = Math.max(originY, Math.min(keptY, originY + contentHeight - height));
            } else {
                positionViewAtBeginning();
                positionViewAtIndex(currentIndex, ListView.Contain);
            }
            shownFilter = root.metrics.filter;
            restoring = false;
            watch();
        }
        function keyed(event: var): void {
            const page = Math.max(1, Math.floor(height / Theme.treeRowHeight) - 1);
            const row = currentItem as MetricRow;
            const typed = event.text > " " && event.text !== "\u007f" && event.text !== "[" && event.text !== "]"
                && !(event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier));
            event.accepted = true;
            if (event.key === Qt.Key_Home) {
                goTo(0);
            } else if (event.key === Qt.Key_End) {
                goTo(count - 1);
            } else if (event.key === Qt.Key_PageUp) {
                goTo(currentIndex - page);
            } else if (event.key === Qt.Key_PageDown) {
                goTo(currentIndex + page);
            } else if (event.key === Qt.Key_Up && currentIndex <= 0) {
                field.forceActiveFocus(Qt.BacktabFocusReason);
            } else if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && row) {
                row.press();
            } else if (event.key === Qt.Key_Escape && field.text !== "") {
                field.clear();
            } else if (typed) {
                field.forceActiveFocus(Qt.OtherFocusReason);
                field.insert(field.length, event.text);
            } else {
                event.accepted = false;
            }
        }

        onContentYChanged: watch()
        onHeightChanged: watch()
        onCurrentIndexChanged: {
            if (!restoring) {
                root.metrics.setCurrentRow(currentIndex);
            }
        }
        Connections {
            target: root.metrics
            function onModelAboutToBeReset(): void {
                if (!list.restoring) {
                    list.keptY = list.contentY;
                }
                list.restoring = true;
            }
            function onMetricsChanged(): void { // after the reset, which the list has heard of too
                if (list.restoring) {
                    list.restore();
                }
            }
        }

        Keys.onShortcutOverride: event => {
            const typed = event.text > " " && event.text !== "[" && event.text !== "]"
                && event.modifiers === Qt.NoModifier;
            event.accepted = typed || event.key === Qt.Key_End || event.key === Qt.Key_Home
                || (event.key === Qt.Key_Escape && field.text !== "");
        }
        Keys.onPressed: event => keyed(event)
        Keys.onLeftPressed: {
            const row = currentItem as MetricRow;
            if (row && row.expanded && !row.isLeaf && field.text === "") {
                toggle(currentIndex, false);
            } else {
                goTo(root.metrics.parentRow(currentIndex));
            }
        }
        Keys.onRightPressed: {
            const row = currentItem as MetricRow;
            if (row && !row.isLeaf && row.expanded) {
                goTo(currentIndex + 1);
            } else {
                toggle(currentIndex, true);
            }
        }

        ScrollBar.vertical: AppScrollBar {}

        delegate: MetricRow {
            id: row
            desk: root.desk
            width: list.width
            fromUs: root.toUs - root.spanUs
            toUs: root.toUs
            current: ListView.isCurrentItem
            focused: list.activeFocus
            onHintingChanged: tip.follow(row)
            onChosen: {
                list.currentIndex = index;
                list.forceActiveFocus(Qt.MouseFocusReason);
            }
            onToggled: list.toggle(index, !expanded)
            onOpened: root.metricChosen(key)
        }
    }

    T.ToolTip {
        id: tip

        property MetricRow row

        function follow(candidate: MetricRow): void {
            if (candidate.hinting) {
                row = candidate;
            } else if (row === candidate) {
                row = null;
            }
        }

        parent: row ?? list
        x: Theme.space4
        y: Theme.treeRowHeight
        margins: Theme.space1
        delay: Theme.tipDelay
        visible: row !== null
        implicitWidth: Math.min(implicitContentWidth + leftPadding + rightPadding, Theme.notificationWidth)
        implicitHeight: implicitContentHeight + topPadding + bottomPadding
        horizontalPadding: Theme.space2
        verticalPadding: Theme.space1
        text: !row ? "" : row.ageWords === "" ? row.name : row.name + "\n" + row.ageWords

        background: Rectangle {
            radius: Theme.controlRadius
            color: Theme.raised
            border.width: Theme.borderWidth
            border.color: Theme.line
        }
        contentItem: AppText {
            text: tip.text
            size: Theme.secondarySize
            wrapMode: Text.Wrap
            maximumLineCount: 8
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
