// The state of a link as colour and shape: a disc is live, a ring is on its way, a square waits, a
// diamond was refused, an empty square is off.
import QtQuick
import Sightglass
import Sightglass.Models

Item {
    id: root

    required property int state

    readonly property bool hollow: root.state === LinkBadge.Connecting
                                   || root.state === LinkBadge.Offline
    readonly property bool square: root.state === LinkBadge.Waiting
                                   || root.state === LinkBadge.Refused
                                   || root.state === LinkBadge.Offline
    readonly property color tone: root.state === LinkBadge.Live ? Theme.ok
        : root.state === LinkBadge.Waiting ? Theme.warning
        : root.state === LinkBadge.Refused ? Theme.critical
        : root.state === LinkBadge.Connecting ? Theme.info : Theme.text3

    implicitWidth: Theme.dotSize
    implicitHeight: Theme.dotSize
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        radius: root.square ? Theme.borderWidth : width / 2
        rotation: root.state === LinkBadge.Refused ? 45 : 0
        antialiasing: true
        color: root.hollow ? "transparent" : root.tone
        border.width: root.hollow ? Theme.focusWidth : 0
        border.color: root.tone
    }
}
