// Words with live values in them. What is stale or missing says so where it stands; what does not
// fit is scrolled to.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Sightglass
import Sightglass.Models

TileFrame {
    id: root

    required property Tile tile
    required property Desk desk

    readonly property bool stale: root.tile.state === Tile.Stale
    readonly property real contentHeight: words.contentHeight
    readonly property bool tiny: root.height < Theme.tinyTile || root.width < Theme.tinyTile

    // Where there is no line for the title it begins the text.
    readonly property var headed: [{ text: root.tile.title + "  ", mark: 4 }]

    title: root.tiny ? "" : root.tile.title
    subtitle: root.tile.subtitle
    dimmed: root.stale
    padding: root.width < Theme.tinyTile ? Theme.space1 : root.tiny ? Theme.space2 : Theme.space3
    activeFocusOnTab: true
    Accessible.role: Accessible.Pane
    Accessible.name: root.tile.title
    Accessible.description: root.tile.words

    badge: StaleBadge {
        visible: root.stale
        width: visible ? implicitWidth : 0
        ageText: root.tile.series.ageText
    }

    RunText {
        id: words
        anchors.fill: flick
        anchors.rightMargin: Theme.scrollBarWidth
        runs: root.tiny && root.tile.title !== "" ? root.headed.concat(root.tile.runs) : root.tile.runs
        scroll: flick.contentY - (root.tiny ? Math.max(0, (height - contentHeight) / 2) : 0)
        family: Theme.sans
        valueFamily: Theme.mono
        pixelSize: Theme.bodySize
        color: Theme.text2
        valueColor: Theme.text
        staleColor: Theme.text3
        Accessible.role: Accessible.StaticText
        Accessible.name: root.tile.words
    }
    Flickable {
        id: flick
        anchors { left: parent.left; right: parent.right; top: parent.top }
        anchors { bottom: note.top; bottomMargin: note.visible ? Theme.space1 : 0 }
        contentHeight: words.contentHeight
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        focus: true
        ScrollBar.vertical: AppScrollBar { opacity: root.tiny ? 0 : 1 }
        Keys.onUpPressed: contentY = Math.max(0, contentY - Theme.treeRowHeight)
        Keys.onDownPressed: contentY = Math.max(0, Math.min(contentHeight - height,
                                                            contentY + Theme.treeRowHeight))
    }
    TileNote {
        id: note
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        tile: root.tile
        height: visible ? parent.height / 2 : 0 // its own height would hang on this one
        horizontalAlignment: Text.AlignLeft
    }
}
