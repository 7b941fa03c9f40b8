// Which notifications the list shows: three chips, one chosen. One stop for Tab; arrows choose.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Flow {
    id: root

    required property NotificationModel notifications

    function choose(filter: int): void {
        root.notifications.filter = filter;
        (chips.itemAt(filter) as ChoiceChip).forceActiveFocus(Qt.TabFocusReason);
    }

    spacing: Theme.space2
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Which notifications")

    Keys.onLeftPressed: root.choose(Math.max(0, root.notifications.filter - 1))
    Keys.onRightPressed: root.choose(Math.min(chips.count - 1, root.notifications.filter + 1))

    Repeater {
        id: chips
        model: [qsTr("Active"), qsTr("Snoozed"), qsTr("Cleared")] // as NotificationList::Filter

        delegate: ChoiceChip {
            required property string modelData
            required property int index
            word: modelData
            count: [root.notifications.active, root.notifications.snoozed,
                    root.notifications.earlier][index]
            checked: root.notifications.filter === index
            onClicked: root.notifications.filter = index
        }
    }
}
