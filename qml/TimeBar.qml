// The bar below: live or paused, where in the history the window looks, and whether all of it came.
//
// What has no room is left out, the frame time first. Nothing depends on what the numbers are, nor on
// whether it is live or paused: all of it has its room, and stays.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Sightglass
import Sightglass.Models

Rectangle {
    id: root

    required property Desk desk
    required property real frameMs

    readonly property TimeView view: root.desk.view
    readonly property real gap: Theme.space3
    // What is left for the pill, the strip and the facts.
    readonly property real room: width - 2 * Theme.space3 - live.implicitWidth - pause.implicitWidth
                                 - 2 * gap - Theme.overviewLeast
    readonly property bool briefly: width < Theme.timeBarWide
    readonly property real pillRoom: pill.implicitWidth + gap
    readonly property bool receivedFits: received.wanted + gap <= room - pillRoom
    readonly property bool historyFits: receivedFits && received.wanted + history.wanted + 2 * gap <= room - pillRoom
    readonly property bool frameFits: historyFits
        && received.wanted + history.wanted + frame.wanted + 3 * gap <= room - pillRoom

    implicitHeight: Theme.timeBarHeight
    color: Theme.surface

    Rectangle {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: Theme.borderWidth
        color: Theme.line
    }

    RowLayout {
        anchors { fill: parent; leftMargin: Theme.space3; rightMargin: Theme.space3 }
        spacing: root.gap

        AppButton {
            id: live
            text: qsTr("Live")
            checked: root.view.live
            Accessible.description: root.view.live ? qsTr("The window follows the clock")
                                                   : qsTr("Go back to now, End or L")
            onClicked: root.view.goLive()
            dotted: true
            dotColor: root.view.live && root.desk.link.live ? Theme.ok : Theme.text3
        }
        AppButton {
            id: pause
            text: root.view.paused ? qsTr("Resume") : qsTr("Pause")
            iconName: root.view.paused ? "play" : "pause"
            checked: root.view.paused
            Accessible.description: qsTr("Freezes the view; data keeps coming in")
            onClicked: root.view.toggle()
            key: qsTr("Space")
            textRoom: words.font.pixelSize > 0 ? Math.ceil(Math.max(words.advanceWidth(qsTr("Pause")),
                                                                    words.advanceWidth(qsTr("Resume")))) + 1 : 0
            FontMetrics {
                id: words
                font { family: Theme.sans; pixelSize: Theme.bodySize }
            }
        }
        TimePill {
            id: pill
            view: root.view
            brief: root.briefly
        }
        Overview {
            desk: root.desk
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.overviewHeight
            Layout.minimumWidth: 0
            visible: root.room - root.pillRoom >= 0
        }
        Item {
            visible: root.room - root.pillRoom < 0
            Layout.fillWidth: true
        }
        TimeFact {
            id: history
            visible: root.historyFits
            label: qsTr("history")
            value: root.desk.historyText
            widest: qsTr("%1 h %2 m").arg("00").arg("00")
        }
        TimeFact {
            id: received
            visible: root.receivedFits
            label: qsTr("received")
            value: root.desk.link.receivedText
            widest: root.desk.link.widestReceived
        }
        TimeFact {
            id: frame
            visible: root.frameFits
            label: qsTr("frame")
            readonly property int decimals: root.frameMs < 100 ? 1 : 0 // as wide as before
            value: root.frameMs < 0 ? "–" : qsTr("%1 ms").arg(root.frameMs.toLocaleString(Qt.locale(), "f", decimals))
            widest: qsTr("%1 ms").arg((99.9).toLocaleString(Qt.locale(), "f", 1))
        }
    }
}
