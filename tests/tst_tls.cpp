#include "certificates.h"
#include "ear.h"
#include "fakeserver.h"

#include <QProcess>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>

using namespace sightglass;
using namespace Qt::StringLiterals;
using Cause = TransportClosed::Cause;

namespace {

// A TLS server that remembers every byte and who showed what.
class Vigil : public QObject
{
public:
    explicit Vigil(const OwnCertificate &own, bool wantsClients = false,
                   QSsl::SslProtocol protocol = QSsl::SecureProtocols)
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        QFile key(own.key);
        if (!key.open(QIODevice::ReadOnly)) {
            return;
        }
        tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
        tls.setLocalCertificateChain(QSslCertificate::fromPath(own.certificate));
        tls.setCaCertificates(QSslCertificate::fromPath(own.certificate));
        tls.setPeerVerifyMode(wantsClients ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
        tls.setProtocol(protocol);
        m_server.setSslConfiguration(tls);
        connect(&m_server, &QSslServer::pendingConnectionAvailable, this, [this] { accept(); });
        m_server.listen(QHostAddress::LocalHost);
    }
    QUrl url() const { return QUrl(u"wss://localhost:%1/"_s.arg(m_server.serverPort())); }

    QByteArray received;
    QString client; // the common name it showed

private:
    void accept()
    {
        auto *socket = qobject_cast<QSslSocket *>(m_server.nextPendingConnection());
        client = socket->peerCertificate().subjectInfo(QSslCertificate::CommonName).value(0);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            received += socket->readAll();
            if (received.endsWith("\r\n\r\n")) {
                socket->write(FakeServer::upgrade(received));
            }
        });
    }
    QSslServer m_server;
};

} // namespace

class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sendsNothingToAnotherKeyThanThePinned();
    void goesOnWithTheKeyThatIsPinned();
    void thePinIsTheOneOthersCompute();
    void showsTheCertificateItWasGiven();
    void refusesOldVersions();
    void saysWhatIsWrongWithItsFiles_data();
    void saysWhatIsWrongWithItsFiles();

private:
    OwnCertificate m_own;
    OwnCertificate m_other;
};

void TestTls::initTestCase()
{
    if (m_own.certificate.isEmpty() || m_other.certificate.isEmpty()) {
        QSKIP(noOpenssl);
    }
}

void TestTls::sendsNothingToAnotherKeyThanThePinned()
{
    Vigil server(m_own);
    Call call(server.url());
    call.request.bearer = "s3cret";
    call.request.tls.caFile = m_own.certificate;
    call.request.tls.pin = pinOf(QSslCertificate::fromPath(m_other.certificate).at(0));
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.closed.size(), 1u, limit);
    QCOMPARE(int(call.ear.closed[0].cause), int(Cause::Certificate));
    QVERIFY2(call.ear.closed[0].text.contains(u"pin"), qPrintable(call.ear.closed[0].text));
    QTest::qWait(100);
    QCOMPARE(server.received, QByteArray());
    QCOMPARE(call.ear.opened, 0);
}

void TestTls::goesOnWithTheKeyThatIsPinned()
{
    Vigil server(m_own);
    Call call(server.url());
    call.request.tls.caFile = m_own.certificate;
    call.request.tls.pin = pinOf(QSslCertificate::fromPath(m_own.certificate).at(0));
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.opened, 1, limit);
}

void TestTls::thePinIsTheOneOthersCompute()
{
    QProcess shell;
    shell.start(u"sh"_s, {u"-c"_s,
                          u"openssl x509 -in \"$0\" -pubkey -noout | openssl pkey -pubin "
                          "-outform der | openssl dgst -sha256 -binary | base64"_s,
                          m_own.certificate});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(pinOf(QSslCertificate::fromPath(m_own.certificate).at(0)),
             u"sha256//"_s + QString::fromLatin1(shell.readAllStandardOutput().trimmed()));
}

void TestTls::showsTheCertificateItWasGiven()
{
    Vigil server(m_own, true);
    Call stranger(server.url());
    stranger.request.tls.caFile = m_own.certificate;
    stranger.open();
    QTRY_COMPARE_WITH_TIMEOUT(stranger.ear.closed.size(), 1u, limit);
    QCOMPARE(stranger.ear.opened, 0);

    Call call(server.url());
    call.request.tls = {m_own.certificate, m_own.certificate, m_own.key, {}};
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.opened, 1, limit);
    QCOMPARE(server.client, u"localhost"_s);
}

void TestTls::refusesOldVersions()
{
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    Vigil server(m_own, false, QSsl::TlsV1_1);
    QT_WARNING_POP
    Call call(server.url());
    call.request.tls.caFile = m_own.certificate;
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.closed.size(), 1u, limit);
    QCOMPARE(call.ear.opened, 0);
    QCOMPARE(server.received, QByteArray());
    QCOMPARE(int(tlsFor({})->protocol()), int(QSsl::TlsV1_2OrLater));
}

void TestTls::saysWhatIsWrongWithItsFiles_data()
{
    QTest::addColumn<QString>("ca");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("pin");
    QTest::addColumn<QString>("word");
    const QString none = u"/no/such/file"_s;
    const QString good = m_own.certificate;
    QTest::newRow("authority") << none << u""_s << u""_s << u""_s << none;
    QTest::newRow("certificate") << u""_s << none << m_own.key << u""_s << none;
    QTest::newRow("key") << u""_s << good << none << u""_s << none;
    QTest::newRow("no key in the file") << u""_s << good << u""_s << u""_s << u"private key"_s;
    QTest::newRow("certificate as key") << u""_s << good << good << u""_s << u"private key"_s;
    QTest::newRow("pin") << u""_s << u""_s << u""_s << u"abc"_s << u"sha256//"_s;
}

void TestTls::saysWhatIsWrongWithItsFiles()
{
    QFETCH(QString, ca);
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, pin);
    QFETCH(QString, word);
    const auto tls = tlsFor({ca, certificate, key, pin});
    QVERIFY(!tls.has_value());
    QVERIFY2(tls.error().contains(word), qPrintable(tls.error()));
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
