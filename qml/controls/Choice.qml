// One line of a list to choose from.
import QtQuick
import QtQuick.Templates as T
import Sightglass

T.ItemDelegate {
    id: root

    required property string modelData
    required property int index
    property bool chosen: false // the one in force

    implicitHeight: Theme.controlHeight
    leftPadding: Theme.space2
    text: root.modelData
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
