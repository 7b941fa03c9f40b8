// The shape and the colour of a severity; its word stands beside it, always.
import QtQuick
import Sightglass

Icon {
    id: root

    required property string severity
    property bool muted: false // it was so; how it is now, nobody knows

    implicitWidth: Theme.iconSize
    implicitHeight: Theme.iconSize
    name: root.severity
    color: root.muted ? Theme.text3 : Theme.severityColor(root.severity)
    Accessible.ignored: true
}
