// One place to jump to: its title, and what else tells it from others; above the first of its kind
// the word for the kind.
import QtQuick
import QtQuick.Templates as T
import Sightglass

T.AbstractButton {
    id: root

    required property int index
    required property string title
    required property string detail
    required property string kindText
    property bool current: false
    property bool first: false // of its kind

    implicitHeight: Theme.controlHeight + topInset
    topInset: root.first ? Theme.controlHeight : 0
    leftPadding: Theme.space3
    rightPadding: Theme.space3
    focusPolicy: Qt.NoFocus
    hoverEnabled: true

    Accessible.role: Accessible.ListItem
    Accessible.name: root.title
    Accessible.description: root.detail === "" ? root.kindText : root.kindText + ", " + root.detail
    Accessible.selectable: true
    Accessible.selected: root.current
    Accessible.onPressAction: root.clicked()

    background: Rectangle {
        radius: Theme.controlRadius
        color: root.current ? Theme.surface : "transparent"
        border.width: root.current || root.hovered ? Theme.borderWidth : 0
        border.color: root.current ? Theme.accent : Theme.line
    }
    AppText {
        x: root.leftPadding
        height: root.topInset
        visible: root.first
        text: root.kindText
        color: Theme.text2
        size: Theme.smallSize
        font.weight: Font.Medium
        Accessible.ignored: true
    }
    AppText {
        anchors { left: parent.left; leftMargin: root.leftPadding; right: detail.left; rightMargin: Theme.space2 }
        anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: root.topInset / 2 }
        text: root.title
        elide: Text.ElideMiddle
        horizontalAlignment: Text.AlignLeft
        maximumLineCount: 1
        Accessible.ignored: true
    }
    AppText {
        id: detail
        anchors { right: parent.right; rightMargin: root.rightPadding }
        anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: root.topInset / 2 }
        width: Math.min(implicitWidth, root.width / 3)
        text: root.detail
        color: Theme.text2
        size: Theme.smallSize
        maximumLineCount: 1
        Accessible.ignored: true
    }
}
