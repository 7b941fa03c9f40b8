// The notification panel as a person uses it: buttons, keys, filters, long texts, and a list that
// stays where it is being read.
import QtQuick
import QtQuick.Templates as T
import QtTest
import Sightglass
import Sightglass.Models
import Sightglass.Tests

TestCase {
    id: root
    name: "Notifications"
    when: windowShown

    property Bench bench
    property var window
    property var panel
    property var list
    property var notifications

    Component {
        id: benches
        Bench {}
    }
    Component {
        id: windows
        T.ApplicationWindow {
            width: 400
            height: 600
            visible: true
        }
    }
    Component {
        id: panels
        NotificationPanel { width: 332; height: 600 }
    }
    Component {
        id: voices
        NotificationVoice {}
    }
    Component {
        id: spies
        SignalSpy {}
    }

    function init() {
        bench = benches.createObject(root); // outlives what looks at it
        window = createTemporaryObject(windows, root);
        panel = createTemporaryObject(panels, window.contentItem, { desk: bench.desk });
        notifications = bench.desk.notifications;
        list = find(panel, item => item instanceof NotificationListView);
        window.requestActivate();
        tryCompare(window, "active", true);
        wait(0);
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
    function texts(item) {
        waitForRendering(panel);
        return bench.texts(item ?? panel);
    }
    function press(text) {
        waitForRendering(panel);
        const button = bench.button(panel, text);
        verify(button, "there is no button " + text);
        mouseClick(button);
    }
    function titles() {
        list.forceLayout();
        const all = [];
        for (let row = 0; row < list.count; ++row) {
            all.push(list.itemAtIndex(row)?.title);
        }
        return all;
    }
    function spy(target, name) {
        return createTemporaryObject(spies, root, { target: target, signalName: name });
    }

    function test_alarmIsAcknowledged() {
        bench.raise("hot", "CPU <i>hot</i>");
        verify(texts().includes("CPU <i>hot</i>"));
        verify(texts().includes("1 needs you"));
        verify(texts().includes("Critical"));
        press("Acknowledge");
        verify(!texts().includes("1 needs you"));
        verify(texts().some(text => text.startsWith("Acknowledged by you at ")));
        verify(!bench.button(panel, "Acknowledge"));
    }

    function test_snoozedAlarmWaitsBehindItsFilter() {
        bench.tick();
        bench.raise("hot", "hot");
        press("Snooze");
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Return);
        compare(notifications.snoozed, 1);
        verify(texts().includes("Nothing needs you"));
        press("Snoozed 1");
        verify(texts().some(text => text.startsWith("Snoozed until ")));
        bench.passes(14 * 60);
        bench.tick();
        compare(notifications.snoozed, 1); // Down chose fifteen minutes
        bench.passes(60);
        bench.tick();
        verify(texts().includes("Nothing is snoozed"));
        press("Active 1");
        compare(titles(), ["hot"]);
    }

    function test_filterIsChosenByArrows() {
        bench.raise("hot", "hot");
        const chip = bench.button(panel, "Active 1");
        chip.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Right);
        compare(notifications.filter, NotificationModel.Snoozed);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Right);
        compare(notifications.filter, NotificationModel.Cleared);
        verify(bench.button(panel, "Cleared").activeFocus);
        verify(texts().includes("Nothing is over yet"));
        keyClick(Qt.Key_Left);
        keyClick(Qt.Key_Left);
        compare(notifications.filter, NotificationModel.Active);
        keyClick(Qt.Key_Down);
        verify(list.activeFocus);
        compare(list.currentIndex, 0);
    }

    function test_keysActOnTheCurrentOne() {
        const shown = spy(panel, "showRequested");
        for (const key of ["a", "b", "c"]) {
            bench.raise(key, key);
            bench.passes(1);
        }
        compare(titles(), ["c", "b", "a"]);
        list.forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Return);
        compare(shown.count, 1);
        compare(shown.signalArguments[0][0], list.itemAtIndex(1).timeUs);
        keyClick("a");
        compare(titles(), ["c", "a", "b"]);
        compare(list.currentIndex, 1); // on to the next
        keyClick("s");
        keyClick(Qt.Key_Return);
        compare(notifications.snoozed, 1);
        verify(list.activeFocus);
        bench.event({ key: "c", state: "cleared" });
        compare(titles(), ["b", "c"]);
        list.currentIndex = 0;
        keyClick(Qt.Key_Delete); // not while it is active
        compare(titles(), ["b", "c"]);
        list.currentIndex = 1;
        keyClick(Qt.Key_Delete);
        compare(titles(), ["b"]);
    }

    function test_alarmNobodyVouchesForIsMuted() {
        bench.event({ key: "hot", body: "97.3 %" });
        texts();
        verify(bench.button(panel, "Acknowledge").primary);
        bench.link("waiting");
        for (const text of ["Was critical", "Last known: 97.3 %"]) {
            verify(texts().includes(text), texts().join("|"));
        }
        verify(texts().some(text => text.startsWith("unknown since ")));
        verify(!bench.button(list.itemAtIndex(0), "Acknowledge").primary);
        bench.link("live");
        verify(texts().includes("Critical") && texts().includes("97.3 %"));
        verify(bench.button(panel, "Acknowledge").primary);
    }

    function test_detailsOpenAndClose() {
        bench.event({ key: "hot", body: "word ".repeat(200) });
        list.forceActiveFocus(Qt.TabFocusReason);
        waitForRendering(panel);
        const closed = list.itemAtIndex(0).height;
        keyClick(Qt.Key_Right);
        verify(texts().some(text => text.startsWith("Since ")));
        verify(list.itemAtIndex(0).height > closed);
        keyClick(Qt.Key_Left);
        waitForRendering(panel);
        compare(list.itemAtIndex(0).height, closed);
    }

    function test_menuAcknowledgesAllAndClears() {
        bench.raise("a", "a");
        bench.raise("b", "b");
        bench.event({ key: "b", state: "cleared" });
        const more = find(panel, item => item.iconName === "more");
        mouseClick(more);
        keyClick(Qt.Key_Return);
        compare(notifications.needsYou, 0);
        verify(more.activeFocus);
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Return);
        compare(titles(), ["a"]);
        mouseClick(more);
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Return); // nothing to clear: it stays open and does nothing
        compare(notifications.count, 1);
        keyClick(Qt.Key_Escape);
    }

    function test_agesRunWithoutMovingAnything() {
        bench.raise("hot", "hot");
        bench.tick();
        waitForRendering(panel);
        const height = list.contentHeight;
        const heights = spy(list, "contentHeightChanged");
        for (const seconds of [1, 58, 3600, 86400 * 3]) {
            bench.passes(seconds);
            bench.tick();
            waitForRendering(panel);
            const ages = () => texts().filter(text => /^(since |· )/.test(text));
            const wanted = seconds < 86400 ? 2 : 1; // the age where it has room
            tryVerify(() => ages().length === wanted, 5000, ages().join("|"));
        }
        compare(heights.count, 0);
        compare(list.contentHeight, height);
    }

    function test_emptyPanelHasNoBlankLine() {
        const filter = find(panel, item => item instanceof NotificationFilter);
        const before = list.y;
        bench.raise("hot", "hot");
        waitForRendering(panel);
        compare(list.y, before);
        verify(list.y - filter.y - filter.height < 20);
    }

    function test_longTextsStayInside_data() {
        return [{ tag: "German", text: "Donaudampfschifffahrtsgesellschaft ".repeat(9) },
                { tag: "unbroken", text: "x".repeat(1000) },
                { tag: "right to left", text: "درجة حرارة المعالج مرتفعة جدا ".repeat(10) },
                { tag: "emoji", text: "🔥👩‍👩‍👧‍👦".repeat(60) },
                { tag: "lines", text: "a\n".repeat(200) },
                { tag: "markup", text: "<b>bold</b> <img src='x'> &amp; ".repeat(10) }];
    }
    function test_longTextsStayInside(data) {
        bench.event({ key: "long", title: data.text, body: data.text });
        waitForRendering(panel);
        const card = list.itemAtIndex(0);
        verify(card.height < 330, card.height);
        check(card, card);
        verify(bench.texts(card).includes(data.text)); // as it is
        mouseClick(card);
        keyClick(Qt.Key_Right);
        waitForRendering(panel);
        check(card, card);
    }
    function check(item, card) {
        for (let i = 0; i < item.children.length; ++i) {
            const child = item.children[i];
            if (child.visible && child.width > 0) {
                const left = child.mapToItem(card, 0, 0).x;
                verify(left >= 0 && left + child.width <= card.width, child + " sticks out");
                check(child, card);
            }
        }
    }

    // where the reader is
    function fill(count) {
        for (let i = 0; i < count; ++i) {
            bench.event({ key: "k" + i, title: "k" + i, body: "word ".repeat(i % 5 * 8) });
        }
        waitForRendering(panel);
    }
    function place(title) {
        for (let row = 0; row < list.count; ++row) {
            const card = list.itemAtIndex(row);
            if (card?.title === title) {
                return card.mapToItem(list, 0, 0).y;
            }
        }
        return -1;
    }

    function test_newOnesShowWhenTheTopIsRead() {
        fill(20);
        verify(list.atYBeginning);
        bench.raise("new", "new");
        waitForRendering(panel);
        compare(place("new"), 0);
        verify(list.atYBeginning);
    }

    function test_listStaysWhereTheReaderIs_data() {
        return [{ tag: "a little down", y: 30 }, { tag: "far down", y: 700 }];
    }
    function test_listStaysWhereTheReaderIs(data) {
        fill(30);
        list.contentY = list.originY + data.y;
        waitForRendering(panel);
        const read = list.itemAt(10, list.contentY + 200).title;
        const before = place(read);
        for (let i = 0; i < 5; ++i) {
            bench.raise("new" + i, "new" + i);
            waitForRendering(panel);
            compare(place(read), before);
        }
        bench.event({ key: "new0", state: "cleared" }); // and when they leave
        waitForRendering(panel);
        compare(place(read), before);
        notifications.snooze(list.itemAt(10, list.contentY + 1).ident, 5); // the topmost to be seen
        waitForRendering(panel);
        compare(place(read), before);
    }

    function test_twoHundredScroll() {
        fill(200);
        compare(list.count, 200);
        verify(texts().includes("Active 200"));
        verify(texts().includes("200 need you"));
        list.forceActiveFocus(Qt.TabFocusReason);
        for (let i = 0; i < 30; ++i) {
            keyClick(Qt.Key_Down);
        }
        compare(list.currentItem.title, "k169");
        tryVerify(() => currentSeen());
        list.currentIndex = 199;
        compare(list.currentItem.title, "k0");
        tryVerify(() => currentSeen());
    }
    function currentSeen() {
        const y = list.currentItem.mapToItem(list, 0, 0).y;
        return y >= 0 && y + list.currentItem.height <= list.height + 1;
    }

    // who cannot see it
    function test_cardsAndChipsAreNamed() {
        bench.event({ key: "hot", title: "CPU core 0 above 90 %", body: "97.3 %" });
        bench.event({ key: "hot", title: "CPU core 0 above 90 %", body: "97.3 %" });
        waitForRendering(panel);
        const card = list.itemAtIndex(0);
        compare(card.Accessible.role, Accessible.ListItem);
        compare(card.Accessible.name, "Critical: CPU core 0 above 90 %");
        verify(card.Accessible.description.startsWith("97.3 %. seen 2 times. since "));
        const chip = bench.button(panel, "Active 1");
        compare(chip.Accessible.role, Accessible.RadioButton);
        verify(chip.Accessible.checked);
        verify(!bench.button(panel, "Snoozed").Accessible.checked);
        const shown = spy(panel, "showRequested");
        card.Accessible.pressAction();
        compare(shown.count, 1);
    }

    function test_newCriticalAlarmsAreSaidAloud() {
        const voice = createTemporaryObject(voices, window.contentItem,
                                            { notifications: notifications });
        bench.event({ key: "warm", severity: "warning" });
        verify(!voice.visible);
        bench.event({ key: "hot" });
        verify(voice.visible);
        compare(voice.Accessible.role, Accessible.AlertMessage);
        compare(voice.Accessible.name, "Critical: hot");
    }
}
