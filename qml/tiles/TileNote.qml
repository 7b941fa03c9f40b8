// What a tile says in place of values it does not have: waiting for the first, or whose name is
// missing and what to do.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Text {
    id: root

    required property Tile tile

    visible: root.tile.state === Tile.Waiting || root.tile.state === Tile.Missing
    text: root.tile.stateText
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    elide: Text.ElideRight
    horizontalAlignment: Text.AlignHCenter
    verticalAlignment: Text.AlignVCenter
    color: Theme.text2
    font { family: Theme.sans; pixelSize: Theme.secondarySize }
    Accessible.role: Accessible.StaticText
    Accessible.name: root.text
}
