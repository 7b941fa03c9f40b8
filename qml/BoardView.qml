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
    readonly property var files: ({ chart: "ChartTile", stat: "StatTile", bars: "BarsTile",
                                     gauge: "GaugeTile", table: "TableTile", text: "TextTile",
                                     heatmap: "HeatmapTile", timeline: "TimelineTile" })
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
                    setSource(Qt.resolvedUrl("tiles/" + known + ".qml"), { tile: tile, desk: root.desk });
                }
            }
        }
    }

    // What happened, what the program does, what you can do.
    Column {
        anchors.centerIn: parent
        width: Math.min(root.width - 2 * Theme.space5, Theme.notificationWidth)
        visible: root.desk.board.count === 0
        spacing: Theme.space2

        AppText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            font.weight: Font.DemiBold
            text: root.desk.link.live
                ? qsTr("Connected to %1").arg(root.desk.sourceName)
                : qsTr("Nothing received from %1 yet").arg(root.desk.sourceName)
        }
        AppText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            color: Theme.text2
            text: root.desk.link.reason
            visible: text !== ""
        }
        AppText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            color: Theme.text2
            size: Theme.secondarySize
            text: root.desk.link.canTryNow
                ? qsTr("Charts appear by themselves with the first numbers.")
                : qsTr("Waiting for the first numbers; charts appear by themselves.")
        }
        AppButton {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: root.desk.link.canTryNow
            text: qsTr("Try now")
            onClicked: root.desk.tryNow()
        }
    }
}
