#include "certificates.h"
#include "ear.h"
#include "fakeserver.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace sightglass;
using namespace Qt::StringLiterals;

using Cause = TransportClosed::Cause;
using F = FakeServer;

namespace {

constexpr int many = 1'000;
constexpr qsizetype frameSize = 60'000; // times many: more than the kernel's buffers hold

QByteArray flood()
{
    QByteArray bytes;
    bytes.reserve(many * (frameSize + 10));
    for (int i = 0; i < many; ++i) {
        bytes += F::frame(F::Binary, QByteArray::number(i).rightJustified(frameSize, '.'));
    }
    return bytes;
}

bool inOrder(const std::vector<OutFrame> &frames)
{
    for (std::size_t i = 0; i < frames.size(); ++i) {
        if (frames[i].bytes.right(8).replace('.', "").toUInt() != i) {
            return false;
        }
    }
    return true;
}

// A real WebSocket server behind TLS, with a certificate that no authority signed.
class TlsServer
{
public:
    TlsServer()
    {
        QFile file(own.key);
        if (!file.open(QIODevice::ReadOnly)) {
            return;
        }
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificateChain(QSslCertificate::fromPath(own.certificate));
        tls.setPrivateKey(QSslKey(file.readAll(), QSsl::Ec));
        server.setSslConfiguration(tls);
        usable = server.listen(QHostAddress::LocalHost);
    }
    QUrl url(const QString &host = u"127.0.0.1"_s) const
    {
        return QUrl(u"wss://%1:%2/"_s.arg(host).arg(server.serverPort()));
    }

    OwnCertificate own;
    QWebSocketServer server{u"test"_s, QWebSocketServer::SecureMode};
    bool usable = false;
};

} // namespace

class TestWebSocketGuards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsTheSenderBackAndLosesNothing();
    void holdsBackOverTlsAndLosesNothing();
    void survivesALongPauseInTheMiddleOfTheFirstFrame();
    void refusesWhatIsUnsound_data();
    void refusesWhatIsUnsound();
    void sendsTheTokenAndASoundRequestLine();
    void survivesDeletionInItsOwnCallback_data();
    void survivesDeletionInItsOwnCallback();
    void saysGoodbye();
    void abortIsFinal();
    void refusesACertificateNobodySigned();
    void acceptsACertificateItWasGiven();
};

void TestWebSocketGuards::holdsTheSenderBackAndLosesNothing()
{
    const QByteArray bytes = flood();
    FakeServer server(F::opensAndSends(bytes));
    Call call(server.url());
    call.ear.pauseOn = u"frame"_s;
    call.open();
    QTRY_VERIFY_WITH_TIMEOUT(call.ear.paused, limit);
    QTest::qWait(300); // what is in the kernel's buffers has moved by now
    const std::size_t taken = call.ear.frames.size();
    const qint64 waiting = server.newest()->bytesToWrite();
    QVERIFY(taken < many);
    QVERIFY2(waiting > bytes.size() / 4, "the sender is held back");
    QTest::qWait(300);
    QCOMPARE(call.ear.frames.size(), taken);
    QCOMPARE(server.newest()->bytesToWrite(), waiting);
    call.ear.transport->pause(false);
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.frames.size(), std::size_t(many), limit);
    QVERIFY(inOrder(call.ear.frames));
    QVERIFY(call.ear.closed.empty());
}

void TestWebSocketGuards::holdsBackOverTlsAndLosesNothing()
{
    TlsServer server;
    if (!server.usable) {
        QSKIP(noOpenssl);
    }
    Call call(server.url());
    call.request.tls.caFile = server.own.certificate;
    call.ear.pauseOn = u"frame"_s;
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.opened, 1, limit);
    const std::unique_ptr<QWebSocket> peer(server.server.nextPendingConnection());
    QVERIFY(peer);
    for (int i = 0; i < many; ++i) {
        peer->sendBinaryMessage(QByteArray::number(i).rightJustified(frameSize, '.'));
    }
    QTRY_VERIFY_WITH_TIMEOUT(call.ear.paused, limit);
    QTest::qWait(300);
    const std::size_t taken = call.ear.frames.size();
    QVERIFY(taken < many);
    QTest::qWait(300);
    QCOMPARE(call.ear.frames.size(), taken);
    call.ear.transport->pause(false);
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.frames.size(), std::size_t(many), limit);
    QVERIFY(inOrder(call.ear.frames));
}

void TestWebSocketGuards::survivesALongPauseInTheMiddleOfTheFirstFrame()
{
    const QByteArray frame = F::frame(F::Text, QByteArray(2'000, 'x'));
    FakeServer server(F::opensAndSends({}));
    Call call(server.url());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.opened, 1, limit);
    call.ear.transport->pause(true);
    server.newest()->write(frame);
    QTest::qWait(6'500); // QWebSocket gives up on a frame that rests for five seconds
    QVERIFY(call.ear.closed.empty());
    QVERIFY(call.ear.frames.empty());
    call.ear.transport->pause(false);
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.frames.size(), 1u, limit);
    QVERIFY(call.ear.closed.empty());
}

void TestWebSocketGuards::refusesWhatIsUnsound_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QByteArray>("bearer");
    QTest::addColumn<QString>("caFile");
    const QUrl fine(u"ws://127.0.0.1:1/"_s);
    QTest::newRow("a line break in the token")
        << fine << QByteArray("a\r\nHost: evil") << QString();
    QTest::newRow("a NUL in the token") << fine << QByteArray("a\0b", 3) << QString();
    QTest::newRow("http") << QUrl(u"http://127.0.0.1:1/"_s) << QByteArray() << QString();
    QTest::newRow("a password in the address")
        << QUrl(u"ws://me:secret@127.0.0.1:1/"_s) << QByteArray() << QString();
    QTest::newRow("no such authority") << fine << QByteArray() << u"/nonexistent/ca.pem"_s;
}

void TestWebSocketGuards::refusesWhatIsUnsound()
{
    QFETCH(QUrl, url);
    QFETCH(QByteArray, bearer);
    QFETCH(QString, caFile);
    Call call(url);
    call.request.bearer = bearer;
    call.request.tls.caFile = caFile;
    call.open();
    QCOMPARE(call.ear.closed.size(), 1u);
    QCOMPARE(int(call.ear.closed[0].cause), int(Cause::BadSetup));
    QVERIFY(!call.ear.closed[0].text.isEmpty());
    QVERIFY(!call.ear.closed[0].text.contains(u"secret"));
    QTest::qWait(50);
    QCOMPARE(call.ear.closed.size(), 1u);
}

void TestWebSocketGuards::sendsTheTokenAndASoundRequestLine()
{
    FakeServer server(F::opensAndSends({}));
    Call call(server.url(u"?query=%0d%0a1"_s));
    call.request.bearer = "secret";
    call.request.subprotocols = QStringList{u"one"_s, u"two"_s};
    server.setScript([](QTcpSocket &socket, const QByteArray &request) {
        socket.write(F::upgrade(request, "two"));
    });
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.opened, 1, limit);
    const QByteArray request = server.requests().front();
    QVERIFY2(request.startsWith("GET /?query=%0d%0a1 HTTP/1.1\r\n")
                 || request.startsWith("GET /?query=%0D%0A1 HTTP/1.1\r\n"),
             request.constData());
    QVERIFY(request.contains("\r\nAuthorization: Bearer secret\r\n"));
    QVERIFY2(request.contains("one, two") || request.contains("one,two"), request.constData());
    QCOMPARE(request.count("\r\nHost: "), 1);
    QCOMPARE(call.ear.subprotocol, u"two"_s);
}

void TestWebSocketGuards::survivesDeletionInItsOwnCallback_data()
{
    QTest::addColumn<QString>("on");
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray three = F::frame(F::Text, "1") + F::frame(F::Text, "2")
                             + F::frame(F::Binary, "3");
    QTest::newRow("opened") << u"opened"_s << three;
    QTest::newRow("frame") << u"frame"_s << three;
    QTest::newRow("closed") << u"closed"_s << F::closeFrame(1001, "bye");
    QTest::newRow("closed by an error") << u"closed"_s << F::frame(F::Text, "\xc3\x28");
    QTest::newRow("refused") << u"closed"_s << QByteArray();
}

void TestWebSocketGuards::survivesDeletionInItsOwnCallback()
{
    QFETCH(QString, on);
    QFETCH(QByteArray, bytes);
    FakeServer server(bytes.isEmpty() ? F::answers("403 Forbidden") : F::opensAndSends(bytes));
    Call call(server.url());
    call.ear.deleteOn = on;
    call.open();
    QTRY_VERIFY_WITH_TIMEOUT(!call.ear.transport, limit);
    QTRY_VERIFY_WITH_TIMEOUT(!server.newest(), limit);
    QTest::qWait(20);
    QCOMPARE(call.ear.frames.size(), on == u"frame" ? 1u : 0u);
    QCOMPARE(call.ear.closed.size(), on == u"closed" ? 1u : 0u);
}

void TestWebSocketGuards::saysGoodbye()
{
    FakeServer server(F::opensAndSends({}));
    Call call(server.url());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.opened, 1, limit);
    call.ear.transport->send({"last words", false});
    call.ear.transport->close(1001, u"leaving"_s);
    call.ear.transport.reset();
    QTRY_COMPARE_WITH_TIMEOUT(server.frames().size(), 2u, limit);
    QCOMPARE(server.frames()[0].payload, "last words");
    QCOMPARE(server.frames()[1].opcode, int(F::Close));
    QCOMPARE(server.frames()[1].payload, QByteArray("\x03\xe9leaving"));
    QVERIFY(call.ear.closed.empty());
}

void TestWebSocketGuards::abortIsFinal()
{
    FakeServer server(F::opensAndSends({}));
    Call call(server.url());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.opened, 1, limit);
    server.newest()->write(F::frame(F::Text, "too late"));
    call.ear.transport->abort();
    call.ear.transport->send({"nobody hears this", false});
    call.ear.transport->pause(true);
    QTRY_VERIFY_WITH_TIMEOUT(!server.newest(), limit);
    QVERIFY(call.ear.frames.empty());
    QVERIFY(call.ear.closed.empty());
    QVERIFY(server.frames().empty());
}

void TestWebSocketGuards::refusesACertificateNobodySigned()
{
    TlsServer server;
    if (!server.usable) {
        QSKIP(noOpenssl);
    }
    Call call(server.url());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.closed.size(), 1u, limit);
    QCOMPARE(int(call.ear.closed[0].cause), int(Cause::Certificate));
    QVERIFY2(call.ear.closed[0].text.contains(u"certificate"), qPrintable(call.ear.closed[0].text));
    QVERIFY(call.ear.closed[0].text.contains(u"127.0.0.1"));
    QCOMPARE(call.ear.opened, 0);
}

void TestWebSocketGuards::acceptsACertificateItWasGiven()
{
    TlsServer server;
    if (!server.usable) {
        QSKIP(noOpenssl);
    }
    for (const QString &host : {u"127.0.0.1"_s, u"localhost"_s}) {
        Call call(server.url(host));
        call.request.tls.caFile = server.own.certificate;
        call.open();
        QTRY_COMPARE_WITH_TIMEOUT(call.ear.opened, 1, limit);
    }
}

QTEST_GUILESS_MAIN(TestWebSocketGuards)
#include "tst_websocket_guards.moc"
