// A one-line field. Escape empties it, once more gives the keyboard back.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sightglass

T.TextField {
    id: root

    implicitHeight: Theme.fieldHeight
    leftPadding: Theme.space2
    rightPadding: Theme.space2
    color: Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.textOnAccent
    placeholderTextColor: Theme.text2
    font.family: Theme.sans
    font.pixelSize: Theme.secondarySize
    verticalAlignment: TextInput.AlignVCenter
    selectByMouse: true

    Accessible.name: root.placeholderText
    Keys.onEscapePressed: {
        if (root.text === "") {
            root.focus = false;
        }
        root.clear();
    }

    background: Rectangle {
        radius: Theme.controlRadius
        color: Theme.raised
        border.width: root.activeFocus ? Theme.focusWidth : Theme.borderWidth
        border.color: root.activeFocus ? Theme.accent : Theme.line
    }

    AppText {
        anchors.fill: parent
        anchors.leftMargin: root.leftPadding
        anchors.rightMargin: root.rightPadding
        visible: root.text === "" && root.preeditText === ""
        text: root.placeholderText
        color: root.placeholderTextColor
        size: Theme.secondarySize
        Accessible.ignored: true
    }
}
