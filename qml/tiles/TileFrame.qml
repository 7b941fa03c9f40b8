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
    readonly property bool subtitled: subtitleText.visible && !subtitleText.truncated
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
        readonly property real room: width - (badgeSlot.visible ? badgeSlot.width : 0) - (badgeSlot.visible && badgeSlot.width > 0 ? Theme.space2 : 0)

        Text {
            id: titleText
            anchors.verticalCenter: parent.verticalCenter
            width: Math.max(0, Math.min(implicitWidth, header.room))
            visible: width >= Math.min(implicitWidth, Theme.space5) // a letter says nothing
            text: root.title
            textFormat: Text.PlainText
            color: root.dimmed ? Theme.text2 : Theme.text
            font { family: Theme.sans; pixelSize: Theme.bodySize; weight: Font.DemiBold }
            maximumLineCount: 1
            elide: Text.ElideRight
        }
        Text {
            id: subtitleText
            x: titleText.width + Theme.space2
            anchors.baseline: titleText.baseline
            width: Math.max(0, header.room - x)
            // Whole or in good part: three letters of it say nothing.
            visible: titleText.width >= titleText.implicitWidth
                && width >= Math.min(implicitWidth, 2 * Theme.space5)
            text: root.subtitle
            textFormat: Text.PlainText
            color: Theme.text3
            font { family: Theme.sans; pixelSize: Theme.secondarySize }
            maximumLineCount: 1
            elide: Text.ElideRight
        }
        Item {
            id: badgeSlot
            // What the whole title leaves, and what is a badge's due even beside a longer one.
            readonly property real badgeRoom: header.width - titleText.implicitWidth - Theme.space2
            readonly property real badgeDue: header.width / 2
            visible: header.width >= 3 * Theme.space5
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
