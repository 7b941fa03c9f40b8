// What a probe reports of servers that answer, of those that do not, and of those that are none.
#include "fakeserver.h"
#include "link/probe.h"

#include <QtTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

using Cause = TransportClosed::Cause;
using F = FakeServer;
using Stage = ProbeReport::Stage;

namespace {

constexpr int limit = 10'000; // ms, for what takes milliseconds
const QByteArray token = "marked-secret/4711";

class Inquiry
{
public:
    explicit Inquiry(const QUrl &url)
    {
        request.url = url;
        request.bearer = token;
        request.subprotocols = QStringList{u"one"_s, u"two"_s};
        QObject::connect(&probe, &Probe::finished, &probe, [this] { ++ends; });
        QObject::connect(&probe, &Probe::reached, &probe,
                         [this](Stage stage) { stages.append(int(stage)); });
    }
    bool finish(int withinMs = Probe::deadlineMs)
    {
        probe.start(request, withinMs);
        if (ends > 0 || !QTest::qWaitFor([this] { return ends > 0; }, limit)) {
            return false; // from inside start(), or never
        }
        QTest::qWait(20);
        return ends == 1;
    }
    const ProbeReport &report() const { return probe.report(); }

    TransportRequest request;
    Probe probe;
    int ends = 0;
    QList<int> stages;
};

F::Script says(const QByteArray &bytes, bool andGoes = false)
{
    return [bytes, andGoes](QTcpSocket &socket, const QByteArray &) {
        socket.write(bytes);
        if (andGoes) {
            socket.disconnectFromHost();
        }
    };
}

QByteArray page(const QByteArray &status, const QByteArray &type, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type
           + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

Q_DECLARE_METATYPE(F::Script)

class TestProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reportsAnOpenDoor();
    void asksAsTheClientWould();
    void readsTheServersOwnWords_data();
    void readsTheServersOwnWords();
    void readsTheHeadersOfARefusal();
    void namesWhatIsNoWebSocketServer_data();
    void namesWhatIsNoWebSocketServer();
    void namesAnUpgradeThatIsNone_data();
    void namesAnUpgradeThatIsNone();
    void namesWhatCannotBeReached_data();
    void namesWhatCannotBeReached();
    void isSilentAboutSecrets();
    void refusesWhatIsUnsound();
    void endsWhenItIsDeletedInItsOwnSignal();
};

void TestProbe::reportsAnOpenDoor()
{
    F server([](QTcpSocket &socket, const QByteArray &request) {
        socket.write(F::upgrade(request, "two"));
    });
    QUrl url = server.url(u""_s);
    url.setHost(u"localhost"_s);
    Inquiry inquiry(url);
    QVERIFY(inquiry.finish());
    const ProbeReport &report = inquiry.report();
    QCOMPARE(int(report.stage), int(Stage::Open));
    QCOMPARE(report.problem, QString());
    QCOMPARE(report.status, 101);
    QCOMPARE(report.reason, u"Switching Protocols"_s);
    QCOMPARE(report.subprotocol, u"two"_s);
    QCOMPARE(report.offered, inquiry.request.subprotocols);
    QVERIFY(report.addresses.contains(u"127.0.0.1"_s));
    QCOMPARE(report.address, u"127.0.0.1"_s);
    QVERIFY(report.nameMs >= 0 && report.tcpMs >= 0 && report.httpMs >= 0);
    QVERIFY(report.tls.ms < 0);
    QCOMPARE(inquiry.stages, (QList<int>{int(Stage::Name), int(Stage::Tcp), int(Stage::Http)}));
    QTRY_VERIFY_WITH_TIMEOUT(!server.newest(), limit); // nothing is left connected
}

void TestProbe::asksAsTheClientWould()
{
    F server(F::answers("503 Busy"));
    Inquiry inquiry(server.url(u"?x=a%20b"_s));
    QVERIFY(inquiry.finish());
    QCOMPARE(server.connections(), 1);
    const QByteArray request = server.requests().constFirst();
    QVERIFY2(request.startsWith("GET /?x=a%20b HTTP/1.1\r\nHost: 127.0.0.1:"), request);
    for (const QByteArray &line :
         {QByteArray("Upgrade: websocket"), QByteArray("Connection: Upgrade"),
          QByteArray("Sec-WebSocket-Version: 13"), QByteArray("Sec-WebSocket-Protocol: one, two"),
          "Authorization: Bearer " + token}) {
        QCOMPARE(request.count("\r\n" + line + "\r\n"), 1);
    }
    QVERIFY(request.endsWith("\r\n\r\n"));
}

void TestProbe::readsTheServersOwnWords_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("andGoes");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &answer, const QString &words,
                        bool andGoes = false) {
        QTest::newRow(name) << answer << andGoes << words;
    };
    row("none", page("404 Not Found", "text/plain", {}), {});
    row("text", page("404 Not Found", "text/plain", "no such\n stream\n"), u"no such stream"_s);
    row("only repeats the status",
        "HTTP/1.1 404 Not Found\r\nServer: nginx/1.22.1\r\nContent-Type: text/html\r\n\r\n"
        "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1>"
        "</center><hr><center>nginx/1.22.1</center></body></html>",
        {}, true);
    row("a page",
        page("403 Forbidden", "text/html; charset=utf-8",
             "<!doctype html><html><head><title>t</title><style>p{}</style></head><body>"
             "<!-- not this --><script>alert(1)</script><h1>Not &lt;you&gt;</h1>"
             "<p>Ask&nbsp;Zoë &amp; co</p></body>"),
        u"Not <you> Ask Zoë & co"_s);
    row("a page without its type", "HTTP/1.1 400 Bad Request\r\n\r\n<html><b>What?</b><!-- open",
        u"What?"_s, true);
    row("JSON", page("401 Unauthorized", "application/json", R"({"code":7,"message":"Who?"})"),
        u"Who?"_s);
    row("JSON in JSON",
        page("401 Unauthorized", "application/json", R"({"error":{"message":"Who?"}})"), u"Who?"_s);
    row("chunks",
        "HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n"
        "4;x=y\r\nout \r\n8\r\nof paper\r\n0\r\n\r\n",
        u"out of paper"_s);
    row("chunks that lie",
        "HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nabc de",
        u"abc"_s, true);
    row("packed", "HTTP/1.1 500 Oops\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b words", {}, true);
    row("not printable", page("400 Bad Request", "text/plain", "a\x1b[2Jb\x07\xe2\x80\xae c"),
        u"a [2Jb c"_s);
    row("not UTF-8", page("400 Bad Request", "text/plain", "a\xff z"), u"a\uFFFD z"_s);
    row("Latin-1", page("400 Bad Request", "text/plain; charset=ISO-8859-1", "gr\xfc\xdf"),
        u"grüß"_s);
    row("long", page("400 Bad Request", "text/plain", QByteArray(9'000, 'x')),
        QString(299, u'x') + u'…');
    row("huge", page("500 Oops", "text/plain", QByteArray("long ").repeated(1 << 20)),
        u"long "_s.repeated(60).left(299) + u'…');
    row("less than was promised", "HTTP/1.1 400 No\r\nContent-Length: 99\r\n\r\nonly this word",
        u"only this"_s);
}

void TestProbe::readsTheServersOwnWords()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, andGoes);
    QFETCH(QString, words);
    F server(says(answer, andGoes));
    Inquiry inquiry(server.url());
    QVERIFY(inquiry.finish());
    QCOMPARE(int(inquiry.report().stage), int(Stage::Http));
    QCOMPARE(int(inquiry.report().cause), int(Cause::Refused));
    QCOMPARE(inquiry.report().problem, QString()); // the status says it
    QCOMPARE(inquiry.report().status, answer.mid(9, 3).toInt());
    QCOMPARE(inquiry.report().words, words);
    QCOMPARE(server.connections(), 1);
}

void TestProbe::readsTheHeadersOfARefusal()
{
    F server(F::answers("307 Over There", "Location: /login?to=marked-secret/4711#x\r\n"
                                          "Retry-After: 7\r\nServer: box\r\n"
                                          "WWW-Authenticate: Basic realm=\"cellar\"\r\n"));
    Inquiry inquiry(server.url(u"/live?key=marked-query"_s));
    QVERIFY(inquiry.finish());
    const ProbeReport &report = inquiry.report();
    QCOMPARE(report.reason, u"Over There"_s);
    QCOMPARE(report.location, server.url(u"/login"_s).toString());
    QCOMPARE(report.retryAfterMs.value_or(-1), 7'000);
    QCOMPARE(report.server, u"box"_s);
    QCOMPARE(report.authenticate, u"Basic realm=\"cellar\""_s);
    const TransportClosed closed = report.closed();
    QCOMPARE(closed.httpStatus, 307);
    QCOMPARE(closed.retryAfterMs, 7'000);
    QCOMPARE(closed.location, report.location);
}

void TestProbe::namesWhatIsNoWebSocketServer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("andGoes");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &answer, const QString &says,
                        bool andGoes = false, Cause cause = Cause::NotWebSocket) {
        QTest::newRow(name) << answer << andGoes << cause << says;
    };
    row("SSH", "SSH-2.0-OpenSSH_9.2\r\n", u"an SSH server"_s);
    row("mail", "220 mail.example ESMTP\r\n", u"SMTP"_s);
    row("Redis", "-ERR wrong number of arguments for 'get' command\r\n", u"Redis"_s);
    row("MySQL",
        QByteArray("\x4a\0\0\0\x0a"
                   "8.0.36\0",
                   12),
        u"MySQL"_s);
    row("HTTP/2", QByteArray("\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64", 15), u"HTTP/2"_s);
    row("a TLS alert", QByteArray("\x15\x03\x01\0\x02\x02\x46", 7), u"wss://"_s);
    row("a web server that wants TLS",
        page("400 Bad Request", "text/html",
             "<h1>The plain HTTP request was sent to HTTPS port</h1>"),
        u"speaks TLS: use wss://"_s);
    row("HTTP/0.9", "<html>welcome</html>\n", u"“<html>welcome</html>”"_s, true);
    row("words without an end of line", "hello", u"“hello”"_s);
    row("few bytes and gone", "HT", u"“HT”"_s, true);
    row("garbage", QByteArray("\x01\x02\x1b[2J\x03 x\n"), u"not even in HTTP"_s);
    row("headers without end", "HTTP/1.1 200 OK\r\n" + QByteArray("A: b\r\n").repeated(20'000),
        u"without end"_s);
    row("one line without end", "HTTP/1.1 200 " + QByteArray(1 << 20, 'x'), u"without end"_s);
    row("a broken head", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", u"breaks its rules"_s);
    row("half a head", "HTTP/1.1 200 OK\r\nA: b", u"broke off"_s, true, Cause::Unreachable);
    row("nothing", {}, u"closed the connection"_s, true, Cause::Unreachable);
}

void TestProbe::namesWhatIsNoWebSocketServer()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, andGoes);
    QFETCH(Cause, cause);
    QFETCH(QString, says);
    F server(::says(answer, andGoes));
    Inquiry inquiry(server.url());
    QVERIFY(inquiry.finish());
    QCOMPARE(int(inquiry.report().stage), int(Stage::Http));
    QCOMPARE(int(inquiry.report().cause), int(cause));
    QVERIFY2(inquiry.report().problem.contains(says), qPrintable(inquiry.report().problem));
    QVERIFY(inquiry.report().problem.size() < 400);
    QCOMPARE(inquiry.report().closed().text, inquiry.report().problem);
    QCOMPARE(inquiry.report().closed().httpStatus, 0);
}

void TestProbe::namesAnUpgradeThatIsNone_data()
{
    QTest::addColumn<QByteArray>("from"); // of a good answer
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("says");
    QTest::newRow("accept") << QByteArray("Accept: ") << QByteArray("Accept: x") << u"Accept"_s;
    QTest::newRow("upgrade to another")
        << QByteArray("websocket") << QByteArray("h2c") << u"“h2c”"_s;
    QTest::newRow("subprotocol") << QByteArray("two") << QByteArray("mqtt") << u"“mqtt”"_s;
}

void TestProbe::namesAnUpgradeThatIsNone()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, says);
    F server([from, to](QTcpSocket &socket, const QByteArray &request) {
        socket.write(F::upgrade(request, "two").replace(from, to));
    });
    Inquiry inquiry(server.url());
    QVERIFY(inquiry.finish());
    QCOMPARE(int(inquiry.report().cause), int(Cause::NotWebSocket));
    QVERIFY2(inquiry.report().problem.contains(says), qPrintable(inquiry.report().problem));
    QCOMPARE(inquiry.report().status, 101);
}

void TestProbe::namesWhatCannotBeReached_data()
{
    QTest::addColumn<QString>("address"); // empty: accepts and says nothing
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<QString>("says");
    quint16 free = 0;
    {
        const F gone;
        free = gone.port();
    }
    QTest::newRow("nobody listens") << u"ws://127.0.0.1:%1/"_s.arg(free) << Stage::Tcp
                                    << u"Nothing listens at 127.0.0.1:%1."_s.arg(free);
    QTest::newRow("nobody listens, TLS")
        << u"wss://127.0.0.1:%1/"_s.arg(free) << Stage::Tcp << u"Nothing listens"_s;
    QTest::newRow("no such name") << u"ws://no-such-name.invalid/"_s << Stage::Name
                                  << u"“no-such-name.invalid” is not known"_s;
    QTest::newRow("silent") << u"ws"_s << Stage::Http << u"did not answer within 1 s"_s;
    QTest::newRow("silent, TLS") << u"wss"_s << Stage::Tls << u"not answer in TLS"_s;
}

void TestProbe::namesWhatCannotBeReached()
{
    QFETCH(QString, address);
    QFETCH(Stage, stage);
    QFETCH(QString, says);
    F silent;
    silent.onAccept([](QTcpSocket &) {});
    QUrl url(address);
    if (!address.contains(u':')) {
        url = silent.url();
        url.setScheme(address);
    }
    Inquiry inquiry(url);
    QVERIFY(inquiry.finish(1'000));
    QCOMPARE(int(inquiry.report().stage), int(stage));
    QCOMPARE(int(inquiry.report().cause), int(Cause::Unreachable));
    QVERIFY2(inquiry.report().problem.contains(says), qPrintable(inquiry.report().problem));
}

void TestProbe::isSilentAboutSecrets()
{
    F server([](QTcpSocket &socket, const QByteArray &request) {
        socket.write("HTTP/1.1 400 " + token + "\r\nServer: " + token + "\r\nLocation: /" + token
                     + "\r\nWWW-Authenticate: Bearer " + token + "\r\n\r\nYou sent "
                     + token.toPercentEncoding() + " and " + QByteArray(token).replace("/", "\\/")
                     + " in " + request);
        socket.disconnectFromHost();
    });
    Inquiry inquiry(server.url(u"/p?token=marked-query%2B1"_s));
    QVERIFY(inquiry.finish());
    const ProbeReport &r = inquiry.report();
    const QString all = QStringList{r.problem,  r.words,        r.reason,       r.server,
                                    r.location, r.authenticate, r.closed().text}
                            .join(u' ');
    QVERIFY2(r.words.startsWith(u"You sent"), qPrintable(r.words));
    QVERIFY2(!all.contains(u"4711") && !all.contains(u"marked"), qPrintable(all));
    QVERIFY(all.contains(u"***"));
}

void TestProbe::refusesWhatIsUnsound()
{
    F server(F::answers("200 OK"));
    Inquiry inquiry(server.url());
    inquiry.request.bearer = "a\r\nHost: x";
    QVERIFY(inquiry.finish());
    QCOMPARE(int(inquiry.report().stage), int(Stage::Request));
    QCOMPARE(int(inquiry.report().cause), int(Cause::BadSetup));
    QCOMPARE(server.connections(), 0);

    Inquiry missing(server.url());
    missing.request.tls.caFile = u"/nonexistent.pem"_s;
    QVERIFY(missing.finish());
    QVERIFY(missing.report().problem.contains(u"/nonexistent.pem"));
    QCOMPARE(server.connections(), 0);
}

void TestProbe::endsWhenItIsDeletedInItsOwnSignal()
{
    F server(F::answers("503 Busy"));
    auto *probe = new Probe;
    QPointer<Probe> watch(probe);
    connect(probe, &Probe::finished, probe, &QObject::deleteLater);
    TransportRequest request;
    request.url = server.url();
    probe->start(request);
    QTRY_VERIFY_WITH_TIMEOUT(!watch, limit);
    QTRY_VERIFY_WITH_TIMEOUT(!server.newest(), limit);
}

QTEST_GUILESS_MAIN(TestProbe)
#include "tst_probe.moc"
