// Says new critical alarms to who cannot see them: an alert that comes and goes, seen by assistive
// tools only. Belongs into the window, not into a panel that may be folded away.
import QtQuick
import Sightglass
import Sightglass.Models

Item {
    id: root

    required property NotificationModel notifications
    property string text

    visible: false
    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.text

    Connections {
        target: root.notifications
        function onAlarmed(text: string): void {
            root.visible = false; // coming into sight is what makes it heard
            root.text = text;
            root.visible = true;
        }
    }
}
