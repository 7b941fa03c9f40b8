// The board: tiles on twelve columns, as high as the window where that is enough to read them,
// else scrolling.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Sightglass
import Sightglass.Models

FocusScope {
    id: root

    required property Desk desk

    readonly property int gridColumns: 12
    readonly property var files: ({ chart: "ChartTile", stat: "StatTile", bars: "BarsTile" })
    readonly property int rows: Math.max(root.desk.board.rows, 1)
    readonly property real fitting: (root.height - 2 * Theme.space3 - (root.rows - 1) * Theme.gutter)
                                    / root.rows
    readonly property real rowHeight: root.fitting < Theme.gridRowLeast ? Theme.gridRowUsual
                                                                        : Math.min(root.fitting, Theme.gridRowMost)
    readonly property real columnWidth: (root.width - 2 * Theme.space3
                                         - (root.gridColumns - 1) * Theme.gutter) / root.gridColumns

    function across(columns: int): real {
        return columns * (root.columnWidth + Theme.gutter);
    }
    function down(rows: int): real {
        return rows * (root.rowHeight + Theme.gutter);
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Board %1").arg(root.desk.board.title)

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }

    // The window moves by whole pixels of its widest chart.
    Binding {
        target: root.desk.view
        property: "stepUs"
        value: root.desk.view.spanUs / Math.max(1, Math.round(root.across(8)))
        when: root.width > 0
    }

    Flickable {
        id: flickable
        anchors.fill: parent
        contentWidth: width
        contentHeight: root.down(root.rows) - Theme.gutter + 2 * Theme.space3
        interactive: contentHeight > height + 1
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ScrollBar.vertical: AppScrollBar {}

        Repeater {
            model: root.desk.board

            delegate: Loader {
                id: place
                required property Tile tile

                x: Math.round(Theme.space3 + root.across(tile.column))
                y: Math.round(Theme.space3 + root.down(tile.row))
                width: Math.round(Theme.space3 + root.across(tile.column + tile.columns) - Theme.gutter) - x
                height: Math.round(Theme.space3 + root.down(tile.row + tile.rows) - Theme.gutter) - y
                Component.onCompleted: {
                    const known = root.files[tile.kind] ?? "UnknownTile";
                    const given = tile.kind === "chart" ? { tile: tile, desk: root.desk }
                                                        : { tile: tile };
                    setSource(Qt.resolvedUrl("tiles/" + known + ".qml"), given);
                }
            }
        }
    }

    AppText {
        anchors.centerIn: parent
        visible: root.desk.board.count === 0
        text: root.desk.link.live ? qsTr("Waiting for the first metric") : root.desk.link.word
        color: Theme.text2
    }
}
