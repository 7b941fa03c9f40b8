// The panel beside the rail: one view at a time. The metric browser stays as it was left while
// another view is shown; the others are made when asked for.
import QtQuick
import Sightglass
import Sightglass.Models

FocusScope {
    id: root

    required property Desk desk
    required property Preferences preferences
    required property string view

    Rectangle {
        anchors.fill: parent
        color: Theme.surface

        MouseArea { // where the panel lies over the board, the board is out of reach
            anchors.fill: parent
            hoverEnabled: true
            acceptedButtons: Qt.AllButtons
            onWheel: event => event.accepted = true
            Accessible.ignored: true
        }
    }

    MetricBrowser {
        anchors.fill: parent
        visible: root.view === "metrics"
        focus: visible
        desk: root.desk
    }
    Loader {
        anchors { fill: parent; rightMargin: Theme.borderWidth }
        active: root.view !== "metrics"
        focus: active
        sourceComponent: root.view === "boards" ? boards : root.view === "link" ? link : settings
    }
    Rectangle {
        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: Theme.borderWidth
        color: Theme.line
    }

    Component {
        id: boards
        BoardsPanel {
            desk: root.desk
        }
    }
    Component {
        id: link
        LinkPanel {
            desk: root.desk
        }
    }
    Component {
        id: settings
        SettingsPanel {
            preferences: root.preferences
        }
    }
}
