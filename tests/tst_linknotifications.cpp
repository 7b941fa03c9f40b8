// The story of the link in the notification list, and what was missed meanwhile.
#include "alarmbench.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;
using namespace sightglass::test;

class TestLinkNotifications : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

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
        bench.passes(5 * second);
        batch.note(LinkStory{LinkStory::Kind::Resumed, bench.now, 5000, 3, {}});
        batch.note(LostTime{u"cpu"_s, start, start + second, 12, LostTime::Reason::ServerForgot});
        bench.give(batch);
        QCOMPARE(titles(list), QStringList{u"Resumed after 5 s"_s});
        QCOMPARE(at(list, 0, NotificationModel::BodyRole).toString(),
                 u"3 messages replayed, 12 messages lost. The server keeps less history than the "
                 "link was down. Gap in cpu, %1–%2."_s.arg(clockText(start, true),
                                                           clockText(start + second, true)));
        QVERIFY(at(list, 0, NotificationModel::SeverityRole).toString() != u"ok");
    }

    void restartedServerIsOneGapOnHoweverManyChannels()
    {
        Bench bench;
        NotificationModel *list = bench.desk.notifications();
        QAbstractItemModelTester tester(list);
        Batch batch;
        batch.note(LinkStory{LinkStory::Kind::Lost, bench.now, 0, 0, {}});
        bench.passes(5 * second);
        batch.note(LinkStory{LinkStory::Kind::Restarted, bench.now, 5000, 0, u"cpu"_s});
        for (const QString &channel : {u"cpu"_s, u"machine"_s, u"feed"_s}) {
            batch.note(
                LostTime{channel, start, start + second, 0, LostTime::Reason::ServerRestarted});
        }
        batch.note(LinkStory{LinkStory::Kind::Resumed, bench.now, 5000, 3, {}});
        bench.give(batch);
        QCOMPARE(titles(list), QStringList{u"Server restarted, 5 s without data"_s});
        QVERIFY(at(list, 0, NotificationModel::CountTextRole).toString().isEmpty());
        const QString body = at(list, 0, NotificationModel::BodyRole).toString();
        QVERIFY2(body.contains(u"Gap in 3 channels"_s), qPrintable(body));
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

    void restoredLinkSaysEachThingOnce()
    {
        Bench bench;
        NotificationModel *list = bench.desk.notifications();
        Batch batch;
        batch.note(LinkStory{LinkStory::Kind::Lost, bench.now, 0, 0, u"Connection reset"_s});
        bench.give(batch);
        QVERIFY(at(list, 0, NotificationModel::BodyRole)
                    .toString()
                    .startsWith(u"Connection reset. What was received stays."));
        bench.passes(12 * second);
        bench.live();
        QCOMPARE(at(list, 0, NotificationModel::TitleRole).toString(),
                 u"Connected again after 12 s"_s);
        batch.note(LinkStory{LinkStory::Kind::Restarted, bench.now, 12'000, 0, u"cpu"_s});
        batch.note(LostTime{u"cpu"_s, start, bench.now, 0, LostTime::Reason::ServerRestarted});
        batch.note(LinkStory{LinkStory::Kind::Resumed, bench.now, 12'000, 6, {}});
        bench.give(batch);
        const int row = int(titles(list).indexOf(u"Server restarted, 12 s without data"_s));
        QVERIFY(row >= 0);
        QCOMPARE(at(list, row, NotificationModel::BodyRole).toString(),
                 u"6 messages replayed. What else was sent meanwhile is unknown. Gap in "
                 "cpu."_s);
        QCOMPARE(
            at(list, row, NotificationModel::StateTextRole).toString(),
            u"No data %1–%2"_s.arg(clockText(start, true), clockText(start + 12 * second, true)));
    }

    void alarmSeenToStaysSoWhenARestartedServerRaisesItAgain()
    {
        Offline bench;
        bench.raise(u"hot"_s, start - minute);
        bench.flushed();
        bench.list->acknowledge(at(bench.list, 0, NotificationModel::IdentRole).toInt());
        bench.lose();
        bench.batch.note(LinkStory{LinkStory::Kind::Restarted, bench.now, 5000, 0, u"cpu"_s});
        bench.raise(u"hot"_s, bench.now);
        bench.flushed();
        QCOMPARE(bench.list->active(), 1);
        QCOMPARE(bench.list->needsYou(), 0);
        bench.resume();
        const int row = int(titles(bench.list).indexOf(u"hot"_s));
        const QString since = at(bench.list, std::max(row, 0), NotificationModel::SinceTextRole)
                                  .toString();
        QVERIFY2(since.contains(clockText(start - minute, true)), qPrintable(since));
    }

    // what was missed
    void floodAfterAnOutageIsOneSummary()
    {
        Offline bench;
        bench.raise(u"before"_s, start);
        bench.lose();
        for (int i = 0; i < 11; ++i) {
            bench.raiseAndClear(u"queue%1"_s.arg(i), u"queue depth"_s, Severity::Warning);
        }
        for (int i = 0; i < 4; ++i) {
            bench.raiseAndClear(u"disk%1"_s.arg(i), u"disk full"_s,
                                i < 2 ? Severity::Critical : Severity::Warning);
        }
        bench.raise(u"still"_s, bench.missedUs);
        bench.raise(u"also"_s, bench.missedUs);
        bench.resume();
        // Folded at once, told when all has come: nothing flashes by.
        QCOMPARE(titles(bench.list).count(u"queue depth"_s), 0);
        bench.pass(3 * second);
        QCOMPARE(titles(bench.list),
                 QStringList({u"also"_s, u"still"_s, u"before"_s,
                              u"17 missed while offline, 4 critical"_s, u"Resumed after 31 s"_s}));
        QCOMPARE(at(bench.list, 3, NotificationModel::BodyRole).toString(),
                 u"Mostly “queue depth” (11). 2 are still active."_s);
        QVERIFY(at(bench.list, 3, NotificationModel::SummaryRole).toBool());
        QSignalSpy resets(bench.list, &QAbstractItemModel::modelReset);
        bench.list->unfold(at(bench.list, 3, NotificationModel::IdentRole).toInt());
        QCOMPARE(titles(bench.list).count(u"queue depth"_s), 11);
        QVERIFY(!at(bench.list, 3, NotificationModel::SummaryRole).toBool());
        QCOMPARE(resets.count(), 0);
    }

    void fewMissedAreShownAsTheyAre()
    {
        Offline bench;
        bench.lose();
        for (int i = 0; i < NotificationModel::fewMissed; ++i) {
            bench.raiseAndClear(u"k%1"_s.arg(i), u"k"_s, Severity::Warning);
        }
        bench.resume();
        bench.pass(3 * second);
        QCOMPARE(titles(bench.list).count(u"k"_s), NotificationModel::fewMissed);
        QCOMPARE(bench.list->rowCount(), NotificationModel::fewMissed + 1);
    }

    void stragglersOfAnotherChannelAreCountedToo()
    {
        Offline bench;
        bench.lose();
        bench.resume();
        for (int i = 0; i < 6; ++i) {
            bench.raiseAndClear(u"k%1"_s.arg(i), u"k"_s, Severity::Warning);
        }
        bench.flushed();
        bench.pass(3 * second);
        QCOMPARE(titles(bench.list).constFirst(), u"6 missed while offline"_s);
    }

    void newAlarmsAfterAnOutageAreNotMissedOnes()
    {
        Offline bench;
        bench.lose();
        bench.resume();
        for (int i = 0; i < 9; ++i) {
            bench.raise(u"k%1"_s.arg(i), bench.now);
        }
        bench.flushed();
        bench.pass(3 * second);
        QCOMPARE(bench.list->needsYou(), 9);
        QCOMPARE(bench.list->rowCount(), 10);
    }

    void missedOnesAreToldEvenIfNobodySaysResumed()
    {
        Offline bench;
        bench.lose();
        bench.live();
        for (int i = 0; i < 6; ++i) {
            bench.raiseAndClear(u"k%1"_s.arg(i), u"k"_s, Severity::Warning);
        }
        bench.flushed();
        bench.pass(13 * second);
        QVERIFY(titles(bench.list).contains(u"6 missed while offline"_s));
    }

    void eachOutageHasItsOwnSummary()
    {
        Offline bench;
        for (int outage = 0; outage < 2; ++outage) {
            bench.lose();
            for (int i = 0; i < 6; ++i) {
                bench.raiseAndClear(u"k%1.%2"_s.arg(outage).arg(i), u"k%1"_s.arg(outage),
                                    Severity::Warning);
            }
            bench.resume();
            bench.pass(3 * second);
        }
        QCOMPARE(titles(bench.list).count(u"6 missed while offline"_s), 2);
        bench.list->unfold(at(bench.list, 0, NotificationModel::IdentRole).toInt());
        QCOMPARE(titles(bench.list).count(u"k1"_s), 6);
        QCOMPARE(titles(bench.list).count(u"k0"_s), 0);
        bench.list->setFilter(NotificationModel::Cleared);
        QCOMPARE(titles(bench.list).count(u"k0"_s), 6); // all that is over
    }

    // texts
    void causesAreNamedByHowOftenTheyCame_data()
    {
        QTest::addColumn<QList<int>>("times");
        QTest::addColumn<QString>("text");
        QTest::newRow("one") << QList<int>{7} << u"Mostly “a” (7)."_s;
        QTest::newRow("one stands out") << QList<int>{9, 2, 1} << u"Mostly “a” (9)."_s;
        QTest::newRow("two") << QList<int>{5, 4, 1} << u"Above all “a” (5) and “b” (4)."_s;
        QTest::newRow("none") << QList<int>{} << QString();
    }
    void causesAreNamedByHowOftenTheyCame()
    {
        QFETCH(const QList<int>, times);
        Missed missed;
        for (int i = 0; i < times.size(); ++i) {
            missed.titles.insert(QString(QChar(u'a' + i)), times.at(i));
            missed.all += times.at(i);
        }
        QTEST(missedBody(missed, 0), "text");
    }

    void momentsNameTheDayUnlessItIsToday()
    {
        const QDateTime noon(QDate(2024, 5, 14), QTime(12, 0));
        const auto us = [](const QDateTime &time) { return time.toMSecsSinceEpoch() * 1000; };
        QCOMPARE(momentText(us(noon), us(noon.addSecs(3600))), u"12:00"_s);
        QCOMPARE(momentText(us(noon), us(noon.addDays(1))), u"Tue 12:00"_s);
        QCOMPARE(momentText(us(noon), us(noon.addDays(7))), u"14 May 12:00"_s);
    }
};

QTEST_GUILESS_MAIN(TestLinkNotifications)
#include "tst_linknotifications.moc"
