// A number that stays where it is while its digits change: it keeps the room of the widest it was
// of late, so that what stands beside it does not move.
import QtQuick
import Sightglass

Item {
    id: root

    property string text
    property int size: Theme.statSize
    property color color: Theme.text
    property real most: Infinity // no wider than this: then smaller digits
    property real room: 0
    property bool moved: false // by the layout, in this turn
    readonly property int fitting: Math.max(Theme.smallSize, Math.min(root.size,
        Math.floor(root.most / (root.text.length * Theme.monoAdvance))))

    function settle(): void {
        if (root.moved || label.implicitWidth >= root.room) {
            root.room = label.implicitWidth;
            patience.stop();
        } else if (!patience.running) {
            patience.start();
        }
    }

    // The layout moved, not the number: nothing to be steady about.
    function forget(): void {
        root.moved = true;
        root.settle();
        arrival.restart();
    }

    implicitWidth: Math.min(root.room, root.most)
    implicitHeight: root.size + Theme.space2
    baselineOffset: label.y + label.baselineOffset
    onSizeChanged: root.forget()
    onMostChanged: root.forget()

    Timer {
        id: arrival
        interval: 0
        onTriggered: root.moved = false
    }
    Timer {
        id: patience
        interval: Theme.settleTime
        onTriggered: root.room = label.implicitWidth
    }
    AppText {
        id: label
        anchors.verticalCenter: parent.verticalCenter
        width: root.width
        horizontalAlignment: Text.AlignLeft
        text: root.text
        mono: true
        size: root.fitting
        color: root.color
        font.weight: Font.DemiBold
        onImplicitWidthChanged: root.settle()
    }
}
