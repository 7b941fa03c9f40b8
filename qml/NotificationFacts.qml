// The last line of a notification: the word of its severity, since when, how often, and its tools; how
// long that is, where it has room. One line high, whatever it says: ages run without moving anything.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

Item {
    id: root

    required property NotificationRow card

    readonly property bool tools: root.card.pointed && (root.card.quiet || !root.card.link)

    function act(tool: string): void {
        switch (tool) {
        case "show":
            return root.card.shown();
        case "details":
            return root.card.toggle();
        case "clear":
            return root.card.desk.notifications.dismiss(root.card.ident);
        }
    }

    implicitHeight: wordLabel.implicitHeight

    Row {
        id: facts
        width: parent.width - (root.tools ? toolRow.width + spacing : 0)
        spacing: Theme.space2
        clip: true

        AppText {
            id: wordLabel
            text: root.card.word
            size: Theme.smallSize
            color: root.card.muted ? Theme.text2 : Theme.severityColor(root.card.severity)
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
        AppText {
            id: since
            // Of what was seen to, the state says more; but not that it is unknown.
            visible: text !== "" && (root.card.unknown || !(root.card.snoozed || root.card.quiet))
            text: root.card.sinceText
            mono: true
            size: Theme.smallSize
            color: Theme.text2
        }
        AppText {
            readonly property real wanted: wordLabel.implicitWidth + since.implicitWidth + implicitWidth
                + (rest.text !== "" ? rest.implicitWidth + facts.spacing : 0) + 2 * facts.spacing
            visible: since.visible && wanted <= root.width - Theme.space5 // the tools are as wide
            text: root.card.ageText === "" ? "" : qsTr("· %1").arg(root.card.ageText)
            mono: true
            size: Theme.smallSize
            color: Theme.text2
        }
        AppText {
            id: rest
            width: Math.max(0, Math.min(implicitWidth, facts.width - x))
            text: root.card.restText
            size: Theme.smallSize
            color: Theme.text2
            Accessible.ignored: true
        }
    }

    Row {
        id: toolRow
        anchors { right: parent.right; verticalCenter: facts.verticalCenter }
        anchors.rightMargin: -Theme.space1

        Repeater {
            model: !root.tools ? [] : root.card.active && !root.card.quiet ? ["details"]
                : root.card.active ? ["show", "details"] : ["show", "details", "clear"]

            delegate: AppButton {
                required property string modelData
                flat: true
                minimumHeight: Theme.space5
                leftPadding: text !== "" ? Theme.space2 : Theme.space1
                focusPolicy: root.card.current ? Qt.TabFocus : Qt.NoFocus
                text: modelData === "show" ? qsTr("Show") : ""
                iconName: modelData === "clear" ? "close" : modelData === "show" ? ""
                    : root.card.expanded ? "chevron-down" : "chevron-right"
                Accessible.name: modelData === "clear" ? qsTr("Clear") : modelData === "show" ? text
                    : root.card.expanded ? qsTr("Less") : qsTr("Details")
                Accessible.description: root.card.title
                onClicked: root.act(modelData)
            }
        }
    }
}
