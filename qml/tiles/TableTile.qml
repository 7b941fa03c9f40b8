// Series as rows: name, value, what it was in the window of time, and whether to believe it. Shows
// as many columns as fit; a row that is not seen costs nothing.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Sightglass
import Sightglass.Models

TileFrame {
    id: root

    required property Tile tile
    required property Desk desk

    readonly property SeriesList series: root.tile.series
    readonly property bool stale: root.tile.state === Tile.Stale
    readonly property bool tiny: root.height < Theme.tinyTile || root.width < Theme.tinyTile
    readonly property int current: rows.currentIndex
    readonly property bool changes: root.tile.note === "change"
    readonly property int pastColumns: root.changes ? 1 : 2
    readonly property real room: root.tiny ? rows.width : rows.width - Theme.scrollBarWidth - Theme.space1
    readonly property real valueWidth: root.tiny ? root.room
        : Math.min(root.room * Theme.tableValueMost,
                   Math.max(Theme.tableValueWidth, root.room * Theme.tableValueShare))
    readonly property bool withState: root.room >= Theme.tableNameLeast + root.valueWidth
                                      + Theme.tableStateWidth
    readonly property bool withPast: root.withState
        && root.room >= Theme.tableNameLeast + root.valueWidth + Theme.tableStateWidth
                         + root.pastColumns * Theme.tablePastWidth
    readonly property real nameWidth: root.room - root.valueWidth
        - (root.withState ? Theme.tableStateWidth : 0)
        - (root.withPast ? root.pastColumns * Theme.tablePastWidth : 0)

    title: root.tiny ? "" : root.tile.title
    subtitle: root.tile.subtitle
    dimmed: root.stale
    padding: root.tiny ? Theme.space1 : Theme.space3
    activeFocusOnTab: true
    Accessible.role: Accessible.Table
    Accessible.name: root.tile.title
    Accessible.description: root.tile.words

    badge: StaleBadge {
        visible: root.stale
        width: visible ? implicitWidth : 0
        ageText: root.series.ageText
    }

    TileNote {
        anchors.fill: parent
        tile: root.tile
        visible: root.series.count === 0
    }
    TextMetrics {
        id: digit
        font { family: Theme.mono; pixelSize: Theme.secondarySize }
        text: "0"
    }

    component Head: AppText {
        size: Theme.smallSize
        color: Theme.text3
        height: Theme.controlHeight - Theme.space2
        Accessible.role: Accessible.ColumnHeader
        Accessible.name: text
    }
    component Cell: AppText {
        height: Theme.treeRowHeight
        mono: true
        size: Theme.secondarySize
        horizontalAlignment: Text.AlignRight
    }

    Row {
        id: head
        visible: rows.visible && root.height >= 2 * Theme.tinyTile

        Head {
            width: root.nameWidth
            text: qsTr("name")
        }
        Head {
            width: root.valueWidth
            horizontalAlignment: Text.AlignRight
            text: qsTr("value")
        }
        Head {
            width: Theme.tablePastWidth
            visible: root.withPast
            horizontalAlignment: Text.AlignRight
            text: root.changes ? qsTr("change") : qsTr("min")
        }
        Head {
            width: Theme.tablePastWidth
            visible: root.withPast && !root.changes
            horizontalAlignment: Text.AlignRight
            text: qsTr("max")
        }
        Head {
            width: Theme.tableStateWidth
            leftPadding: Theme.space3
            visible: root.withState
            text: qsTr("state")
        }
    }

    ListView {
        id: rows

        // Whoever walks stays with the series when the order changes.
        property int currentKey: -1

        anchors { fill: parent; topMargin: head.visible ? head.height : 0 }
        visible: root.series.count > 0
        clip: true
        focus: true
        model: root.series
        reuseItems: true
        currentIndex: -1
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        highlightFollowsCurrentItem: true
        highlightMoveDuration: 0
        ScrollBar.vertical: AppScrollBar { opacity: root.tiny ? 0 : 1 }
        onActiveFocusChanged: if (activeFocus && currentIndex < 0) { currentIndex = 0; }
        onCurrentIndexChanged: currentKey = root.series.keys[currentIndex] ?? -1
        Keys.onPressed: event => {
            const page = Math.max(1, Math.floor(height / Theme.treeRowHeight) - 1);
            switch (event.key) {
            case Qt.Key_Home: currentIndex = 0; break;
            case Qt.Key_End: currentIndex = count - 1; break;
            case Qt.Key_PageUp: currentIndex = Math.max(0, currentIndex - page); break;
            case Qt.Key_PageDown: currentIndex = Math.min(count - 1, currentIndex + page); break;
            default: return;
            }
            event.accepted = true;
        }

        Connections {
            target: root.series
            function onKeysChanged() {
                const keys = root.series.keys;
                for (let place = 0; place < keys.length; ++place) {
                    if (keys[place] === rows.currentKey) {
                        rows.currentIndex = place;
                        return;
                    }
                }
            }
        }

        delegate: Rectangle {
            id: row
            required property int index
            required property string name
            required property string valueText
            required property string unitText
            required property string fullText
            required property string fullUnit
            required property string minText
            required property string maxText
            required property string changeText
            required property string ageText
            required property bool stale
            required property bool missing

            readonly property bool current: ListView.isCurrentItem && rows.activeFocus
            readonly property string full: (row.fullText + " " + row.fullUnit).trim()
            readonly property string shorter: (row.valueText + " " + row.unitText).trim()
            readonly property string reading: full.length * digit.advanceWidth <= root.valueWidth
                ? full : shorter.length * digit.advanceWidth <= root.valueWidth ? shorter : row.valueText
            readonly property string stateText: row.stale ? qsTr("stale · %1").arg(row.ageText)
                : row.missing ? qsTr("no value") : qsTr("live")
            readonly property color tone: row.stale || row.missing ? Theme.text3 : Theme.text

            width: rows.width
            height: Theme.treeRowHeight
            color: row.current || hover.hovered ? Theme.raised : "transparent"
            radius: Theme.space1
            border { width: row.current ? Theme.borderWidth : 0; color: Theme.accent }
            Accessible.role: Accessible.Row
            Accessible.name: qsTr("%1, %2, %3").arg(row.name).arg(row.reading).arg(row.stateText)
            Accessible.focusable: true
            Accessible.focused: row.current

            HoverHandler {
                id: hover
            }
            TapHandler {
                onTapped: {
                    rows.currentIndex = row.index;
                    root.forceActiveFocus(Qt.MouseFocusReason);
                }
            }
            Row {
                AppText {
                    width: root.nameWidth - age.width
                    height: row.height
                    rightPadding: Theme.space2
                    visible: !root.tiny
                    horizontalAlignment: Text.AlignLeft
                    elide: Text.ElideMiddle // names differ at both ends
                    text: row.name
                    color: row.stale ? Theme.text3 : Theme.text2
                }
                AppText {
                    id: age
                    width: visible ? Math.min(implicitWidth, root.nameWidth / 2) : 0
                    height: row.height
                    visible: row.stale && !root.withState && !root.tiny
                    text: row.ageText
                    size: Theme.smallSize
                    color: Theme.warning
                }
                Cell {
                    width: root.valueWidth
                    text: row.reading
                    color: row.tone
                }
                Cell {
                    width: Theme.tablePastWidth
                    visible: root.withPast
                    text: !visible ? "" : root.changes ? row.changeText : row.minText
                    color: row.stale ? Theme.text3 : Theme.text2
                }
                Cell {
                    width: Theme.tablePastWidth
                    visible: root.withPast && !root.changes
                    text: visible ? row.maxText : ""
                    color: row.stale ? Theme.text3 : Theme.text2
                }
                AppText {
                    width: Theme.tableStateWidth
                    height: row.height
                    leftPadding: Theme.space3
                    visible: root.withState
                    text: row.stateText
                    size: Theme.secondarySize
                    color: row.stale ? Theme.warning : Theme.text3
                }
            }
        }
    }
}
