// After sleep and a change of the network the link is looked at: at once, and not by its silence.
#include "sessionrig.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

using Cause = TransportClosed::Cause;

namespace {

int asked(const ScriptedPeer::Attempt &attempt)
{
    JsonCodec codec;
    int found = attempt.pings;
    for (const OutFrame &frame : attempt.sent) {
        Message message;
        const auto size = std::size_t(frame.bytes.size());
        found += codec.decode({frame.bytes.constData(), size}, message)
                 && std::holds_alternative<Heartbeat>(message);
    }
    return found;
}

} // namespace

class TestSessionCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksALiveLinkAtOnceAndEndsItUnlessItAnswers_data();
    void asksALiveLinkAtOnceAndEndsItUnlessItAnswers();
    void keepsALinkThatAnswers();
    void keepsALinkThatAnswersWithinTheSameMillisecond();
    void manyChangesDoNotPutOffTheVerdict();
    void noticesThatTheMachineSlept_data();
    void noticesThatTheMachineSlept();
    void takesTheSilenceOfItsOwnSleepForNoSilence();
    void takesABusyMachineForNoSleep();
    void triesAgainSoonWhenItWaits();
    void waitsAsLongAsTheServerAskedFor();
    void triesAgainAfterALongSleepThatWasLongerThanTheServerAskedFor();
    void givesAnAttemptOfTheOldNetworkFiveSeconds();
    void leavesAPausedAndAnIdleLinkAlone();
};

void TestSessionCheck::asksALiveLinkAtOnceAndEndsItUnlessItAnswers_data()
{
    QTest::addColumn<QString>("dialect");
    QTest::newRow("by the protocol's heartbeat") << u"native"_s;
    QTest::newRow("by a ping") << u"plain"_s;
}

void TestSessionCheck::asksALiveLinkAtOnceAndEndsItUnlessItAnswers()
{
    QFETCH(QString, dialect);
    Rig rig(dialect);
    rig.session->start();
    dialect == "native"_L1 ? rig.peer.welcome() : rig.peer.open({});
    rig.clock.advance(1'000);
    const int before = asked(rig.peer.newest());
    rig.session->checkLink();
    QCOMPARE(asked(rig.peer.newest()), before + 1);
    rig.clock.advance(Session::pongMs - 1);
    QCOMPARE(rig.status().state, LinkState::Live);
    rig.clock.advance(1);
    QCOMPARE(rig.status().state, LinkState::Waiting);
    QVERIFY2(rig.status().reason.contains(u"Nothing was heard"), qPrintable(rig.status().reason));
}

void TestSessionCheck::keepsALinkThatAnswers()
{
    Rig rig;
    rig.goLive();
    rig.clock.advance(1'000);
    rig.session->checkLink();
    rig.clock.advance(40);
    rig.peer.newest().listener->bytesReceived();
    rig.clock.advance(Session::pongMs);
    QCOMPARE(rig.status().state, LinkState::Live);
    const int beats = asked(rig.peer.newest());
    rig.clock.advance(5'000); // the usual heartbeats go on, and so does their deadline
    QCOMPARE(asked(rig.peer.newest()), beats + 1);
    rig.clock.advance(10'000);
    QCOMPARE(rig.status().reconnects, 1u);
}

void TestSessionCheck::keepsALinkThatAnswersWithinTheSameMillisecond()
{
    Rig rig;
    rig.goLive();
    rig.session->checkLink();
    rig.peer.newest().listener->bytesReceived();
    rig.clock.advance(Session::pongMs);
    QCOMPARE(rig.status().state, LinkState::Live);
}

void TestSessionCheck::manyChangesDoNotPutOffTheVerdict()
{
    Rig rig;
    rig.goLive();
    rig.clock.advance(1'000);
    const int before = asked(rig.peer.newest());
    for (int i = 0; i < 10; ++i) {
        rig.session->checkLink();
        rig.clock.advance(Session::pongMs / 10);
    }
    QCOMPARE(asked(rig.peer.newest()), before + 1);
    QCOMPARE(rig.status().state, LinkState::Waiting);
}

void TestSessionCheck::noticesThatTheMachineSlept_data()
{
    QTest::addColumn<bool>("clockStands");
    QTest::newRow("the monotonic clock stood still") << true;
    QTest::newRow("the monotonic clock went on") << false;
}

void TestSessionCheck::noticesThatTheMachineSlept()
{
    QFETCH(bool, clockStands);
    Rig rig;
    rig.goLive();
    rig.clock.advance(2'000);
    const int before = asked(rig.peer.newest());
    clockStands ? rig.clock.sleep(3'600'000) : rig.clock.stand(3'600'000);
    rig.clock.advance(SleepWatch::lookMs);
    QCOMPARE(asked(rig.peer.newest()), before + 1);
    rig.clock.advance(Session::pongMs);
    QCOMPARE(rig.status().reconnects, 1u);
}

// A laptop that was closed for a minute, on a network that kept its connection.
void TestSessionCheck::takesTheSilenceOfItsOwnSleepForNoSilence()
{
    Rig rig;
    rig.goLive();
    rig.clock.advance(4'500); // the heartbeat is due before the next look
    rig.clock.stand(60'000);
    rig.clock.advance(100);
    QCOMPARE(rig.status().state, LinkState::Live);
    rig.peer.newest().listener->bytesReceived();
    rig.clock.advance(9'000);
    QCOMPARE(rig.status().state, LinkState::Live);
    QCOMPARE(rig.peer.count(), 1u);
}

void TestSessionCheck::takesABusyMachineForNoSleep()
{
    Rig rig;
    rig.goLive();
    rig.clock.advance(1'500);
    const int before = asked(rig.peer.newest());
    rig.clock.stand(SleepWatch::jumpMs - 1);
    rig.clock.advance(1);
    rig.clock.sleep(SleepWatch::jumpMs - 1);
    rig.clock.advance(400);
    QCOMPARE(asked(rig.peer.newest()), before);
}

void TestSessionCheck::triesAgainSoonWhenItWaits()
{
    Rig rig;
    rig.session->start();
    for (int i = 0; i < 8; ++i) { // far into the backoff
        rig.peer.close({Cause::Unreachable, 1006, 0, u"no"_s});
        rig.dialAgain();
    }
    rig.peer.close({Cause::Unreachable, 1006, 0, u"no"_s});
    const std::size_t attempts = rig.peer.count();
    rig.dice = 0.999;
    rig.session->checkLink();
    QCOMPARE(rig.peer.count(), attempts); // not in the same instant as everybody else
    QVERIFY(rig.status().nextAttemptUs - rig.clock.wallUs() <= 250'000);
    rig.clock.advance(250);
    QCOMPARE(rig.peer.count(), attempts + 1);
    rig.peer.close({Cause::Unreachable, 1006, 0, u"no"_s}); // the old failures are forgotten
    QVERIFY(rig.status().nextAttemptUs - rig.clock.wallUs() <= 800'000);
}

void TestSessionCheck::waitsAsLongAsTheServerAskedFor()
{
    Rig rig;
    rig.goLive();
    Bye bye;
    bye.retryAfterMs = 60'000;
    rig.peer.say(bye);
    rig.clock.advance(10'000);
    rig.session->checkLink();
    rig.clock.advance(49'999);
    QCOMPARE(rig.peer.count(), 1u);
    rig.clock.advance(251);
    QCOMPARE(rig.peer.count(), 2u);
}

void TestSessionCheck::triesAgainAfterALongSleepThatWasLongerThanTheServerAskedFor()
{
    Rig rig;
    rig.goLive();
    Bye bye;
    bye.retryAfterMs = 60'000;
    rig.peer.say(bye);
    rig.clock.sleep(60'000);
    rig.clock.advance(SleepWatch::lookMs + 250);
    QCOMPARE(rig.peer.count(), 2u);
}

void TestSessionCheck::givesAnAttemptOfTheOldNetworkFiveSeconds()
{
    Rig rig;
    rig.session->start();
    rig.session->checkLink();
    rig.clock.advance(Session::pongMs - 1);
    QCOMPARE(rig.status().state, LinkState::Dialing);
    rig.clock.advance(1);
    QCOMPARE(rig.status().state, LinkState::Waiting);
    rig.dialAgain();
    rig.session->checkLink();
    rig.peer.welcome(); // but one that comes through has the usual time
    rig.clock.advance(Session::pongMs);
    QCOMPARE(rig.status().state, LinkState::Live);
}

void TestSessionCheck::leavesAPausedAndAnIdleLinkAlone()
{
    Rig rig;
    rig.session->checkLink();
    QCOMPARE(rig.status().state, LinkState::Idle);
    QCOMPARE(rig.clock.pending(), 0u);
    rig.goLive();
    rig.catalogOne();
    rig.subscribed();
    rig.outlet.full = true;
    rig.sample(1, 1'000'000, Session::batchSamples);
    QVERIFY(rig.status().paused);
    rig.clock.stand(60'000);
    rig.session->checkLink();
    rig.clock.advance(60'000);
    QCOMPARE(rig.status().state, LinkState::Live);
    rig.outlet.full = false;
    rig.session->resumeReading();
    rig.clock.advance(10'000); // it is watched again
    QCOMPARE(rig.status().state, LinkState::Waiting);
}

QTEST_GUILESS_MAIN(TestSessionCheck)
#include "tst_session_check.moc"
