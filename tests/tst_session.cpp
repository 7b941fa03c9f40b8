#include "sessionrig.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

using Cause = TransportClosed::Cause;
using Kind = LinkStory::Kind;

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passesThroughTheFiveStatesInOrder();
    void asksForWhatItWasSetUpWith();
    void saysHelloAndThenSubscribes();
    void asksToResumeWhereItStopped();
    void forgetsTheIdsOfAnotherServerSession();
    void triesAgainWithinASecondAndThenWaitsLongerForEver();
    void countsAttemptsAnewOnlyAfterTenStableSeconds();
    void givesUpConnectingAfterTenSeconds();
    void givesUpWaitingForAGreetingAfterTenSeconds();
    void endsASilentConnection();
    void endsASilentConnectionWithoutHeartbeats();
    void anyByteCountsAsASignOfLife();
    void doesNotCallItsOwnPauseSilence();
    void endsFinallyOrNot_data();
    void endsFinallyOrNot();
    void offersByTurnsToWhoRefusesTheOffer();
};

void TestSession::passesThroughTheFiveStatesInOrder()
{
    Rig rig;
    QCOMPARE(rig.status().state, LinkState::Idle);
    rig.goLive();
    rig.lose();
    using S = LinkState;
    QCOMPARE(rig.outlet.states, (std::vector{S::Dialing, S::Greeting, S::Live, S::Waiting}));
    QVERIFY(!rig.status().reason.isEmpty());
    QVERIFY(rig.status().nextAttemptUs > rig.clock.wallUs());
    rig.session->stop();
    QCOMPARE(rig.outlet.states.back(), S::Idle);
    QCOMPARE(rig.status().nextAttemptUs, 0);
    QCOMPARE(rig.outlet.stories(Kind::Lost).size(), 1u);
}

void TestSession::asksForWhatItWasSetUpWith()
{
    Rig rig;
    rig.session->start();
    const TransportRequest &request = rig.peer.newest().request;
    QCOMPARE(request.url, QUrl(u"ws://boiler.example:8080/live"_s));
    QCOMPARE(request.bearer, "secret");
    QCOMPARE(request.tls.caFile, u"ca.pem"_s);
    QCOMPARE(request.subprotocols, NativeDialect::offered());
    rig.session->setCredentials(std::make_shared<GivenToken>("fresh"));
    rig.peer.close({Cause::Unreachable, 1006, 0, u"no"_s});
    rig.dialAgain();
    QCOMPARE(rig.peer.newest().request.bearer, "fresh");
}

void TestSession::saysHelloAndThenSubscribes()
{
    Rig rig;
    rig.goLive();
    const Message hello = rig.peer.take();
    QVERIFY(std::holds_alternative<Hello>(hello));
    QVERIFY(std::get<Hello>(hello).client.startsWith(u"sightglass/"));
    QVERIFY(std::get<Hello>(hello).resumeSession.isEmpty());
    const Message subscribe = rig.peer.take();
    QVERIFY(std::holds_alternative<Subscribe>(subscribe));
    QCOMPARE(std::get<Subscribe>(subscribe).channels, QStringList{u"*"_s});
    QCOMPARE(std::get<Subscribe>(subscribe).historyMs.value_or(0), 60'000);
    QCOMPARE(rig.status().server, u"boiler 2.1"_s);
}

void TestSession::asksToResumeWhereItStopped()
{
    Rig rig;
    rig.goLive();
    rig.catalogOne();
    rig.subscribed(4);
    rig.sample(5, 1'000'000);
    rig.sample(6, 2'000'000);
    rig.lose();
    rig.dialAgain();
    rig.peer.open();
    const auto hello = rig.peer.sent<Hello>();
    QVERIFY(hello);
    QCOMPARE(hello->resumeSession, u"s1"_s);
    QCOMPARE(hello->resumeStreams.size(), 1);
    QCOMPARE(hello->resumeStreams[u"demo"_s].epoch, u"e1"_s);
    QCOMPARE(hello->resumeStreams[u"demo"_s].seq, 6u);
}

void TestSession::forgetsTheIdsOfAnotherServerSession()
{
    Rig rig;
    rig.goLive();
    rig.catalogOne();
    rig.subscribed();
    rig.sample(1, 1'000'000);
    rig.lose();
    rig.dialAgain();
    rig.peer.welcome(u"another"_s);
    rig.sample(2, 2'000'000); // id 7 means nothing until the new catalog says so
    QCOMPARE(rig.values(), std::vector{1.0});
    QCOMPARE(rig.status().badFrames, 1u);
}

void TestSession::triesAgainWithinASecondAndThenWaitsLongerForEver()
{
    Rig rig;
    rig.session->start();
    std::int64_t longest = 0;
    std::int64_t before = 0;
    for (int i = 0; i < 1'000; ++i) {
        rig.peer.close({Cause::Unreachable, 1006, 0, u"Nothing listens there."_s});
        QCOMPARE(rig.status().state, LinkState::Waiting);
        QVERIFY(!rig.status().final);
        const std::int64_t wait = rig.status().nextAttemptUs / 1000 - rig.clock.wallUs() / 1000;
        QVERIFY2(i > 0 || wait <= 1'000, "the first retry comes within a second");
        QVERIFY(wait >= before);
        QVERIFY(wait <= 30'000);
        before = wait;
        longest = std::max(longest, wait);
        const std::size_t attempts = rig.peer.count();
        rig.clock.advance(wait - 1);
        QCOMPARE(rig.peer.count(), attempts);
        rig.clock.advance(1);
        QCOMPARE(rig.peer.count(), attempts + 1);
    }
    QVERIFY(longest > 29'000);
    QCOMPARE(rig.status().reason, u"Nothing listens there."_s);
}

void TestSession::countsAttemptsAnewOnlyAfterTenStableSeconds()
{
    Rig rig;
    rig.session->start();
    for (int i = 0; i < 4; ++i) {
        rig.peer.close({Cause::Unreachable, 1006, 0, u"no"_s});
        rig.dialAgain();
    }
    rig.peer.welcome(u"s1"_s, 60'000);
    rig.clock.advance(Session::stableMs - 1);
    QCOMPARE(rig.status().attempt, 4);
    rig.lose();
    QCOMPARE(rig.status().attempt, 5);
    rig.dialAgain();
    rig.peer.welcome(u"s1"_s, 60'000);
    rig.clock.advance(1); // the pong for the first ping keeps it alive
    rig.peer.newest().listener->pongReceived(1);
    rig.clock.advance(Session::stableMs - 1);
    QCOMPARE(rig.status().attempt, 0);
}

void TestSession::givesUpConnectingAfterTenSeconds()
{
    Rig rig;
    rig.session->start();
    rig.clock.advance(Session::connectMs - 1);
    QCOMPARE(rig.status().state, LinkState::Dialing);
    rig.clock.advance(1);
    QCOMPARE(rig.status().state, LinkState::Waiting);
    QVERIFY(rig.peer.newest().aborted);
    QVERIFY2(rig.status().reason.contains(u"boiler.example"), qPrintable(rig.status().reason));
}

void TestSession::givesUpWaitingForAGreetingAfterTenSeconds()
{
    Rig rig;
    rig.session->start();
    rig.clock.advance(Session::connectMs - 1); // the two deadlines are not one
    rig.peer.open();
    rig.clock.advance(Session::greetMs - 1);
    QCOMPARE(rig.status().state, LinkState::Greeting);
    rig.clock.advance(1);
    QCOMPARE(rig.status().state, LinkState::Waiting);
    QVERIFY(rig.status().reason.contains(u"greet"));
}

void TestSession::endsASilentConnection()
{
    Rig rig;
    rig.goLive(); // heartbeats every 5 s
    rig.clock.advance(5'000 + Session::pongMs - 1);
    QCOMPARE(rig.status().state, LinkState::Live);
    rig.clock.advance(1);
    QCOMPARE(rig.status().state, LinkState::Waiting);
    QVERIFY2(rig.status().reason.contains(u"Nothing was heard"), qPrintable(rig.status().reason));
    QCOMPARE(rig.status().reconnects, 1u);
}

void TestSession::endsASilentConnectionWithoutHeartbeats()
{
    Rig rig(u"plain"_s);
    rig.session->start();
    rig.peer.open({});
    QCOMPARE(rig.status().state, LinkState::Live);
    rig.clock.advance(Session::quietMs);
    QCOMPARE(rig.peer.newest().pings, 1);
    rig.clock.advance(Session::pongMs - 1);
    QCOMPARE(rig.status().state, LinkState::Live);
    rig.clock.advance(1);
    QCOMPARE(rig.status().state, LinkState::Waiting);
}

void TestSession::anyByteCountsAsASignOfLife()
{
    Rig rig;
    rig.goLive();
    for (int i = 0; i < 20; ++i) {
        rig.clock.advance(9'000);
        QCOMPARE(rig.status().state, LinkState::Live);
        if (i % 3 == 0) {
            rig.peer.sayRaw("not even JSON");
        } else if (i % 3 == 1) {
            rig.peer.newest().listener->bytesReceived(); // of a frame that is still on its way
        } else {
            rig.peer.newest().listener->pongReceived(3);
        }
    }
    rig.clock.advance(10'000);
    QCOMPARE(rig.status().state, LinkState::Waiting);
}

void TestSession::doesNotCallItsOwnPauseSilence()
{
    Rig rig;
    rig.goLive();
    rig.catalogOne();
    rig.subscribed();
    rig.outlet.full = true;
    rig.sample(1, 1'000'000, Session::batchSamples);
    QVERIFY(rig.peer.newest().paused);
    QVERIFY(rig.status().paused);
    rig.clock.advance(120'000);
    QCOMPARE(rig.status().state, LinkState::Live);
    rig.outlet.full = false;
    rig.session->resumeReading();
    QVERIFY(!rig.peer.newest().paused);
    rig.clock.advance(9'000);
    QCOMPARE(rig.status().state, LinkState::Live);
    rig.clock.advance(1'000);
    QCOMPARE(rig.status().state, LinkState::Waiting);
}

void TestSession::endsFinallyOrNot_data()
{
    QTest::addColumn<TransportClosed>("closed");
    QTest::addColumn<bool>("open");
    QTest::addColumn<bool>("final");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, TransportClosed closed, bool open, bool final,
                        const char16_t *says) {
        QTest::newRow(name) << closed << open << final << QString::fromUtf16(says);
    };
    row("401", {Cause::Refused, 1006, 401, {}}, false, true, u"credentials");
    row("403", {Cause::Refused, 1006, 403, {}}, false, true, u"credentials");
    row("404", {Cause::Refused, 1006, 404, {}}, false, true, u"/live");
    row("426", {Cause::Refused, 1006, 426, {}}, false, true, u"version");
    row("certificate", {Cause::Certificate, 1006, 0, u"Untrusted."_s}, false, true, u"Untrusted");
    row("bad setup", {Cause::BadSetup, 1006, 0, u"No token."_s}, false, true, u"No token");
    row("4401", {Cause::Closed, 4401, 0, {}}, true, true, u"token");
    row("4426", {Cause::Closed, 4426, 0, u"2"_s}, true, true,
        u"This server speaks version 2; this Sightglass speaks 1");
    row("1008", {Cause::Closed, 1008, 0, u"go away"_s}, true, true, u"go away");
    row("1009", {Cause::Closed, 1009, 0, {}}, true, true, u"larger");
    row("unreachable", {Cause::Unreachable, 1006, 0, u"No route."_s}, false, false, u"No route");
    row("not WebSocket", {Cause::NotWebSocket, 1006, 0, u"Hm."_s}, false, false, u"Hm");
    row("200", {Cause::Refused, 1006, 200, {}}, false, false, u"200");
    row("301", {Cause::Refused, 1006, 301, {}}, false, false, u"301");
    row("429", {Cause::Refused, 1006, 429, {}}, false, false, u"busy");
    row("500", {Cause::Refused, 1006, 500, {}}, false, false, u"500");
    row("503", {Cause::Refused, 1006, 503, {}}, false, false, u"busy");
    row("1000", {Cause::Closed, 1000, 0, u"night"_s}, true, false, u"night");
    row("1001", {Cause::Closed, 1001, 0, {}}, true, false, u"going away");
    row("1002", {Cause::Closed, 1002, 0, {}}, true, false, u"Protocol");
    row("1006", {Cause::Lost, 1006, 0, {}}, true, false, u"lost");
    row("1011", {Cause::Closed, 1011, 0, {}}, true, false, u"lost");
    row("1012", {Cause::Closed, 1012, 0, {}}, true, false, u"later");
    row("1013", {Cause::Closed, 1013, 0, {}}, true, false, u"later");
    row("4400", {Cause::Closed, 4400, 0, u"what?"_s}, true, false, u"what?");
}

void TestSession::endsFinallyOrNot()
{
    QFETCH(TransportClosed, closed);
    QFETCH(bool, open);
    QFETCH(bool, final);
    QFETCH(QString, says);
    Rig rig;
    rig.session->start();
    if (open) {
        rig.peer.welcome();
    }
    rig.peer.close(closed);
    QCOMPARE(rig.status().final, final);
    QCOMPARE(rig.status().state, final ? LinkState::Idle : LinkState::Waiting);
    QVERIFY2(rig.status().reason.contains(says), qPrintable(rig.status().reason));
    QCOMPARE(rig.outlet.stories(Kind::Refused).size(), final ? 1u : 0u);
    rig.clock.advance(3'600'000);
    QCOMPARE(rig.peer.count() == 1, final);
}

void TestSession::offersByTurnsToWhoRefusesTheOffer()
{
    Rig rig(u"auto"_s);
    rig.session->start();
    for (const bool offers : {true, false, true, false}) {
        QCOMPARE(!rig.peer.newest().request.subprotocols.isEmpty(), offers);
        rig.peer.close({Cause::Refused, 1006, 400, {}});
        QCOMPARE(rig.status().state, LinkState::Waiting);
        rig.dialAgain();
    }
    rig.peer.close({Cause::Refused, 1006, 403, {}}); // is not about the offer
    QCOMPARE(rig.status().state, LinkState::Idle);
    QVERIFY(rig.status().final);
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
