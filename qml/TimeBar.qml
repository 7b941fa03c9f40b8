// The bar below: live or paused, where in the history the window looks, and whether all of it came.
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

    implicitHeight: Theme.timeBarHeight
    color: Theme.surface

    component Fact: Row {
        id: fact
        required property string label
        required property string value
        spacing: Theme.space1
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("%1 %2").arg(fact.label).arg(fact.value)

        AppText {
            text: fact.label
            color: Theme.text2
            size: Theme.secondarySize
        }
        AppText {
            text: fact.value
            mono: true
            size: Theme.secondarySize
            font.weight: Font.DemiBold
        }
    }

    Rectangle {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: Theme.borderWidth
        color: Theme.line
    }

    RowLayout {
        anchors { fill: parent; leftMargin: Theme.space3; rightMargin: Theme.space3 }
        spacing: Theme.space3

        AppButton {
            text: qsTr("Live")
            checked: root.view.live
            Accessible.description: root.view.live ? qsTr("The window follows the clock")
                                                   : qsTr("Go back to now, End or L")
            onClicked: root.view.goLive()
            dotted: true
            dotColor: root.view.live && root.desk.link.live ? Theme.ok : Theme.text3
        }
        AppButton {
            text: root.view.paused ? qsTr("Resume") : qsTr("Pause")
            iconName: root.view.paused ? "play" : "pause"
            checked: root.view.paused
            Accessible.description: qsTr("Freezes the view; data keeps coming in")
            onClicked: root.view.toggle()
            key: qsTr("Space")
        }
        Rectangle {
            visible: root.view.paused
            implicitWidth: pausedText.implicitWidth + 2 * Theme.space3
            implicitHeight: Theme.controlHeight
            radius: height / 2
            color: "transparent"
            border.width: Theme.borderWidth
            border.color: Theme.warning
            Accessible.role: Accessible.StaticText
            Accessible.name: pausedText.text

            AppText {
                id: pausedText
                anchors.centerIn: parent
                text: qsTr("Paused, %1 behind, %2 new points").arg(root.view.behindText)
                    .arg(root.view.newPoints.toLocaleString(Qt.locale(), "f", 0))
                mono: true
                size: Theme.smallSize
                color: Theme.warning
            }
        }
        Overview {
            desk: root.desk
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.overviewHeight
            Layout.minimumWidth: 0
            opacity: width < Theme.overviewLeast ? 0 : 1
        }
        Fact {
            visible: root.width >= Theme.narrow
            label: qsTr("history")
            value: root.desk.historyText
        }
        Fact {
            label: qsTr("received")
            value: root.desk.link.receivedText
        }
        Fact {
            visible: root.width >= Theme.narrow || root.view.live
            label: qsTr("frame")
            value: root.frameMs < 0 ? "–" : qsTr("%1 ms").arg(root.frameMs.toLocaleString(Qt.locale(), "f", 1))
        }
    }
}
