#include "floodserver.h"

#include <QCryptographicHash>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtEndian>

namespace {

constexpr int patienceMs = 30'000;
constexpr qint64 highWater = 4 << 20;

QByteArray acceptKey(const QByteArray &request)
{
    constexpr QByteArrayView name("Sec-WebSocket-Key: ");
    const qsizetype at = request.indexOf(name) + name.size();
    const QByteArray key = request.mid(at, request.indexOf("\r\n", at) - at);
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                    QCryptographicHash::Sha1)
        .toBase64();
}

} // namespace

FloodServer::FloodServer(QString subprotocol, QByteArray opening, QByteArray block, int blocks)
    : m_subprotocol(std::move(subprotocol))
    , m_opening(std::move(opening))
    , m_block(std::move(block))
    , m_blocks(blocks)
{
    start();
    while (m_port == 0) {
        QThread::msleep(1);
    }
}

FloodServer::~FloodServer()
{
    wait();
}

QByteArray FloodServer::frame(const QByteArray &payload, bool binary)
{
    QByteArray out(1, binary ? '\x82' : '\x81');
    if (payload.size() < 126) {
        out.append(char(payload.size()));
    } else if (payload.size() <= 0xffff) {
        out.append(char(126));
        char length[2];
        qToBigEndian<quint16>(quint16(payload.size()), length);
        out.append(length, sizeof length);
    } else {
        out.append(char(127));
        char length[8];
        qToBigEndian<quint64>(quint64(payload.size()), length);
        out.append(length, sizeof length);
    }
    return out + payload;
}

QByteArray FloodServer::acceptance(const QByteArray &request, const QString &subprotocol)
{
    QByteArray reply =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: "
        + acceptKey(request) + "\r\n";
    if (!subprotocol.isEmpty()) {
        reply += "Sec-WebSocket-Protocol: " + subprotocol.toUtf8() + "\r\n";
    }
    return reply + "\r\n";
}

void FloodServer::run()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    m_port = server.serverPort();
    if (!server.waitForNewConnection(patienceMs)) {
        return;
    }
    QTcpSocket *socket = server.nextPendingConnection();
    QByteArray request;
    while (!request.contains("\r\n\r\n") && socket->waitForReadyRead(patienceMs)) {
        request += socket->readAll();
    }
    socket->write(acceptance(request, m_subprotocol) + m_opening);
    for (int i = 0; i < m_blocks && socket->state() == QAbstractSocket::ConnectedState; ++i) {
        socket->write(m_block);
        while (socket->bytesToWrite() > highWater && socket->waitForBytesWritten(patienceMs)) {
        }
    }
    while (socket->bytesToWrite() > 0 && socket->waitForBytesWritten(patienceMs)) {
    }
    socket->waitForDisconnected(patienceMs); // until the client has counted everything
    delete socket;
}
