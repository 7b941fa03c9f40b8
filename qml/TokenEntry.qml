// Asks for the token a server wants: why, a field nobody can read over a
// shoulder, and whether to keep it. It is emptied as soon as it was given.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Column {
    id: root

    required property LinkBadge link

    spacing: Theme.space2

    function give(keep: bool) {
        root.link.giveToken(field.text, keep);
        field.clear();
    }
    onVisibleChanged: field.clear()

    AppText {
        topPadding: Theme.space3
        width: parent.width
        text: qsTr("This server wants a token")
        font.weight: Font.DemiBold
        Accessible.ignored: true
    }
    AppText {
        width: parent.width
        text: root.link.reason
        wrapMode: Text.Wrap
        color: Theme.text2
        size: Theme.secondarySize
    }
    AppField {
        id: field
        width: parent.width
        echoMode: TextInput.Password
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
        placeholderText: qsTr("Token")
        Accessible.passwordEdit: true
        onAccepted: root.give(true)
    }
    AppButton {
        text: qsTr("Connect and keep it")
        primary: true
        enabled: field.text !== ""
        onClicked: root.give(true)
    }
    AppText {
        width: parent.width
        text: qsTr("Kept in this system's keychain, nowhere else.")
        wrapMode: Text.Wrap
        color: Theme.text2
        size: Theme.smallSize
        Accessible.ignored: true
    }
    AppButton {
        text: qsTr("Connect this once")
        enabled: field.text !== ""
        onClicked: root.give(false)
    }
}
