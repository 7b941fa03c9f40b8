// How the link is doing, at a glance: shape, word, round trip and rate; while it waits, why, when it
// tries again, and a button that does so now. Pressed, it leads to all that is known of the link.
//
// Its width does not depend on the numbers, nor on whether an attempt waits or is being made.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sightglass
import Sightglass.Models

T.AbstractButton {
    id: root

    required property Desk desk
    property real widest: Infinity

    readonly property LinkBadge link: root.desk.link
    readonly property string story: root.link.live ? "" : root.link.reason
    readonly property bool trying: root.story !== ""
    // What is left beside the word and the button; a reason of a few letters is none.
    readonly property real unworded: root.widest - word.width - Theme.dotSize - 2 * Theme.space3
                                     - 2 * Theme.space2
    readonly property real spare: root.unworded - again.width
    readonly property real numbersRoom: root.roomFor(numberMetrics, [root.link.widestNumbers])
    readonly property real countdownRoom: root.roomFor(countdownMetrics, [root.link.widestCountdown])

    function roomFor(metrics: FontMetrics, texts: var): real {
        // Asked for by name, so that it is asked again when the face is set.
        return metrics.font.pixelSize > 0 ? Math.ceil(Math.max(...texts.map(text => metrics.advanceWidth(text)))) + 1
                                          : 0;
    }

    text: root.link.word
    implicitWidth: Math.min(row.implicitWidth + leftPadding + rightPadding, root.widest)
    implicitHeight: Theme.controlHeight
    leftPadding: Theme.space3
    rightPadding: Theme.space3
    focusPolicy: Qt.TabFocus
    hoverEnabled: true

    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Connection: %1").arg(root.link.word)
    Accessible.description: root.link.live ? root.link.numbersText
                                           : root.story + " " + root.link.countdownText
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: height / 2
        color: root.hovered || root.down ? Theme.raised : Theme.surface
        border.width: root.visualFocus ? Theme.focusWidth : Theme.borderWidth
        border.color: root.visualFocus ? Theme.accent
            : root.link.state === LinkBadge.Refused ? Theme.critical
            : root.link.state === LinkBadge.Waiting ? Theme.warning : Theme.line
    }

    FontMetrics {
        id: wordMetrics
        font: word.font
    }
    FontMetrics {
        id: numberMetrics
        font: numbers.font
    }
    FontMetrics {
        id: countdownMetrics
        font: countdown.font
    }

    Row {
        id: row
        anchors { left: parent.left; leftMargin: root.leftPadding; verticalCenter: parent.verticalCenter }
        spacing: Theme.space2

        StateDot {
            anchors.verticalCenter: parent.verticalCenter
            state: root.link.state
        }
        AppText {
            id: word
            anchors.verticalCenter: parent.verticalCenter
            width: root.trying ? Math.max(implicitWidth, root.roomFor(wordMetrics, root.link.tryingWords))
                               : implicitWidth
            text: root.link.word
            font.weight: Font.DemiBold
        }
        AppText {
            id: numbers
            anchors.verticalCenter: parent.verticalCenter
            visible: root.link.live && root.unworded >= root.numbersRoom
            width: Math.max(implicitWidth, root.numbersRoom)
            horizontalAlignment: Text.AlignRight
            text: root.link.numbersText
            mono: true
            size: Theme.secondarySize
            color: Theme.text2
        }
        AppText {
            id: reason
            readonly property real room: root.spare - 2 * Theme.space2 - countdown.width
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== "" && room > Theme.menuWidth
            width: Math.min(implicitWidth, room)
            text: root.story
            size: Theme.secondarySize
            color: Theme.text2
        }
        AppText {
            id: countdown
            anchors.verticalCenter: parent.verticalCenter
            visible: root.trying && root.spare >= root.countdownRoom + Theme.space2
            width: visible ? Math.max(implicitWidth, root.countdownRoom) : 0
            text: root.link.countdownText
            mono: true
            size: Theme.smallSize
        }
        AppButton {
            id: again
            anchors.verticalCenter: parent.verticalCenter
            visible: root.trying && root.unworded >= implicitWidth
            enabled: root.link.canTryNow
            width: visible ? implicitWidth : 0
            minimumHeight: Theme.controlHeight - Theme.space2
            round: true
            text: qsTr("Try now")
            onClicked: root.desk.tryNow()
        }
    }
}
