// What a session measures, and that it says why each of its connections ended.
#include "session/meter.h"
#include "sessionrig.h"

#include <numeric>

using namespace sightglass;
using namespace Qt::StringLiterals;

using Cause = TransportClosed::Cause;

namespace {

constexpr std::int64_t second = 1'000'000;

std::uint64_t ends(const LinkStatus &status, EndReason reason)
{
    return status.ends[std::size_t(reason)];
}

} // namespace

Q_DECLARE_METATYPE(std::function<void(Rig &)>)

class TestMeter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsNothingBeforeTheFirstValue();
    void quantilesAreValuesThatWereThere();
    void forgetsAllButTheNewest();
    void measuresTheRoundTrip();
    void aDelayIsTheAgeOfTheNewestSample();
    void historyIsNoDelay();
    void timesOneFrameInSixtyFour();
    void saysWhyConnectionsEnd_data();
    void saysWhyConnectionsEnd();
    void countsAttemptsThatFail();
    void countsGapsOfEveryChannel();
    void countsForHowLongReadingWaits();
    void asksForARateOnlyIfOneIsWanted();
};

void TestMeter::knowsNothingBeforeTheFirstValue()
{
    const Spread spread = Quantiles().spread();
    QCOMPARE(spread.p50, -1.0);
    QCOMPARE(spread.p99, -1.0);
    QCOMPARE(spread.count, 0u);
}

void TestMeter::quantilesAreValuesThatWereThere()
{
    Quantiles quantiles;
    quantiles.note(7);
    QCOMPARE(quantiles.spread().p50, 7.0);
    QCOMPARE(quantiles.spread().p99, 7.0);
    Quantiles hundred;
    for (int i = 100; i >= 1; --i) {
        hundred.note(i);
    }
    QCOMPARE(hundred.spread().p50, 50.0);
    QCOMPARE(hundred.spread().p95, 95.0);
    QCOMPARE(hundred.spread().p99, 99.0);
    QCOMPARE(hundred.spread().sum, 5050.0);
    QCOMPARE(hundred.spread().count, 100u);
}

void TestMeter::forgetsAllButTheNewest()
{
    Quantiles quantiles;
    for (std::size_t i = 0; i < Quantiles::kept; ++i) {
        quantiles.note(1e6);
    }
    for (std::size_t i = 0; i < Quantiles::kept; ++i) {
        quantiles.note(3);
    }
    QCOMPARE(quantiles.spread().p99, 3.0);
    QCOMPARE(quantiles.spread().count, 2 * Quantiles::kept);
}

void TestMeter::measuresTheRoundTrip()
{
    Rig rig;
    rig.goLive();
    for (int i = 1; i <= 20; ++i) {
        const std::int64_t sent = rig.clock.wallUs();
        rig.clock.advance(i);
        rig.peer.say(Heartbeat{sent, sent});
    }
    rig.clock.advance(6'000); // a heartbeat of our own: the numbers are told
    QCOMPARE(rig.status().roundTrip.count, 20u);
    QCOMPARE(rig.status().roundTrip.p50, 10.0);
    QCOMPARE(rig.status().roundTrip.p95, 19.0);
    QCOMPARE(rig.status().roundTrip.p99, 20.0);
}

void TestMeter::aDelayIsTheAgeOfTheNewestSample()
{
    Rig rig;
    rig.session->start();
    rig.peer.welcome(u"s1"_s, 5'000, double(FakeClock::startUs + 90 * second) / 1000);
    const std::int64_t offset = rig.status().clockOffsetUs;
    QVERIFY(offset > 80 * second);
    rig.catalogOne();
    rig.subscribed();
    rig.clock.advance(1'000);
    const std::int64_t serverNow = rig.clock.wallUs() + offset;
    rig.sample(1, serverNow - 500'000);
    rig.sample(2, serverNow - 250'000); // in the same batch: only the newest counts
    rig.clock.advance(Session::flushMs);
    rig.clock.advance(6'000);
    QCOMPARE(rig.status().delay.count, 1u);
    QCOMPARE(rig.status().delay.p50, 250.0 + double(Session::flushMs));
}

void TestMeter::historyIsNoDelay()
{
    Rig rig;
    rig.goLive();
    rig.catalogOne();
    rig.subscribed();
    rig.sample(1, rig.clock.wallUs() - 100 * second);
    rig.clock.advance(6'000);
    QCOMPARE(rig.status().delay.count, 0u);
    rig.peer.say(Heartbeat{rig.clock.wallUs(), {}});
    rig.clock.advance(6'000); // a server that is late for so long, is
    rig.peer.say(Heartbeat{rig.clock.wallUs(), {}});
    rig.sample(2, rig.clock.wallUs() - 100 * second);
    rig.clock.advance(1'000);
    rig.sample(3, rig.clock.wallUs() - 100 * second);
    rig.clock.advance(1'000);
    QCOMPARE(rig.status().delay.count, 2u);
    QVERIFY(rig.status().delay.p50 >= 99'000);
}

void TestMeter::timesOneFrameInSixtyFour()
{
    Rig rig;
    rig.goLive();
    const std::uint64_t before = rig.status().frames;
    for (std::uint64_t i = before; i < 3 * Meter::decodeEvery + 1; ++i) {
        rig.peer.say(Heartbeat{1, {}});
    }
    rig.clock.advance(6'000);
    QCOMPARE(rig.status().frames, 3 * Meter::decodeEvery + 1);
    QCOMPARE(rig.status().decode.count, 4u);
    QVERIFY(rig.status().decode.p50 > 0);
}

void TestMeter::saysWhyConnectionsEnd_data()
{
    QTest::addColumn<std::function<void(Rig &)>>("happens");
    QTest::addColumn<EndReason>("reason");
    using Happens = std::function<void(Rig &)>;
    const auto row = [](const char *name, const Happens &happens, EndReason reason) {
        QTest::newRow(name) << happens << reason;
    };
    row(
        "line cut", [](Rig &rig) { rig.lose(); }, EndReason::Lost);
    row(
        "close frame",
        [](Rig &rig) {
            rig.peer.close({Cause::Closed, 1001, 0, {}});
        },
        EndReason::Closed);
    row(
        "bye",
        [](Rig &rig) {
            rig.peer.say(Bye{u"x"_s, {}, false});
        },
        EndReason::Goodbye);
    row(
        "final bye",
        [](Rig &rig) {
            rig.peer.say(Bye{u"x"_s, {}, true});
        },
        EndReason::Goodbye);
    row(
        "silence", [](Rig &rig) { rig.clock.advance(10'000); }, EndReason::Silent);
    row(
        "nonsense",
        [](Rig &rig) {
            for (int i = 0; i < Session::badFramesInARow; ++i) {
                rig.peer.sayRaw("{");
            }
        },
        EndReason::Unreadable);
}

void TestMeter::saysWhyConnectionsEnd()
{
    QFETCH(std::function<void(Rig &)>, happens);
    QFETCH(EndReason, reason);
    Rig rig;
    rig.goLive();
    happens(rig);
    QCOMPARE(ends(rig.status(), reason), 1u);
    const auto &all = rig.status().ends;
    QCOMPARE(std::accumulate(all.begin(), all.end(), std::uint64_t(0)), 1u);
}

void TestMeter::countsAttemptsThatFail()
{
    Rig rig;
    rig.session->start();
    rig.peer.close({Cause::Unreachable, 1006, 0, u"Nothing there."_s});
    rig.dialAgain();
    rig.peer.close({Cause::Unreachable, 1006, 0, u"Nothing there."_s});
    rig.dialAgain();
    rig.clock.advance(Session::connectMs);
    rig.dialAgain();
    rig.peer.open();
    rig.clock.advance(Session::greetMs);
    rig.dialAgain();
    rig.peer.close({Cause::Refused, 1006, 503, {}});
    rig.dialAgain();
    rig.peer.close({Cause::Certificate, 1006, 0, u"Expired."_s});
    QCOMPARE(ends(rig.status(), EndReason::Unreachable), 2u);
    QCOMPARE(ends(rig.status(), EndReason::NoAnswer), 2u);
    QCOMPARE(ends(rig.status(), EndReason::Refused), 1u);
    QCOMPARE(ends(rig.status(), EndReason::Certificate), 1u);
    QCOMPARE(rig.status().reconnects, 0u); // none of them was ever live
    QSet<QString> words;
    for (std::size_t i = 0; i < endReasons; ++i) {
        words.insert(endReasonWord(EndReason(i)));
    }
    QCOMPARE(std::size_t(words.size()), endReasons);
    QVERIFY(!words.contains(QString()));
}

void TestMeter::countsGapsOfEveryChannel()
{
    Rig rig;
    rig.goLive();
    rig.catalogOne();
    rig.subscribed();
    rig.sample(1, FakeClock::startUs);
    QCOMPARE(rig.status().gaps, 0u);
    rig.sample(5, FakeClock::startUs + second);
    rig.peer.say(Gap{u"demo"_s, 6, 9});
    rig.sample(10, FakeClock::startUs + 2 * second);
    rig.clock.advance(1'000);
    QCOMPARE(rig.status().gaps, 2u);
    QCOMPARE(rig.status().gaps, rig.outlet.all<LostTime>().size());
}

void TestMeter::countsForHowLongReadingWaits()
{
    Rig rig;
    rig.goLive();
    rig.catalogOne();
    rig.subscribed();
    rig.outlet.full = true;
    rig.sample(1, FakeClock::startUs, Session::batchSamples);
    rig.clock.advance(Session::flushMs);
    QVERIFY(rig.status().paused);
    QCOMPARE(rig.status().pauses, 1u);
    rig.clock.advance(700);
    rig.outlet.full = false;
    rig.session->resumeReading();
    QVERIFY(!rig.status().paused);
    QVERIFY(rig.status().pausedMs >= 700 && rig.status().pausedMs <= 700 + Session::flushMs);
    const std::uint64_t then = rig.status().pausedMs;
    rig.clock.advance(3'000);
    rig.peer.say(Heartbeat{1, {}});
    QCOMPARE(rig.status().pausedMs, then);
    QCOMPARE(rig.status().pauses, 1u);
}

void TestMeter::asksForARateOnlyIfOneIsWanted()
{
    Rig rig;
    rig.goLive();
    QVERIFY(!rig.peer.sent<Subscribe>()->maxRateHz);
    Session::Setup setup;
    setup.url = QUrl(u"ws://boiler.example/"_s);
    setup.maxRateHz = 2.5;
    ScriptedPeer peer;
    Session session(
        setup, peer.factory(), Dialect::create(u"native"_s, setup.limits), rig.clock,
        [] { return 0.5; }, rig.outlet);
    session.start();
    peer.welcome();
    QCOMPARE(peer.sent<Subscribe>()->maxRateHz.value_or(0), 2.5);
}

QTEST_GUILESS_MAIN(TestMeter)
#include "tst_meter.moc"
