// How much time the charts show: a button, and a list it opens. Arrows and Return work as expected.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

AppButton {
    id: root

    required property TimeView view

    readonly property var minutes: [1, 5, 15, 30, 60, 360]

    function title(count: int): string {
        return count < 60 ? qsTr("Last %1 min").arg(count) : qsTr("Last %1 h").arg(count / 60);
    }

    // Paused, it is not the last of anything.
    readonly property string until: qsTr("Until %1").arg(root.view.momentText)
    readonly property real shownMinutes: root.view.spanUs / 60e6

    // Zooming changes the words, not the room they have.
    textRoom: words.font.pixelSize > 0
        ? Math.ceil(Math.max(words.advanceWidth(qsTr("Until %1").arg("00:00:00")),
                             ...root.minutes.map(count => words.advanceWidth(root.title(count))))) + 1 : 0

    FontMetrics {
        id: words
        font { family: Theme.sans; pixelSize: Theme.bodySize }
    }

    text: root.view.paused ? root.until
        : root.minutes.includes(root.shownMinutes) ? root.title(root.shownMinutes)
        : root.shownMinutes < 1 ? qsTr("%1 s").arg(Math.round(root.view.spanUs / 1e6))
        : qsTr("%1 min").arg(Math.round(root.shownMinutes))
    round: true
    opens: true
    Accessible.name: qsTr("Time range: %1").arg(root.text)
    Accessible.role: Accessible.ButtonMenu
    Keys.onDownPressed: root.clicked()
    onClicked: popup.opened ? popup.close() : popup.openBelow(root)

    ChoiceMenu {
        id: popup
        name: qsTr("Time range")
        choices: root.minutes.map(count => root.title(count))
        inForce: root.minutes.indexOf(root.shownMinutes)
        onChosen: index => root.view.setSpan(root.minutes[index] * 60e6)
    }
}
