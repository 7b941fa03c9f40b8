// What the desk tells a person: the window of time, the state of the link.
#include "deskbench.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace sightglass;
using namespace sightglass::test;

class TestDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void anotherSightglassGetsTheBoardOfItsMachine()
    {
        Bench bench;
        LinkStatus status;
        status.state = LinkState::Live;
        status.server = u"sightglass/1.0 (other)"_s;
        bench.desk.show(status);
        QVERIFY(bench.desk.board()->count() > 5);
    }

    // time
    void liveWindowMovesByWholeSteps()
    {
        Bench bench;
        TimeView *view = bench.desk.view();
        view->setStepUs(500'000);
        bench.passes(1);
        view->follow();
        QSignalSpy moves(view, &TimeView::windowChanged);
        const double before = view->toUs();
        QCOMPARE(before, double(bench.now + 499'999)); // what comes now is in it
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
        QCOMPARE(view->spanUs(), 30e6);
        QVERIFY(std::abs((us - view->fromUs()) / view->spanUs() - 0.25) < 1e-6);
        for (int i = 0; i < 40; ++i) {
            view->zoomAt(us, 0.5);
        }
        QCOMPARE(view->spanUs(), TimeView::shortestUs);
        view->reset();
        QVERIFY(view->live());
        QCOMPARE(view->spanUs(), 60e6);
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

    // boards of one metric
    void boardOfAMetricHasTheLimitsOfTheMetric()
    {
        Bench bench;
        const auto board = readBoard(R"({"version": 1, "tiles": [
            {"kind": "chart", "style": "stacked", "series": ["cpu.*"],
             "limits": [{"value": 150, "label": "sum"}]},
            {"kind": "chart", "series": ["cpu.*"], "minimum": 0, "maximum": 100, "limits": [
                {"value": 5, "severity": "info", "label": "low", "side": "below"},
                {"value": 90, "severity": "critical", "label": "high"}]}]})");
        bench.desk.showBoard(*board);
        Batch batch;
        bench.see(batch, u"cpu.core0"_s);
        bench.see(batch, u"load"_s);
        std::get<SeriesSeen>(batch.notes.back().item).info.max = 8;
        bench.give(batch);
        const QVariantList limits = bench.desk.board()->tile(1)->limits();
        bench.desk.openMetric(0);
        const Tile *tile = bench.desk.board()->tile(0);
        QCOMPARE(tile->title(), u"cpu.core0"_s);
        QCOMPARE(tile->limits(), limits);
        QCOMPARE(tile->minimum(), 0.0);
        QCOMPARE(tile->maximum(), 100.0);
        bench.desk.openMetric(1);
        QVERIFY(bench.desk.board()->tile(0)->limits().isEmpty());
        QCOMPARE(bench.desk.board()->tile(0)->maximum(), 8.0);
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
        QCOMPARE(badge->rateText(), u"12.4 k msg/s"_s);
        QCOMPARE(badge->roundTripText(), u"4 ms"_s);
        QVERIFY(badge->numbersText().size() <= badge->widestNumbers().size());
        QCOMPARE(badge->receivedText(), u"100.000 %"_s);
        status.messages = 10'000'000;
        status.missed = 1;
        bench.desk.show(status);
        QCOMPARE(badge->receivedText(), u"99.999 %"_s);
        status.missed = 0;
        status.lostStretches = 1;
        bench.desk.show(status);
        QCOMPARE(badge->receivedText(), u"unknown"_s);
        status.lostStretches = 0;
        status.state = LinkState::Waiting; // what is sent meanwhile, nobody knows
        status.sinceUs = bench.now;
        bench.desk.show(status);
        QCOMPARE(badge->receivedText(), u"unknown"_s);
        status.state = LinkState::Live; // all of it was replayed
        bench.desk.show(status);
        QCOMPARE(badge->receivedText(), u"100.000 %"_s);
    }

    void badgeSaysThatTheReaderIsBehind()
    {
        Bench bench;
        LinkBadge *badge = bench.desk.link();
        LinkStatus status;
        status.state = LinkState::Live;
        status.roundTripMs = 4;
        bench.desk.show(status);
        badge->tick(bench.now);
        QCOMPARE(badge->numbersText(), u"4 ms"_s);
        status.pausedMs = 400; // again and again, and not just now
        status.messages = 10;
        QSignalSpy rate(badge, &LinkBadge::rateChanged);
        bench.desk.show(status);
        badge->tick(bench.now + second);
        QVERIFY(badge->behind());
        QCOMPARE(badge->numbersText(), u"behind · 10 msg/s"_s);
        QVERIFY(!rate.isEmpty());
        badge->tick(bench.now + 2 * second); // not any more
        QVERIFY(!badge->behind());
        QVERIFY(badge->numbersText().startsWith(u"4 ms"_s));
        status.paused = true; // a window that hung
        bench.desk.show(status);
        badge->tick(bench.now + 3 * second);
        QVERIFY(badge->behind());
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

QTEST_GUILESS_MAIN(TestDesk)
#include "tst_desk.moc"
