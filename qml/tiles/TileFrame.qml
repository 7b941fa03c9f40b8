// The panel every tile sits in: border, title, subtitle, a place for a badge beside them, and the
// content below. It knows nothing of data.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

FocusScope {
    id: root

    property string title
    property string subtitle
    property bool selected: false
    property bool dimmed: false
    property alias badge: badgeSlot.data
    property int padding: Theme.space3
    readonly property alias headerHeight: header.height
    default property alias content: body.data

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
        radius: Theme.panelRadius
        border.width: root.activeFocus ? Theme.focusWidth : Theme.borderWidth
        border.color: root.selected || root.activeFocus ? Theme.accent : Theme.line
    }

    Item {
        id: header
        anchors { left: parent.left; right: parent.right; top: parent.top }
        anchors { leftMargin: root.padding; rightMargin: root.padding; topMargin: Theme.space2 }
        height: Math.max(titleText.implicitHeight, badgeSlot.childrenRect.height)
        visible: root.title !== ""
        readonly property real room: width - badgeSlot.width - (badgeSlot.width > 0 ? Theme.space2 : 0)

        Text {
            id: titleText
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, header.room)
            text: root.title
            textFormat: Text.PlainText
            color: root.dimmed ? Theme.text2 : Theme.text
            font { family: Theme.sans; pixelSize: Theme.bodySize; weight: Font.DemiBold }
            elide: Text.ElideRight
        }
        Text {
            x: titleText.width + Theme.space2
            anchors.baseline: titleText.baseline
            width: Math.max(0, header.room - x)
            visible: width >= Theme.space5
            text: root.subtitle
            textFormat: Text.PlainText
            color: Theme.text3
            font { family: Theme.sans; pixelSize: Theme.secondarySize }
            elide: Text.ElideRight
        }
        Item {
            id: badgeSlot
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            width: childrenRect.width
            height: childrenRect.height
        }
    }

    Item {
        id: body
        anchors { fill: parent; margins: root.padding }
        anchors.topMargin: header.visible ? header.y + header.height + Theme.space2 : root.padding
    }
}
