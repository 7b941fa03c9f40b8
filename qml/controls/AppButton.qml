// The one button: quiet, or primary; with an icon, a word, or both. Pressed by mouse, keyboard and
// assistive tools alike. A click does not take the keyboard away from where it was.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sightglass

T.AbstractButton {
    id: root

    property string iconName
    property color iconColor: root.contentColor
    property bool primary: false
    property bool flat: false
    property bool round: false
    property int minimumHeight: Theme.controlHeight
    property alias leading: leadingSlot.data
    property alias trailing: trailingSlot.data
    readonly property color contentColor: !root.enabled ? Theme.text3
        : root.primary ? Theme.onAccent : Theme.text

    implicitWidth: Math.max(root.minimumHeight, row.implicitWidth + leftPadding + rightPadding)
    implicitHeight: root.minimumHeight
    leftPadding: root.text === "" ? Theme.space1 : Theme.space3
    rightPadding: root.leftPadding
    focusPolicy: Qt.TabFocus
    hoverEnabled: true

    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: root.round ? height / 2 : Theme.controlRadius
        color: root.primary ? Theme.accent
            : root.checked || root.down || root.hovered ? Theme.raised
            : root.flat ? "transparent" : Theme.surface
        border.width: root.visualFocus ? Theme.focusWidth : root.flat ? 0 : Theme.borderWidth
        border.color: root.visualFocus ? (root.primary ? Theme.text : Theme.accent) : Theme.line
        opacity: root.primary && (root.hovered || root.down) ? Theme.pressedOpacity : 1
    }

    contentItem: Item {
        implicitWidth: row.implicitWidth

        Row {
            id: row
            anchors.centerIn: parent
            height: parent.height
            spacing: Theme.space2

            Row {
                id: leadingSlot
                visible: children.length > 0
                anchors.verticalCenter: parent.verticalCenter
            }
            Icon {
                visible: root.iconName !== ""
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.iconSize
                height: Theme.iconSize
                name: root.iconName
                color: root.iconColor
            }
            AppText {
                visible: root.text !== ""
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                color: root.contentColor
                font.weight: root.primary ? Font.DemiBold : Font.Normal
            }
            Row {
                id: trailingSlot
                visible: children.length > 0
                spacing: Theme.space2
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
}
