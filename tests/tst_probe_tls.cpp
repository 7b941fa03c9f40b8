// What a probe reports of servers behind TLS, with certificates of all kinds.
#include "certificates.h"
#include "fakeserver.h"
#include "link/probe.h"

#include <QSslServer>
#include <QtTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

using Cause = TransportClosed::Cause;
using F = FakeServer;
using Stage = ProbeReport::Stage;

namespace {

constexpr int limit = 10'000; // ms, for what takes milliseconds

// Answers each request with `answer`; an empty one is the upgrade.
class TlsServer
{
public:
    explicit TlsServer(const MadeCertificate &made, const QByteArray &answer = {})
    {
        server.setSslConfiguration(made.configuration());
        QObject::connect(&server, &QTcpServer::pendingConnectionAvailable, &server, [this, answer] {
            QTcpSocket *socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, answer] {
                const QByteArray request = socket->readAll();
                requests.append(request);
                socket->write(answer.isEmpty() ? F::upgrade(request) : answer);
            });
        });
        usable = made.made && server.listen(QHostAddress::LocalHost);
    }
    QUrl url(const QString &scheme = u"wss"_s, const QString &host = u"localhost"_s) const
    {
        return QUrl(u"%1://%2:%3/"_s.arg(scheme, host).arg(server.serverPort()));
    }

    QSslServer server;
    QByteArrayList requests;
    bool usable = false;
};

ProbeReport probe(const QUrl &url, const QString &caFile = {})
{
    TransportRequest request;
    request.url = url;
    request.bearer = "marked-secret";
    request.tls.caFile = caFile;
    Probe probe;
    bool over = false;
    QObject::connect(&probe, &Probe::finished, &probe, [&over] { over = true; });
    probe.start(request);
    if (!QTest::qWaitFor([&over] { return over; }, limit)) {
        qFatal("the probe does not end");
    }
    return probe.report();
}

} // namespace

class TestProbeTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void describesAGoodConnection();
    void namesABadCertificate_data();
    void namesABadCertificate();
    void namesTlsOnAPlainAddress_data();
    void namesTlsOnAPlainAddress();
    void namesWhatSpeaksNoTls_data();
    void namesWhatSpeaksNoTls();
    void sendsNothingToAnotherKey();

private:
    MadeCertificate m_good{u"DNS:localhost"_s, -1, 365};
};

void TestProbeTls::initTestCase()
{
    if (!m_good.made) {
        QSKIP(noOpenssl);
    }
}

void TestProbeTls::describesAGoodConnection()
{
    TlsServer server(m_good);
    QVERIFY(server.usable);
    const ProbeReport report = probe(server.url(), m_good.certificate);
    QVERIFY2(report.stage == Stage::Open, qPrintable(report.problem));
    QVERIFY(report.tls.ms >= 0);
    QCOMPARE(report.tls.protocol, u"TLS 1.3"_s);
    QVERIFY(report.tls.cipher.startsWith(u"TLS_"));
    QCOMPARE(report.tls.subject, u"sightglass test"_s);
    QCOMPARE(report.tls.issuer, u"sightglass test"_s);
    QVERIFY(report.tls.pin.startsWith(u"sha256//"));
    const qint64 days = (report.tls.expiresMs - QDateTime::currentMSecsSinceEpoch()) / 86'400'000;
    QVERIFY2(days >= 363 && days <= 365, qPrintable(QString::number(days)));
    QCOMPARE(report.tls.error, QString());
}

void TestProbeTls::namesABadCertificate_data()
{
    QTest::addColumn<QString>("names");
    QTest::addColumn<int>("fromDays");
    QTest::addColumn<int>("toDays");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<QStringList>("says");
    QTest::newRow("signed by itself") << u"DNS:localhost"_s << -1 << 9 << false
                                      << QStringList{u"“sightglass test”"_s, u"--ca-file"_s};
    QTest::newRow("expired") << u"DNS:localhost"_s << -20 << -10 << true
                             << QStringList{u"expired on"_s, u"renew"_s, u"clock"_s};
    QTest::newRow("not yet") << u"DNS:localhost"_s << 10 << 20 << true
                             << QStringList{u"valid from"_s, u"clock"_s};
    QTest::newRow("another name") << u"DNS:boiler.example"_s << -1 << 9 << true
                                  << QStringList{u"is for boiler.example, not for “localhost”"_s};
}

void TestProbeTls::namesABadCertificate()
{
    QFETCH(QString, names);
    QFETCH(int, fromDays);
    QFETCH(int, toDays);
    QFETCH(bool, trusted);
    QFETCH(QStringList, says);
    const MadeCertificate made(names, fromDays, toDays);
    TlsServer server(made);
    QVERIFY(server.usable);
    const ProbeReport report = probe(server.url(), trusted ? made.certificate : QString());
    QCOMPARE(int(report.stage), int(Stage::Tls));
    QCOMPARE(int(report.cause), int(Cause::Certificate));
    for (const QString &words : says) {
        QVERIFY2(report.problem.contains(words), qPrintable(report.problem));
    }
    QVERIFY(!report.tls.error.isEmpty());
    QVERIFY(report.tls.expiresMs > 0);
    QVERIFY(server.requests.isEmpty()); // above all no token
}

void TestProbeTls::namesTlsOnAPlainAddress_data()
{
    QTest::addColumn<bool>("trusted");
    QTest::newRow("of a certificate that is known") << true;
    QTest::newRow("of one that is not") << false;
}

void TestProbeTls::namesTlsOnAPlainAddress()
{
    QFETCH(bool, trusted);
    TlsServer server(m_good);
    QVERIFY(server.usable);
    const ProbeReport report = probe(server.url(u"ws"_s), trusted ? m_good.certificate : QString());
    QCOMPARE(int(report.cause), int(Cause::NotWebSocket));
    QVERIFY2(report.problem.contains(u"speaks TLS: use wss://"), qPrintable(report.problem));
    QVERIFY(server.requests.isEmpty());
}

void TestProbeTls::namesWhatSpeaksNoTls_data()
{
    QTest::addColumn<QByteArray>("greeting"); // at once; empty: an answer to a request
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("says");
    QTest::newRow("plain HTTP") << QByteArray() << QByteArray("HTTP/1.1 404 Not Found\r\n\r\n")
                                << u"use ws://"_s;
    QTest::newRow("a plain WebSocket server")
        << QByteArray() << QByteArray("HTTP/1.1 101 Switching Protocols\r\n\r\n") << u"use ws://"_s;
    QTest::newRow("SSH") << QByteArray("SSH-2.0-x\r\n") << QByteArray() << u"an SSH server"_s;
    QTest::newRow("silence") << QByteArray() << QByteArray() << u"not answer in TLS"_s;
}

void TestProbeTls::namesWhatSpeaksNoTls()
{
    QFETCH(QByteArray, greeting);
    QFETCH(QByteArray, answer);
    QFETCH(QString, says);
    QByteArray all;
    F server;
    server.onAccept([&](QTcpSocket &socket) {
        socket.write(greeting);
        connect(&socket, &QTcpSocket::readyRead, &socket, [&] {
            const QByteArray bytes = socket.readAll();
            all += bytes;
            if (bytes.contains("GET ")) {
                socket.write(answer);
            }
        });
    });
    QUrl url = server.url(u"/path?key=marked-query"_s);
    url.setScheme(u"wss"_s);
    const ProbeReport report = probe(url);
    QCOMPARE(int(report.stage), int(Stage::Tls));
    QVERIFY2(report.problem.contains(says), qPrintable(report.problem));
    QVERIFY(!all.contains("marked") && !all.contains("path"));
}

void TestProbeTls::sendsNothingToAnotherKey()
{
    TlsServer server(m_good);
    QVERIFY(server.usable);
    TransportRequest request;
    request.url = server.url();
    request.tls.caFile = m_good.certificate;
    request.tls.pin = u"sha256//AAAA"_s;
    Probe probe;
    QSignalSpy over(&probe, &Probe::finished);
    probe.start(request);
    QVERIFY(over.wait(limit));
    QCOMPARE(int(probe.report().cause), int(Cause::Certificate));
    QVERIFY2(probe.report().problem.contains(u"pin"), qPrintable(probe.report().problem));
    QVERIFY(server.requests.isEmpty());
}

QTEST_GUILESS_MAIN(TestProbeTls)
#include "tst_probe_tls.moc"
