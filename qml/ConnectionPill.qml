// How the link is doing, at a glance: shape, word, round trip and rate; while it waits, why, when it
// tries again, and a button that does so now.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Rectangle {
    id: root

    required property Desk desk
    property real widest: Infinity

    readonly property LinkBadge link: root.desk.link
    readonly property string story: root.link.live ? "" : root.link.reason

    implicitWidth: Math.min(row.implicitWidth + 2 * Theme.space3, root.widest)
    implicitHeight: Theme.controlHeight
    radius: height / 2
    color: Theme.surface
    border.width: Theme.borderWidth
    border.color: root.link.state === LinkBadge.Refused ? Theme.critical
        : root.link.state === LinkBadge.Waiting ? Theme.warning : Theme.line

    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Connection: %1").arg(root.link.word)
    Accessible.description: root.link.live ? root.link.numbersText
                                           : root.story + " " + root.link.countdownText

    Row {
        id: row
        anchors { left: parent.left; leftMargin: Theme.space3; verticalCenter: parent.verticalCenter }
        spacing: Theme.space2

        StateDot {
            anchors.verticalCenter: parent.verticalCenter
            state: root.link.state
        }
        AppText {
            id: word
            anchors.verticalCenter: parent.verticalCenter
            text: root.link.word
            font.weight: Font.DemiBold
        }
        AppText {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            text: root.link.numbersText
            mono: true
            size: Theme.secondarySize
            color: Theme.text2
        }
        AppText {
            id: reason
            readonly property real room: root.widest - word.width - countdown.width - again.width
                                         - Theme.dotSize - 2 * Theme.space3 - 4 * Theme.space2
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== "" && room > Theme.iconSize
            width: Math.min(implicitWidth, room)
            text: root.story
            size: Theme.secondarySize
            color: Theme.text2
        }
        AppText {
            id: countdown
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            width: visible ? implicitWidth : 0
            text: root.link.countdownText
            mono: true
            size: Theme.smallSize
        }
        AppButton {
            id: again
            anchors.verticalCenter: parent.verticalCenter
            visible: root.link.canTryNow
            width: visible ? implicitWidth : 0
            minimumHeight: Theme.controlHeight - Theme.space2
            round: true
            text: qsTr("Try now")
            onClicked: root.desk.tryNow()
        }
    }
}
