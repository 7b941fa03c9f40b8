#include "link/probe.h"

#include "link/proxy.h"

#include "link/probelook.h"
#include "link/probewords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkProxy>
#include <QRandomGenerator>
#include <QSslCipher>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int silentTlsMs = 4'000; // a plain server may wait for the end of a line for ever

QString say(const char *text)
{
    return QCoreApplication::translate("link", text);
}

QString certificateName(const QSslCertificate &certificate, bool ofIssuer)
{
    const auto read = [&](QSslCertificate::SubjectInfo info) {
        return ofIssuer ? certificate.issuerInfo(info) : certificate.subjectInfo(info);
    };
    QStringList names = read(QSslCertificate::CommonName);
    if (ofIssuer) {
        names += read(QSslCertificate::Organization);
    }
    names.removeDuplicates();
    return oneLine(names.join(u", "_s));
}

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return u"TLS 1.2"_s;
    case QSsl::TlsV1_3:
        return u"TLS 1.3"_s;
    default:
        return {};
    }
}

} // namespace

void describePeer(const QSslConfiguration &session, ProbeReport::Tls &tls)
{
    tls.protocol = protocolName(session.sessionProtocol());
    tls.cipher = session.sessionCipher().name();
    const QSslCertificate certificate = session.peerCertificate();
    if (!certificate.isNull()) {
        tls.subject = certificateName(certificate, false);
        tls.issuer = certificateName(certificate, true);
        tls.expiresMs = certificate.expiryDate().toMSecsSinceEpoch();
        tls.pin = pinOf(certificate);
    }
}

TransportClosed ProbeReport::closed() const
{
    TransportClosed closed;
    closed.cause = cause;
    closed.text = problem;
    if (problem.isEmpty()) {
        closed.text = words;
        closed.httpStatus = status;
        closed.retryAfterMs = retryAfterMs.value_or(0);
        closed.location = location;
        closed.webPage = webPage;
    }
    return closed;
}

Probe::Probe(QObject *parent)
    : QObject(parent)
{
    m_deadline.setSingleShot(true);
    m_rest.setSingleShot(true);
    m_socket.setReadBufferSize(maxBytes);
    connect(&m_deadline, &QTimer::timeout, this, &Probe::onDeadline);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        m_enough = true;
        read();
    });
    connect(&m_socket, &QAbstractSocket::connected, this, &Probe::onConnected);
    connect(&m_socket, &QSslSocket::encrypted, this, [this] {
        m_report.tls.ms = lap();
        describePeer(m_socket.sslConfiguration(), m_report.tls);
        const QString wrong = wrongPin(m_request.tls, m_request.url.host(),
                                       m_socket.peerCertificate());
        if (!wrong.isEmpty()) {
            fail(Stage::Tls, Cause::Certificate, wrong);
            return;
        }
        pass(Stage::Tls);
        ask();
    });
    connect(&m_socket, &QSslSocket::sslErrors, this, &Probe::onSslErrors);
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, &Probe::onError);
    connect(&m_socket, &QIODevice::readyRead, this, &Probe::read);
}

Probe::~Probe()
{
    m_socket.disconnect(this);
}

double Probe::lap()
{
    const qint64 elapsed = m_clock.nsecsElapsed();
    m_clock.start();
    return double(elapsed) / 1e6;
}

void Probe::start(const TransportRequest &request, int withinMs)
{
    m_request = request;
    m_withinMs = withinMs;
    m_report.offered = request.subprotocols;
    m_clock.start();
    m_deadline.start(withinMs);
    QString problem = unsound(request);
    if (const auto tls = tlsFor(request.tls); tls) {
        m_socket.setSslConfiguration(*tls);
    } else if (problem.isEmpty()) {
        problem = tls.error();
    }
    if (!problem.isEmpty()) {
        // Never from inside start().
        QTimer::singleShot(0, this,
                           [this, problem] { fail(Stage::Request, Cause::BadSetup, problem); });
        return;
    }
    if (m_request.url.path().isEmpty()) {
        m_request.url.setPath(u"/"_s);
    }
    findProxy();
    if (!m_report.proxy.isEmpty() || !QHostAddress(m_request.url.host()).isNull()) {
        dial(); // a proxy looks names up itself
    } else {
        lookUp();
    }
}

void Probe::findProxy()
{
    const QNetworkProxy proxy = proxyFor(m_request).value_or(
        QNetworkProxy(QNetworkProxy::NoProxy)); // one that cannot be read was said before
    m_socket.setProxy(proxy);
    if (proxy.type() != QNetworkProxy::NoProxy && proxy.type() != QNetworkProxy::DefaultProxy) {
        m_report.proxy = u"%1://%2:%3"_s
                             .arg(proxy.type() == QNetworkProxy::Socks5Proxy ? "socks5"_L1
                                                                             : "http"_L1,
                                  proxy.hostName())
                             .arg(proxy.port());
    }
}

void Probe::lookUp()
{
    m_at = Stage::Name;
    lap();
    QHostInfo::lookupHost(m_request.url.host(), this, [this](const QHostInfo &info) {
        if (m_ended) {
            return;
        }
        if (info.error() != QHostInfo::NoError || info.addresses().isEmpty()) {
            fail(Stage::Name, Cause::Unreachable,
                 unreachableWords(QAbstractSocket::HostNotFoundError, m_request.url, {}));
            return;
        }
        m_report.nameMs = lap();
        for (const QHostAddress &address : info.addresses()) {
            m_report.addresses.append(address.toString());
        }
        m_report.addresses.removeDuplicates();
        pass(Stage::Name);
        dial();
    });
}

void Probe::dial()
{
    m_at = Stage::Tcp;
    lap();
    const QUrl &url = m_request.url;
    m_socket.connectToHost(url.host(), quint16(url.port(url.scheme() == "wss"_L1 ? 443 : 80)));
}

void Probe::onConnected()
{
    m_report.tcpMs = lap();
    m_report.address = m_report.proxy.isEmpty() ? m_socket.peerAddress().toString() : QString();
    pass(Stage::Tcp);
    if (m_request.url.scheme() == "ws"_L1) {
        ask();
        return;
    }
    m_at = Stage::Tls;
    m_socket.startClientEncryption();
    QTimer::singleShot(std::min(silentTlsMs, m_withinMs / 2), this, [this] {
        if (m_at == Stage::Tls && !m_ended) {
            lookAgain(Cause::Unreachable,
                      say(QT_TRANSLATE_NOOP("link", "%1 took the connection, but does not answer "
                                                    "in TLS. Check the port."))
                          .arg(whereOf(m_request.url)));
        }
    });
}

void Probe::onSslErrors(const QList<QSslError> &errors)
{
    m_report.tls.ms = lap();
    describePeer(m_socket.sslConfiguration(), m_report.tls);
    QStringList words;
    for (const QSslError &error : errors) {
        words.append(error.errorString());
    }
    words.removeDuplicates();
    m_report.tls.error = oneLine(words.join(u"; "_s));
    fail(Stage::Tls, Cause::Certificate, certificateWords(errors, m_request.url));
}

void Probe::onError(QAbstractSocket::SocketError error)
{
    const QString words = unreachableWords(error, m_request.url, m_socket.errorString());
    switch (m_at) {
    case Stage::Tls:
        lookAgain(Cause::Unreachable, words);
        return;
    case Stage::Http:
        m_peerDone = true;
        read();
        if (!m_ended && m_bytes.isEmpty() && m_request.url.scheme() == "ws"_L1) {
            lookAgain(Cause::Unreachable,
                      say(QT_TRANSLATE_NOOP("link", "%1 closed the connection without a word, and "
                                                    "does not speak TLS either. It may be of "
                                                    "another kind (like MQTT), or want another "
                                                    "subprotocol: check port and path."))
                          .arg(whereOf(m_request.url)));
        }
        fail(m_at, Cause::Unreachable, words);
        return;
    default:
        if (error == QAbstractSocket::ProxyAuthenticationRequiredError) {
            m_report.status = 407;
            fail(Stage::Tcp, Cause::Refused, {});
            return;
        }
        fail(m_at, Cause::Unreachable, words);
    }
}

void Probe::onDeadline()
{
    const QString where = whereOf(m_request.url);
    const int seconds = (m_withinMs + 999) / 1000;
    switch (m_at) {
    case Stage::Name:
        fail(m_at, Cause::Unreachable,
             say(QT_TRANSLATE_NOOP("link", "The name server did not answer for “%1” within %2 s. "
                                           "Check this machine's network."))
                 .arg(m_request.url.host())
                 .arg(seconds));
        return;
    case Stage::Http:
        fail(m_at, Cause::Unreachable,
             say(QT_TRANSLATE_NOOP("link", "%1 took the connection, but did not answer within %2 "
                                           "s. Check the port; if it is right, the server hangs."))
                 .arg(where)
                 .arg(seconds));
        return;
    default:
        fail(m_at, Cause::Unreachable,
             say(QT_TRANSLATE_NOOP("link", "%1 did not answer within %2 s. Check host and port; a "
                                           "firewall may swallow what is sent there."))
                 .arg(where)
                 .arg(seconds));
    }
}

void Probe::ask()
{
    m_at = Stage::Http;
    lap();
    QByteArray key(16, '\0');
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(key.data()), 4);
    m_key = key.toBase64();
    const QUrl &url = m_request.url;
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':')) {
        host = '[' + host + ']';
    }
    if (url.port() > 0) {
        host += ':' + QByteArray::number(url.port());
    }
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery()) {
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    }
    QByteArray text = "GET " + target + " HTTP/1.1\r\nHost: " + host
                      + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                      + m_key + "\r\nSec-WebSocket-Version: 13\r\n";
    if (!m_request.subprotocols.isEmpty()) {
        text += "Sec-WebSocket-Protocol: " + m_request.subprotocols.join(u", "_s).toLatin1()
                + "\r\n";
    }
    if (!m_request.bearer.isEmpty()) {
        text += "Authorization: Bearer " + m_request.bearer + "\r\n";
    }
    m_socket.write(text + "\r\n");
}

void Probe::pass(Stage stage)
{
    Q_EMIT reached(stage);
}

void Probe::lookAgain(Cause cause, const QString &problem)
{
    if (std::exchange(m_ended, true)) {
        return;
    }
    // From here on only the look's end ends the probe.
    m_socket.disconnect(this);
    m_socket.abort();
    auto *look = new ProbeLook(m_request.url, m_deadline.remainingTime(), this);
    m_deadline.stop();
    m_rest.stop();
    connect(look, &ProbeLook::finished, this, [this, cause, problem](const QString &words) {
        m_ended = false;
        fail(m_at, words.isEmpty() ? cause : Cause::NotWebSocket,
             words.isEmpty() ? problem : words);
    });
}

void Probe::fail(Stage stage, Cause cause, const QString &problem)
{
    if (m_ended) {
        return;
    }
    m_report.stage = stage;
    m_report.cause = cause;
    m_report.problem = problem;
    end();
}

void Probe::end()
{
    m_ended = true;
    m_deadline.stop();
    m_rest.stop();
    m_socket.disconnect(this);
    m_socket.abort();
    Q_EMIT finished();
}

} // namespace sightglass
