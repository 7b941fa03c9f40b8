// What tests of a chart tile share: a board of one chart that is fed by hand, and looks at its words.
import QtQuick
import QtTest
import Sightglass
import Sightglass.Tests

TestCase {
    id: root

    property Bench bench
    property Component benches: Component {
        Bench {}
    }
    property Component charts: Component {
        ChartTile {}
    }

    function init() {
        bench = benches.createObject(parent); // outlives what looks at it
    }

    function board(title, extra, series) {
        verify(bench.board(JSON.stringify(Object.assign({
            kind: "chart", title: title, series: series ?? ["a.*"], most: 64 }, extra))));
    }
    function chart(width, height) {
        const tile = createTemporaryObject(charts, parent, { tile: bench.tile(0), desk: bench.desk,
                                                           width: width, height: height });
        verify(tile);
        settle();
        return tile;
    }
    function settle() {
        bench.look();
        wait(40); // a frame, and what is done once for all
    }
    function feed(count) {
        for (let second = 0; second < 40; ++second) {
            for (let i = 0; i < count; ++i) {
                bench.give("a.s" + i, "%", 10 + i);
            }
            bench.passes(1);
        }
        bench.desk.view.goLive();
    }
    function find(item, name) {
        if (new RegExp("\\b" + name + "(_|\\()").test(item.toString())) {
            return item;
        }
        for (let i = 0; i < item.children.length; ++i) {
            const found = find(item.children[i], name);
            if (found) {
                return found;
            }
        }
        return null;
    }
    function isApart(tile, what) {
        const boxes = bench.boxes(tile, tile);
        for (let i = 0; i < boxes.length; ++i) {
            const a = boxes[i].rect;
            verify(a.left >= -1 && a.right <= tile.width + 1 && a.top >= -1 && a.bottom <= tile.height + 1,
                   what + ": leaves the tile: " + boxes[i].text.slice(0, 40) + " " + a);
            for (let j = i + 1; j < boxes.length; ++j) {
                const b = boxes[j].rect;
                const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                verify(!(wide > 1 && tall > 5), what + ": " + boxes[i].text.slice(0, 30) + " " + a + " covers "
                       + boxes[j].text.slice(0, 30) + " " + b);
            }
        }
    }
}
