// The bar below: live or paused, where in the history the window looks, and whether all of it came.
//
// What has no room is left out, the frame time first; how far behind a paused window is gets shorter
// before that.
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
    readonly property real pillRoom: view.paused ? pill.implicitWidth + gap : 0
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
        }
        Rectangle {
            id: pill
            readonly property string points: root.view.newPoints.toLocaleString(Qt.locale(), "f", 0)
            readonly property string full: qsTr("Paused, %1 behind, %2 new points").arg(root.view.behindText)
                .arg(points)
            readonly property string half: qsTr("%1 behind, %2 new").arg(root.view.behindText).arg(points)
            readonly property string least: qsTr("%1 behind").arg(root.view.behindText)
            readonly property real most: root.room - received.wanted - 2 * root.gap
            readonly property string text: wide(full) <= most ? full : wide(half) <= most ? half : least
            property int digits: 0 // of the longest so far: the strip beside it stays

            function wide(words: string): real {
                return Math.ceil(words.length * digit.averageCharacterWidth) + 2 * Theme.space3;
            }
            onTextChanged: digits = visible && Math.abs(text.length - digits) < 3 ? Math.max(digits, text.length)
                                                                                  : text.length
            visible: root.view.paused
            implicitWidth: Math.ceil(digits * digit.averageCharacterWidth) + 2 * Theme.space3
            implicitHeight: Theme.controlHeight
            radius: height / 2
            color: "transparent"
            border.width: Theme.borderWidth
            border.color: Theme.warning
            Accessible.role: Accessible.StaticText
            Accessible.name: full

            FontMetrics {
                id: digit
                font: pausedText.font
            }
            AppText {
                id: pausedText
                anchors.centerIn: parent
                text: pill.text
                mono: true
                size: Theme.smallSize
                color: Theme.warning
                elide: Text.ElideNone
            }
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
        }
        TimeFact {
            id: received
            visible: root.receivedFits
            label: qsTr("received")
            value: root.desk.link.receivedText
        }
        TimeFact {
            id: frame
            visible: root.frameFits
            label: qsTr("frame")
            value: root.frameMs < 0 ? "–" : qsTr("%1 ms").arg(root.frameMs.toLocaleString(Qt.locale(), "f", 1))
        }
    }
}
