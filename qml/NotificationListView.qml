// The scrolling part of the notification panel. Stays where the reader is while new ones come in on
// top, unless the top is what is being read.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Sightglass
import Sightglass.Models

ListView {
    id: root

    required property Desk desk
    property int expandedIdent: 0
    signal showRequested(real timeUs)
    signal snoozing(int ident, Item below)

    readonly property NotificationModel notifications: root.desk.notifications
    property NotificationCard held: null // stays where it is while others come and go
    property real heldY: 0

    clip: true
    activeFocusOnTab: root.count > 0 || root.activeFocus
    boundsBehavior: Flickable.StopAtBounds
    keyNavigationEnabled: true
    highlightFollowsCurrentItem: true
    highlightMoveDuration: 0
    currentIndex: -1
    cacheBuffer: Math.max(0, root.height)
    model: root.notifications
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Notifications, active first")
    ScrollBar.vertical: AppScrollBar {}

    onActiveFocusChanged: {
        if (root.activeFocus && root.currentIndex < 0 && root.count > 0) {
            root.currentIndex = 0;
        }
    }

    // The first card whose title can be read and that is not about to go from `first` to `last`.
    function hold(first: int, last: int): void {
        const going = root.held !== null && root.held.index >= first && root.held.index <= last;
        if (root.contentY <= root.originY || (root.held !== null && !going)) {
            return;
        }
        let index = root.indexAt(0, root.contentY);
        while (index >= 0 && index < root.count) {
            const card = root.itemAtIndex(index) as NotificationCard;
            if (card !== null && card.y >= root.contentY && (index < first || index > last)) {
                root.held = card;
                root.heldY = card.y - root.contentY;
                return;
            }
            ++index;
        }
        root.held = null;
    }
    readonly property bool justActed: lately.running
    function noteAct(): void {
        lately.restart();
    }
    Timer {
        id: lately
        interval: Theme.doubleClick
    }

    function settle(): void {
        if (root.held !== null) {
            root.forceLayout();
            root.contentY = root.held.y - root.heldY;
            root.returnToBounds();
            root.held = null;
        }
    }
    Connections {
        target: root.notifications
        function onRowsAboutToBeInserted(): void {
            root.hold(-1, -1);
        }
        function onRowsAboutToBeRemoved(parent: var, first: int, last: int): void {
            root.hold(first, last);
        }
        function onRowsAboutToBeMoved(parent: var, first: int, last: int): void {
            root.hold(first, last);
        }
        function onCountsChanged(): void { // once, after all of a flush
            root.settle();
        }
    }

    function act(key: int, card: NotificationCard): bool {
        const row = root.currentIndex;
        switch (key) {
        case Qt.Key_A:
            root.notifications.acknowledge(card.ident);
            root.forceLayout();
            root.currentIndex = row; // it may have gone down; on to the next
            return true;
        case Qt.Key_S:
            if (card.active && !card.snoozed) {
                root.snoozing(card.ident, card);
            }
            return true;
        case Qt.Key_Return:
        case Qt.Key_Enter:
            card.shown();
            return true;
        case Qt.Key_Right:
        case Qt.Key_Left:
            if (card.expanded === (key === Qt.Key_Left)) {
                card.expandToggled();
            }
            return true;
        case Qt.Key_Delete:
            root.notifications.dismiss(card.ident);
            return true;
        }
        return false;
    }
    Keys.onPressed: event => {
        const card = root.currentItem as NotificationCard;
        const plain = event.modifiers === Qt.NoModifier || event.modifiers === Qt.KeypadModifier;
        event.accepted = card !== null && plain && root.act(event.key, card);
    }

    delegate: NotificationCard {
        id: card
        desk: root.desk
        width: root.width
        current: ListView.isCurrentItem
        expanded: root.expandedIdent === ident
        onChosen: {
            root.currentIndex = index;
            root.forceActiveFocus();
        }
        onShown: root.showRequested(timeUs)
        onSnoozing: below => root.snoozing(ident, below)
        onExpandToggled: root.expandedIdent = expanded ? 0 : ident
    }
}
