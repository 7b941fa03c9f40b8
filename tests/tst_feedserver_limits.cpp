#include "certificates.h"
#include "fakemachine.h"
#include "fakeserver.h"
#include "rawclient.h"

#include <QSslCertificate>
#include <QSslConfiguration>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

// 0 where the system does not tell, or where a sanitizer keeps what was freed.
qint64 residentBytes()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return 0;
#endif
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4096
                                          : 0;
}

} // namespace

class TestFeedServerLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsAwayWhoDoesNotSayHello();
    void sendsAwayWhoMakesNoSense();
    void sendsAwayWhoIsSilent();
    void refusesOtherSubprotocols();
    void refusesAWrongToken_data();
    void refusesAWrongToken();
    void refusesTooManyClients();
    void sendsAwayWhoDoesNotRead();
    void refusesToListenOpenly_data();
    void refusesToListenOpenly();
    void saysWhyItCannotListen();
    void servesOverTls();
    void canBeDestroyedWithClients();
};

void TestFeedServerLimits::sendsAwayWhoDoesNotSayHello()
{
    const Served served;
    RawClient client;
    client.open(served.url());
    client.send(Subscribe{{u"*"_s}, {}, {}});
    QTRY_VERIFY_WITH_TIMEOUT(client.closed, limit);
    QCOMPARE(int(client.socket.closeCode()), 4400);
    QVERIFY(client.socket.closeReason().contains(u"hello"));
    QVERIFY(client.all<Samples>().empty());
}

void TestFeedServerLimits::sendsAwayWhoMakesNoSense()
{
    const Served served;
    RawClient client;
    client.open(served.url());
    client.send(Hello{});
    client.socket.sendTextMessage(u"}"_s);
    QTRY_COMPARE_WITH_TIMEOUT(client.all<Error>().size(), 1u, limit);
    QVERIFY(!client.closed); // once is forgiven
    for (int i = 0; i < 20; ++i) {
        client.socket.sendTextMessage(u"}"_s);
    }
    QTRY_VERIFY_WITH_TIMEOUT(client.closed, limit);
    QCOMPARE(int(client.socket.closeCode()), 4400);
}

void TestFeedServerLimits::sendsAwayWhoIsSilent()
{
    FeedServer::Options options = quick();
    options.heartbeatMs = 50;
    const Served served(options);
    RawClient client;
    client.open(served.url());
    client.send(Hello{});
    QTRY_VERIFY_WITH_TIMEOUT(client.closed, limit);
    QCOMPARE(int(client.socket.closeCode()), 1001);
}

void TestFeedServerLimits::refusesOtherSubprotocols()
{
    const Served served;
    RawClient client;
    client.subprotocol = u"sightglass.v9.json"_s;
    client.open(served.url());
    QTRY_VERIFY_WITH_TIMEOUT(client.closed, limit);
    QCOMPARE(int(client.socket.closeCode()), 4426);
    QCOMPARE(client.socket.closeReason(), u"1"_s); // the version it does speak
}

void TestFeedServerLimits::refusesAWrongToken_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("right");
    QTest::newRow("right") << QByteArray("s3cret") << u"/"_s << true;
    QTest::newRow("right, in the address") << QByteArray() << u"/?token=s3cret"_s << true;
    QTest::newRow("none") << QByteArray() << u"/"_s << false;
    QTest::newRow("wrong") << QByteArray("s3cres") << u"/"_s << false;
    QTest::newRow("wrong, in the address") << QByteArray() << u"/?token=x"_s << false;
    QTest::newRow("a part of it") << QByteArray("s3c") << u"/"_s << false;
    QTest::newRow("twice") << QByteArray("s3crets3cret") << u"/"_s << false;
    QTest::newRow("256 times too long") << QByteArray("s3cret").repeated(257) << u"/"_s << false;
}

void TestFeedServerLimits::refusesAWrongToken()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, address);
    QFETCH(bool, right);
    FeedServer::Options options = quick();
    options.token = u"s3cret"_s;
    const Served served(options);
    RawClient client;
    client.open(served.url(address), header);
    client.send(Hello{});
    QTRY_VERIFY_WITH_TIMEOUT(client.closed || !client.got.empty(), limit);
    QCOMPARE(client.closed, !right);
    QCOMPARE(client.all<Welcome>().size(), right ? 1u : 0u);
    if (!right) {
        QCOMPARE(int(client.socket.closeCode()), 4401);
    }
}

void TestFeedServerLimits::refusesTooManyClients()
{
    const Served served;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < FeedServer::maxClients; ++i) {
        clients.push_back(std::make_unique<RawClient>());
        clients.back()->open(served.url());
        clients.back()->send(Hello{}); // or it is sent away on a slow machine
        QVERIFY(!clients.back()->closed);
    }
    const auto come = [&served] {
        RawClient extra;
        extra.open(served.url());
        extra.send(Hello{});
        QElapsedTimer since;
        since.start();
        while (!extra.closed && extra.got.empty() && since.elapsed() < limit) {
            QTest::qWait(5);
        }
        return !extra.closed;
    };
    QVERIFY(!come());
    clients.front()->socket.close();
    QTRY_VERIFY_WITH_TIMEOUT(come(), limit); // a place is free again
    QVERIFY(!clients.back()->closed);
}

void TestFeedServerLimits::sendsAwayWhoDoesNotRead()
{
    FeedServer::Options options = quick();
    options.retainMs = 50;
    const Served served(options, 20'000); // some hundred kilobytes a message
    QTcpSocket lazy;
    lazy.setReadBufferSize(1);
    lazy.connectToHost(QHostAddress::LocalHost, served.port);
    QTRY_COMPARE_WITH_TIMEOUT(lazy.state(), QAbstractSocket::ConnectedState, limit);
    const auto codec = NativeDialect::codecFor(u"sightglass.v1.json"_s, {});
    lazy.write("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Protocol: sightglass.v1.json\r\n\r\n");
    lazy.write(FakeServer::frame(FakeServer::Text, codec->encode(Hello{}), FakeServer::Masked));
    lazy.write(FakeServer::frame(FakeServer::Text, codec->encode(Subscribe{{u"cpu"_s}, {}, {}}),
                                 FakeServer::Masked));
    RawClient witness;
    witness.open(served.url());
    witness.send(Hello{});
    witness.send(Subscribe{{u"feed"_s}, {}, {}});
    const qint64 before = residentBytes();
    qint64 most = before;
    int connected = 0;
    const auto watch = [&] {
        most = std::max(most, residentBytes());
        for (const Samples &samples : witness.on(u"feed"_s)) {
            connected = samples.values.empty() ? connected : int(samples.values[0]);
        }
        return connected;
    };
    QTRY_COMPARE_WITH_TIMEOUT(watch(), 2, limit);
    QTRY_COMPARE_WITH_TIMEOUT(watch(), 1, 60'000);
    if (before > 0) {
        QVERIFY2(most - before < 2 * FeedServer::maxUnsent, "the memory is bounded");
    }
    QVERIFY(!witness.closed);
}

void TestFeedServerLimits::refusesToListenOpenly_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<bool>("insecure");
    QTest::addColumn<QString>("says");
    QTest::newRow("no token") << QString() << false << u"--token-file"_s;
    QTest::newRow("no TLS") << u"s3cret"_s << false << u"--tls-cert"_s;
    QTest::newRow("as meant") << QString() << true << QString();
}

void TestFeedServerLimits::refusesToListenOpenly()
{
    QFETCH(QString, token);
    QFETCH(bool, insecure);
    QFETCH(QString, says);
    FeedServer::Options options = quick();
    options.address = QHostAddress::AnyIPv4;
    options.token = token;
    options.insecure = insecure;
    FeedServer server(std::make_unique<FakeMachine>());
    const auto listening = server.listen(options);
    QCOMPARE(listening.has_value(), says.isEmpty());
    if (!listening) {
        QVERIFY2(listening.error().contains(says), qPrintable(listening.error()));
        QVERIFY(listening.error().contains(u"0.0.0.0"));
    }
}

void TestFeedServerLimits::saysWhyItCannotListen()
{
    const Served served;
    FeedServer::Options options = quick();
    options.port = served.port;
    FeedServer second(std::make_unique<FakeMachine>());
    const auto listening = second.listen(options);
    QVERIFY(!listening);
    QVERIFY2(listening.error().contains(QString::number(served.port)),
             qPrintable(listening.error()));
    options.port = 0;
    options.certificateFile = u"/nonexistent/cert.pem"_s;
    const auto unsigned_ = second.listen(options);
    QVERIFY(!unsigned_);
    QVERIFY(unsigned_.error().contains(u"/nonexistent/cert.pem"));
}

void TestFeedServerLimits::servesOverTls()
{
    const OwnCertificate own;
    if (own.certificate.isEmpty()) {
        QSKIP(noOpenssl);
    }
    FeedServer::Options options = quick();
    options.certificateFile = own.certificate;
    options.keyFile = own.key;
    const Served served(options);
    RawClient client;
    QSslConfiguration tls = client.socket.sslConfiguration();
    tls.addCaCertificates(QSslCertificate::fromPath(own.certificate));
    client.socket.setSslConfiguration(tls);
    client.open(QUrl(u"wss://127.0.0.1:%1/"_s.arg(served.port)));
    client.send(Hello{});
    client.send(Subscribe{{u"cpu"_s}, {}, {}});
    QTRY_VERIFY_WITH_TIMEOUT(client.on(u"cpu"_s).size() > 3, limit);

    options.keyFile = own.certificate; // holds no key
    FeedServer keyless(std::make_unique<FakeMachine>());
    const auto listening = keyless.listen(options);
    QVERIFY(!listening);
    QVERIFY(listening.error().contains(u"key"));
}

void TestFeedServerLimits::canBeDestroyedWithClients()
{
    RawClient client;
    RawClient silent;
    {
        const Served served;
        client.open(served.url());
        silent.open(served.url());
        client.send(Hello{});
        client.send(Subscribe{{u"*"_s}, {}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(!client.on(u"cpu"_s).empty(), limit);
        silent.send(Subscribe{{u"*"_s}, {}, {}}); // is being sent away
        QTRY_VERIFY_WITH_TIMEOUT(silent.closed, limit);
    }
    QTRY_VERIFY_WITH_TIMEOUT(client.closed, limit);
}

QTEST_GUILESS_MAIN(TestFeedServerLimits)
#include "tst_feedserver_limits.moc"
