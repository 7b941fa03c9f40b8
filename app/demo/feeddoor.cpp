#include "demo/feeddoor.h"

#include "demo/feedclient.h"
#include "demo/websocketpeer.h"
#include "dialects/native.h"

#include <QSslSocket>
#include <QWebSocket>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

// resources/protocol/README.md, "Limits and how it ends".
constexpr int closeCredentials = 4401;
constexpr int closeVersion = 4426;
constexpr int closeTryLater = 1013;
constexpr int closePolicy = 1008;

} // namespace

FeedDoor::FeedDoor(DoorRules rules, std::optional<QSslConfiguration> tls, Calls calls)
    : m_rules(rules)
    , m_tls(std::move(tls))
    , m_calls(std::move(calls))
    , m_webSockets(u"sightglass"_s,
                   m_tls ? QWebSocketServer::SecureMode : QWebSocketServer::NonSecureMode)
    , m_desk(std::move(rules), {m_calls.full, [this](FeedSocket *socket) {
                                    m_calls.enter(socket, NativeDialect::codecFor(
                                                              NativeDialect::offered().at(1), {}));
                                }})
{
    m_webSockets.setSupportedSubprotocols(NativeDialect::offered());
    connect(&m_webSockets, &QWebSocketServer::newConnection, this, &FeedDoor::acceptWebSockets);
}

void FeedDoor::incomingConnection(qintptr descriptor)
{
    std::unique_ptr<QTcpSocket> socket;
    if (m_tls) {
        auto secure = std::make_unique<QSslSocket>();
        secure->setSslConfiguration(*m_tls);
        socket = std::move(secure);
    } else {
        socket = std::make_unique<QTcpSocket>();
    }
    if (!socket->setSocketDescriptor(descriptor) || m_lines.size() >= maxLines) {
        socket->abort();
        return;
    }
    if (auto *secure = qobject_cast<QSslSocket *>(socket.get())) {
        secure->startServerEncryption();
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    HttpLine::Desk desk{
        [this](HttpLine &line, const HttpRequest &request) { m_desk.serve(line, request); },
        [this](QTcpSocket *upgraded) { m_webSockets.handleConnection(upgraded); }};
    auto line = std::make_unique<HttpLine>(socket.release(), std::move(desk));
    connect(line.get(), &HttpLine::gone, this, [this, gone = line.get()] {
        const auto found = m_lines.find(gone);
        if (found != m_lines.end()) {
            found->second.release()->deleteLater(); // it is on the call stack
            m_lines.erase(found);
        }
    });
    m_lines.emplace(line.get(), std::move(line));
}

void FeedDoor::acceptWebSockets()
{
    while (QWebSocket *socket = m_webSockets.nextPendingConnection()) {
        const auto refuse = [socket](int code, const QString &reason) {
            connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
            socket->close(QWebSocketProtocol::CloseCode(code), reason);
        };
        socket->setMaxAllowedIncomingFrameSize(FeedClient::maxFrameBytes);
        socket->setMaxAllowedIncomingMessageSize(FeedClient::maxFrameBytes);
        auto codec = NativeDialect::codecFor(socket->subprotocol(), {});
        const QByteArray target = socket->requestUrl().toEncoded();
        if (!m_rules.accepts(socket->request().rawHeader("Authorization"), target)) {
            refuse(closeCredentials, tr("wrong token"));
        } else if (!m_rules.acceptsOrigin(socket->origin().toUtf8())) {
            refuse(closePolicy, tr("pages in a browser need a token"));
        } else if (!codec) {
            refuse(closeVersion, QString::number(protocolVersion));
        } else if (m_calls.full()) {
            refuse(closeTryLater, m_calls.fullText);
        } else {
            m_calls.enter(new WebSocketPeer(socket), std::move(codec));
        }
    }
}

} // namespace sightglass
