// A tile of a kind this version does not know: its place is kept, and said what it is.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

TileFrame {
    id: root

    required property Tile tile

    title: root.tile.title !== "" ? root.tile.title : root.tile.kind
    Accessible.role: Accessible.Pane
    Accessible.name: message.text

    AppText {
        id: message
        anchors { left: parent.left; right: parent.right; top: parent.top }
        wrapMode: Text.Wrap
        color: Theme.text2
        size: Theme.secondarySize
        text: qsTr("This Sightglass does not know tiles of the kind “%1”. The tile stays in the board.")
            .arg(root.tile.kind)
    }
}
