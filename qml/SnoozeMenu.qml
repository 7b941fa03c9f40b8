// For how long a notification sleeps. Knows it by its ident: it may move while the menu is open.
import QtQuick
import Sightglass
import Sightglass.Models

ChoiceMenu {
    id: root

    required property NotificationModel notifications
    property int ident: 0

    readonly property var minutes: [5, 15, 60]

    name: qsTr("Snooze for")
    choices: [...root.minutes.map(count => qsTr("%1 min").arg(count)), qsTr("Until tomorrow 08:00")]
    onChosen: index => {
        if (index < root.minutes.length) {
            root.notifications.snooze(root.ident, root.minutes[index]);
        } else {
            root.notifications.snoozeUntilMorning(root.ident);
        }
    }
}
