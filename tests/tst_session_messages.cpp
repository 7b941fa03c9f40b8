#include "sessionrig.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

using Cause = TransportClosed::Cause;
using Kind = LinkStory::Kind;

class TestSessionMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void obeysAGoodbye();
    void stopsWhenTheServerRefusesTheHello();
    void outlivesOneBadFrame();
    void closesAfterTwentyBadFramesInARow();
    void ignoresADeadTransport();
    void dialsNowWhenAsked();
    void stopsWhenAsked();
    void marksWhatAStopLosesOnAnUnnumberedStream();
    void answersAHeartbeatAndMeasuresTheClock();
    void stopsReadingWhenTheReaderIsFull();
    void doesNotDialWhileTheReaderIsFull();
    void tellsOfAResumeEvenIfNothingIsReplayed();
    void tellsOneOutageWithOnePairOfBounds();
    void appliesTheRestOfAMessageWithUnknownSeries();
};

void TestSessionMessages::obeysAGoodbye()
{
    Rig rig;
    rig.goLive();
    rig.peer.say(Bye{u"Updating."_s, 90'000, false});
    QCOMPARE(rig.status().state, LinkState::Waiting);
    QVERIFY(rig.status().reason.contains(u"Updating."));
    const std::size_t attempts = rig.peer.count();
    rig.clock.advance(89'999);
    QCOMPARE(rig.peer.count(), attempts);
    rig.clock.advance(1'001);
    QCOMPARE(rig.peer.count(), attempts + 1);
    rig.peer.welcome();
    rig.peer.say(Bye{u"Closed for good."_s, {}, true});
    QCOMPARE(rig.status().state, LinkState::Idle);
    QVERIFY(rig.status().final);
    QVERIFY(rig.status().reason.contains(u"Closed for good."));
}

void TestSessionMessages::stopsWhenTheServerRefusesTheHello()
{
    Rig rig;
    rig.session->start();
    rig.peer.open();
    rig.peer.say(Error{u"denied"_s, u"Not you."_s, {}});
    QCOMPARE(rig.status().state, LinkState::Idle);
    QVERIFY(rig.status().final);
    QVERIFY(rig.status().reason.contains(u"Not you."));
}

void TestSessionMessages::outlivesOneBadFrame()
{
    Rig rig;
    rig.goLive();
    rig.catalogOne();
    rig.subscribed();
    rig.sample(1, 1'000'000);
    rig.peer.sayRaw(R"({"type":"samples","channel":7})");
    rig.sample(2, 2'000'000);
    QCOMPARE(rig.values(), (std::vector{1.0, 2.0}));
    QCOMPARE(rig.status().badFrames, 1u);
    QVERIFY(rig.status().lastBadFrame.contains(uR"("channel":7)"));
    QCOMPARE(rig.status().state, LinkState::Live);
}

void TestSessionMessages::closesAfterTwentyBadFramesInARow()
{
    Rig rig;
    rig.goLive();
    rig.catalogOne();
    for (int i = 1; i < Session::badFramesInARow; ++i) {
        rig.peer.sayRaw("}");
    }
    rig.catalogOne(); // breaks the row
    for (int i = 1; i < Session::badFramesInARow; ++i) {
        rig.peer.sayRaw("}");
    }
    QCOMPARE(rig.status().state, LinkState::Live);
    rig.peer.sayRaw("}");
    QCOMPARE(rig.status().state, LinkState::Waiting);
    QVERIFY(rig.peer.newest().aborted);
    QCOMPARE(rig.outlet.stories(Kind::BadFrames).size(), 1u);
    QCOMPARE(rig.status().badFrames, 39u);
}

void TestSessionMessages::ignoresADeadTransport()
{
    Rig rig;
    rig.goLive();
    rig.catalogOne();
    rig.subscribed();
    rig.lose();
    const LinkStatus before = rig.status();
    rig.sample(1, 1'000'000);
    rig.lose();
    rig.peer.open();
    rig.peer.newest().listener->pongReceived(9);
    QCOMPARE(rig.status().state, LinkState::Waiting);
    QCOMPARE(rig.status().attempt, before.attempt);
    QCOMPARE(rig.status().nextAttemptUs, before.nextAttemptUs);
    QCOMPARE(rig.status().roundTripMs, before.roundTripMs);
    QCOMPARE(rig.status().frames, before.frames);
    QVERIFY(rig.values().empty());
    QCOMPARE(rig.outlet.stories(Kind::Lost).size(), 1u);
}

void TestSessionMessages::dialsNowWhenAsked()
{
    Rig rig;
    rig.session->start();
    rig.session->tryNow(); // already dialing
    QCOMPARE(rig.peer.count(), 1u);
    rig.peer.close({Cause::Unreachable, 1006, 0, u"no"_s});
    rig.session->tryNow();
    QCOMPARE(rig.status().state, LinkState::Dialing);
    QCOMPARE(rig.peer.count(), 2u);
    rig.clock.advance(2'000); // the timer of the wait is gone
    QCOMPARE(rig.peer.count(), 2u);
    rig.peer.close({Cause::Refused, 1006, 401, {}});
    QVERIFY(rig.status().final);
    rig.session->tryNow();
    QCOMPARE(rig.peer.count(), 3u);
    QVERIFY(!rig.status().final);
    rig.peer.welcome();
    rig.session->tryNow();
    QCOMPARE(rig.peer.count(), 3u);
    QVERIFY(rig.status().reason.isEmpty());
}

void TestSessionMessages::stopsWhenAsked()
{
    Rig rig;
    rig.goLive();
    rig.catalogOne();
    rig.subscribed();
    rig.sample(1, 1'000'000);
    rig.session->stop();
    QCOMPARE(rig.peer.newest().closeCode, 1001);
    QVERIFY(!rig.peer.newest().alive);
    QCOMPARE(rig.outlet.all<CollectingOutlet::Sample>().size(), 1u); // what had come is not lost
    QCOMPARE(rig.clock.pending(), 0u);
    rig.session->start();
    QCOMPARE(rig.peer.count(), 2u);
    rig.session->stop();
    QCOMPARE(rig.clock.pending(), 0u);
    rig.session.reset();
}

void TestSessionMessages::marksWhatAStopLosesOnAnUnnumberedStream()
{
    Rig rig(u"plain"_s);
    rig.session->start();
    rig.peer.open({});
    rig.peer.sayRaw(R"({"load":1})");
    const std::int64_t last = rig.clock.wallUs();
    rig.clock.advance(1'000);
    rig.session->stop();
    rig.clock.advance(3'000);
    rig.session->start();
    rig.peer.open({});
    rig.peer.sayRaw(R"({"load":2})");
    QCOMPARE(rig.values().size(), 2u);
    const auto holes = rig.outlet.all<LostTime>();
    QCOMPARE(holes.size(), 1u);
    QCOMPARE(holes[0].reason, LostTime::Reason::NotNumbered);
    QCOMPARE(holes[0].fromUs, last);
    QCOMPARE(holes[0].toUs, last + 4'000'000);
}

void TestSessionMessages::answersAHeartbeatAndMeasuresTheClock()
{
    Rig rig;
    rig.goLive();
    rig.peer.newest().sent.clear();
    rig.peer.say(Heartbeat{42, {}});
    const auto answer = rig.peer.sent<Heartbeat>();
    QVERIFY(answer);
    QCOMPARE(answer->echoUs.value_or(0), 42);
    const std::int64_t asked = rig.clock.wallUs();
    rig.clock.advance(30);
    // The server's clock is 2 s ahead, and the answer was under way for 15 ms each way.
    rig.peer.say(Heartbeat{asked + 15'000 + 2'000'000, asked});
    QCOMPARE(rig.status().roundTripMs, 30.0);
    QCOMPARE(rig.status().clockOffsetUs, 2'000'000);
    rig.peer.newest().sent.clear();
    rig.peer.say(Heartbeat{asked, asked}); // an answer is not answered
    QVERIFY(!rig.peer.sent<Heartbeat>());
}

void TestSessionMessages::stopsReadingWhenTheReaderIsFull()
{
    Rig rig;
    rig.goLive();
    rig.catalogOne();
    rig.subscribed();
    rig.outlet.full = true;
    rig.sample(1, 1'000'000);
    rig.clock.advance(Session::flushMs);
    QVERIFY2(!rig.status().paused, "a small batch goes on filling");
    rig.sample(2, 2'000'000, Session::batchSamples);
    QVERIFY(rig.status().paused);
    QVERIFY(rig.peer.newest().paused);
    rig.sample(3, 3'000'000); // was buffered already: nothing is dropped
    rig.session->resumeReading();
    QVERIFY2(rig.status().paused, "still full");
    rig.outlet.full = false;
    rig.session->resumeReading();
    QVERIFY(!rig.status().paused);
    QVERIFY(!rig.peer.newest().paused);
    const std::vector<double> values = rig.values();
    QCOMPARE(values.size(), Session::batchSamples + 2);
    QCOMPARE(values.front(), 1.0);
    QCOMPARE(values.back(), 3.0);
    QCOMPARE(rig.status().missed, 0u);
}

void TestSessionMessages::doesNotDialWhileTheReaderIsFull()
{
    Rig rig;
    rig.goLive();
    rig.catalogOne();
    rig.subscribed();
    rig.outlet.full = true;
    rig.sample(1, 1'000'000, Session::batchSamples);
    rig.lose();
    QVERIFY(!rig.status().paused);
    rig.clock.advance(600'000); // each connection would add to what cannot be delivered
    QCOMPARE(rig.peer.count(), 1u);
    QCOMPARE(rig.status().state, LinkState::Waiting);
    rig.outlet.full = false;
    rig.session->resumeReading();
    rig.clock.advance(1'000);
    QCOMPARE(rig.peer.count(), 2u);
    QCOMPARE(rig.values().size(), Session::batchSamples);
}

void TestSessionMessages::tellsOfAResumeEvenIfNothingIsReplayed()
{
    Rig rig;
    rig.session->start();
    rig.peer.welcome(u"s1"_s, 5'000, double(rig.clock.wallUs()) / 1000);
    for (int outage = 1; outage <= 2; ++outage) {
        rig.peer.say(Heartbeat{1, {}}); // the last thing heard
        rig.lose();
        rig.clock.advance(1'000);
        rig.peer.welcome(u"s1"_s, 60'000, double(rig.clock.wallUs()) / 1000);
        rig.clock.advance(Session::stableMs);
        QCOMPARE(rig.outlet.stories(Kind::Lost).size(), std::size_t(outage));
        rig.values();
        const auto told = rig.outlet.stories(Kind::Resumed);
        QCOMPARE(told.size(), std::size_t(outage));
        QCOMPARE(told.back().downMs, 1'000);
        QCOMPARE(told.back().replayed, 0u);
    }
}

// From the last thing heard, however late it was noticed that there is nothing more.
void TestSessionMessages::tellsOneOutageWithOnePairOfBounds()
{
    Rig rig;
    rig.goLive();
    rig.catalogOne();
    rig.subscribed();
    rig.sample(1, rig.clock.wallUs() - 2'000'000);
    const std::int64_t heardUs = rig.clock.wallUs() + rig.status().clockOffsetUs;
    QVERIFY(rig.status().silence == TimeBounds());
    rig.clock.advance(4'000);
    rig.lose();
    QVERIFY((rig.status().silence == TimeBounds{heardUs, 0}));
    rig.dialAgain();
    QVERIFY((rig.status().silence == TimeBounds{heardUs, 0}));
    rig.peer.welcome(u"s2"_s, 60'000, double(rig.clock.wallUs()) / 1000);
    const std::int64_t backUs = rig.clock.wallUs();
    QCOMPARE(rig.status().silence.toUs, backUs);
    rig.catalogOne();
    rig.peer.say(Subscribed{u"demo"_s, {u"e2"_s, 0}, false});
    rig.sample(1, backUs - 300'000); // the server was there before we were
    rig.clock.advance(Session::stableMs);
    rig.values();
    const TimeBounds told{heardUs, backUs - 300'000};
    QVERIFY(rig.status().silence == told);
    const auto lost = rig.outlet.all<LostTime>();
    QCOMPARE(lost.size(), std::size_t(1));
    QVERIFY(lost[0].bounds() == told);
    const auto resumed = rig.outlet.stories(Kind::Resumed);
    QCOMPARE(resumed.size(), std::size_t(1));
    QVERIFY(resumed[0].silence == told);
    QCOMPARE(resumed[0].downMs, (told.toUs - told.fromUs) / 1000);
    QCOMPARE(resumed[0].channels, 1);
    QCOMPARE(rig.outlet.stories(Kind::Lost)[0].silence.fromUs, heardUs);
}

void TestSessionMessages::appliesTheRestOfAMessageWithUnknownSeries()
{
    Rig rig;
    rig.goLive();
    rig.catalogOne();
    rig.subscribed();
    Samples samples;
    samples.channel = u"demo"_s;
    samples.seq = 1;
    samples.times = {1'000'000, 1'000'001};
    samples.series = {8, 7, 9};
    samples.values = {1, 2, 3, 4, 5, 6};
    rig.peer.say(samples);
    QCOMPARE(rig.values(), (std::vector{3.0, 4.0}));
    QCOMPARE(rig.status().badFrames, 1u);
}

QTEST_GUILESS_MAIN(TestSessionMessages)
#include "tst_session_messages.moc"
