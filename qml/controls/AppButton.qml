// The one button: quiet, or primary; an icon, a word, or both, and what may stand beside them.
// Pressed by mouse, keyboard and assistive tools alike. A click does not take the keyboard away from
// where it was.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sightglass

T.AbstractButton {
    id: root

    property string iconName
    property color iconColor: root.contentColor
    property string count      // beside the icon, in the colour of what needs you
    property string key        // the key that does the same
    property bool opens: false // a list below
    property bool dotted: false
    property color dotColor: Theme.text3
    property bool primary: false
    property bool flat: false
    property bool round: false
    property int minimumHeight: Theme.controlHeight
    property real textRoom: 0  // for the widest of its words, where they change
    readonly property color contentColor: !root.enabled ? Theme.text3
        : root.primary ? Theme.textOnAccent : root.flat ? Theme.text2 : Theme.text

    // In high contrast the ground alone does not show that it is on.
    readonly property bool marked: Theme.highContrast && root.checked

    implicitWidth: Math.max(root.minimumHeight, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: root.minimumHeight
    leftPadding: root.text !== "" ? Theme.space3
        : root.count !== "" ? Theme.space2 : (root.minimumHeight - Theme.iconSize) / 2
    rightPadding: root.leftPadding
    topPadding: 0
    bottomPadding: 0
    focusPolicy: Qt.TabFocus
    hoverEnabled: true

    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: root.round ? height / 2 : Theme.controlRadius
        color: root.primary && root.enabled ? Theme.accent
            : root.checked || root.down || root.hovered ? Theme.raised
            : root.flat ? "transparent" : Theme.surface
        border.width: root.visualFocus ? Theme.focusWidth
            : root.flat && !root.marked ? 0 : Theme.borderWidth
        border.color: root.visualFocus ? (root.primary ? Theme.text : Theme.accent)
            : root.marked ? Theme.text : Theme.line
        opacity: root.primary && (root.hovered || root.down) ? Theme.pressedOpacity : 1
    }

    contentItem: Row {
        spacing: Theme.space2

        Rectangle {
            visible: root.dotted
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.dotSize
            height: Theme.dotSize
            radius: width / 2
            color: root.dotColor
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
            width: Math.max(implicitWidth, root.textRoom)
            horizontalAlignment: root.iconName === "" ? Text.AlignHCenter : Text.AlignLeft
            text: root.text
            color: root.contentColor
            font.weight: root.primary ? Font.DemiBold : Font.Normal
        }
        AppText {
            visible: root.count !== ""
            anchors.verticalCenter: parent.verticalCenter
            text: root.count
            mono: true
            color: Theme.critical
            font.weight: Font.DemiBold
        }
        KeyCap {
            visible: root.key !== ""
            anchors.verticalCenter: parent.verticalCenter
            key: root.key
        }
        Icon {
            visible: root.opens
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.smallSize
            height: Theme.smallSize
            name: "chevron-down"
            color: Theme.text2
        }
    }
}
