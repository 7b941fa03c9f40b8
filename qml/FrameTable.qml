// Where the time of this program's frames goes: the mean of the last second and its worst frame, by
// part, and how often charts follow. Says what it last looked at; whoever shows it says when.
pragma ComponentBehavior: Bound

import QtQuick
import Sightglass
import Sightglass.Models

Column {
    id: root

    required property FramePace frames

    property var rows: []
    property int made: 0 // in the last second
    readonly property string paceText: root.frames.every === 1
        ? qsTr("Charts follow with every frame.")
        : qsTr("Frames are late: charts follow with one of %1.").arg(root.frames.every)

    function look() {
        root.rows = root.frames.table();
        root.made = root.frames.frames();
    }
    function asText(): string {
        return root.rows.map(row => qsTr("%1: %2 ms, at worst %3 ms").arg(row.label).arg(row.mean).arg(row.worst))
            .concat(qsTr("Frames a second: %1").arg(root.made), root.paceText).join("\n");
    }

    bottomPadding: Theme.space1

    AppText {
        width: parent.width
        topPadding: Theme.space3
        bottomPadding: Theme.space2
        text: qsTr("A frame of this window, ms")
        color: Theme.text2
        size: Theme.smallSize
        font.weight: Font.Medium
    }
    Line {
        label: ""
        mean: qsTr("mean")
        worst: qsTr("worst")
        heading: true
    }
    Repeater {
        model: root.rows.length

        Line {
            required property int index
            readonly property var row: root.rows[index] ?? { label: "", mean: "", worst: "" }
            label: row.label
            mean: row.mean
            worst: row.worst
        }
    }
    Line {
        label: qsTr("Frames a second")
        mean: root.made.toString()
        worst: ""
    }
    AppText {
        width: parent.width
        topPadding: Theme.space1
        text: root.paceText
        wrapMode: Text.Wrap
        color: root.frames.every === 1 ? Theme.text2 : Theme.warning
        size: Theme.secondarySize
    }

    component Line: Item {
        id: line

        property string label
        property string mean
        property string worst
        property bool heading: false

        width: parent?.width ?? 0
        height: name.implicitHeight + Theme.space1
        Accessible.role: Accessible.StaticText
        Accessible.name: line.worst === "" ? qsTr("%1: %2").arg(line.label).arg(line.mean)
            : qsTr("%1: mean %2, worst %3").arg(line.label).arg(line.mean).arg(line.worst)
        Accessible.ignored: line.heading

        AppText {
            id: name
            width: meanText.x - Theme.space1
            text: line.label
            color: Theme.text2
            size: Theme.secondarySize
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Cell {
            id: meanText
            x: parent.width - 2 * width
            text: line.mean
        }
        Cell {
            x: parent.width - width
            text: line.worst
        }
    }
    component Cell: AppText {
        width: Theme.frameCellWidth
        horizontalAlignment: Text.AlignRight
        mono: true
        size: Theme.secondarySize
        Accessible.ignored: true
    }
}
