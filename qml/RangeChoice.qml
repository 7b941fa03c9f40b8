// One line of the list of time ranges.
import QtQuick
import QtQuick.Templates as T
import Sightglass

T.ItemDelegate {
    id: root

    required property int modelData
    required property int index
    property bool chosen: false

    implicitHeight: Theme.controlHeight
    leftPadding: Theme.space2
    hoverEnabled: true

    Accessible.role: Accessible.MenuItem
    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Theme.controlRadius
        color: root.highlighted ? Theme.line : "transparent"
    }
    contentItem: AppText {
        text: root.text
        font.weight: root.chosen ? Font.DemiBold : Font.Normal
    }
}
