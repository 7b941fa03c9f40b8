// What can be set, and what this program is. Every choice acts at once and is kept.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Sightglass
import Sightglass.Models

FocusScope {
    id: root

    required property Preferences preferences

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Settings")

    component Setting: Column {
        id: setting
        required property string name
        required property list<string> choices
        required property int chosen
        signal picked(int index)
        width: parent.width
        spacing: Theme.space1

        AppText {
            leftPadding: Theme.space4
            text: setting.name
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
        ChoiceList {
            x: Theme.space2
            width: parent.width - 2 * x
            name: setting.name
            choices: setting.choices
            chosen: setting.chosen
            onPicked: index => setting.picked(index)
        }
    }
    component Fact: Column {
        id: fact
        required property string name
        required property string value
        x: Theme.space4
        width: parent.width - 2 * x
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("%1: %2").arg(fact.name).arg(fact.value)

        AppText {
            text: fact.name
            color: Theme.text2
            size: Theme.secondarySize
            Accessible.ignored: true
        }
        AppText {
            width: parent.width
            text: fact.value
            wrapMode: Text.Wrap
            size: Theme.secondarySize
            Accessible.ignored: true
        }
    }

    Flickable {
        id: flickable
        anchors.fill: parent
        contentWidth: width
        contentHeight: content.height + 2 * Theme.space3
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ScrollBar.vertical: AppScrollBar {}

        // What the keyboard comes to is in sight.
        readonly property Item current: root.Window.activeFocusItem
        onCurrentChanged: {
            for (let item = current; item; item = item.parent) {
                if (item === content) {
                    const top = current.mapToItem(content, 0, 0).y;
                    contentY = Math.max(0, Math.min(top, Math.max(contentY,
                        top + current.height + 2 * Theme.space3 - height)));
                }
            }
        }

        Column {
            id: content
            y: Theme.space3
            width: parent.width
            spacing: Theme.space3

            PanelHeading {
                x: Theme.space4
                text: qsTr("Settings")
            }
            Setting {
                name: qsTr("Colours")
                choices: [qsTr("Follow the system"), qsTr("Dark"), qsTr("Light")]
                chosen: root.preferences.theme
                onPicked: index => root.preferences.setTheme(index)
            }
            Setting {
                name: qsTr("High contrast")
                choices: [qsTr("Follow the system"), qsTr("On"), qsTr("Off")]
                chosen: root.preferences.contrast
                onPicked: index => root.preferences.setContrast(index)
            }
            Setting {
                name: qsTr("Motion")
                choices: [qsTr("Follow the system"), qsTr("On"), qsTr("Off")]
                chosen: root.preferences.motion
                onPicked: index => root.preferences.setMotion(index)
            }
            Rectangle {
                width: parent.width
                height: Theme.borderWidth
                color: Theme.line
            }
            PanelHeading {
                x: Theme.space4
                text: qsTr("About")
            }
            Fact {
                name: qsTr("Version")
                value: qsTr("Sightglass %1").arg(Qt.application.version)
            }
            Fact {
                name: qsTr("Licence")
                value: qsTr("GNU General Public License, version 3 or later. There is no warranty.")
            }
            Fact {
                name: qsTr("Settings are kept in")
                value: root.preferences.path !== "" ? root.preferences.path
                                                    : qsTr("memory, until the program ends")
            }
            Fact {
                name: qsTr("History is kept in")
                value: qsTr("memory, until the program ends")
            }
        }
    }
}
