// The feed without a WebSocket, asked by hand: streams and their numbers, and what everybody else
// is told.
#include "dialects/native.h"
#include "fakemachine.h"
#include "rawhttp.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr int limit = 15'000; // ms, for what takes milliseconds

const QByteArray hello = R"({"type":"hello","client":"test"})"
                         "\n";
const QByteArray all = R"({"type":"subscribe","channels":["*"]})"
                       "\n";

QByteArray streamIn(const QByteArray &text)
{
    static const QRegularExpression pattern(u"\"stream\":\"([0-9a-f]+)\""_s);
    return pattern.match(QString::fromUtf8(text)).captured(1).toUtf8();
}

QByteArray named(const QByteArray &stream, int number = 0)
{
    return "Sightglass-Stream: " + stream + "\r\n"
           + (number ? "Sightglass-Number: " + QByteArray::number(number) + "\r\n" : QByteArray());
}

} // namespace

class TestFeedDoor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhoAsksForSomethingElse_data();
    void tellsWhoAsksForSomethingElse();
    void asksForTheToken_data();
    void asksForTheToken();
    void opensAnEventStream();
    void takesEachNumberOnce();
    void answersTheSamePollWithTheSame();
    void refusesNumbersOutOfTurn();
    void endsAStreamOnRequest();
    void endsAStreamThatNobodyAsksAbout();
    void saysWhyItEndsAStream();
    void servesARequestThatComesInPieces();
    void servesOneAfterTheOtherOnOneConnection();
    void boundsTheClients();
};

void TestFeedDoor::tellsWhoAsksForSomethingElse_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, int status) {
        QTest::newRow(name) << bytes << status;
    };
    const QByteArray end = " HTTP/1.1\r\nHost: x\r\n";
    row("a browser", "GET /" + end + "Accept: text/html,*/*\r\n\r\n", 404);
    row("PUT", "PUT /" + end + "\r\n", 405);
    row("OPTIONS", "OPTIONS /" + end + "Origin: http://evil.example\r\n\r\n", 405);
    row("an upgrade that lost its header", "GET /" + end + "Sec-WebSocket-Key: x\r\n\r\n", 426);
    row("an unknown stream", "GET /" + end + "Sightglass-Stream: 0123\r\n\r\n", 410);
    row("POST to an unknown stream", "POST /" + end + "Sightglass-Stream: 0123\r\n\r\n", 410);
    row("DELETE of nothing", "DELETE /" + end + "\r\n", 400);
    row("chunks", "POST /" + end + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411);
    row("two lengths", "POST /" + end + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400);
    row("a length that is none", "POST /" + end + "Content-Length: -1\r\n\r\n", 400);
    row("a length with a sign", "POST /" + end + "Content-Length: +1\r\n\r\na", 400);
    row("a large body", "POST /" + end + "Content-Length: 99999999999\r\n\r\n", 413);
    row("no HTTP", "hello\r\n\r\n", 400);
    row("another HTTP", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 400);
    row("a folded header", "GET /" + end + " x\r\n\r\n", 400);
    row("an endless head", "GET /" + end + "X: " + QByteArray(20'000, 'x'), 431);
    row("a page elsewhere",
        "GET /" + end + "Accept: text/event-stream\r\nOrigin: http://evil.example\r\n\r\n", 403);
    row("a page elsewhere, posting", "POST /" + end + "Origin: http://evil.example\r\n\r\n", 403);
}

void TestFeedDoor::tellsWhoAsksForSomethingElse()
{
    QFETCH(QByteArray, bytes);
    const Served served(quiet());
    RawHttp http(served.port);
    http.socket.write(bytes);
    QTRY_VERIFY_WITH_TIMEOUT(http.whole(), limit);
    QTEST(http.status(), "status");
    QVERIFY(!http.body().isEmpty());
    QCOMPARE(http.value("content-type"), QByteArray("text/plain; charset=utf-8"));
    QCOMPARE(http.value("cache-control"), QByteArray("no-store"));
}

void TestFeedDoor::asksForTheToken_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    QTest::newRow("right") << QByteArray("Authorization: Bearer s3cret\r\n") << 200;
    QTest::newRow("right, from a page")
        << QByteArray("Authorization: Bearer s3cret\r\nOrigin: http://a.example\r\n") << 200;
    QTest::newRow("wrong") << QByteArray("Authorization: Bearer s3cres\r\n") << 401;
    QTest::newRow("none") << QByteArray() << 401;
}

void TestFeedDoor::asksForTheToken()
{
    QFETCH(QByteArray, headers);
    QFETCH(int, status);
    FeedServer::Options options = quiet();
    options.token = u"s3cret"_s;
    const Served served(options);
    RawHttp events(served.port);
    events.ask("GET /", headers + "Accept: text/event-stream\r\n");
    QTRY_COMPARE_WITH_TIMEOUT(events.status(), status, limit);
    RawHttp polls(served.port);
    polls.ask("POST /", headers);
    QTRY_COMPARE_WITH_TIMEOUT(polls.status(), status, limit);
    QTRY_VERIFY_WITH_TIMEOUT(polls.whole(), limit);
    if (status == 200) {
        const QByteArray id = streamIn(polls.body());
        QVERIFY(!id.isEmpty());
        RawHttp thief(served.port); // to know the stream is not enough
        thief.ask("POST /", named(id, 1), hello);
        QTRY_COMPARE_WITH_TIMEOUT(thief.status(), 401, limit);
    }
}

void TestFeedDoor::opensAnEventStream()
{
    const Served served(quiet());
    RawHttp events(served.port);
    events.ask("GET /any/path", "Accept: text/event-stream\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(events.body().contains("\n\n"), limit);
    QCOMPARE(events.value("content-type"), QByteArray("text/event-stream"));
    QCOMPARE(events.value("cache-control"), QByteArray("no-store"));
    QCOMPARE(events.value("x-accel-buffering"), QByteArray("no"));
    QVERIFY(events.body().contains("event: open\ndata: {\"protocol\":\"sightglass.v1.json\""));
    const QByteArray id = streamIn(events.body());
    QCOMPARE(id.size(), 32); // 128 bits
    RawHttp post(served.port);
    post.ask("POST /any/path", named(id, 1), hello + all);
    QTRY_COMPARE_WITH_TIMEOUT(post.status(), 204, limit);
    QTRY_VERIFY_WITH_TIMEOUT(events.body().contains("\"type\":\"welcome\""), limit);
    QTRY_VERIFY_WITH_TIMEOUT(events.body().count("\"subscribed\"") == 5, limit);
}

void TestFeedDoor::takesEachNumberOnce()
{
    const Served served(quiet());
    RawHttp events(served.port);
    events.ask("GET /", "Accept: text/event-stream\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(events.body().contains("\n\n"), limit);
    const QByteArray id = streamIn(events.body());
    for (int i = 0; i < 3; ++i) { // the answer was lost, and was lost again
        RawHttp post(served.port);
        post.ask("POST /", named(id, 1), hello);
        QTRY_COMPARE_WITH_TIMEOUT(post.status(), 204, limit);
    }
    RawHttp post(served.port);
    post.ask("POST /", named(id, 2),
             R"({"type":"heartbeat","sentUs":42})"
             "\n");
    QTRY_VERIFY_WITH_TIMEOUT(events.body().contains("\"echoUs\":42"), limit);
    QCOMPARE(events.body().count("\"welcome\""), 1);
}

void TestFeedDoor::answersTheSamePollWithTheSame()
{
    const Served served; // ten messages in a tenth of a second
    RawHttp http(served.port);
    http.ask("POST /");
    QTRY_VERIFY_WITH_TIMEOUT(http.whole(), limit);
    const QByteArray id = streamIn(http.body());
    http.ask("POST /", named(id, 1), hello + all);
    QTRY_COMPARE_WITH_TIMEOUT(http.status(), 204, limit);
    QByteArrayList answers;
    for (int number = 1; number <= 5; ++number) {
        QByteArray first;
        for (int times = 0; times < 3; ++times) {
            QTest::qWait(20); // more is there to say meanwhile
            RawHttp poll(served.port);
            poll.ask("GET /", named(id, number));
            QTRY_VERIFY_WITH_TIMEOUT(poll.whole(), limit);
            QCOMPARE(poll.status(), 200);
            QVERIFY(poll.body().endsWith('\n'));
            first = times == 0 ? poll.body() : first;
            QCOMPARE(poll.body(), first);
        }
        QVERIFY(!answers.contains(first));
        answers.append(first);
    }
    QVERIFY(answers[0].contains("\"type\":\"welcome\""));
    QCOMPARE(answers.join().count("\"welcome\""), 1);
}

void TestFeedDoor::refusesNumbersOutOfTurn()
{
    const Served served;
    RawHttp http(served.port);
    http.ask("POST /");
    QTRY_VERIFY_WITH_TIMEOUT(http.whole(), limit);
    const QByteArray id = streamIn(http.body());
    for (const int number : {0, 2, 7}) {
        http.ask("POST /", named(id, number), hello);
        QTRY_VERIFY_WITH_TIMEOUT(http.whole(), limit);
        QCOMPARE(http.status(), 409);
        http.ask("GET /", named(id, number));
        QTRY_VERIFY_WITH_TIMEOUT(http.whole(), limit);
        QCOMPARE(http.status(), 409);
    }
}

void TestFeedDoor::endsAStreamOnRequest()
{
    const Served served(quiet());
    RawHttp events(served.port);
    events.ask("GET /", "Accept: text/event-stream\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(events.body().contains("\n\n"), limit);
    RawHttp leave(served.port);
    leave.ask("DELETE /", named(streamIn(events.body())));
    QTRY_COMPARE_WITH_TIMEOUT(leave.status(), 204, limit);
    QTRY_COMPARE_WITH_TIMEOUT(events.socket.state(), QAbstractSocket::UnconnectedState, limit);
    leave.ask("POST /", named(streamIn(events.body()), 1), hello);
    QTRY_COMPARE_WITH_TIMEOUT(leave.status(), 410, limit);
}

void TestFeedDoor::endsAStreamThatNobodyAsksAbout()
{
    FeedServer::Options options = quiet();
    options.heartbeatMs = 50;
    const Served served(options);
    RawHttp http(served.port);
    http.ask("POST /");
    QTRY_VERIFY_WITH_TIMEOUT(http.whole(), limit);
    const QByteArray id = streamIn(http.body());
    http.ask("POST /", named(id, 1), hello);
    QTRY_COMPARE_WITH_TIMEOUT(http.status(), 204, limit);
    const auto isGone = [&] { // to ask without a right number keeps nothing alive
        http.ask("GET /", named(id, 77));
        QTest::qWait(50);
        return http.status() == 410;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isGone(), limit);
}

void TestFeedDoor::saysWhyItEndsAStream()
{
    const Served served(quiet());
    RawHttp events(served.port);
    events.ask("GET /", "Accept: text/event-stream\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(events.body().contains("\n\n"), limit);
    RawHttp post(served.port);
    post.ask("POST /", named(streamIn(events.body()), 1), all); // without hello
    QTRY_VERIFY_WITH_TIMEOUT(events.body().contains("event: close\ndata: 4400 "), limit);
    QTRY_COMPARE_WITH_TIMEOUT(events.socket.state(), QAbstractSocket::UnconnectedState, limit);

    RawHttp http(served.port);
    http.ask("POST /");
    QTRY_VERIFY_WITH_TIMEOUT(http.whole(), limit);
    const QByteArray id = streamIn(http.body());
    RawHttp poll(served.port);
    poll.ask("GET /", named(id, 1));
    http.ask("POST /", named(id, 1), all);
    QTRY_COMPARE_WITH_TIMEOUT(poll.status(), 410, limit);
    QVERIFY(poll.body().startsWith("4400 "));
}

void TestFeedDoor::servesARequestThatComesInPieces()
{
    const Served served(quiet());
    RawHttp http(served.port);
    QTRY_COMPARE_WITH_TIMEOUT(http.socket.state(), QAbstractSocket::ConnectedState, limit);
    for (const char byte :
         QByteArrayView("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n\n\n\n")) {
        http.socket.write(&byte, 1);
        http.socket.flush();
        QTest::qWait(1);
    }
    QTRY_COMPARE_WITH_TIMEOUT(http.status(), 200, limit);
}

void TestFeedDoor::servesOneAfterTheOtherOnOneConnection()
{
    const Served served(quiet());
    RawHttp http(served.port);
    http.socket.write(QByteArray("GET / HTTP/1.1\r\nHost: x\r\n\r\n").repeated(3)
                      + "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                      + "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE_WITH_TIMEOUT(http.socket.state(), QAbstractSocket::UnconnectedState, limit);
    QCOMPARE(http.got.count("HTTP/1.1 404"), 4);
}

void TestFeedDoor::boundsTheClients()
{
    const Served served(quiet());
    std::vector<std::unique_ptr<RawHttp>> all;
    for (int i = 0; i < FeedServer::maxClients; ++i) {
        all.push_back(std::make_unique<RawHttp>(served.port));
        all.back()->ask("GET /", "Accept: text/event-stream\r\n");
    }
    for (const auto &one : all) {
        QTRY_COMPARE_WITH_TIMEOUT(one->status(), 200, limit);
    }
    RawHttp extra(served.port);
    extra.ask("GET /", "Accept: text/event-stream\r\n");
    QTRY_COMPARE_WITH_TIMEOUT(extra.status(), 503, limit);
    QCOMPARE(extra.value("retry-after"), QByteArray("5"));
    all.pop_back();
    const auto comes = [&served] {
        RawHttp again(served.port);
        again.ask("POST /");
        QTest::qWait(50);
        return again.status() == 200;
    };
    QTRY_VERIFY_WITH_TIMEOUT(comes(), limit);
}

QTEST_GUILESS_MAIN(TestFeedDoor)
#include "tst_feeddoor.moc"
