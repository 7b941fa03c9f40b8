// The names of a chart's limits, at the left end of their lines: at the right is what is newest.
// Tags that would cover each other move apart; those that find no room stay away, the least severe
// first.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass

Item {
    id: root

    required property LineChart plot
    readonly property real tagHeight: Math.ceil(metrics.height) + Theme.space1
    readonly property var tags: placed(plot.limitTags, height)
    readonly property real most: Math.floor(width / 2) // a tag wider than that would hide the data

    // Up to where they cover the foot of the plot.
    readonly property real footRight: {
        const low = tags.filter(tag => tag.y + 2 * tagHeight + Theme.space1 > height);
        return most < Theme.space5 ? 0 : Math.max(0, ...low.map(tag => tagWidth(tag.text)));
    }

    function tagWidth(text: string): real {
        return Math.min(Math.ceil(metrics.advanceWidth(text)) + 2 * Theme.space2, most);
    }
    function weight(severity: string): int {
        return severity === "critical" ? 2 : severity === "warning" ? 1 : 0;
    }
    // Down until none covers the one above it, then up from the foot.
    function placed(all: var, height: real): var {
        const room = Math.max(0, Math.floor((height + 1) / (tagHeight + 1)));
        const named = all.filter(tag => tag.text !== "");
        const kept = [...named].sort((a, b) => weight(b.severity) - weight(a.severity)).slice(0, room);
        const tags = named.filter(tag => kept.includes(tag)).map(tag =>
            ({ text: tag.text, severity: tag.severity, y: Math.round(tag.y - tagHeight / 2) }));
        let least = 0;
        for (const tag of tags) {
            tag.y = Math.max(tag.y, least);
            least = tag.y + tagHeight + 1;
        }
        let most = height - tagHeight;
        for (const tag of tags.reverse()) {
            tag.y = Math.min(tag.y, most);
            most = tag.y - tagHeight - 1;
        }
        return tags;
    }

    FontMetrics {
        id: metrics
        font { family: Theme.sans; pixelSize: Theme.smallSize; weight: Font.Medium }
    }

    Repeater {
        model: root.most >= Theme.space5 ? root.tags : []

        Rectangle {
            id: tag
            required property var modelData
            y: modelData.y
            width: root.tagWidth(modelData.text)
            height: root.tagHeight
            radius: Theme.space1
            color: Theme.severityColor(modelData.severity)

            AppText {
                id: name
                anchors { fill: parent; leftMargin: Theme.space2; rightMargin: Theme.space2 }
                text: tag.modelData.text
                color: Theme.surface // contrast 5:1 on all severities
                size: Theme.smallSize
                font.weight: Font.Medium
                maximumLineCount: 1
            }
        }
    }
}
