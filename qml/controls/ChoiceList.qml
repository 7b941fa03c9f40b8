// One of a few, all in sight: a ring before each word, a disc in the one that is chosen. Tab comes to
// the chosen one, the arrows choose another.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sightglass

Column {
    id: root

    required property string name
    required property list<string> choices
    required property int chosen
    signal picked(int index)

    Accessible.role: Accessible.Grouping
    Accessible.name: root.name

    function step(by: int): void {
        const next = Math.max(0, Math.min(root.choices.length - 1, root.chosen + by));
        rows.itemAt(next).forceActiveFocus(Qt.TabFocusReason);
        root.picked(next);
    }

    Keys.onUpPressed: root.step(-1)
    Keys.onDownPressed: root.step(1)

    Repeater {
        id: rows
        model: root.choices

        delegate: T.AbstractButton {
            id: row
            required property int index
            required property string modelData
            readonly property bool current: row.index === root.chosen

            width: root.width
            implicitHeight: Theme.controlHeight
            leftPadding: Theme.space2
            rightPadding: Theme.space2
            text: row.modelData
            focusPolicy: Qt.TabFocus
            activeFocusOnTab: row.current
            hoverEnabled: true

            Accessible.role: Accessible.RadioButton
            Accessible.name: row.text
            Accessible.checkable: true
            Accessible.checked: row.current
            Accessible.onPressAction: row.clicked()
            Keys.onReturnPressed: row.clicked()
            Keys.onEnterPressed: row.clicked()
            onClicked: {
                if (!row.activeFocus) { // the keyboard goes on from here
                    row.forceActiveFocus(Qt.MouseFocusReason);
                }
                root.picked(row.index);
            }

            background: Rectangle {
                radius: Theme.controlRadius
                color: row.hovered || row.down ? Theme.raised : "transparent"
                border.width: row.visualFocus ? Theme.focusWidth : 0
                border.color: Theme.accent
            }
            contentItem: Row {
                spacing: Theme.space2

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.markWidth
                    height: width
                    radius: width / 2
                    color: "transparent"
                    border.width: Theme.focusWidth
                    border.color: row.current ? Theme.accent : Theme.text3

                    Rectangle {
                        anchors.centerIn: parent
                        visible: row.current
                        width: parent.width - 4 * Theme.focusWidth
                        height: width
                        radius: width / 2
                        color: Theme.accent
                    }
                }
                AppText {
                    anchors.verticalCenter: parent.verticalCenter
                    width: row.availableWidth - x
                    text: row.text
                    font.weight: row.current ? Font.DemiBold : Font.Normal
                }
            }
        }
    }
}
