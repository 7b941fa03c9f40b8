// The shape and the colour of a severity; its word stands beside it, always.
import QtQuick
import Sightglass

Icon {
    id: root

    required property string severity

    implicitWidth: Theme.iconSize
    implicitHeight: Theme.iconSize
    name: root.severity
    color: Theme.severityColor(root.severity)
    Accessible.ignored: true
}
