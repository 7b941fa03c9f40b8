// A tile of a kind this version does not know: its place is kept, and said what it is.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

TileFrame {
    id: root

    required property Tile tile
    property Desk desk

    readonly property bool tiny: root.height < Theme.tinyTile || root.width < Theme.tinyTile

    title: root.tiny ? "" : root.tile.title !== "" ? root.tile.title : root.tile.kind
    padding: root.tiny ? Theme.space1 : Theme.space3
    activeFocusOnTab: true
    Accessible.role: Accessible.Pane
    Accessible.name: root.tile.title
    Accessible.description: message.text

    badge: StaleBadge { // never; titles stand as high as in other tiles
        visible: false
        ageText: ""
        width: 0
    }

    AppText {
        id: message
        anchors.fill: parent
        wrapMode: Text.Wrap
        verticalAlignment: Text.AlignTop
        color: Theme.text2
        size: Theme.secondarySize
        text: qsTr("This Sightglass does not know tiles of the kind “%1”. The tile stays in the board.")
            .arg(root.tile.kind)
    }
}
