// What the list says when a filter lets nothing through.
import QtQuick
import Sightglass
import Sightglass.Models

Column {
    id: root

    required property NotificationModel notifications

    readonly property int filter: root.notifications.filter

    spacing: Theme.space2

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Theme.space5
        height: Theme.space5
        name: root.filter === NotificationModel.Active ? "ok" : "bell"
        color: Theme.text3
    }
    AppText {
        width: root.width
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        text: root.filter === NotificationModel.Snoozed ? qsTr("Nothing is snoozed")
            : root.filter === NotificationModel.Cleared ? qsTr("Nothing is over yet")
            : qsTr("Nothing needs you")
        color: Theme.text2
    }
    AppText {
        width: root.width
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        text: root.filter === NotificationModel.Snoozed
              ? qsTr("What you snooze waits here and comes back by itself.")
            : root.filter === NotificationModel.Cleared
              ? qsTr("What has ended stays here until you clear it.")
            : root.notifications.count > 0
              ? qsTr("What was is under Snoozed and Cleared.")
            : qsTr("Alarms and the story of the link come here.")
        color: Theme.text2
        size: Theme.secondarySize
    }
}
