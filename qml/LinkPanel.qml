// Everything known about the link, in words and numbers, once a second; and a button that copies it
// as text, for whoever is asked for help.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Sightglass
import Sightglass.Models

FocusScope {
    id: root

    required property Desk desk

    property var facts: []


    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Connection")

    function copy() {
        clipboard.text = root.facts.map(fact => fact.label + ": " + fact.value).concat(frames.asText()).join("\n");
        clipboard.selectAll();
        clipboard.copy();
        clipboard.clear();
    }
    function look() {
        if (root.visible) {
            root.facts = root.desk.linkFacts();
            frames.look();
        }
    }
    Component.onCompleted: root.look()
    onVisibleChanged: root.look()
    Connections {
        target: root.desk
        function onSecondPassed() { root.look(); }
    }
    Connections {
        target: root.desk.link
        function onChanged() { root.look(); }
    }
    TextEdit {
        id: clipboard
        visible: false
        textFormat: TextEdit.PlainText
        Accessible.ignored: true
    }

    Flickable {
        id: flickable
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: buttons.top }
        anchors.bottomMargin: Theme.space2
        contentHeight: column.height + Theme.space3
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ScrollBar.vertical: AppScrollBar {}

        Column {
            id: column
            x: Theme.space4
            width: parent.width - 2 * Theme.space4

            TokenEntry {
                visible: root.desk.link.needsToken
                width: parent.width
                link: root.desk.link
            }
            AppText {
                visible: text !== ""
                width: parent.width
                topPadding: Theme.space2
                text: root.desk.link.tokenNote === ""
                      ? "" : qsTr("The token was not kept. %1").arg(root.desk.link.tokenNote)
                wrapMode: Text.Wrap
                color: Theme.warning
                size: Theme.secondarySize
            }
            Repeater {
                model: root.facts.length

                Column {
                    id: fact
                    required property int index
                    readonly property var what: root.facts[index] ?? { label: "", value: "", group: "" }
                    readonly property bool first: index === 0
                                                  || root.facts[index - 1].group !== what.group
                    // Short ones stand beside their label, sentences below it.
                    readonly property bool beside: label.implicitWidth + value.implicitWidth + Theme.space3
                                                   <= column.width
                    width: column.width
                    bottomPadding: Theme.space1

                    AppText {
                        visible: fact.first
                        width: parent.width
                        topPadding: Theme.space3
                        bottomPadding: Theme.space2
                        text: fact.what.group
                        color: Theme.text2
                        size: Theme.smallSize
                        font.weight: Font.Medium
                    }
                    Item {
                        width: parent.width
                        height: fact.beside ? Math.max(label.height, value.height)
                                            : label.height + value.height
                        Accessible.role: Accessible.StaticText
                        Accessible.name: qsTr("%1: %2").arg(fact.what.label).arg(fact.what.value)

                        AppText {
                            id: label
                            text: fact.what.label
                            color: Theme.text2
                            size: Theme.secondarySize
                            Accessible.ignored: true
                        }
                        AppText {
                            id: value
                            x: fact.beside ? parent.width - width : 0
                            y: fact.beside ? 0 : label.height
                            width: fact.beside ? implicitWidth : parent.width
                            text: fact.what.value
                            wrapMode: fact.beside ? Text.NoWrap : Text.Wrap
                            maximumLineCount: 8
                            mono: true
                            size: Theme.secondarySize
                            Accessible.ignored: true
                        }
                    }
                }
            }
            FrameTable {
                id: frames
                width: parent.width
                frames: root.desk.frames
            }
        }
    }
    Row {
        id: buttons
        anchors { left: parent.left; bottom: parent.bottom; margins: Theme.space3 }
        spacing: Theme.space2

        AppButton {
            visible: root.desk.link.canTryNow
            text: qsTr("Try now")
            onClicked: root.desk.tryNow()
        }
        AppButton {
            text: qsTr("Copy as text")
            onClicked: root.copy()
        }
    }
}
