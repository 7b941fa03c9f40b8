// Of which moment the charts and the numbers of the board are: of now, by the clock; paused, of when,
// how far behind that is and how much is new. As wide live as paused, so that nothing moves.
import QtQuick
import Sightglass
import Sightglass.Models

Rectangle {
    id: root

    required property TimeView view
    property bool brief: false // without what is new

    readonly property real million: 1e6
    readonly property string points: root.view.newPoints < root.million
        ? root.view.newPoints.toLocaleString(Qt.locale(), "f", 0)
        : qsTr("%1 M").arg((root.view.newPoints / root.million).toLocaleString(Qt.locale(), "f", 1))
    readonly property string behind: root.brief ? qsTr("%1 behind").arg(root.view.behindText)
        : qsTr("%1 behind, %2 new").arg(root.view.behindText).arg(root.points)
    readonly property string widestBehind: root.brief ? qsTr("%1 behind").arg("00:00:00")
        : qsTr("%1 behind, %2 new").arg("00:00:00").arg((root.million - 1).toLocaleString(Qt.locale(), "f", 0))

    readonly property real widest: metrics.font.pixelSize > 0
        ? Math.max(metrics.advanceWidth(qsTr("Paused at %1").arg("00:00:00")), metrics.advanceWidth(root.widestBehind))
        : 0

    implicitWidth: Math.ceil(Math.max(widest, first.implicitWidth, second.implicitWidth)) + 2 * Theme.space3
    implicitHeight: first.implicitHeight + second.implicitHeight + 2 * Theme.space1
    radius: Theme.panelRadius
    color: "transparent"
    border.width: Theme.borderWidth
    border.color: root.view.paused ? Theme.warning : "transparent"
    Accessible.role: Accessible.StaticText
    Accessible.name: root.view.paused
        ? qsTr("Paused at %1, %2 behind, %3 new points").arg(root.view.momentText).arg(root.view.behindText).arg(root.points)
        : qsTr("Now, %1").arg(root.view.momentText)

    FontMetrics {
        id: metrics
        font: first.font
    }
    AppText {
        id: first
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.verticalCenter }
        text: root.view.paused ? qsTr("Paused at %1").arg(root.view.momentText) : qsTr("Now")
        mono: true
        size: Theme.smallSize
        color: root.view.paused ? Theme.warning : Theme.text2
        elide: Text.ElideNone
    }
    AppText {
        id: second
        anchors { horizontalCenter: parent.horizontalCenter; top: parent.verticalCenter }
        text: root.view.paused ? root.behind : root.view.momentText
        mono: true
        size: Theme.smallSize
        color: root.view.paused ? Theme.warning : Theme.text2
        elide: Text.ElideNone
    }
}
