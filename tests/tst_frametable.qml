// The table of a frame's parts in the side panel: what it says without a frame, to the eye and to
// the ear, and that its numbers have room.
import QtQuick
import QtTest
import Sightglass
import Sightglass.Tests

Item {
    id: root
    width: 300
    height: 300

    Component {
        id: benches
        Bench {}
    }
    Component {
        id: tables
        FrameTable { width: 180 }
    }
    TextMetrics {
        id: widest
        font.family: Theme.mono
        font.pixelSize: Theme.secondarySize
        text: "123.45"
    }

    TestCase {
        name: "FrameTable"
        when: windowShown

        function texts(item, found) {
            for (let i = 0; i < item.children.length; ++i) {
                const child = item.children[i];
                if (child.text !== undefined && child.visible) {
                    found.push(child.text);
                }
                texts(child, found);
            }
            return found;
        }

        function test_withoutAFrameThereIsNoNumber() {
            const bench = benches.createObject(root);
            const table = createTemporaryObject(tables, root, { frames: bench.desk.frames });
            compare(texts(table, []).indexOf("Charts"), -1);
            table.look();
            tryVerify(() => texts(table, []).indexOf("Charts") > 0);
            const said = texts(table, []);
            compare(said.filter(text => text === "–").length, 12);
            verify(said.indexOf("Charts follow with every frame.") > 0);
            compare(table.asText().split("\n").length, 8);
            verify(table.asText().startsWith("Taking in data: – ms, at worst – ms"));
        }

        function test_largeNumbersHaveRoom() {
            verify(widest.advanceWidth <= Theme.frameCellWidth);
        }
    }
}
