// The models under Qt's own tester, with spies that count what they say per flush.
#include "models/desk.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t start = 1'700'000'000 * second;
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

// A desk without a feed, and a clock that goes when told.
struct Bench
{
    std::int64_t now = start;
    Store store{std::size_t(64) << 20};
    Desk desk{&store, nullptr, nullptr, [this] { return now; }};
    std::uint32_t series = 0;

    Bench() { live(); }

    void live()
    {
        LinkStatus status;
        status.state = LinkState::Live;
        desk.show(status);
    }
    void show(LinkState state, const QString &reason = {}, bool final = false)
    {
        LinkStatus status;
        status.state = state;
        status.reason = reason;
        status.final = final;
        status.sinceUs = now;
        desk.show(status);
    }
    std::uint32_t see(Batch &batch, const QString &name, const QString &unit = {})
    {
        SeriesSeen seen;
        seen.index = series++;
        seen.info.name = name;
        seen.info.unit = unit;
        seen.info.intervalMs = 1000;
        seen.info.channel = u"c"_s;
        batch.note(seen);
        return seen.index;
    }
    void give(Batch &batch)
    {
        desk.take(batch);
        desk.flush();
        batch.clear();
    }
    void passes(std::int64_t us) { now += us; }
};

TileSpec tileSpec(const QString &kind, const QStringList &series)
{
    TileSpec spec;
    spec.kind = kind;
    spec.series = series;
    return spec;
}

Event raised(const QString &key, Severity severity = Severity::Critical)
{
    Event event;
    event.key = key;
    event.state = EventState::Raised;
    event.severity = severity;
    event.title = key;
    event.timeUs = start;
    return event;
}

QVariant at(const QAbstractItemModel *model, int row, int role)
{
    return model->data(model->index(row, 0), role);
}

} // namespace

class TestModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    // one tile's series
    void seriesListSaysOneChangePerFlush()
    {
        Bench bench;
        SeriesList list(&bench.store, {{u"cpu.*"_s}, bench.desk.source(), 8, false, {}}, nullptr);
        QAbstractItemModelTester tester(&list);
        connect(&bench.store, &Store::seriesAdded, &list, &SeriesList::consider);
        Batch batch;
        const auto total = bench.see(batch, u"cpu.total"_s, u"%"_s);
        const auto core = bench.see(batch, u"cpu.core0"_s, u"%"_s);
        bench.see(batch, u"load.1m"_s);
        batch.append(total, start, 10);
        batch.append(core, start, 20);
        bench.give(batch);
        QCOMPARE(list.count(), 2);
        list.refresh({bench.now, true});
        QSignalSpy changes(&list, &QAbstractItemModel::dataChanged);
        for (int i = 1; i <= 50; ++i) {
            batch.append(total, start + i * 1000, 10 + i);
            batch.append(core, start + i * 1000, 20 + i);
        }
        bench.give(batch);
        list.refresh({bench.now, true});
        QCOMPARE(changes.count(), 1);
        QCOMPARE(at(&list, 0, SeriesList::ValueTextRole).toString(), u"60.0"_s);
        QCOMPARE(at(&list, 1, SeriesList::NameRole).toString(), u"core 0"_s);
        list.refresh({bench.now, true});
        QCOMPARE(changes.count(), 1); // nothing new, nothing said
    }

    void seriesKeepTheirSlots()
    {
        Bench bench;
        const QStringList patterns{u"net.*.received"_s, u"net.*.sent"_s};
        SeriesList list(&bench.store, {patterns, bench.desk.source(), 8, false, {3, 0}}, nullptr);
        QAbstractItemModelTester tester(&list);
        connect(&bench.store, &Store::seriesAdded, &list, &SeriesList::consider);
        Batch batch;
        bench.see(batch, u"net.eth0.received"_s);
        bench.see(batch, u"net.eth0.sent"_s);
        bench.give(batch);
        QCOMPARE(at(&list, 0, SeriesList::SlotRole).toInt(), 3);
        QCOMPARE(at(&list, 1, SeriesList::SlotRole).toInt(), 0);
        bench.see(batch, u"net.wlan0.received"_s); // goes between the two
        bench.give(batch);
        QCOMPARE(list.count(), 3);
        QCOMPARE(at(&list, 1, SeriesList::SlotRole).toInt(), 1);
        QCOMPARE(at(&list, 2, SeriesList::SlotRole).toInt(), 0);
        QCOMPARE(at(&list, 2, SeriesList::NameRole).toString(), u"eth0 sent"_s);
        QCOMPARE(list.keys(), QList<int>({0, 2, 1}));
    }

    void rankedListHoldsTheHighestFreshValues()
    {
        Bench bench;
        SeriesList list(&bench.store, {{u"process.cpu.*"_s}, bench.desk.source(), 2, true, {}},
                        nullptr);
        QAbstractItemModelTester tester(&list);
        connect(&bench.store, &Store::seriesAdded, &list, &SeriesList::consider);
        Batch batch;
        const auto a = bench.see(batch, u"process.cpu.a"_s, u"%"_s);
        const auto b = bench.see(batch, u"process.cpu.b"_s, u"%"_s);
        const auto c = bench.see(batch, u"process.cpu.c.d"_s, u"%"_s);
        batch.append(a, start, 1);
        batch.append(b, start, 3);
        batch.append(c, start, 2);
        bench.give(batch);
        list.refresh({bench.now, true});
        QCOMPARE(list.count(), 2);
        QCOMPARE(at(&list, 0, SeriesList::NameRole).toString(), u"b"_s);
        QCOMPARE(at(&list, 1, SeriesList::NameRole).toString(), u"c d"_s);

        QSignalSpy changes(&list, &QAbstractItemModel::dataChanged);
        bench.passes(second);
        batch.append(b, bench.now, notANumber); // left the list
        batch.append(a, bench.now, 5);
        batch.append(c, bench.now, 2);
        bench.give(batch);
        list.refresh({bench.now, true});
        QCOMPARE(changes.count(), 1);
        QCOMPARE(at(&list, 0, SeriesList::NameRole).toString(), u"a"_s);

        bench.passes(10 * second); // all silent for too long
        list.refresh({bench.now, true});
        QCOMPARE(list.count(), 0);
    }

    // staleness
    void valueGoesStaleAfterThreeIntervals()
    {
        Bench bench;
        Batch batch;
        const auto index = bench.see(batch, u"a"_s);
        batch.append(index, start, 1);
        bench.give(batch);
        SeriesList list(&bench.store, {{u"a"_s}, bench.desk.source(), 8, false, {}}, nullptr);
        list.refresh({start + 3 * second, true});
        QVERIFY(!list.stale());
        list.refresh({start + 3 * second + 1, true});
        QVERIFY(list.stale());
        QCOMPARE(list.ageText(), u"3 s"_s);
        QCOMPARE(at(&list, 0, SeriesList::ValueTextRole).toString(), u"1"_s); // kept
    }

    void lostLinkMakesEverythingStaleAtOnce()
    {
        Bench bench;
        Batch batch;
        const auto index = bench.see(batch, u"a"_s);
        batch.append(index, start, 1);
        bench.give(batch);
        const SeriesList *list = bench.desk.board()->tile(0)->series();
        QVERIFY(!list->stale());
        bench.show(LinkState::Waiting, u"reset"_s);
        QVERIFY(list->stale());
        QCOMPARE(bench.desk.openHoleFromUs(), double(bench.now));
        bench.live();
        QVERIFY(!list->stale());
        QCOMPARE(bench.desk.openHoleFromUs(), 0.0);
    }

    // the tree
    void treeSaysOneChangePerFlushAndInsertsRows()
    {
        Bench bench;
        MetricTree *tree = bench.desk.metrics();
        QAbstractItemModelTester tester(tree);
        Batch batch;
        const auto total = bench.see(batch, u"cpu.total"_s, u"%"_s);
        const auto core = bench.see(batch, u"cpu.core0"_s, u"%"_s);
        batch.append(total, start, 10);
        batch.append(core, start, 20);
        QSignalSpy resets(tree, &QAbstractItemModel::modelReset);
        bench.give(batch);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(tree->rowCount(), 4); // source, cpu, total, core 0
        QCOMPARE(at(tree, 3, MetricTree::LabelRole).toString(), u"core 0"_s);
        QCOMPARE(at(tree, 3, MetricTree::DepthRole).toInt(), 2);
        QSignalSpy changes(tree, &QAbstractItemModel::dataChanged);
        batch.append(total, start + 1, 11);
        batch.append(core, start + 1, 21);
        bench.give(batch);
        tree->refresh({bench.now, true});
        QCOMPARE(changes.count(), 1);
        QCOMPARE(at(tree, 2, MetricTree::ValueTextRole).toString(), u"11.0"_s);
        tree->refresh({bench.now, true});
        QCOMPARE(changes.count(), 1);
    }

    void treeFoldsAndUnfolds()
    {
        Bench bench;
        MetricTree *tree = bench.desk.metrics();
        QAbstractItemModelTester tester(tree);
        Batch batch;
        bench.see(batch, u"a.x"_s);
        bench.see(batch, u"a.y"_s);
        bench.see(batch, u"b"_s);
        bench.give(batch);
        QCOMPARE(tree->rowCount(), 5);
        tree->setExpanded(1, false);
        QCOMPARE(tree->rowCount(), 3);
        QCOMPARE(at(tree, 1, MetricTree::CountRole).toInt(), 2);
        bench.see(batch, u"a.z"_s); // arrives in a folded group
        bench.give(batch);
        tree->refresh({bench.now, true});
        QCOMPARE(tree->rowCount(), 3);
        tree->setExpanded(1, true);
        QCOMPARE(tree->rowCount(), 6);
        QCOMPARE(tree->parentRow(3), 1);
    }

    void treeTakesAFloodInOneReset()
    {
        Bench bench;
        MetricTree *tree = bench.desk.metrics();
        QAbstractItemModelTester tester(tree);
        QSignalSpy resets(tree, &QAbstractItemModel::modelReset);
        QSignalSpy inserts(tree, &QAbstractItemModel::rowsInserted);
        Batch batch;
        for (int i = 0; i < 5000; ++i) {
            bench.see(batch, u"g%1.s%2"_s.arg(i % 10).arg(i));
        }
        bench.give(batch);
        QCOMPARE(resets.count(), 1);
        QCOMPARE(inserts.count(), 0);
        QCOMPARE(tree->metrics(), 5000);
        QCOMPARE(tree->rowCount(), 11); // long groups start folded
    }

    void treeFiltersByEveryWord()
    {
        Bench bench;
        MetricTree *tree = bench.desk.metrics();
        QAbstractItemModelTester tester(tree);
        Batch batch;
        bench.see(batch, u"network.eth0.sent"_s);
        bench.see(batch, u"network.eth0.received"_s);
        bench.see(batch, u"disk.sda.read"_s);
        bench.give(batch);
        tree->setFilter(u"SENT eth"_s);
        QCOMPARE(tree->rowCount(), 4); // source, network, eth0, sent
        tree->setFilter(u"nothing"_s);
        QCOMPARE(tree->rowCount(), 1);
        tree->setFilter({});
        QCOMPARE(tree->rowCount(), 8);
    }

    // notifications
    void sameKeyIsOneAlarm()
    {
        Bench bench;
        NotificationModel *list = bench.desk.notifications();
        QAbstractItemModelTester tester(list);
        QSignalSpy changes(list, &QAbstractItemModel::dataChanged);
        Batch batch;
        for (int i = 0; i < 100; ++i) {
            batch.note(raised(u"hot"_s));
        }
        bench.give(batch);
        QCOMPARE(list->count(), 1);
        QVERIFY(changes.count() <= 1);
        QCOMPARE(at(list, 0, NotificationModel::CountTextRole).toString(), u"seen 100 times"_s);
        QCOMPARE(list->needsYou(), 1);
    }

    void clearedAlarmSaysHowLongItWas()
    {
        Bench bench;
        NotificationModel *list = bench.desk.notifications();
        QAbstractItemModelTester tester(list);
        Batch batch;
        batch.note(raised(u"hot"_s));
        batch.note(raised(u"other"_s));
        Event cleared = raised(u"hot"_s);
        cleared.state = EventState::Cleared;
        cleared.timeUs = start + 252 * second;
        batch.note(cleared);
        bench.give(batch);
        QCOMPARE(list->active(), 1);
        QCOMPARE(at(list, 0, NotificationModel::TitleRole).toString(), u"other"_s);
        QCOMPARE(at(list, 1, NotificationModel::StateTextRole).toString(),
                 u"Cleared after 4 m 12 s"_s);
        QCOMPARE(at(list, 1, NotificationModel::SeverityRole).toString(), u"ok"_s);
        batch.note(raised(u"hot"_s)); // again
        bench.give(batch);
        QCOMPARE(at(list, 0, NotificationModel::TitleRole).toString(), u"hot"_s);
        QCOMPARE(at(list, 0, NotificationModel::CountTextRole).toString(), u"seen 2 times"_s);
        QVERIFY(at(list, 0, NotificationModel::StateTextRole).toString().isEmpty());
    }

    void acknowledgedAlarmNeedsNobody()
    {
        Bench bench;
        NotificationModel *list = bench.desk.notifications();
        QAbstractItemModelTester tester(list);
        Batch batch;
        batch.note(raised(u"hot"_s));
        batch.note(raised(u"news"_s, Severity::Info));
        bench.give(batch);
        QCOMPARE(list->needsYou(), 1);
        QSignalSpy counts(list, &NotificationModel::countsChanged);
        list->acknowledge(1);
        QCOMPARE(list->needsYou(), 0);
        QCOMPARE(list->active(), 2);
        QCOMPARE(counts.count(), 1);
        batch.note(raised(u"hot"_s)); // the same alarm, repeated: still acknowledged
        bench.give(batch);
        QCOMPARE(list->needsYou(), 0);
    }

    void listIsBounded()
    {
        Bench bench;
        NotificationModel *list = bench.desk.notifications();
        QAbstractItemModelTester tester(list);
        Batch batch;
        for (int i = 0; i < NotificationModel::most + 50; ++i) {
            Event event = raised(u"k%1"_s.arg(i), Severity::Info);
            event.state = i < 10 ? EventState::Raised : EventState::Info;
            batch.note(event);
        }
        bench.give(batch);
        QCOMPARE(list->count(), NotificationModel::most);
        QCOMPARE(list->active(), 10); // the oldest of all, and still there
        QCOMPARE(at(list, 10, NotificationModel::TitleRole).toString(),
                 u"k%1"_s.arg(NotificationModel::most + 49));
        list->clearEarlier();
        QCOMPARE(list->count(), 10);
    }

    void outageIsOneStory()
    {
        Bench bench;
        NotificationModel *list = bench.desk.notifications();
        QAbstractItemModelTester tester(list);
        Batch batch;
        batch.note(LinkStory{LinkStory::Kind::Lost, bench.now, 0, 0, u"Connection reset."_s});
        bench.give(batch);
        bench.show(LinkState::Waiting, u"Connection reset."_s);
        QCOMPARE(list->count(), 1);
        QCOMPARE(at(list, 0, NotificationModel::TitleRole).toString(), u"Connection lost"_s);
        QVERIFY(at(list, 0, NotificationModel::LinkRole).toBool());
        QCOMPARE(list->needsYou(), 1);
        bench.passes(31 * second);
        batch.note(LinkStory{LinkStory::Kind::Resumed, bench.now, 31'000, 310, {}});
        bench.give(batch);
        bench.live();
        QCOMPARE(list->count(), 1);
        QCOMPARE(list->needsYou(), 0);
        QCOMPARE(at(list, 0, NotificationModel::TitleRole).toString(), u"Resumed after 31 s"_s);
        QCOMPARE(at(list, 0, NotificationModel::BodyRole).toString(),
                 u"310 messages replayed, nothing lost."_s);
    }

    void resumedWithAGapDoesNotSayNothingIsLost()
    {
        Bench bench;
        NotificationModel *list = bench.desk.notifications();
        QAbstractItemModelTester tester(list);
        Batch batch;
        batch.note(LinkStory{LinkStory::Kind::Lost, bench.now, 0, 0, {}});
        batch.note(LinkStory{LinkStory::Kind::Resumed, bench.now, 5000, 3, {}});
        batch.note(LostTime{u"cpu"_s, start, start + second, 12, LostTime::Reason::ServerForgot});
        bench.give(batch);
        QCOMPARE(list->count(), 2);
        QCOMPARE(at(list, 0, NotificationModel::TitleRole).toString(),
                 u"Gap of 12 messages in cpu"_s);
        QCOMPARE(at(list, 1, NotificationModel::BodyRole).toString(),
                 u"3 messages replayed, 12 messages lost."_s);
        QVERIFY(at(list, 1, NotificationModel::SeverityRole).toString() != u"ok");
    }

    void linkThatNeverCameUpIsToldOnce()
    {
        Bench bench;
        NotificationModel *list = bench.desk.notifications();
        QAbstractItemModelTester tester(list);
        for (int attempt = 0; attempt < 5; ++attempt) {
            bench.show(LinkState::Dialing);
            bench.show(LinkState::Waiting, u"Connection refused."_s);
        }
        QCOMPARE(list->count(), 1);
        QVERIFY(at(list, 0, NotificationModel::CountTextRole).toString().isEmpty());
        bench.live();
        QCOMPARE(list->active(), 0);
    }

    // the board
    void boardGrowsWithTheCatalog()
    {
        Bench bench;
        Board *board = bench.desk.board();
        QAbstractItemModelTester tester(board);
        Batch batch;
        bench.see(batch, u"a.x"_s, u"V"_s);
        bench.give(batch);
        QCOMPARE(board->count(), 2); // a stat and a chart
        Tile *chart = board->tile(1);
        bench.see(batch, u"a.y"_s, u"V"_s);
        bench.give(batch);
        QCOMPARE(board->count(), 3);
        QCOMPARE(board->tile(1), chart);
        QCOMPARE(chart->series()->count(), 2);
        QCOMPARE(chart->unit(), u"V"_s);
    }

    void boardOfThisMachineIsBuiltIn()
    {
        Bench bench;
        QSignalSpy changed(&bench.desk, &Desk::boardChanged);
        const auto shown = bench.desk.showBoardFile(u":/boards/this-machine.json"_s);
        QVERIFY2(shown.has_value(), qPrintable(shown ? QString() : shown.error()));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(bench.desk.board()->title(), u"This machine"_s);
        QVERIFY(!bench.desk.showBoardFile(u":/boards/absent.json"_s).has_value());
        QCOMPARE(bench.desk.board()->title(), u"This machine"_s);
    }

    void statKnowsItsShareOfTheWhole()
    {
        Bench bench;
        TileSpec spec = tileSpec(u"stat"_s, {u"memory.used"_s});
        spec.whole = u"memory.total"_s;
        bench.desk.showBoard({u"b"_s, {spec}, {}});
        Batch batch;
        const auto used = bench.see(batch, u"memory.used"_s, u"B"_s);
        const auto total = bench.see(batch, u"memory.total"_s, u"B"_s);
        batch.append(used, start, 4.0 * (1 << 30));
        batch.append(total, start, 16.0 * (1 << 30));
        bench.passes(2 * second);
        bench.give(batch);
        bench.desk.board()->refresh({bench.now + 2 * second, true}, 300 * second);
        const Tile *tile = bench.desk.board()->tile(0);
        QCOMPARE(tile->fill(), 0.25);
        QCOMPARE(tile->wholeText(), u"of 16.0"_s);
    }

    void tileOutsideTheGridIsShownAtItsEdge()
    {
        Bench bench;
        TileSpec spec = tileSpec(u"chart"_s, {u"a"_s});
        spec.column = 40;
        spec.columns = 5;
        bench.desk.showBoard({u"b"_s, {spec}, {}});
        QCOMPARE(bench.desk.board()->tile(0)->column(), 7);
    }

    // time
    void liveWindowMovesByWholeSteps()
    {
        Bench bench;
        TimeView *view = bench.desk.view();
        view->setStepUs(500'000);
        QSignalSpy moves(view, &TimeView::windowChanged);
        const double before = view->toUs();
        bench.passes(499'999);
        view->follow();
        QCOMPARE(moves.count(), 0);
        bench.passes(1);
        view->follow();
        QCOMPARE(moves.count(), 1);
        QCOMPARE(view->toUs(), before + 500'000);
        QCOMPARE(std::fmod(view->toUs(), 500'000), 0.0);
    }

    void pauseFreezesTheViewAndNothingElse()
    {
        Bench bench;
        TimeView *view = bench.desk.view();
        Batch batch;
        const auto index = bench.see(batch, u"a"_s);
        batch.append(index, start, 1);
        bench.give(batch);
        view->pause();
        const double to = view->toUs();
        bench.passes(42 * second);
        for (int i = 1; i <= 12; ++i) {
            batch.append(index, start + i, i);
        }
        bench.give(batch);
        view->follow();
        QCOMPARE(view->toUs(), to);
        QCOMPARE(bench.store.samples(), std::uint64_t(13));
        QCOMPARE(view->newPoints(), 12.0);
        QCOMPARE(view->behindText(), u"00:42"_s);
        view->goLive();
        QVERIFY(view->toUs() > to + 41e6);
        QCOMPARE(view->newPoints(), 0.0);
    }

    void zoomKeepsThePointedMomentAndPauses()
    {
        Bench bench;
        TimeView *view = bench.desk.view();
        const double us = view->fromUs() + view->spanUs() / 4;
        view->zoomAt(us, 0.5);
        QVERIFY(view->paused());
        QCOMPARE(view->spanUs(), 150e6);
        QVERIFY(std::abs((us - view->fromUs()) / view->spanUs() - 0.25) < 1e-6);
        for (int i = 0; i < 40; ++i) {
            view->zoomAt(us, 0.5);
        }
        QCOMPARE(view->spanUs(), TimeView::shortestUs);
        view->reset();
        QVERIFY(view->live());
        QCOMPARE(view->spanUs(), 300e6);
    }

    void panningToNowIsGoingLive()
    {
        Bench bench;
        TimeView *view = bench.desk.view();
        view->panBy(-60e6);
        QVERIFY(view->paused());
        view->panBy(30e6);
        QVERIFY(view->paused());
        view->panBy(31e6);
        QVERIFY(view->live());
    }

    // the badge
    void badgeCountsDownOnlyWhileWaiting()
    {
        Bench bench;
        LinkBadge *badge = bench.desk.link();
        LinkStatus status;
        status.state = LinkState::Waiting;
        status.reason = u"Connection reset."_s;
        status.nextAttemptUs = bench.now + 3'500'000;
        bench.desk.show(status);
        QCOMPARE(badge->countdownText(), u"next attempt in 4 s"_s);
        QVERIFY(badge->canTryNow());
        QSignalSpy counted(badge, &LinkBadge::countdownChanged);
        badge->tick(bench.now + second);
        QCOMPARE(badge->countdownText(), u"next attempt in 3 s"_s);
        QCOMPARE(counted.count(), 1);
        bench.live();
        QVERIFY(badge->countdownText().isEmpty());
        counted.clear();
        badge->tick(bench.now + 2 * second);
        QCOMPARE(counted.count(), 0);
    }

    void badgeSaysRateAndRoundsReceivedDown()
    {
        Bench bench;
        LinkBadge *badge = bench.desk.link();
        LinkStatus status;
        status.state = LinkState::Live;
        status.roundTripMs = 4.2;
        bench.desk.show(status);
        badge->tick(bench.now);
        status.messages = 12'400;
        bench.desk.show(status);
        badge->tick(bench.now + second);
        QCOMPARE(badge->rateText(), u"12.4 k/s"_s);
        QCOMPARE(badge->roundTripText(), u"4 ms"_s);
        QCOMPARE(badge->receivedText(), u"100.000 %"_s);
        status.messages = 10'000'000;
        status.missed = 1;
        bench.desk.show(status);
        QCOMPARE(badge->receivedText(), u"99.999 %"_s);
        status.missed = 0;
        status.lostStretches = 1;
        bench.desk.show(status);
        QCOMPARE(badge->receivedText(), u"unknown"_s);
    }

    void refusedLinkIsNotOffline()
    {
        Bench bench;
        bench.show(LinkState::Idle, u"401"_s, true);
        QCOMPARE(bench.desk.link()->state(), LinkBadge::Refused);
        QVERIFY(bench.desk.link()->canTryNow());
        QCOMPARE(bench.desk.notifications()->needsYou(), 1);
    }
};

QTEST_GUILESS_MAIN(TestModels)
#include "tst_models.moc"
