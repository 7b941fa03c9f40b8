// What you can do about a notification. A second line where a language needs more room.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Flow {
    id: root

    required property NotificationRow card

    readonly property NotificationModel notifications: root.card.desk.notifications
    // Only those there are: a long list has many cards.
    readonly property var actions: root.card.summary ? ["unfold"]
        : !root.card.active || root.card.acknowledged ? []
        : root.card.link ? ["try", "details", "acknowledge"]
        : root.card.snoozed ? ["wake", "acknowledge", "show"]
        : ["acknowledge", "snooze", "show"]
    readonly property var list: root.card.ListView.view // by its type it would know itself
    readonly property var words: ({
        acknowledge: qsTr("Acknowledge"),
        details: root.card.expanded ? qsTr("Less") : qsTr("Details"),
        show: qsTr("Show"),
        snooze: qsTr("Snooze"),
        "try": qsTr("Try now"),
        unfold: qsTr("Show all"),
        wake: qsTr("Wake now")
    })

    function act(action: string, button: Item): void {
        switch (action) {
        case "acknowledge":
            // A double click would acknowledge the card that comes up, too.
            if (!root.list?.justActed) {
                root.list?.noteAct();
                root.notifications.acknowledge(root.card.ident);
            }
            return;
        case "details":
            return root.card.toggle();
        case "show":
            return root.card.shown();
        case "snooze":
            return root.card.snoozing(button);
        case "try":
            return root.card.desk.tryNow();
        case "unfold":
            return root.notifications.unfold(root.card.ident);
        case "wake":
            return root.notifications.wake(root.card.ident);
        }
    }

    visible: root.actions.length > 0
    spacing: Theme.space2
    topPadding: Theme.space1

    Repeater {
        model: root.actions

        delegate: AppButton {
            id: button
            required property string modelData

            width: Math.min(implicitWidth, root.width)
            leftPadding: Theme.chipPadding
            text: root.words[modelData]
            enabled: modelData !== "try" || root.card.canTry
            opens: modelData === "snooze"
            primary: modelData === "acknowledge" && root.card.severity === "critical"
                     && !root.card.snoozed && !root.card.unknown
            focusPolicy: root.card.current ? Qt.TabFocus : Qt.NoFocus
            Accessible.role: opens ? Accessible.ButtonMenu : Accessible.Button
            Accessible.description: root.card.title
            onClicked: root.act(modelData, button)
        }
    }
}
