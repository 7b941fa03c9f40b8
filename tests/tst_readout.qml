// What is said beside the crosshair: whole, in the plot, and never on what it reads.
import QtQuick
import QtTest
import Sightglass

Item {
    id: root
    width: 900
    height: 500

    ChartCase {
        name: "Readout"
        when: windowShown

        function test_readoutStaysInThePlotAndBesideTheCrosshair() {
            board("Many");
            feed(20);
            bench.lose(30, 20);
            const tile = chart(600, 300);
            const plot = find(tile, "LineChart");
            const readout = find(plot, "Readout");
            let shown = 0;
            for (const size of [[600, 300], [400, 160], [220, 130], [150, 115], [100, 300]]) {
                tile.width = size[0];
                tile.height = size[1];
                settle();
                for (const across of [0.01, 0.3, 0.49, 0.51, 0.8, 0.99]) {
                    for (const down of [0.02, 0.5, 0.98]) {
                        const x = plot.width * across;
                        mouseMove(plot, x, plot.height * down);
                        tryVerify(() => Math.abs(readout.cursorX - x) < 1.5);
                        if (!readout.visible) {
                            continue;
                        }
                        ++shown;
                        const what = size.join("x") + " " + across + " " + down;
                        verify(readout.x >= -0.5 && readout.x + readout.width <= plot.width + 0.5, what);
                        verify(readout.y >= -0.5 && readout.y + readout.height <= plot.height + 0.5, what);
                        verify(readout.x > x || readout.x + readout.width < x, what + ": " + x + " " + readout.cursorX + " " + readout.x + " " + readout.width);
                    }
                }
            }
            verify(shown >= 30, shown);
        }

        function test_readoutCountsWhatDoesNotFit() {
            board("Many");
            feed(20);
            const tile = chart(600, 200);
            const plot = find(tile, "LineChart");
            mouseMove(plot, plot.width * 0.8, plot.height / 2);
            const readout = find(plot, "Readout");
            tryVerify(() => readout.visible);
            const texts = bench.texts(readout);
            const names = texts.filter(text => /^s\d+$/.test(text));
            verify(names.length > 0 && names.length < 20);
            verify(texts.includes("+" + (20 - names.length) + " more"), texts.join("|"));
            verify(/^\d\d:\d\d:\d\d\.\d{3}$|^\d+ \w+ /.test(texts[0]), texts[0]); // with the day: not today
        }

        function test_crosshairStaysUnderAPointerThatRests() {
            board("CPU");
            feed(2);
            const tile = chart(600, 260);
            const plot = find(tile, "LineChart");
            mouseMove(plot, 300, 100);
            const before = bench.desk.view.cursorUs;
            bench.passes(10);
            bench.desk.view.goLive();
            settle();
            fuzzyCompare(bench.desk.view.cursorUs - before, 10e6, 1e6);
            fuzzyCompare(plot.usToX(bench.desk.view.cursorUs), 300, 1);
        }

        function test_readoutDropsUnitsBeforeNames() {
            board("Net", {}, ["network.*"]);
            for (let second = 0; second < 40; ++second) {
                bench.give("network.received", "B/s", 2.15e6);
                bench.give("network.sent", "B/s", 8.03e5);
                bench.passes(1);
            }
            bench.desk.view.goLive();
            const tile = chart(600, 260);
            const plot = find(tile, "LineChart");
            const readout = find(plot, "Readout");
            const seen = [];
            for (let width = 600; width >= 200; width -= 8) {
                tile.width = width;
                settle();
                mouseMove(plot, plot.width - 4, 60);
                tryVerify(() => readout.visible && Math.abs(readout.cursorX - plot.width + 4) < 2);
                mouseMove(plot, plot.width * 0.52, 60);
                tryVerify(() => Math.abs(readout.cursorX - plot.width * 0.52) < 2);
                const kind = readout.terse ? readout.swatched && readout.named ? "terse" : readout.named ? "bare" : "colours" : "full";
                if (readout.visible && kind !== seen[seen.length - 1]) {
                    seen.push(kind);
                }
                verify(!readout.visible || !bench.boxes(readout, readout).some(box =>
                    box.text === "received" && box.rect.width < 30), width);
            }
            compare(seen.slice(0, 3), ["full", "terse", "bare"]);
            mouseMove(tile, 1, 1);
        }
    }
}
