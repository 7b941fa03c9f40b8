// Which way a session goes: the WebSocket, server-sent events, long polling, and back.
#include "sessionrig.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

using Cause = TransportClosed::Cause;
using Kind = LinkStory::Kind;

namespace {

class Roads
{
public:
    explicit Roads(const QString &dialect = u"native"_s)
        : rig(dialect, {{Way::EventStream, events.factory()}, {Way::LongPoll, polls.factory()}})
        , socket(rig.peer)
    {
        rig.session->start();
    }

    ScriptedPeer &now()
    {
        const Way way = rig.status().via;
        return way == Way::WebSocket ? socket : way == Way::EventStream ? events : polls;
    }
    void refuse(int status) { now().close({Cause::Refused, 1006, status, u"no"_s}); }
    void dialAgain() { rig.dialAgain(); }
    // What happens next is due now.
    bool goesOnAtOnce() const
    {
        return rig.status().state == LinkState::Waiting
               && rig.status().nextAttemptUs <= rig.clock.wallUs();
    }
    void settleOn(Way way)
    {
        while (rig.status().via != way) {
            refuse(400);
            dialAgain();
        }
        now().welcome();
    }
    // Time passes, and the server says something now and then.
    void live(std::int64_t ms)
    {
        for (; ms > 0; ms -= 5'000) {
            now().say(Heartbeat{1, {}});
            rig.clock.advance(std::min<std::int64_t>(ms, 5'000));
        }
    }

    ScriptedPeer events;
    ScriptedPeer polls;
    Rig rig;
    ScriptedPeer &socket;
};

} // namespace

class TestTravel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTheNextWayAtOnceWhereOneIsRefused_data();
    void takesTheNextWayAtOnceWhereOneIsRefused();
    void staysWhereTheAnswerIsAboutSomethingElse_data();
    void staysWhereTheAnswerIsAboutSomethingElse();
    void startsFromTheFirstWhenAllAreRefused();
    void takesTheNextWayWhereTheUpgradeIsNotAnswered();
    void staysWhereNobodyIsThere();
    void takesTheNextWayAfterTwoShortLives_data();
    void takesTheNextWayAfterTwoShortLives();
    void staysOnAWayThatWorked();
    void looksAfterTenMinutesWhetherTheFirstIsFree();
    void looksAgainLaterWhenItIsNot_data();
    void looksAgainLaterWhenItIsNot();
    void goesStraightBackWhenItOnlyLookedFree();
    void looksForNothingAfterItsEnd();
    void offersAnotherSubprotocolBeforeAnotherWay();
    void travelsNotWithAPlainServer();
};

void TestTravel::takesTheNextWayAtOnceWhereOneIsRefused_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 302, 400, 405, 426, 500, 501}) {
        QTest::addRow("%d", status) << status;
    }
    QTest::newRow("no HTTP") << 0;
}

void TestTravel::takesTheNextWayAtOnceWhereOneIsRefused()
{
    QFETCH(int, status);
    Roads roads;
    for (const Way way : {Way::WebSocket, Way::EventStream, Way::LongPoll}) {
        QCOMPARE(roads.rig.status().via, way);
        QCOMPARE(roads.rig.status().attempt, 0);
        roads.now().close({status ? Cause::Refused : Cause::NotWebSocket, 1006, status, u"no"_s});
        QCOMPARE(roads.goesOnAtOnce(), way != Way::LongPoll);
        roads.dialAgain();
    }
}

void TestTravel::staysWhereTheAnswerIsAboutSomethingElse_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("final");
    QTest::newRow("busy") << 503 << false;
    QTest::newRow("too many") << 429 << false;
    QTest::newRow("nobody behind the proxy") << 502 << false;
    QTest::newRow("nor in time") << 504 << false;
    QTest::newRow("credentials") << 401 << true;
    QTest::newRow("not allowed") << 403 << true;
    QTest::newRow("not here") << 404 << true;
}

void TestTravel::staysWhereTheAnswerIsAboutSomethingElse()
{
    QFETCH(int, status);
    QFETCH(bool, final);
    Roads roads;
    roads.refuse(status);
    QCOMPARE(roads.rig.status().final, final);
    QVERIFY(!roads.goesOnAtOnce());
    if (!final) {
        roads.dialAgain();
        QCOMPARE(roads.rig.status().via, Way::WebSocket);
        QCOMPARE(roads.socket.count(), 2u);
    }
}

void TestTravel::startsFromTheFirstWhenAllAreRefused()
{
    Roads roads;
    roads.socket.close({Cause::Refused, 1006, 400, u"no"_s});
    const QString why = roads.rig.status().reason;
    for (int round = 1; round <= 3; ++round) {
        roads.dialAgain();
        roads.refuse(404); // a server that knows WebSockets only says so as it likes
        QVERIFY(!roads.rig.status().final);
        QCOMPARE(roads.rig.status().reason, why); // about the way that was meant
        roads.dialAgain();
        roads.refuse(405);
        QVERIFY(!roads.goesOnAtOnce());
        QCOMPARE(roads.rig.status().attempt, round);
        roads.dialAgain();
        QCOMPARE(roads.rig.status().via, Way::WebSocket);
        roads.refuse(400);
    }
    roads.dialAgain();
    roads.refuse(401); // but that is about us
    QVERIFY(roads.rig.status().final && roads.rig.status().needsToken);
}

void TestTravel::takesTheNextWayWhereTheUpgradeIsNotAnswered()
{
    Roads roads;
    roads.socket.newest().reached = true;
    roads.rig.clock.advance(Session::connectMs);
    QCOMPARE(roads.rig.status().state, LinkState::Dialing); // at once
    QCOMPARE(roads.rig.status().via, Way::EventStream);
    roads.events.newest().reached = true; // a proxy that keeps the stream until it ends
    roads.rig.clock.advance(Session::connectMs);
    QCOMPARE(roads.rig.status().via, Way::LongPoll);
}

void TestTravel::staysWhereNobodyIsThere()
{
    Roads roads;
    for (int i = 0; i < 10; ++i) {
        QCOMPARE(roads.rig.status().via, Way::WebSocket);
        if (i % 2) {
            roads.rig.clock.advance(Session::connectMs);
        } else {
            roads.socket.close({Cause::Unreachable, 1006, 0, u"no"_s});
        }
        roads.dialAgain();
    }
}

void TestTravel::takesTheNextWayAfterTwoShortLives_data()
{
    QTest::addColumn<QString>("life");
    QTest::newRow("opened and lost") << u"lost"_s;
    QTest::newRow("opened, then silence") << u"silence"_s;
    QTest::newRow("killed while it opened") << u"killed"_s;
}

void TestTravel::takesTheNextWayAfterTwoShortLives()
{
    QFETCH(QString, life);
    Roads roads;
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(roads.rig.status().via, Way::WebSocket);
        roads.socket.newest().reached = true;
        if (life == u"killed") {
            roads.socket.close({Cause::Unreachable, 1006, 0, u"closed before it was open"_s});
        } else {
            roads.socket.open();
            life == u"lost" ? roads.rig.lose() : roads.rig.clock.advance(Session::greetMs);
        }
        QVERIFY(!roads.goesOnAtOnce());
        roads.dialAgain();
    }
    QCOMPARE(roads.rig.status().via, Way::EventStream);
}

void TestTravel::staysOnAWayThatWorked()
{
    Roads roads;
    roads.settleOn(Way::EventStream);
    for (int i = 0; i < 5; ++i) { // one short life each time, but something came in between
        roads.events.close({Cause::Lost, 1006, 0, {}});
        roads.dialAgain();
        roads.events.open();
        roads.events.close({Cause::Lost, 1006, 0, {}});
        roads.dialAgain();
        roads.events.welcome();
    }
    roads.events.close({Cause::Unreachable, 1006, 0, u"no"_s});
    roads.dialAgain();
    QCOMPARE(roads.rig.status().via, Way::EventStream);
    QCOMPARE(roads.socket.count(), 1u);
}

void TestTravel::looksAfterTenMinutesWhetherTheFirstIsFree()
{
    Roads roads;
    roads.settleOn(Way::EventStream);
    roads.rig.catalogOne();
    roads.live(Travel::lookMs - 1'000);
    QCOMPARE(roads.socket.count(), 1u);
    roads.live(1'000);
    QCOMPARE(roads.socket.count(), 2u); // beside the one that lives
    QVERIFY(roads.events.newest().alive);
    QCOMPARE(roads.socket.newest().request.url, QUrl(u"ws://boiler.example:8080/live"_s));
    QCOMPARE(roads.socket.newest().request.bearer, "secret");
    roads.socket.open();
    QCOMPARE(roads.socket.newest().pings, 1); // open is not enough
    QVERIFY(roads.socket.newest().sent.empty());
    QVERIFY(roads.events.newest().alive);
    roads.socket.newest().listener->pongReceived(3);
    QVERIFY(!roads.events.newest().alive);
    QCOMPARE(roads.events.newest().closeCode, 1001);
    QCOMPARE(roads.socket.count(), 3u);
    QCOMPARE(roads.rig.status().via, Way::WebSocket);
    roads.socket.welcome();
    QCOMPARE(roads.rig.status().state, LinkState::Live);
    const auto hello = roads.socket.sent<Hello>();
    QCOMPARE(hello->resumeSession, u"s1"_s);
    roads.live(2 * Travel::lookMs);
    QCOMPARE(roads.socket.count(), 3u);
    QVERIFY(roads.rig.outlet.stories(Kind::Lost).empty()); // nobody was bothered
    QCOMPARE(roads.rig.status().reconnects, 0u);
}

void TestTravel::looksAgainLaterWhenItIsNot_data()
{
    QTest::addColumn<QString>("look");
    QTest::newRow("refused") << u"refused"_s;
    QTest::newRow("not answered") << u"silence"_s;
    QTest::newRow("opened, but nothing comes through") << u"mute"_s;
}

void TestTravel::looksAgainLaterWhenItIsNot()
{
    QFETCH(QString, look);
    Roads roads;
    roads.settleOn(Way::LongPoll);
    const std::size_t before = roads.socket.count();
    for (std::size_t times = 1; times <= 3; ++times) {
        roads.live(Travel::lookMs);
        QCOMPARE(roads.socket.count(), before + times);
        if (look == u"refused") {
            roads.socket.close({Cause::Refused, 1006, 400, {}});
        }
        if (look == u"mute") {
            roads.socket.open();
        }
        roads.live(Travel::lookingMs);
        QVERIFY(!roads.socket.newest().alive);
        QCOMPARE(roads.rig.status().state, LinkState::Live);
        QCOMPARE(roads.rig.status().via, Way::LongPoll);
    }
}

void TestTravel::goesStraightBackWhenItOnlyLookedFree()
{
    Roads roads;
    roads.settleOn(Way::LongPoll);
    roads.live(Travel::lookMs);
    roads.socket.open();
    roads.socket.newest().listener->pongReceived(3);
    QCOMPARE(roads.rig.status().via, Way::WebSocket);
    roads.refuse(400);
    QVERIFY(roads.goesOnAtOnce());
    roads.dialAgain();
    QCOMPARE(roads.rig.status().via, Way::LongPoll);
    roads.polls.welcome();
    QCOMPARE(roads.rig.status().state, LinkState::Live);
}

void TestTravel::looksForNothingAfterItsEnd()
{
    Roads roads;
    roads.settleOn(Way::EventStream);
    roads.rig.session->stop();
    roads.rig.clock.advance(2 * Travel::lookMs);
    QCOMPARE(roads.socket.count(), 1u);
    QCOMPARE(roads.rig.clock.pending(), 0u);
}

void TestTravel::offersAnotherSubprotocolBeforeAnotherWay()
{
    Roads roads(u"auto"_s);
    QVERIFY(!roads.socket.newest().request.subprotocols.isEmpty());
    roads.refuse(400);
    roads.dialAgain();
    QCOMPARE(roads.rig.status().via, Way::WebSocket);
    QVERIFY(roads.socket.newest().request.subprotocols.isEmpty());
    roads.refuse(400);
    roads.dialAgain();
    QCOMPARE(roads.rig.status().via, Way::EventStream);
    roads.refuse(400);
    roads.dialAgain();
    QCOMPARE(roads.rig.status().via, Way::LongPoll);
    roads.polls.welcome();
    roads.live(Travel::lookMs);
    QCOMPARE(roads.socket.newest().request.subprotocols, NativeDialect::offered());
}

void TestTravel::travelsNotWithAPlainServer()
{
    Roads plain(u"plain"_s);
    plain.refuse(400);
    plain.dialAgain();
    QCOMPARE(plain.rig.status().via, Way::WebSocket);
    Roads roads(u"auto"_s);
    for (int i = 0; i < 5; ++i) {
        roads.socket.newest().reached = true;
        roads.socket.open({}); // speaks no subprotocol, so it speaks something else
        roads.rig.lose();
        roads.dialAgain();
        QCOMPARE(roads.rig.status().via, Way::WebSocket);
    }
}

QTEST_GUILESS_MAIN(TestTravel)
#include "tst_travel.moc"
