#include "alarmbench.h"

#include <QtTest>

using namespace sightglass;
using namespace sightglass::test;
using namespace Qt::StringLiterals;

using Kind = CommandStory::Kind;

namespace {

// A server that wants to know who has seen its alarms, and what it is sent.
struct Asked : Alarms
{
    std::vector<std::vector<Ack>> sent;

    Asked()
    {
        QObject::connect(list, &NotificationModel::acknowledging, list,
                         [this](const std::vector<Ack> &acks) { sent.push_back(acks); });
    }
    void ask(const QString &key, const QMap<QString, QString> &labels = {})
    {
        Event event = raised(key);
        event.timeUs = now;
        event.labels = labels;
        if (labels.isEmpty()) {
            event.actions = QStringList{u"acknowledge"_s};
        }
        say(event);
    }
    void answer(Kind kind, const Ack &ack, const QString &text = {})
    {
        Batch batch;
        batch.note(CommandStory{kind, ack, now, text});
        give(batch);
    }
    Ack acknowledge(const QString &title)
    {
        list->acknowledge(ident(list, title));
        return sent.empty() ? Ack() : sent.back().back();
    }
    QString stateOf(const QString &title) const
    {
        return state(list, int(titles(list).indexOf(title)));
    }
    QString bodyOf(const QString &title) const
    {
        const int row = int(titles(list).indexOf(title));
        return at(list, row, NotificationModel::BodyRole).toString();
    }
};

const QString refusedTitle = u"Refused: acknowledging “hot”"_s;
const QString expiredTitle = u"Not acknowledged at the server: “hot”"_s;

} // namespace

class TestCommandNotifications : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsOnlyWhatTheServerAsksFor();
    void waitsForTheServerAndIsConfirmed();
    void aRepeatMeanwhileChangesNothing();
    void sendsAllAtOnce();
    void aRefusalSaysWhyAndNeedsYouAgain();
    void whatExpiredSaysSoThoughItsAlarmIsNotKnown();
    void aFailureOfWhatIsOverNeedsNobody();
    void aFailureEndsWhenItIsSeen();
    void aFailureEndsWhenALaterOneIsTaken();
    void knowsWhatWaitsSinceAnEarlierRun_data();
    void knowsWhatWaitsSinceAnEarlierRun();
    void somebodyElseHasSeenIt();
    void saysThatTheDiskDoesNotKeepThem();
};

void TestCommandNotifications::sendsOnlyWhatTheServerAsksFor()
{
    Asked bench;
    bench.raise(u"quiet"_s);
    bench.acknowledge(u"quiet"_s);
    QVERIFY(bench.sent.empty());
    QVERIFY2(bench.stateOf(u"quiet"_s).startsWith(u"Acknowledged by you"),
             qPrintable(bench.stateOf(u"quiet"_s)));
    bench.ask(u"hot"_s);
    const Ack ack = bench.acknowledge(u"hot"_s);
    QCOMPARE(bench.sent.size(), 1u);
    QCOMPARE(ack.key, u"hot"_s);
    QCOMPARE(ack.action, u"acknowledge"_s);
    QVERIFY(!ack.id.isEmpty());
}

void TestCommandNotifications::waitsForTheServerAndIsConfirmed()
{
    Asked bench;
    bench.ask(u"hot"_s);
    const Ack ack = bench.acknowledge(u"hot"_s);
    QVERIFY2(bench.stateOf(u"hot"_s).contains(u"not yet confirmed"),
             qPrintable(bench.stateOf(u"hot"_s)));
    QVERIFY(at(bench.list, 0, NotificationModel::DetailsRole).toString().contains(u"24 hours"));
    QCOMPARE(bench.list->needsYou(), 0);
    bench.answer(Kind::Done, {u"another"_s, u"hot"_s, {}, {}});
    QVERIFY(bench.stateOf(u"hot"_s).contains(u"not yet"));
    bench.answer(Kind::Done, ack);
    QVERIFY2(bench.stateOf(u"hot"_s).endsWith(u", confirmed"), qPrintable(bench.stateOf(u"hot"_s)));
    QCOMPARE(bench.list->count(), 1);
    bench.ask(u"hot"_s, {{u"acknowledged"_s, u"14:02"_s}}); // as the server tells everyone
    QVERIFY(bench.stateOf(u"hot"_s).endsWith(u", confirmed"));
}

void TestCommandNotifications::aRepeatMeanwhileChangesNothing()
{
    Asked bench;
    bench.ask(u"hot"_s);
    const Ack ack = bench.acknowledge(u"hot"_s);
    bench.ask(u"hot"_s);
    bench.ask(u"hot"_s, {{u"acknowledged"_s, u"14:02"_s}});
    QVERIFY(bench.stateOf(u"hot"_s).contains(u"not yet confirmed"));
    QCOMPARE(bench.list->needsYou(), 0);
    bench.answer(Kind::Done, ack);
    QVERIFY(bench.stateOf(u"hot"_s).endsWith(u", confirmed"));
    QCOMPARE(bench.sent.size(), 1u);
}

void TestCommandNotifications::sendsAllAtOnce()
{
    Asked bench;
    for (const auto &key : {u"a"_s, u"b"_s, u"c"_s}) {
        bench.ask(key);
    }
    bench.raise(u"quiet"_s);
    bench.acknowledge(u"b"_s);
    bench.sent.clear();
    bench.list->acknowledgeAll();
    QCOMPARE(bench.list->needsYou(), 0);
    QCOMPARE(bench.sent.size(), 1u); // one write to the disk
    QCOMPARE(bench.sent[0].size(), 2u);
    QVERIFY(bench.sent[0][0].id != bench.sent[0][1].id);
}

void TestCommandNotifications::aRefusalSaysWhyAndNeedsYouAgain()
{
    Asked bench;
    bench.ask(u"hot"_s);
    const Ack ack = bench.acknowledge(u"hot"_s);
    bench.answer(Kind::Refused, ack, u"Only the shift leader may."_s);
    QVERIFY2(titles(bench.list).contains(refusedTitle), qPrintable(titles(bench.list).join(u'|')));
    QVERIFY(bench.bodyOf(refusedTitle).contains(u"Only the shift leader may."));
    QVERIFY(bench.bodyOf(refusedTitle).contains(u"again")); // what can be done
    QCOMPARE(bench.list->needsYou(), 1); // the alarm itself; the rest is to be read
    QCOMPARE(bench.stateOf(u"hot"_s), u"Refused"_s);
    QVERIFY(bench.acknowledge(u"hot"_s).id != ack.id);
    QVERIFY(bench.stateOf(u"hot"_s).contains(u"not yet confirmed"));
}

void TestCommandNotifications::whatExpiredSaysSoThoughItsAlarmIsNotKnown()
{
    Asked bench;
    bench.answer(Kind::Expired, {u"id"_s, u"hot"_s, u"acknowledge"_s, {}},
                 u"The server did not answer for 24 hours."_s);
    QCOMPARE(titles(bench.list), QStringList{expiredTitle});
    QVERIFY(bench.bodyOf(expiredTitle).startsWith(u"The server did not answer for 24 hours."));
    QCOMPARE(bench.list->needsYou(), 1);
}

void TestCommandNotifications::aFailureOfWhatIsOverNeedsNobody()
{
    Asked bench;
    bench.ask(u"hot"_s);
    const Ack ack = bench.acknowledge(u"hot"_s);
    bench.clear(u"hot"_s);
    bench.answer(Kind::Refused, ack, u"There is no alarm “hot” now."_s);
    QVERIFY(titles(bench.list).contains(refusedTitle));
    QCOMPARE(bench.list->needsYou(), 0);
    QCOMPARE(bench.list->active(), 0);
}

void TestCommandNotifications::aFailureEndsWhenItIsSeen()
{
    Asked bench;
    bench.answer(Kind::Expired, {u"id"_s, u"hot"_s, u"acknowledge"_s, {}});
    bench.acknowledge(expiredTitle);
    QVERIFY(bench.sent.empty());
    QCOMPARE(bench.list->active(), 0);
    QCOMPARE(bench.list->earlier(), 1);
    bench.list->dismiss(ident(bench.list, expiredTitle));
    QCOMPARE(bench.list->count(), 0);
}

void TestCommandNotifications::aFailureEndsWhenALaterOneIsTaken()
{
    Asked bench;
    bench.answer(Kind::Expired, {u"id"_s, u"hot"_s, u"acknowledge"_s, {}});
    bench.ask(u"hot"_s);
    QCOMPARE(bench.list->needsYou(), 2);
    const Ack later = bench.acknowledge(u"hot"_s);
    QCOMPARE(bench.list->needsYou(), 1);
    bench.answer(Kind::Done, later);
    QCOMPARE(bench.list->needsYou(), 0);
    QCOMPARE(bench.list->active(), 1);
}

void TestCommandNotifications::knowsWhatWaitsSinceAnEarlierRun_data()
{
    QTest::addColumn<bool>("alarmFirst");
    QTest::newRow("the alarm comes later") << false;
    QTest::newRow("the alarm is there") << true;
}

void TestCommandNotifications::knowsWhatWaitsSinceAnEarlierRun()
{
    QFETCH(bool, alarmFirst);
    Asked bench;
    const Ack ack{u"id"_s, u"hot"_s, u"acknowledge"_s, {}};
    if (alarmFirst) {
        bench.ask(u"hot"_s);
    }
    bench.answer(Kind::Waiting, ack);
    if (!alarmFirst) {
        bench.ask(u"hot"_s);
    }
    QVERIFY2(bench.stateOf(u"hot"_s).contains(u"not yet confirmed"),
             qPrintable(bench.stateOf(u"hot"_s)));
    QCOMPARE(bench.list->needsYou(), 0);
    bench.answer(Kind::Done, ack);
    QVERIFY(bench.stateOf(u"hot"_s).endsWith(u", confirmed"));
    bench.clear(u"hot"_s);
    bench.ask(u"hot"_s); // anew: that it waited is long over
    QCOMPARE(bench.list->needsYou(), 1);
    QVERIFY(bench.sent.empty());
}

void TestCommandNotifications::somebodyElseHasSeenIt()
{
    Asked bench;
    bench.ask(u"hot"_s);
    QCOMPARE(bench.list->needsYou(), 1);
    bench.ask(u"hot"_s, {{u"acknowledged"_s, u"by Ada"_s}});
    QCOMPARE(bench.list->needsYou(), 0);
    QCOMPARE(bench.stateOf(u"hot"_s), u"Acknowledged at the server"_s);
    bench.list->acknowledgeAll();
    QVERIFY(bench.sent.empty());
}

void TestCommandNotifications::saysThatTheDiskDoesNotKeepThem()
{
    Asked bench;
    for (int i = 0; i < 3; ++i) {
        bench.answer(Kind::NotKept, {}, u"The disk is full."_s);
    }
    QCOMPARE(bench.list->count(), 1);
    QVERIFY(bench.bodyOf(titles(bench.list).constFirst()).startsWith(u"The disk is full."));
    QCOMPARE(at(bench.list, 0, NotificationModel::CountTextRole).toString(), u"seen 3 times"_s);
}

QTEST_GUILESS_MAIN(TestCommandNotifications)
#include "tst_commandnotifications.moc"
