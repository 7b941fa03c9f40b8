#include "link/websocket.h"

#include "link/probe.h"
#include "link/probewords.h"
#include "link/proxy.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkProxyFactory>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QSslSocket>
#include <QStringEncoder>
#include <QTcpSocket>
#include <QThreadPool>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace sightglass {

using namespace Qt::StringLiterals;
using Cause = TransportClosed::Cause;

namespace {

constexpr int goodbyeMs = 2'000;
constexpr int pokeMs = 2'000;
constexpr int receiveBytes = 1 << 20;
constexpr int probeMs = 3'000; // well within what the session allows for connecting

// QWebSocket hides the status of a refusal in an English sentence.
int statusIn(const QString &text)
{
    static const QRegularExpression pattern(u"status code: (\\d{3})"_s);
    return pattern.match(text).captured(1).toInt();
}

// Qt remembers what a name means for a minute, however often that fails; a server that has moved
// would be looked for at its old address for so long. In the background, for the next attempt; the
// names that a proxy resolves are none of ours.
void askNameAnew(const QUrl &url)
{
    const QString name = url.host();
    if (name.isEmpty() || !QHostAddress(name).isNull()) {
        return;
    }
    const QNetworkProxyQuery query(name, url.port());
    const QNetworkProxy proxy = QNetworkProxyFactory::proxyForQuery(query).value(0);
    if (proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::DefaultProxy) {
        QThreadPool::globalInstance()->start([name] { QHostInfo::fromName(name); });
    }
}

} // namespace

WebSocket::WebSocket(Listener &listener)
    : m_listener(listener)
{
    // An unfinished frame that rests for 5 s makes QWebSocket close; looking at it again does not.
    connect(&m_poke, &QTimer::timeout, this, [this] {
        if (m_tcp) {
            Q_EMIT m_tcp->readyRead();
        }
    });
}

WebSocket::~WebSocket()
{
    abort();
}

TransportFactory WebSocket::factory()
{
    return [](Listener &listener) { return std::make_unique<WebSocket>(listener); };
}

void WebSocket::open(const TransportRequest &request)
{
    if (const QString text = unsound(request); !text.isEmpty()) {
        finish({Cause::BadSetup, 1006, 0, text});
        return;
    }
    const auto tls = tlsFor(request.tls);
    if (!tls) {
        finish({Cause::BadSetup, 1006, 0, tls.error()});
        return;
    }
    const auto proxy = proxyFor(request);
    if (!proxy) {
        finish({Cause::BadSetup, 1006, 0, proxy.error()});
        return;
    }
    m_request = request;
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setProxy(*proxy);
    m_socket->setMaxAllowedIncomingFrameSize(request.maxFrameBytes);
    m_socket->setMaxAllowedIncomingMessageSize(request.maxFrameBytes);
    m_socket->setSslConfiguration(*tls);
    listenToSocket();
    QUrl url = request.url;
    if (url.path().isEmpty()) {
        url.setPath(u"/"_s); // QTBUG-120492: a query without a path makes a malformed request line
    }
    QNetworkRequest http(url);
    if (!request.bearer.isEmpty()) {
        http.setRawHeader("Authorization", "Bearer " + request.bearer);
    }
    QWebSocketHandshakeOptions options;
    options.setSubprotocols(request.subprotocols);
    m_socket->open(http, options);
    if (const auto *tcp = m_socket ? m_socket->findChild<QTcpSocket *>() : nullptr) {
        connect(tcp, &QTcpSocket::connected, this, [this] { m_reached = true; });
        checkPin(request.tls);
    }
}

// Before anything is sent: what QWebSocket wrote waits until the slots of encrypted() are done.
void WebSocket::checkPin(const TlsChoice &choice)
{
    auto *tls = choice.pin.isEmpty() ? nullptr : m_socket->findChild<QSslSocket *>();
    if (!tls) {
        return;
    }
    connect(tls, &QSslSocket::encrypted, this, [this, tls, choice] {
        const QString wrong = wrongPin(choice, tls->peerName(), tls->peerCertificate());
        if (!wrong.isEmpty()) {
            finish({Cause::Certificate, 1006, 0, wrong});
        }
    });
}

void WebSocket::listenToSocket()
{
    connect(m_socket, &QWebSocket::connected, this, [this] {
        m_opened = true;
        m_request = {};
        m_tcp = m_socket->findChild<QTcpSocket *>();
        // QWebSocket has the signal first: this is when its frames are out.
        connect(m_tcp, &QTcpSocket::readyRead, this, [this] {
            m_reading = false;
            m_listener.bytesReceived();
        });
        // But for those that came with the answer to the upgrade.
        QMetaObject::invokeMethod(
            this, [this] { m_reading = false; }, Qt::QueuedConnection);
        tuneKernel();
        m_listener.transportOpened(m_socket->subprotocol());
    });
    connect(m_socket, &QWebSocket::textMessageReceived, this, &WebSocket::onText);
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) {
        give({bytes.constData(), std::size_t(bytes.size())}, true);
    });
    connect(m_socket, &QWebSocket::pong, this,
            [this](quint64 elapsedMs, const QByteArray &) { m_listener.pongReceived(elapsedMs); });
    connect(m_socket, &QWebSocket::disconnected, this, &WebSocket::onDisconnected);
    connect(m_socket, &QWebSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        m_tlsError = certificateWords(errors, m_socket->requestUrl());
    });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(m_socket, &QWebSocket::errorOccurred, this, &WebSocket::onError);
#else
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &WebSocket::onError);
#endif
}

void WebSocket::onText(const QString &text)
{
    QStringEncoder encoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    const auto room = std::size_t(encoder.requiredSpace(text.size()));
    if (m_utf8.size() < room) {
        m_utf8.resize(room);
    }
    const char *end = encoder.appendToBuffer(m_utf8.data(), text);
    give({m_utf8.data(), std::size_t(end - m_utf8.data())}, false);
}

void WebSocket::give(std::string_view bytes, bool binary)
{
    const bool sameRead = std::exchange(m_reading, true);
    m_listener.frameReceived({bytes, binary, sameRead});
}

void WebSocket::onError(QAbstractSocket::SocketError error)
{
    if (m_opened) {
        return; // disconnected() follows, and knows whether a close frame was seen
    }
    // A refused handshake would stay connecting for ever, and could even succeed later.
    askWhy(describeFailure(error));
}

TransportClosed WebSocket::describeFailure(QAbstractSocket::SocketError error) const
{
    const QString words = m_socket->errorString();
    const QUrl url = m_socket->requestUrl();
    if (const int status = statusIn(words)) {
        return {Cause::Refused, 1006, status, {}};
    }
    if (!m_tlsError.isEmpty()) {
        return {Cause::Certificate, 1006, 0, m_tlsError};
    }
    if (error == QAbstractSocket::ProxyAuthenticationRequiredError) {
        return {Cause::Refused, 1006, 407, {}};
    }
    // QWebSocket gives this code to a bad handshake too; a TCP refusal never reached a peer.
    if (error == QAbstractSocket::ConnectionRefusedError
        && (!words.contains("refused"_L1, Qt::CaseInsensitive)
            || words.contains("WebSocket"_L1, Qt::CaseInsensitive))) {
        return {Cause::NotWebSocket, 1006, 0,
                tr("%1 answered, but not as a WebSocket server: %2").arg(whereOf(url), words)};
    }
    return {Cause::Unreachable, 1006, 0, unreachableWords(error, url, words)};
}

void WebSocket::onDisconnected()
{
    // 1000 is also what QWebSocket says when the connection just ended; a server that really said
    // 1000 is indistinguishable, so the cautious reading wins unless it gave a reason.
    const int code = m_socket->closeCode();
    const QString reason = m_socket->closeReason();
    if (!m_opened) {
        // The error itself may come after this signal, but is known already.
        const auto error = m_socket->error();
        askWhy(describeFailure(error == QAbstractSocket::UnknownSocketError
                                   ? QAbstractSocket::RemoteHostClosedError
                                   : error));
        return;
    }
    const bool noCloseFrame = code == QWebSocketProtocol::CloseCodeNormal && reason.isEmpty();
    if (noCloseFrame) {
        finish({Cause::Lost, 1006, 0, {}});
    } else {
        finish({Cause::Closed, code, 0, reason});
    }
}

void WebSocket::askWhy(const TransportClosed &closed)
{
    // So it says when a proxy lets nobody CONNECT there; it may well pass on plain requests.
    m_reached = m_reached
                || (m_socket->error() == QAbstractSocket::SocketAccessError
                    && m_socket->proxy().type() == QNetworkProxy::HttpProxy);
    const bool refused = closed.cause == Cause::Refused || closed.cause == Cause::NotWebSocket;
    if (!refused || closed.httpStatus == 407) {
        finish(closed);
        return;
    }
    abort();
    m_probe = new Probe(this);
    connect(m_probe, &Probe::finished, this, [this, closed] {
        // One that is open by now, or gone, does not explain the refusal.
        const TransportClosed answer = m_probe->report().closed();
        const bool explains = m_probe->report().stage == ProbeReport::Stage::Http
                              && (answer.cause == Cause::Refused
                                  || answer.cause == Cause::NotWebSocket);
        finish(explains ? answer : closed);
    });
    m_probe->start(std::exchange(m_request, {}), probeMs);
}

void WebSocket::dropProbe()
{
    if (Probe *probe = std::exchange(m_probe, nullptr)) {
        probe->disconnect(this);
        probe->setParent(nullptr);
        probe->deleteLater(); // it may be calling us
    }
}

void WebSocket::finish(TransportClosed closed)
{
    abort();
    m_listener.transportClosed(closed);
}

TransportFacts WebSocket::facts() const
{
    ProbeReport::Tls tls;
    if (const auto *socket = qobject_cast<const QSslSocket *>(m_tcp.data())) {
        describePeer(socket->sslConfiguration(), tls);
    }
    return {tls.protocol, tls.issuer, tls.expiresMs};
}

QWebSocket *WebSocket::release()
{
    dropProbe();
    QWebSocket *socket = std::exchange(m_socket, nullptr);
    if (socket) {
        m_poke.stop();
        socket->disconnect(this);
        socket->setParent(nullptr);
        if (m_tcp) {
            m_tcp->disconnect(this);
        }
    }
    return socket;
}

void WebSocket::send(const OutFrame &frame)
{
    if (!m_socket || frame.bytes.isEmpty()) {
        return;
    }
    if (frame.binary) {
        m_socket->sendBinaryMessage(frame.bytes);
    } else {
        m_socket->sendTextMessage(QString::fromUtf8(frame.bytes));
    }
}

void WebSocket::ping()
{
    if (m_socket) {
        m_socket->ping();
    }
}

std::size_t WebSocket::unsentBytes() const
{
    return m_socket ? std::size_t(m_socket->bytesToWrite()) : 0;
}

void WebSocket::pause(bool paused)
{
    if (m_socket) {
        // One byte stops the reading, none (no limit) starts it again; anything between deadlocks.
        m_socket->setReadBufferSize(paused ? 1 : 0);
        paused ? m_poke.start(pokeMs) : m_poke.stop();
    }
}

void WebSocket::close(int code, const QString &reason)
{
    QWebSocket *socket = release();
    if (!socket) {
        return;
    }
    if (!m_opened) {
        socket->abort(); // nobody to say goodbye to yet
        socket->deleteLater();
        return;
    }
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(goodbyeMs, socket, [socket] {
        socket->abort();
        socket->deleteLater();
    });
    socket->close(QWebSocketProtocol::CloseCode(code), reason);
}

void WebSocket::abort()
{
    if (QWebSocket *socket = release()) {
        askNameAnew(socket->requestUrl());
        socket->abort();
        socket->deleteLater();
    }
}

void WebSocket::tuneKernel()
{
    // The kernel's own buffer grows to tens of megabytes in a flood. All of it is read and decoded
    // at once, after a pause too: nobody must hold more of a source than this.
    m_tcp->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, receiveBytes);
#ifdef Q_OS_LINUX
    // A peer that vanished without a word is noticed in seconds, not in a quarter of an hour.
    const int descriptor = int(m_tcp->socketDescriptor());
    const int timeoutMs = 15'000;
    const int idle = 5;
    const int interval = 2;
    const int count = 2;
    setsockopt(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, &timeoutMs, sizeof timeoutMs);
    setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
    setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof interval);
    setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPCNT, &count, sizeof count);
#endif
}

} // namespace sightglass
