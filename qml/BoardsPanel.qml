// The boards there are, and which one is shown.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

FocusScope {
    id: root

    required property Desk desk

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Boards")

    Column {
        anchors { fill: parent; margins: Theme.space4; topMargin: Theme.space3 }
        spacing: Theme.space3

        PanelHeading {
            text: qsTr("Boards")
        }
        AppText {
            width: parent.width
            text: root.desk.board.title !== "" ? root.desk.board.title : root.desk.sourceName
            font.weight: Font.DemiBold
        }
    }
}
