// What the desk tells a person: notifications, the window of time, the state of the link.
#include "deskbench.h"

#include <QAbstractItemModelTester>
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

    void restartedServerIsOneGapOnHoweverManyChannels()
    {
        Bench bench;
        NotificationModel *list = bench.desk.notifications();
        QAbstractItemModelTester tester(list);
        Batch batch;
        batch.note(LinkStory{LinkStory::Kind::Lost, bench.now, 0, 0, {}});
        batch.note(LinkStory{LinkStory::Kind::Restarted, bench.now, 5000, 0, u"cpu"_s});
        for (const QString &channel : {u"cpu"_s, u"machine"_s, u"feed"_s}) {
            batch.note(
                LostTime{channel, start, start + second, 0, LostTime::Reason::ServerRestarted});
        }
        batch.note(LinkStory{LinkStory::Kind::Resumed, bench.now, 5000, 3, {}});
        bench.give(batch);
        QCOMPARE(list->count(), 2);
        QStringList titles;
        for (int row = 0; row < list->count(); ++row) {
            titles.append(at(list, row, NotificationModel::TitleRole).toString());
            QVERIFY(at(list, row, NotificationModel::CountTextRole).toString().isEmpty());
        }
        QVERIFY2(titles.contains(u"Gap in 3 channels"_s), qPrintable(titles.join(u'|')));
        QVERIFY2(titles.contains(u"Server restarted, back after 5 s"_s),
                 qPrintable(titles.join(u'|')));
    }

    void alarmsOfARestartedServerAreInDoubtUntilItRaisesThemAgain()
    {
        Bench bench;
        NotificationModel *list = bench.desk.notifications();
        QAbstractItemModelTester tester(list);
        Batch batch;
        batch.note(raised(u"hot"_s));
        batch.note(raised(u"full"_s));
        bench.give(batch);
        QCOMPARE(list->active(), 2);
        batch.clear();
        batch.note(LinkStory{LinkStory::Kind::Lost, bench.now, 0, 0, {}});
        batch.note(LinkStory{LinkStory::Kind::Restarted, bench.now, 5000, 0, u"cpu"_s});
        batch.note(LinkStory{LinkStory::Kind::Restarted, bench.now, 5000, 0, u"events"_s});
        batch.note(raised(u"full"_s));
        bench.give(batch);
        bench.live();
        QCOMPARE(list->active(), 1);
    }

    void anotherSightglassGetsTheBoardOfItsMachine()
    {
        Bench bench;
        LinkStatus status;
        status.state = LinkState::Live;
        status.server = u"sightglass/1.0 (other)"_s;
        bench.desk.show(status);
        QVERIFY(bench.desk.board()->count() > 5);
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

QTEST_GUILESS_MAIN(TestDesk)
#include "tst_desk.moc"
