// The link in words: to whom, how it is doing, and why.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

FocusScope {
    id: root

    required property Desk desk

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Link")

    Column {
        anchors { fill: parent; margins: Theme.space4; topMargin: Theme.space3 }
        spacing: Theme.space3

        PanelHeading {
            text: qsTr("Link")
        }
        AppText {
            width: parent.width
            text: root.desk.sourceName
            font.weight: Font.DemiBold
        }
        Row {
            spacing: Theme.space2

            StateDot {
                anchors.verticalCenter: parent.verticalCenter
                state: root.desk.link.state
            }
            AppText {
                text: root.desk.link.word
            }
        }
        AppText {
            width: parent.width
            visible: text !== ""
            text: root.desk.link.reason
            wrapMode: Text.Wrap
            color: Theme.text2
        }
    }
}
