// One line of a ChoiceMenu.
import QtQuick
import QtQuick.Templates as T
import Sightglass

T.ItemDelegate {
    id: root

    required property string modelData
    required property int index
    property bool inForce: false

    text: root.modelData
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Theme.controlHeight
    leftPadding: Theme.space3
    rightPadding: Theme.space3
    hoverEnabled: true

    Accessible.role: Accessible.MenuItem
    Accessible.name: root.text
    Accessible.checked: root.inForce
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Theme.controlRadius
        color: root.highlighted ? Theme.line : "transparent"
    }
    contentItem: AppText {
        text: root.text
        color: root.enabled ? Theme.text : Theme.text3
        font.weight: root.inForce ? Font.DemiBold : Font.Normal
    }
}
