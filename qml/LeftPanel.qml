// The panel beside the rail: one view at a time. The metric browser stays as it was left while
// another view is shown; the others are made when asked for.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

FocusScope {
    id: root

    required property Desk desk
    required property Preferences preferences
    required property string view

    readonly property var files: ({ boards: "BoardsPanel.qml", link: "LinkPanel.qml",
                                    settings: "SettingsPanel.qml" })

    function revealMetric(key: int): void {
        browser.reveal(key);
    }
    function show(): void {
        const file = root.files[root.view];
        if (file === undefined) {
            loader.source = "";
        } else {
            loader.setSource(Qt.resolvedUrl(file), root.view === "settings"
                ? { preferences: root.preferences } : { desk: root.desk });
        }
    }
    onViewChanged: root.show()
    Component.onCompleted: root.show()

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
        id: browser
        anchors.fill: parent
        visible: root.view === "metrics"
        focus: visible
        desk: root.desk
        onMetricChosen: key => root.desk.openMetric(key)
    }
    Loader {
        id: loader
        anchors { fill: parent; rightMargin: Theme.borderWidth }
        visible: root.view !== "metrics"
        focus: visible
    }
    Rectangle {
        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: Theme.borderWidth
        color: Theme.line
    }
}
