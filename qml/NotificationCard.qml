// One notification: shape, colour and word of its severity, what happened, since when, how often,
// and what you can do. What was seen to or is over is quiet; its tools come with the mouse or the
// keyboard and take no room.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

NotificationRow {
    id: root

    pointed: hover.hovered || root.current
    implicitHeight: content.height + 2 * Theme.space3

    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1: %2").arg(root.word).arg(root.title)
    Accessible.description: root.joined([root.body, root.restText, root.active
                                         ? root.sinceText : root.timeText], ". ")
    Accessible.focusable: true
    Accessible.focused: root.current && focusFrame.visible
    Accessible.onPressAction: root.shown()

    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: root.chosen()
        onDoubleTapped: root.shown()
    }

    Rectangle {
        anchors.fill: parent
        visible: root.current
        color: Theme.raised
    }
    Rectangle {
        id: focusFrame
        anchors.fill: parent
        visible: root.current && (root.ListView.view?.activeFocus ?? false)
        color: "transparent"
        border.width: Theme.focusWidth
        border.color: Theme.accent
    }
    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        visible: !focusFrame.visible
        height: Theme.borderWidth
        color: Theme.line
    }

    SeverityMark {
        x: Theme.space4
        y: Theme.space3
        severity: root.severity
        opacity: root.quiet ? Theme.quietOpacity : 1
        muted: root.unknown
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
                maximumLineCount: root.expanded ? Theme.mostLines : 3
                color: root.muted ? Theme.text2 : Theme.text
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
            AppText {
                id: timeLabel
                anchors { right: parent.right; top: parent.top }
                height: Math.min(implicitHeight, titleText.height)
                text: root.timeText
                mono: true
                size: Theme.secondarySize
                color: Theme.text2
                Accessible.ignored: true
            }
        }
        AppText {
            width: parent.width
            visible: root.body !== ""
            text: root.body
            wrapMode: Text.Wrap
            maximumLineCount: root.expanded ? Theme.mostLines : !root.quiet ? 6 : root.severity === "warning" ? 4 : 2
            color: Theme.text2
            Accessible.ignored: true
        }
        AppText { // in its place even while there is nothing to count
            width: parent.width
            visible: root.link && root.active
            text: root.desk.link.countdownText !== "" ? root.desk.link.countdownText
                                                      : root.desk.link.word
            mono: true
            size: Theme.smallSize
            color: Theme.text2
        }
        NotificationFacts {
            width: parent.width
            card: root
        }
        AppText {
            width: parent.width
            visible: root.expanded
            text: root.joined([qsTr("Since %1").arg(root.moment()),
                               root.link ? root.linkDetails() : root.details], "\n")
            wrapMode: Text.Wrap
            maximumLineCount: Theme.mostLines
            size: Theme.secondarySize
            color: Theme.text2
        }
        NotificationActions {
            width: parent.width
            card: root
        }
    }

    function moment(): string {
        return new Date(root.timeUs / 1000).toLocaleString(Qt.locale(), "ddd d MMM yyyy HH:mm:ss");
    }
    function linkDetails(): string {
        const badge = root.desk.link;
        return root.joined([badge.serverName !== "" ? qsTr("Server: %1").arg(badge.serverName) : "",
                            qsTr("State: %1").arg(badge.word)], "\n");
    }
    function joined(texts: var, by: string): string {
        return texts.filter(text => text !== "").join(by);
    }
}
