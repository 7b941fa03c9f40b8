// One notification: shape, colour and word of its severity, what happened, when, how often, and
// what you can do.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Item {
    id: root

    required property int index
    required property string severity
    required property string word
    required property string title
    required property string body
    required property string timeText
    required property string restText
    required property bool active
    required property bool acknowledged
    required property bool link

    required property Desk desk
    property bool current: false

    readonly property bool quiet: !root.active || root.acknowledged
    readonly property bool canAcknowledge: root.active && !root.acknowledged
    readonly property bool canTry: root.link && root.active && root.desk.link.canTryNow
    readonly property string rest: root.canTry ? root.desk.link.countdownText : root.restText

    implicitHeight: content.height + 2 * Theme.space3

    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1: %2").arg(root.word).arg(root.title)
    Accessible.description: qsTr("%1 %2 %3").arg(root.body).arg(root.rest)
        .arg(root.timeText)

    Rectangle {
        anchors.fill: parent
        visible: root.current
        color: Theme.raised
        border.width: (root.ListView.view?.activeFocus ?? false) ? Theme.borderWidth : 0
        border.color: Theme.accent
    }
    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: Theme.borderWidth
        color: Theme.line
    }

    SeverityMark {
        x: Theme.space4
        y: Theme.space3
        width: Theme.iconSize
        height: Theme.iconSize
        severity: root.severity
        opacity: root.quiet ? Theme.quietOpacity : 1
    }

    Column {
        id: content
        x: Theme.space4 + Theme.iconSize + Theme.space3
        y: Theme.space3
        width: root.width - x - Theme.space4
        spacing: Theme.space1

        Item {
            width: parent.width
            height: titleText.height

            AppText {
                id: titleText
                width: parent.width - timeLabel.width - Theme.space2
                text: root.title
                wrapMode: Text.Wrap
                maximumLineCount: 3
                color: root.quiet ? Theme.text2 : Theme.text
                font.weight: Font.DemiBold
            }
            AppText {
                id: timeLabel
                anchors { right: parent.right; top: parent.top }
                text: root.timeText
                mono: true
                size: Theme.secondarySize
                color: Theme.text3
            }
        }
        AppText {
            width: parent.width
            visible: root.body !== ""
            text: root.body
            wrapMode: Text.Wrap
            maximumLineCount: 6
            color: Theme.text2
        }
        Row {
            width: parent.width
            spacing: Theme.space2

            AppText {
                id: wordLabel
                text: root.word
                size: Theme.smallSize
                color: root.quiet ? Theme.text2 : Theme.severityColor(root.severity)
                font.weight: Font.DemiBold
            }
            AppText {
                width: Math.min(implicitWidth, parent.width - wordLabel.width - parent.spacing)
                text: root.rest
                size: Theme.smallSize
                color: Theme.text2
            }
        }
        Row {
            visible: root.canAcknowledge || root.canTry
            spacing: Theme.space2
            topPadding: Theme.space1

            AppButton {
                visible: root.canTry
                text: qsTr("Try now")
                onClicked: root.desk.tryNow()
            }
            AppButton {
                visible: root.canAcknowledge
                primary: root.severity === "critical"
                text: qsTr("Acknowledge")
                onClicked: root.desk.notifications.acknowledge(root.index)
            }
        }
    }
}
