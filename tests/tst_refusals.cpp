// What a session says of servers that refuse it, over real sockets: the status, the server's own
// words, what helps, and when it is tried again.
#include "fakes.h"
#include "fakeserver.h"
#include "link/websocket.h"

#include <QtTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

using F = FakeServer;

namespace {

constexpr int limit = 10'000; // ms, for what takes milliseconds
constexpr std::int64_t usualMs = 1'000;

// Network real, time and dice the test's.
class Caller
{
public:
    explicit Caller(const QUrl &url)
    {
        SessionSetup setup;
        setup.url = url;
        session = std::make_unique<Session>(
            setup, factoryOf<WebSocket>(), Dialect::create(u"auto"_s, {}), clock,
            [] { return 0.5; }, outlet);
        session->start();
    }
    const LinkStatus &status() const { return session->status(); }
    bool ends()
    {
        return QTest::qWaitFor([this] { return status().state != LinkState::Dialing; }, limit);
    }
    std::int64_t waitMs() const { return (status().nextAttemptUs - clock.wallUs()) / 1000; }

    FakeClock clock;
    CollectingOutlet outlet;
    std::unique_ptr<Session> session;
};

QByteArray inSeconds(int seconds)
{
    return QLocale::c()
        .toString(QDateTime::currentDateTimeUtc().addSecs(seconds),
                  u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s)
        .toLatin1();
}

F::Script refuses(const QByteArray &status, const QByteArray &headers, const QByteArray &body)
{
    return [=](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 " + status + "\r\n" + headers
                     + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    };
}

} // namespace

class TestRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatTheServerSaid_data();
    void saysWhatTheServerSaid();
    void waitsAsLongAsItIsAsked_data();
    void waitsAsLongAsItIsAsked();
    void namesWhatIsNoWebSocketServer_data();
    void namesWhatIsNoWebSocketServer();
    void asksWhyOnceAtEachRefusal();
    void theDeadlineHoldsWhileItAsksWhy();
    void keepsTheStatusWhenNobodySaysWhy();
    void believesTheRefusalWhenTheDoorOpensLater();
};

void TestRefusals::saysWhatTheServerSaid_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<bool>("final");
    QTest::addColumn<QStringList>("says");
    const auto row = [](const char *status, const QByteArray &headers, bool final,
                        const QStringList &says) {
        QTest::newRow(status) << QByteArray(status) << headers << final << says;
    };
    const QByteArray there = "Location: https://other.example/login?from=secret\r\n";
    row("200 OK", "Content-Type: text/html\r\n", false, {u"web page"_s, u"path"_s});
    for (const char *moved : {"301 Moved Permanently", "302 Found", "303 See Other",
                              "307 Temporary Redirect", "308 Permanent Redirect"}) {
        row(moved, there, false, {u"sends on to wss://other.example/login "_s, u"token"_s});
    }
    row("400 Bad Request", {}, false, {u"rejects the request"_s, u"subprotocol"_s});
    row("401 Unauthorized", "WWW-Authenticate: Bearer\r\n", true, {u"credentials"_s, u"token"_s});
    row("403 Forbidden", {}, true, {u"credentials"_s});
    row("404 Not Found", {}, true, {u"Nothing is at /live"_s, u"path"_s});
    row("407 Proxy Authentication Required", {}, true, {u"proxy"_s, u"password"_s});
    row("418 I'm a teapot", {}, false, {u"instead of opening a WebSocket"_s});
    row("426 Upgrade Required", {}, true, {u"another version"_s});
    row("429 Too Many Requests", {}, false, {u"busy"_s});
    row("500 Internal Server Error", {}, false, {u"failed"_s, u"log"_s});
    row("502 Bad Gateway", {}, false, {u"server behind it"_s});
    row("503 Service Unavailable", {}, false, {u"busy"_s});
    row("504 Gateway Timeout", {}, false, {u"server behind it"_s});
    row("511 Network Authentication Required", {}, false, {u"log in"_s, u"browser"_s});
}

void TestRefusals::saysWhatTheServerSaid()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, headers);
    QFETCH(bool, final);
    QFETCH(QStringList, says);
    F server(refuses(status, headers, "<p>The boiler is <b>cold</b>.</p>"));
    Caller caller(server.url(u"/live"_s));
    QVERIFY(caller.ends());
    const QString reason = caller.status().reason;
    const QString number = QString::fromLatin1(status.left(3));
    QVERIFY2(reason.contains(u"(HTTP %1)"_s.arg(number)) || reason.contains(u"HTTP "_s + number),
             qPrintable(reason));
    for (const QString &words : says) {
        QVERIFY2(reason.contains(words), qPrintable(reason));
    }
    // A redirection's page says where it leads, which is said already; 407 needs no second asking.
    const bool quoted = !status.startsWith('3') && !status.startsWith("407");
    QCOMPARE(reason.contains(u"“The boiler is cold .”"), quoted);
    QVERIFY(!reason.contains(u"secret"));
    QCOMPARE(caller.status().final, final);
}

void TestRefusals::waitsAsLongAsItIsAsked_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<int>("leastMs");
    QTest::addColumn<int>("mostMs");
    for (const char *status : {"429 Slow", "503 Busy", "500 Oops", "502 Bad", "301 Moved"}) {
        QTest::addRow("%s, seconds", status)
            << QByteArray(status) << QByteArray("30") << 30'000 << 31'000;
        QTest::addRow("%s, a date", status)
            << QByteArray(status) << inSeconds(600) << 500'000 << 601'000;
        QTest::addRow("%s, a date long ago", status)
            << QByteArray(status) << inSeconds(-600) << 0 << 6'000;
        QTest::addRow("%s, nonsense", status)
            << QByteArray(status) << QByteArray("soon") << 0 << 6'000;
    }
    QTest::newRow("no word from a busy one")
        << QByteArray("503 Busy") << QByteArray() << 5'000 << 6'000;
    QTest::newRow("no word from a broken one")
        << QByteArray("500 Oops") << QByteArray() << 0 << int(usualMs);
}

void TestRefusals::waitsAsLongAsItIsAsked()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, retryAfter);
    QFETCH(int, leastMs);
    QFETCH(int, mostMs);
    F server(F::answers(status, retryAfter.isEmpty() ? QByteArray()
                                                     : "Retry-After: " + retryAfter + "\r\n"));
    Caller caller(server.url());
    QVERIFY(caller.ends());
    QCOMPARE(caller.status().state, LinkState::Waiting);
    QVERIFY2(caller.waitMs() >= leastMs && caller.waitMs() <= mostMs,
             qPrintable(QString::number(caller.waitMs())));
}

void TestRefusals::namesWhatIsNoWebSocketServer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("says");
    QTest::newRow("SSH") << QByteArray("SSH-2.0-x\r\n\r\n") << u"an SSH server"_s;
    QTest::newRow("TLS") << QByteArray("\x15\x03\x01\0\x02\x02\x46\r\n\r\n", 11)
                         << u"speaks TLS: use wss://"_s;
    QTest::newRow("a web server that wants TLS")
        << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS "
                      "server.\n")
        << u"speaks TLS: use wss://"_s;
    QTest::newRow("words") << QByteArray("hello\r\n\r\n") << u"not even in HTTP: “hello”"_s;
    QTest::newRow("an upgrade to nothing")
        << QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
                      "Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n")
        << u"Sec-WebSocket-Accept"_s;
}

void TestRefusals::namesWhatIsNoWebSocketServer()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, says);
    F server([answer](QTcpSocket &socket, const QByteArray &) { socket.write(answer); });
    Caller caller(server.url());
    QVERIFY(caller.ends());
    QCOMPARE(caller.status().state, LinkState::Waiting);
    QVERIFY2(caller.status().reason.contains(says), qPrintable(caller.status().reason));
}

void TestRefusals::asksWhyOnceAtEachRefusal()
{
    F server(F::answers("500 Oops"));
    Caller caller(server.url());
    QVERIFY(caller.ends());
    QCOMPARE(server.connections(), 2); // the attempt, and the question
    caller.session->tryNow();
    QVERIFY(caller.ends());
    QCOMPARE(server.connections(), 4);
}

void TestRefusals::theDeadlineHoldsWhileItAsksWhy()
{
    int asked = 0;
    F server([&asked](QTcpSocket &socket, const QByteArray &request) {
        if (++asked == 1) {
            F::answers("503 Busy")(socket, request);
        }
    });
    Caller caller(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(asked, 2, limit);
    QCOMPARE(caller.status().state, LinkState::Dialing);
    caller.clock.advance(Session::connectMs);
    QCOMPARE(caller.status().state, LinkState::Waiting);
    QVERIFY(caller.status().reason.contains(u"No answer"));
    QTRY_VERIFY_WITH_TIMEOUT(!server.newest(), limit); // the question is given up, too
}

void TestRefusals::keepsTheStatusWhenNobodySaysWhy()
{
    int asked = 0;
    F server([&asked](QTcpSocket &socket, const QByteArray &request) {
        if (++asked == 1) {
            F::answers("403 Forbidden")(socket, request);
        } else {
            F::reset(socket);
        }
    });
    Caller caller(server.url());
    QVERIFY(caller.ends());
    QVERIFY(asked >= 2);
    QVERIFY2(caller.status().reason.contains(u"HTTP 403"), qPrintable(caller.status().reason));
    QVERIFY(caller.status().final);
}

void TestRefusals::believesTheRefusalWhenTheDoorOpensLater()
{
    int asked = 0;
    F server([&asked](QTcpSocket &socket, const QByteArray &request) {
        if (++asked == 1) {
            F::answers("502 Bad Gateway")(socket, request);
        } else {
            socket.write(F::upgrade(request));
        }
    });
    Caller caller(server.url());
    QVERIFY(caller.ends());
    QCOMPARE(caller.status().state, LinkState::Waiting);
    QVERIFY2(caller.status().reason.contains(u"HTTP 502"), qPrintable(caller.status().reason));
    caller.clock.advance(usualMs); // and then it is open
    QTRY_COMPARE_WITH_TIMEOUT(caller.status().state, LinkState::Live, limit);
    QCOMPARE(asked, 3);
}

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
