// Exactly once and in order, and an honest account of what is missing.
#include "session/ledger.h"

#include <QTest>

#include <random>
#include <set>

using namespace Qt::StringLiterals;
using namespace sightglass;
using Reason = LostTime::Reason;

namespace {

constexpr auto channel = "c"_L1;

Subscribed at(const QString &epoch, std::uint64_t seq, bool recovered = false)
{
    return {QString(channel), {epoch, seq}, recovered};
}

Samples numbered(std::uint64_t seq, std::int64_t timeUs)
{
    return {QString(channel), seq, {timeUs}, {1}, {1}};
}

Event anEvent(std::uint64_t seq)
{
    Event event;
    event.channel = channel;
    event.seq = seq;
    return event;
}

// A ledger that was told of epoch "e" from the start and has applied 1 to 3, at 10, 20 and 30.
Ledger threeIn()
{
    Ledger ledger;
    ledger.subscribed(at(u"e"_s, 0));
    for (std::uint64_t seq = 1; seq <= 3; ++seq) {
        ledger.samples(numbered(seq, std::int64_t(seq) * 10));
    }
    return ledger;
}

#define COMPARE_LOST(asked, from, to, count, why)                                                  \
    do {                                                                                           \
        const Ledger::Answer answer = asked;                                                       \
        QVERIFY(answer.apply &&answer.lost);                                                       \
        QCOMPARE(answer.lost->channel, QString(channel));                                          \
        QCOMPARE(answer.lost->fromUs, std::int64_t(from));                                         \
        QCOMPARE(answer.lost->toUs, std::int64_t(to));                                             \
        QCOMPARE(answer.lost->missed, std::uint64_t(count));                                       \
        QCOMPARE(answer.lost->reason, why);                                                        \
    } while (false)

} // namespace

class TestLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // good
    void appliesWhatIsNext()
    {
        Ledger ledger = threeIn();
        const Ledger::Answer answer = ledger.samples(numbered(4, 40));
        QVERIFY(answer.apply && !answer.lost);
        QVERIFY(ledger.event(anEvent(5)).apply); // one numbering for both
        QCOMPARE(ledger.positions().value(channel).seq, std::uint64_t(5));
        QCOMPARE(ledger.positions().value(channel).epoch, u"e"_s);
        QCOMPARE(ledger.missed() + ledger.duplicates() + ledger.lostStretches(), std::uint64_t(0));
    }

    void startsWhereTheServerSays()
    {
        Ledger ledger;
        QVERIFY(ledger.subscribed(at(u"e"_s, 4711)));
        QVERIFY(ledger.samples(numbered(4712, 10)).apply);
        QCOMPARE(ledger.missed(), std::uint64_t(0));
    }

    void resumesWhole()
    {
        Ledger ledger = threeIn();
        ledger.subscribed(at(u"e"_s, 3, true));
        const Ledger::Answer answer = ledger.samples(numbered(4, 40));
        QVERIFY(answer.apply && !answer.lost);
        QVERIFY(!ledger.takeRestarted());
    }

    void dropsWhatItHasApplied()
    {
        Ledger ledger = threeIn();
        ledger.subscribed(at(u"e"_s, 1, true)); // a generous server replays more than was asked
        QVERIFY(!ledger.samples(numbered(2, 20)).apply);
        QVERIFY(!ledger.event(anEvent(3)).apply);
        QVERIFY(ledger.samples(numbered(4, 40)).apply);
        QCOMPARE(ledger.duplicates(), std::uint64_t(2));
    }

    void marksWhatTheServerForgot()
    {
        Ledger ledger = threeIn();
        ledger.subscribed(at(u"e"_s, 3));
        ledger.gap({QString(channel), 4, 9});
        COMPARE_LOST(ledger.samples(numbered(10, 100)), 30, 100, 6, Reason::ServerForgot);
        QVERIFY(!ledger.samples(numbered(11, 110)).lost); // said once
        QCOMPARE(ledger.missed(), std::uint64_t(6));
        QVERIFY(!ledger.takeRestarted());
    }

    void countsOnlyWhatItHadNotApplied()
    {
        Ledger ledger = threeIn();
        ledger.gap({QString(channel), 2, 3});
        QCOMPARE(ledger.missed(), std::uint64_t(0));
        ledger.gap({QString(channel), 1, 5});
        QCOMPARE(ledger.missed(), std::uint64_t(2));
        COMPARE_LOST(ledger.samples(numbered(6, 60)), 30, 60, 2, Reason::ServerForgot);
    }

    void joinsHolesWithNothingBetween()
    {
        Ledger ledger = threeIn();
        ledger.gap({QString(channel), 4, 5});
        ledger.gap({QString(channel), 6, 9});
        COMPARE_LOST(ledger.samples(numbered(12, 100)), 30, 100, 8, Reason::Skipped);
    }

    void marksWhatWasSkipped()
    {
        Ledger ledger = threeIn();
        COMPARE_LOST(ledger.samples(numbered(6, 60)), 30, 60, 2, Reason::Skipped);
        QVERIFY(!ledger.samples(numbered(5, 50)).apply); // late is too late
        QCOMPARE(ledger.missed(), std::uint64_t(2));
    }

    void marksTheHoleBeforeSamplesAfterASkippedEvent()
    {
        Ledger ledger = threeIn();
        QVERIFY(ledger.event(anEvent(6)).apply);
        COMPARE_LOST(ledger.samples(numbered(7, 70)), 30, 70, 2, Reason::Skipped);
    }

    void startsAgainInANewEpoch()
    {
        Ledger ledger = threeIn();
        ledger.subscribed(at(u"f"_s, 0));
        QVERIFY(ledger.takeRestarted());
        QVERIFY(!ledger.takeRestarted());
        COMPARE_LOST(ledger.samples(numbered(1, 90)), 30, 90, 0, Reason::ServerRestarted);
        QCOMPARE(ledger.positions().value(channel).epoch, u"f"_s);
        QCOMPARE(ledger.lostStretches(), std::uint64_t(1));
    }

    void doesNotKnowHowMuchWhenPartOfItIsUnknown()
    {
        Ledger ledger = threeIn();
        ledger.gap({QString(channel), 4, 5});
        ledger.subscribed(at(u"f"_s, 0));
        ledger.subscribed(at(u"g"_s, 7));
        COMPARE_LOST(ledger.samples(numbered(8, 90)), 30, 90, 0, Reason::ServerRestarted);
        QCOMPARE(ledger.lostStretches(), std::uint64_t(1)); // one hole, though twice restarted
        QCOMPARE(ledger.missed(), std::uint64_t(2));
    }

    void leavesOtherChannelsAlone()
    {
        Ledger ledger = threeIn();
        ledger.subscribed({u"other"_s, {u"x"_s, 50}, false});
        ledger.subscribed(at(u"f"_s, 0));
        const Ledger::Answer answer = ledger.samples({u"other"_s, 51, {5}, {1}, {1}});
        QVERIFY(answer.apply && !answer.lost);
        QCOMPARE(ledger.positions().size(), 2);
    }

    void takesUnnumberedAsTheyCome()
    {
        Ledger ledger;
        QVERIFY(ledger.samples(numbered(0, 10)).apply);
        QVERIFY(ledger.samples(numbered(0, 10)).apply);
        QVERIFY(ledger.positions().isEmpty()); // nothing to resume
        ledger.fallSilent(7);
        COMPARE_LOST(ledger.samples(numbered(0, 500)), 10, 500, 0, Reason::NotNumbered);
        QVERIFY(!ledger.samples(numbered(0, 510)).lost);
    }

    void holeIsOfTheOutageInWhichItBegan()
    {
        Ledger ledger = threeIn();
        ledger.fallSilent(1'000);
        ledger.subscribed(at(u"f"_s, 0));
        ledger.fallSilent(2'000); // nothing came in between
        ledger.subscribed(at(u"g"_s, 0));
        QCOMPARE(ledger.samples(numbered(1, 3'000)).lost->silence.fromUs, std::int64_t(1'000));
        ledger.subscribed(at(u"h"_s, 0));
        QCOMPARE(ledger.samples(numbered(1, 4'000)).lost->silence.fromUs, std::int64_t(2'000));
    }

    void losesNothingUnnumberedBeforeTheFirst()
    {
        Ledger ledger;
        ledger.fallSilent(7);
        QVERIFY(!ledger.samples(numbered(0, 10)).lost);
        Ledger known = threeIn();
        known.fallSilent(7);
        QVERIFY(!known.samples(numbered(4, 40)).lost); // it is numbered: the server knows better
    }

    void endsAHoleNotBeforeItsStart()
    {
        Ledger ledger = threeIn();
        ledger.subscribed(at(u"f"_s, 0));
        COMPARE_LOST(ledger.samples(numbered(1, 5)), 30, 30, 0, Reason::ServerRestarted);
    }

    // bad
    void doesNotTrustTheSameEpochWithLowerNumbers()
    {
        Ledger ledger = threeIn();
        ledger.subscribed(at(u"e"_s, 0));
        QVERIFY(ledger.takeRestarted());
        COMPARE_LOST(ledger.samples(numbered(1, 90)), 30, 90, 0, Reason::ServerRestarted);
        QVERIFY(ledger.samples(numbered(2, 100)).apply);
    }

    void reportsAGapOnAChannelOfEventsOnly()
    {
        Ledger ledger;
        ledger.subscribed(at(u"e"_s, 0));
        Event first = anEvent(1);
        first.timeUs = 100;
        QVERIFY(!ledger.event(first).lost);
        ledger.gap({QString(channel), 2, 3});
        Event next = anEvent(4);
        next.timeUs = 900;
        COMPARE_LOST(ledger.event(next), 100, 900, 2, Reason::ServerForgot);
        QVERIFY(!ledger.event(anEvent(5)).lost); // said once
    }

    // A server that forgot tells the alarms that are still raised again, without numbers.
    void leavesTheHoleToTheNextNumberedEvent()
    {
        Ledger ledger;
        ledger.subscribed(at(u"e"_s, 0));
        Event first = anEvent(1);
        first.timeUs = 100;
        ledger.event(first);
        ledger.gap({QString(channel), 2, 3});
        Event again = anEvent(0);
        again.timeUs = 50;
        QVERIFY(ledger.event(again).apply);
        QVERIFY(!ledger.event(again).lost);
        Event next = anEvent(4);
        next.timeUs = 900;
        COMPARE_LOST(ledger.event(next), 100, 900, 2, Reason::ServerForgot);
    }

    void leavesTheHoleToTheSamplesOfAMixedChannel()
    {
        Ledger ledger = threeIn();
        ledger.gap({QString(channel), 4, 5});
        QVERIFY(!ledger.event(anEvent(6)).lost);
        COMPARE_LOST(ledger.samples(numbered(7, 70)), 30, 70, 2, Reason::ServerForgot);
    }

    void ignoresAGapOnAChannelItDoesNotKnow()
    {
        Ledger ledger;
        ledger.gap({u"x"_s, 1, 1'000'000});
        QCOMPARE(ledger.missed(), std::uint64_t(0));
        QVERIFY(ledger.positions().isEmpty());
    }

    void boundsTheNumberOfChannels()
    {
        Ledger ledger;
        for (int i = 0; i < Ledger::maxChannels; ++i) {
            QVERIFY(ledger.subscribed({QString::number(i), {u"e"_s, 0}, false}));
        }
        QVERIFY(!ledger.subscribed(at(u"e"_s, 0)));
        QVERIFY(!ledger.samples(numbered(1, 10)).apply);
        QVERIFY(ledger.samples({u"7"_s, 1, {10}, {1}, {1}}).apply);
    }

    void appliesEachNumberOnceWhateverHappens_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 50; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }
    // A server with a short memory, links that break, replays that begin too early.
    void appliesEachNumberOnceWhateverHappens()
    {
        QFETCH(quint32, seed);
        std::mt19937 random(seed);
        const auto chance = [&](unsigned of) { return random() % of == 0; };
        Ledger ledger;
        QString epoch = u"0"_s;
        std::uint64_t sent = 0;    // by the server, ever in this epoch
        std::uint64_t reached = 0; // the last number the link has carried
        std::uint64_t applied = 0;
        std::uint64_t expectedMissed = 0;
        std::set<std::pair<QString, std::uint64_t>> seen;
        std::uint64_t last = 0; // applied in this epoch
        std::int64_t timeUs = 0;
        ledger.subscribed(at(epoch, 0));

        const auto deliver = [&](std::uint64_t seq) {
            const bool fresh = seq > last;
            QCOMPARE(ledger.samples(numbered(seq, ++timeUs)).apply, fresh);
            if (fresh) {
                QVERIFY(seen.insert({epoch, seq}).second);
                expectedMissed += seq - last - 1;
                last = seq;
                ++applied;
            }
        };
        for (int step = 0; step < 2'000; ++step) {
            sent += random() % 4; // while the link may be down
            if (chance(200)) {
                epoch = QString::number(step);
                sent = reached = last = 0;
                ledger.subscribed(at(epoch, 0));
                QVERIFY(ledger.takeRestarted());
            } else if (chance(10)) { // reconnected
                QCOMPARE(ledger.positions().value(channel).seq, last);
                const std::uint64_t oldest = sent > 20 ? sent - 20 : 1;
                const bool whole = oldest <= last + 1;
                ledger.subscribed(at(epoch, last, whole));
                if (!whole) {
                    ledger.gap({QString(channel), last + 1, oldest - 1});
                    expectedMissed += oldest - 1 - last;
                    last = oldest - 1;
                }
                reached = chance(3) ? last - std::min<std::uint64_t>(last, random() % 5) : last;
            }
            while (reached < sent && !chance(30)) {
                reached += chance(50) ? 2 : 1; // a careless server skips one
                deliver(std::min(reached, sent));
            }
            reached = std::min(reached, sent);
        }
        QVERIFY(applied > 1'000);
        QCOMPARE(std::uint64_t(seen.size()), applied);
        QCOMPARE(ledger.missed(), expectedMissed);
    }
};

QTEST_APPLESS_MAIN(TestLedger)
#include "tst_ledger.moc"
