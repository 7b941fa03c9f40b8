// How much time the charts show: a button, and a list it opens. Arrows and Return work as expected.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sightglass
import Sightglass.Models

AppButton {
    id: root

    required property TimeView view

    readonly property list<int> minutes: [1, 5, 15, 30, 60, 360]

    function title(count: int): string {
        return count < 60 ? qsTr("Last %1 min").arg(count) : qsTr("Last %1 h").arg(count / 60);
    }

    readonly property real shownMinutes: root.view.spanUs / 60e6

    text: root.minutes.includes(root.shownMinutes) ? root.title(root.shownMinutes)
        : root.shownMinutes < 1 ? qsTr("%1 s").arg(Math.round(root.view.spanUs / 1e6))
        : qsTr("%1 min").arg(Math.round(root.shownMinutes))
    round: true
    Accessible.name: qsTr("Time range: %1").arg(root.text)
    Accessible.role: Accessible.ButtonMenu
    Keys.onDownPressed: root.clicked()
    onClicked: popup.opened ? popup.close() : popup.open()

    trailing: Icon {
        width: Theme.smallSize
        height: Theme.smallSize
        name: "chevron-down"
        color: Theme.text2
    }

    T.Popup {
        id: popup
        y: root.height + Theme.space1
        width: Math.max(root.width, implicitWidth)
        implicitWidth: list.implicitWidth + 2 * padding
        implicitHeight: list.contentHeight + 2 * padding
        padding: Theme.space1
        focus: true
        closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
        onOpened: {
            list.currentIndex = Math.max(0, root.minutes.indexOf(root.shownMinutes));
            list.forceActiveFocus();
        }
        onClosed: root.forceActiveFocus()

        background: Rectangle {
            radius: Theme.controlRadius
            color: Theme.raised
            border.width: Theme.borderWidth
            border.color: Theme.line
        }

        contentItem: ListView {
            id: list
            implicitWidth: Theme.barNameWidth + 2 * Theme.space3
            model: root.minutes
            keyNavigationEnabled: true
            Accessible.role: Accessible.PopupMenu
            Accessible.name: qsTr("Time range")

            delegate: T.ItemDelegate {
                id: choice
                required property int modelData
                required property int index

                width: ListView.view.width
                implicitHeight: Theme.controlHeight
                leftPadding: Theme.space2
                hoverEnabled: true
                text: root.title(choice.modelData)
                highlighted: ListView.isCurrentItem
                Accessible.role: Accessible.MenuItem
                Accessible.name: choice.text
                Accessible.onPressAction: choice.clicked()
                Keys.onReturnPressed: choice.clicked()
                Keys.onEnterPressed: choice.clicked()
                onHoveredChanged: if (choice.hovered) { list.currentIndex = choice.index; }
                onClicked: {
                    root.view.setSpan(choice.modelData * 60e6);
                    popup.close();
                }

                background: Rectangle {
                    radius: Theme.controlRadius
                    color: choice.highlighted ? Theme.line : "transparent"
                }
                contentItem: AppText {
                    text: choice.text
                    font.weight: choice.modelData === root.shownMinutes ? Font.DemiBold
                                                                        : Font.Normal
                }
            }
        }
    }
}
