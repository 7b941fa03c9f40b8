// What stays where it is while the numbers in it change: the bar on top and the bar below.
import QtQuick
import QtQuick.Templates as T
import QtTest
import Sightglass
import Sightglass.Models
import Sightglass.Tests

Item {
    id: stage
    width: 1440
    height: 300

    Component {
        id: benches
        Bench {}
    }
    Component {
        id: tops
        TopBar { width: 1440 }
    }
    Component {
        id: bars
        TimeBar { frameMs: 2.1 }
    }
    Component {
        id: edges
        PanelEdge { panel: "the panel"; panelWidth: 200; height: 200 }
    }
    SignalSpy {
        id: wanted
        signalName: "linkWanted"
    }

    TestCase {
        id: root
        name: "Steady"
        when: windowShown

        property Bench bench

        function init() {
            bench = benches.createObject(stage); // outlives what looks at it
            bench.give("cpu", "%", 1);
        }
        function find(item, wanted) {
            if (wanted(item)) {
                return item;
            }
            for (let i = 0; i < item.children.length; ++i) {
                const found = find(item.children[i], wanted);
                if (found) {
                    return found;
                }
            }
            return null;
        }
        function pill(bar) {
            return find(bar, item => item instanceof ConnectionPill);
        }
        // Where each control of the bar is and how wide.
        function places(bar) {
            wait(30); // rows are laid out
            const all = [];
            const walk = item => {
                if (item.visible && (item instanceof T.AbstractButton || item instanceof Overview
                                     || item instanceof TimeFact)) {
                    all.push(Math.round(item.mapToItem(bar, 0, 0).x) + "+" + Math.round(item.width));
                }
                for (let i = 0; i < item.children.length; ++i) {
                    walk(item.children[i]);
                }
            };
            walk(bar);
            return all.join(" ");
        }

        function test_roundTripAndRateMoveNothing() {
            const bar = createTemporaryObject(tops, stage, { desk: bench.desk });
            bench.linkAs({ state: "live" });
            const before = places(bar);
            let messages = 0;
            for (const [trip, rate] of [[0.2, 1], [4.2, 12], [37, 345], [420, 12400], [999, 99900]]) {
                messages += rate;
                bench.passes(1);
                bench.linkAs({ state: "live", roundTripMs: trip, messages: messages });
                compare(places(bar), before, bench.desk.link.numbersText);
            }
            verify(bench.texts(bar).includes("999 ms · 99.9 k msg/s"), bench.texts(bar).join("|"));
        }

        function test_retriesMoveNothing() {
            const bar = createTemporaryObject(tops, stage, { desk: bench.desk });
            const reason = "Connection refused.";
            bench.linkAs({ state: "waiting", reason: reason, attemptIn: 1 });
            const before = places(bar);
            for (const attemptIn of [0.2, 9, 10, 30]) {
                bench.linkAs({ state: "waiting", reason: reason, attemptIn: attemptIn });
                compare(places(bar), before, bench.desk.link.countdownText);
                bench.linkAs({ state: "dialing", reason: reason, attempt: 7 });
                compare(places(bar), before, bench.desk.link.word);
                verify(!bench.button(bar, "Try now").enabled);
            }
        }

        function test_nothingSticksOutOfTheConnection_data() {
            return [640, 800, 1000, 1280, 1440].map(width => ({ tag: String(width), width: width }));
        }
        function test_nothingSticksOutOfTheConnection(data) {
            const bar = createTemporaryObject(tops, stage, { desk: bench.desk, width: data.width });
            const badge = pill(bar);
            for (const state of ["waiting", "dialing", "live"]) {
                bench.linkAs({ state: state, attemptIn: 30, attempt: 9, roundTripMs: 999,
                               reason: state === "live" ? "" : "Nothing listens at 127.0.0.1:1. ".repeat(5) });
                wait(30);
                for (const box of bench.boxes(badge, badge)) {
                    verify(box.rect.right <= badge.width, state + ": " + box.text);
                }
                verify(badge.mapToItem(bar, 0, 0).x >= Theme.railWidth);
            }
        }

        function test_alarmsAndZoomingMoveNothing() {
            const bar = createTemporaryObject(tops, stage, { desk: bench.desk });
            bench.link("live");
            const before = places(bar);
            for (let i = 0; i < 120; ++i) {
                bench.raise("k" + i, "k" + i);
            }
            compare(places(bar), before);
            verify(bench.texts(bar).includes("99+"));
            for (const seconds of [1, 47, 60, 61, 1800, 86400]) {
                bench.desk.view.look(0, seconds * 1e6);
                compare(places(bar), before, seconds);
            }
        }

        function test_pauseAndHistoryMoveNothing_data() {
            return [640, 800, 1280, 1920].map(width => ({ tag: String(width), width: width }));
        }
        function test_pauseAndHistoryMoveNothing(data) {
            const bar = createTemporaryObject(bars, stage, { desk: bench.desk, width: data.width });
            const view = bench.desk.view;
            view.goLive();
            const before = places(bar);
            view.pause();
            for (const seconds of [9, 4000, 80000]) {
                bench.passes(seconds);
                bench.give("cpu", "%", 2);
                wait(1050); // the bar looks once a second
                compare(places(bar), before, view.behindText + ", " + bench.desk.historyText);
            }
            verify(bench.texts(bar).some(text => text.startsWith("Paused at ")));
        }

        function test_connectionIsReachedByKeyAndLeadsToItsPanel() {
            const bar = createTemporaryObject(tops, stage, { desk: bench.desk });
            wanted.target = bar;
            wanted.clear();
            const badge = pill(bar);
            badge.forceActiveFocus(Qt.TabFocusReason);
            verify(badge.visualFocus);
            compare(badge.background.border.width, Theme.focusWidth);
            compare(badge.background.border.color, Theme.accent);
            keyClick(Qt.Key_Return);
            mouseClick(badge, 8, 8);
            badge.Accessible.pressAction();
            compare(wanted.count, 3);
        }

        function test_edgeWithTheKeyboardIsSeen() {
            const edge = createTemporaryObject(edges, stage, { x: 100 });
            const shown = () => Math.max(0, ...Array.from(edge.children)
                .filter(item => item.visible && item.color === Theme.accent).map(item => item.width));
            compare(shown(), 0);
            edge.forceActiveFocus(Qt.TabFocusReason);
            verify(shown() >= 2 * Theme.focusWidth, shown());
        }
    }
}
