// Says that what is shown is old, and how old: "stale · 31 s". Beside a long title it becomes a
// clock and the age, in the smallest tile the clock alone.
import QtQuick
import Sightglass

Rectangle {
    id: root

    required property string ageText
    // What the place it stands in has left for it, from a TileFrame; Infinity elsewhere.
    readonly property real room: parent?.badgeRoom ?? Infinity
    readonly property real due: parent?.badgeDue ?? Infinity
    readonly property real fullWidth: words.implicitWidth + 2 * Theme.space2
    readonly property real shortWidth: clock.width + Theme.space1 + age.implicitWidth + 2 * Theme.space2
    readonly property bool compact: fullWidth > room
    readonly property bool bare: compact && shortWidth > Math.max(room, due)

    implicitWidth: !compact ? fullWidth : !bare ? shortWidth : height
    implicitHeight: words.implicitHeight + Theme.space1
    radius: height / 2
    color: "transparent"
    border { width: Theme.borderWidth; color: Theme.warning }
    Accessible.role: Accessible.StaticText
    Accessible.name: words.text

    AppText {
        id: words
        anchors.centerIn: parent
        visible: !root.compact
        text: qsTr("stale · %1").arg(root.ageText)
        color: Theme.warning
        size: Theme.smallSize
        elide: Text.ElideNone
    }
    Icon {
        id: clock
        visible: root.compact
        x: root.bare ? (parent.width - width) / 2 : Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.smallSize
        height: Theme.smallSize
        name: "stale"
        color: Theme.warning
    }
    AppText {
        id: age
        visible: root.compact && !root.bare
        anchors { left: clock.right; leftMargin: Theme.space1; verticalCenter: parent.verticalCenter }
        text: root.ageText
        color: Theme.warning
        size: Theme.smallSize
        elide: Text.ElideNone
    }
}
