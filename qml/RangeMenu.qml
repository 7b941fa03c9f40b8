// How much time the charts show: a button, and a list it opens. Arrows and Return work as expected.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Sightglass
import Sightglass.Models

AppButton {
    id: root

    required property TimeView view

    readonly property var minutes: [1, 5, 15, 30, 60, 360]

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

    opens: true

    T.Popup {
        id: popup
        y: root.height + Theme.space1
        width: Math.max(root.width, implicitWidth)
        implicitWidth: implicitContentWidth + 2 * padding
        implicitHeight: implicitContentHeight + 2 * padding
        padding: Theme.space1
        focus: true
        closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
        onAboutToShow: contentItem.forceActiveFocus()
        onClosed: root.forceActiveFocus()

        background: Rectangle {
            radius: Theme.controlRadius
            color: Theme.raised
            border.width: Theme.borderWidth
            border.color: Theme.line
        }

        contentItem: ListView {
            implicitWidth: Theme.barNameWidth + 2 * Theme.space3
            implicitHeight: contentHeight
            model: root.minutes
            currentIndex: Math.max(0, root.minutes.indexOf(root.shownMinutes))
            keyNavigationEnabled: true
            highlightMoveDuration: Theme.motion
            Accessible.role: Accessible.PopupMenu
            Accessible.name: qsTr("Time range")

            delegate: RangeChoice {
                width: ListView.view.width
                text: root.title(modelData)
                highlighted: ListView.isCurrentItem
                chosen: modelData === root.shownMinutes
                onHoveredChanged: if (hovered) { ListView.view.currentIndex = index; }
                onClicked: {
                    root.view.setSpan(modelData * 60e6);
                    popup.close();
                }
            }
        }
    }
}
