// Alarms in the notification list: order, filters, snoozing, and what is said when.
#include "alarmbench.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;
using namespace sightglass::test;

class TestNotifications : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

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
        list->acknowledge(ident(list, u"hot"_s));
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

    // order
    void whatNeedsYouComesFirst()
    {
        Alarms bench;
        bench.raise(u"note"_s, Severity::Info);
        bench.raise(u"first"_s);
        bench.raise(u"warm"_s, Severity::Warning);
        bench.raise(u"second"_s);
        QCOMPARE(titles(bench.list), QStringList({u"second"_s, u"first"_s, u"warm"_s, u"note"_s}));
        QCOMPARE(bench.list->needsYou(), 3);
        bench.list->acknowledge(ident(bench.list, u"second"_s));
        QCOMPARE(titles(bench.list), QStringList({u"first"_s, u"warm"_s, u"second"_s, u"note"_s}));
        bench.raise(u"first"_s); // a repeat does not jump about
        bench.clear(u"first"_s);
        QCOMPARE(titles(bench.list), QStringList({u"warm"_s, u"second"_s, u"note"_s, u"first"_s}));
        QCOMPARE(bench.list->active(), 3);
        QCOMPARE(bench.list->earlier(), 1);
        QCOMPARE(bench.resets.count(), 0);
    }

    void worseRepeatNeedsYouAgain()
    {
        Alarms bench;
        bench.raise(u"hot"_s, Severity::Warning);
        bench.list->acknowledge(ident(bench.list, u"hot"_s));
        QCOMPARE(bench.list->needsYou(), 0);
        bench.raise(u"hot"_s, Severity::Warning);
        QCOMPARE(bench.list->needsYou(), 0);
        QVERIFY(bench.said.isEmpty());
        bench.raise(u"hot"_s, Severity::Critical);
        QCOMPARE(bench.list->needsYou(), 1);
        QCOMPARE(bench.said.count(), 1);
        QCOMPARE(bench.said.at(0).at(0).toString(), u"Critical: hot"_s);
    }

    void allAcknowledgedKeepTheirOrder()
    {
        Alarms bench;
        for (const QString &key : {u"a"_s, u"b"_s, u"c"_s}) {
            bench.raise(key);
        }
        bench.counts.clear();
        bench.list->acknowledgeAll();
        QCOMPARE(titles(bench.list), QStringList({u"c"_s, u"b"_s, u"a"_s}));
        QCOMPARE(bench.list->needsYou(), 0);
        QCOMPARE(bench.counts.count(), 1);
    }

    void whatIsOverNeverDrivesOutAnAlarm()
    {
        Alarms bench;
        Batch batch;
        for (int i = 0; i < NotificationModel::most; ++i) {
            batch.note(raised(u"k%1"_s.arg(i)));
        }
        bench.give(batch);
        Event news = raised(u"news"_s, Severity::Info);
        news.state = EventState::Info;
        bench.say(news);
        QCOMPARE(bench.list->active(), NotificationModel::most);
        bench.raise(u"more"_s);
        QCOMPARE(bench.list->active(), NotificationModel::most);
        QCOMPARE(titles(bench.list).constFirst(), u"more"_s);
    }

    // filters
    void filtersShareTheList()
    {
        Alarms bench;
        bench.raise(u"over"_s);
        bench.clear(u"over"_s);
        bench.raise(u"asleep"_s);
        bench.raise(u"hot"_s);
        bench.list->snooze(ident(bench.list, u"asleep"_s), 5);
        QCOMPARE(titles(bench.list), QStringList({u"hot"_s, u"over"_s}));
        bench.list->setFilter(NotificationModel::Snoozed);
        QCOMPARE(titles(bench.list), QStringList({u"asleep"_s}));
        bench.list->setFilter(NotificationModel::Cleared);
        QCOMPARE(titles(bench.list), QStringList({u"over"_s}));
        bench.clear(u"hot"_s); // comes as a row, nothing is reset
        QCOMPARE(bench.resets.count(), 2);
        QCOMPARE(titles(bench.list), QStringList({u"hot"_s, u"over"_s}));
        bench.list->dismiss(ident(bench.list, u"over"_s));
        QCOMPARE(bench.list->count(), 2);
        bench.list->clearEarlier();
        QCOMPARE(bench.list->rowCount(), 0);
        QCOMPARE(bench.list->count(), 1);
    }

    void whatWasOverLongAgoIsOnlyAmongTheCleared()
    {
        Alarms bench;
        bench.raise(u"old"_s);
        bench.clear(u"old"_s);
        bench.pass(NotificationModel::recentUs - second);
        QCOMPARE(titles(bench.list), QStringList({u"old"_s}));
        bench.pass(second);
        QCOMPARE(bench.list->rowCount(), 0);
        QCOMPARE(bench.list->earlier(), 1);
        bench.list->setFilter(NotificationModel::Cleared);
        QCOMPARE(titles(bench.list), QStringList({u"old"_s}));
    }

    void alarmsAreNotDismissed()
    {
        Alarms bench;
        bench.raise(u"hot"_s);
        bench.list->dismiss(ident(bench.list, u"hot"_s));
        bench.list->clearEarlier();
        QCOMPARE(bench.list->active(), 1);
        bench.list->acknowledge(4711);
        bench.list->snooze(4711, 5);
        bench.list->wake(4711);
        QCOMPARE(bench.list->needsYou(), 1);
    }

    // snoozing
    void snoozedAlarmComesBackAndNeedsYouAgain()
    {
        Alarms bench;
        bench.raise(u"hot"_s);
        bench.said.clear();
        bench.list->tick(bench.now);
        bench.list->snooze(ident(bench.list, u"hot"_s), 15);
        QCOMPARE(bench.list->needsYou(), 0);
        QCOMPARE(bench.list->active(), 0);
        QCOMPARE(bench.list->snoozed(), 1);
        QCOMPARE(bench.list->rowCount(), 0);
        bench.list->setFilter(NotificationModel::Snoozed);
        QCOMPARE(state(bench.list, 0),
                 u"Snoozed until %1"_s.arg(clockText(bench.now + 15 * minute)));
        bench.raise(u"hot"_s); // the same again: sleeps on
        bench.pass(15 * minute - second);
        QCOMPARE(bench.list->snoozed(), 1);
        QVERIFY(bench.said.isEmpty());
        bench.pass(second);
        QCOMPARE(bench.list->snoozed(), 0);
        QCOMPARE(bench.list->needsYou(), 1);
        QCOMPARE(bench.said.count(), 1);
        bench.list->setFilter(NotificationModel::Active);
        QCOMPARE(state(bench.list, 0), u"Back from snooze"_s);
    }

    void clearEndsASnooze()
    {
        Alarms bench;
        bench.raise(u"hot"_s);
        bench.list->snooze(ident(bench.list, u"hot"_s), 5);
        bench.clear(u"hot"_s);
        QCOMPARE(bench.list->snoozed(), 0);
        QCOMPARE(bench.list->earlier(), 1);
        bench.pass(5 * minute);
        QCOMPARE(bench.list->active(), 0);
        bench.raise(u"hot"_s);
        QCOMPARE(bench.list->needsYou(), 1);
    }

    void worseAlarmWakes()
    {
        Alarms bench;
        bench.raise(u"hot"_s, Severity::Warning);
        bench.list->snooze(ident(bench.list, u"hot"_s), 60);
        bench.raise(u"hot"_s, Severity::Critical);
        QCOMPARE(bench.list->snoozed(), 0);
        QCOMPARE(bench.list->needsYou(), 1);
    }

    void severalSnoozesEndAtOnce()
    {
        Alarms bench;
        for (const QString &key : {u"a"_s, u"b"_s, u"c"_s}) {
            bench.raise(key, Severity::Info);
            bench.list->snooze(ident(bench.list, key), key == u"b" ? 60 : 5);
        }
        bench.pass(5 * minute);
        QCOMPARE(bench.list->snoozed(), 1);
        QCOMPARE(bench.list->active(), 2);
        bench.list->setFilter(NotificationModel::Snoozed);
        bench.list->wake(ident(bench.list, u"b"_s));
        QCOMPARE(bench.list->active(), 3);
    }

    void snoozeUntilMorningIsTomorrowAtEight()
    {
        Alarms bench;
        bench.raise(u"hot"_s);
        bench.list->snoozeUntilMorning(ident(bench.list, u"hot"_s));
        bench.list->setFilter(NotificationModel::Snoozed);
        const QDateTime today = QDateTime::fromMSecsSinceEpoch(bench.now / 1000);
        const QDateTime eight(today.date().addDays(1), QTime(8, 0));
        QCOMPARE(state(bench.list, 0),
                 u"Snoozed until %1 08:00"_s.arg(QLocale().toString(eight.date(), u"ddd"_s)));
        bench.pass(eight.toMSecsSinceEpoch() * 1000 - bench.now - 1);
        QCOMPARE(bench.list->snoozed(), 1);
        bench.pass(1);
        QCOMPARE(bench.list->needsYou(), 1);
    }

    // what is said when
    void agesRunWithoutAnythingElseBeingSaid()
    {
        Alarms bench;
        bench.raise(u"hot"_s);
        bench.raise(u"over"_s);
        bench.clear(u"over"_s);
        bench.pass(second); // the first tick also learns which day it is
        bench.changes.clear();
        bench.counts.clear();
        bench.pass(11 * second);
        QCOMPARE(at(bench.list, 0, NotificationModel::AgeTextRole).toString(), u"12 s ago"_s);
        QCOMPARE(bench.changes.count(), 1);
        QCOMPARE(bench.changes.at(0).at(0).toModelIndex().row(), 0);
        QCOMPARE(bench.changes.at(0).at(1).toModelIndex().row(), 0);
        QCOMPARE(bench.changes.at(0).at(2).value<QList<int>>(),
                 QList<int>({NotificationModel::AgeTextRole}));
        QVERIFY(bench.counts.isEmpty());
        bench.list->tick(bench.now);
        QCOMPARE(bench.changes.count(), 1);
    }

    void alarmsOfOneFlushAreSaidOnce()
    {
        Alarms bench;
        Batch batch;
        batch.note(raised(u"a"_s));
        batch.note(raised(u"b"_s, Severity::Warning));
        batch.note(raised(u"c"_s));
        bench.give(batch);
        QCOMPARE(bench.said.count(), 1);
        QCOMPARE(bench.said.at(0).at(0).toString(), u"2 critical alarms, the last: c"_s);
        QCOMPARE(bench.counts.count(), 1);
    }

    void whatIsReceivedIsBounded()
    {
        Alarms bench;
        Event event = raised(u"long"_s);
        event.title = QString(100'000, u'x');
        event.body = QString(100'000, u'y');
        for (int i = 0; i < 100; ++i) {
            event.labels.insert(u"l%1"_s.arg(i), QString(1000, u'z'));
        }
        bench.say(event);
        QVERIFY(at(bench.list, 0, NotificationModel::TitleRole).toString().size() <= 1001);
        QVERIFY(at(bench.list, 0, NotificationModel::BodyRole).toString().size() <= 8001);
        QVERIFY(at(bench.list, 0, NotificationModel::DetailsRole).toString().size() < 8000);
    }
};

QTEST_GUILESS_MAIN(TestNotifications)
#include "tst_notifications.moc"
