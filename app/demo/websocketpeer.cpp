#include "demo/websocketpeer.h"

#include <QTimer>
#include <QWebSocket>

namespace sightglass {

namespace {

constexpr int goodbyeMs = 2'000;

} // namespace

WebSocketPeer::WebSocketPeer(QWebSocket *socket)
    : m_socket(socket)
{
    m_socket->setParent(this);
    connect(m_socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { Q_EMIT received(text.toUtf8(), false); });
    connect(m_socket, &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &bytes) { Q_EMIT received(bytes, true); });
    connect(m_socket, &QWebSocket::disconnected, this, &FeedSocket::ended);
}

WebSocketPeer::~WebSocketPeer()
{
    m_socket->disconnect(this);
}

void WebSocketPeer::send(const QByteArray &bytes, bool binary)
{
    if (binary) {
        m_socket->sendBinaryMessage(bytes);
    } else {
        m_socket->sendTextMessage(QString::fromUtf8(bytes));
    }
}

std::int64_t WebSocketPeer::unsentBytes() const
{
    return m_socket->bytesToWrite();
}

void WebSocketPeer::close(int code, const QString &reason)
{
    m_socket->close(QWebSocketProtocol::CloseCode(code), reason);
    // A peer that reads nothing would keep the socket closing for ever.
    QTimer::singleShot(goodbyeMs, m_socket, &QWebSocket::abort);
}

} // namespace sightglass
