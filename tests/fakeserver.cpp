#include "fakeserver.h"

#include <QCryptographicHash>
#include <QProcess>
#include <QRegularExpression>
#include <QtEndian>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace sightglass {

using namespace Qt::StringLiterals;

FakeServer::FakeServer(Script script)
    : m_script(std::move(script))
{
    if (!m_server.listen(QHostAddress::LocalHost)) {
        qFatal("no port to listen on");
    }
    connect(&m_server, &QTcpServer::newConnection, this, &FakeServer::accept);
}

QUrl FakeServer::url(const QString &rest) const
{
    return QUrl(u"ws://127.0.0.1:%1%2"_s.arg(port()).arg(rest));
}

void FakeServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_connections;
        m_newest = socket;
        m_unread.clear();
        m_frames.clear();
        m_upgraded = false;
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (m_onAccept) {
            m_onAccept(*socket);
            continue;
        }
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    }
}

void FakeServer::read(QTcpSocket *socket)
{
    if (socket != m_newest) {
        return;
    }
    m_unread += socket->readAll();
    if (!m_upgraded) {
        const auto end = m_unread.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        m_upgraded = true;
        m_requests.append(m_unread.left(end + 4));
        m_unread.remove(0, end + 4);
        if (m_script) {
            m_script(*socket, m_requests.back());
        }
    }
    while (m_unread.size() >= 6) {
        const auto *bytes = reinterpret_cast<const uchar *>(m_unread.constData());
        qsizetype size = bytes[1] & 0x7f;
        qsizetype head = 2;
        if (size == 126) {
            size = qFromBigEndian<quint16>(bytes + 2);
            head = 4;
        } else if (size == 127) {
            size = qsizetype(qFromBigEndian<quint64>(bytes + 2));
            head = 10;
        }
        if (m_unread.size() < head + 4 + size) {
            return;
        }
        In in{bytes[0] & 0x0f, m_unread.mid(head + 4, size)};
        for (qsizetype i = 0; i < size; ++i) {
            in.payload[i] = char(uchar(in.payload[i]) ^ bytes[head + i % 4]);
        }
        m_unread.remove(0, head + 4 + size);
        m_frames.push_back(std::move(in));
    }
}

QByteArray FakeServer::upgrade(const QByteArray &request, const QByteArray &subprotocol)
{
    static const QRegularExpression pattern(u"Sec-WebSocket-Key: *([^\\r]+)\\r"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    const QByteArray key = pattern.match(QString::fromLatin1(request)).captured(1).toLatin1();
    const QByteArray accept = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                                       QCryptographicHash::Sha1);
    QByteArray answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                        + accept.toBase64() + "\r\n";
    if (!subprotocol.isEmpty()) {
        answer += "Sec-WebSocket-Protocol: " + subprotocol + "\r\n";
    }
    return answer + "\r\n";
}

QByteArray FakeServer::frame(int opcode, const QByteArray &payload, int flags)
{
    QByteArray out;
    out += char(opcode | (flags & NotFinal ? 0 : 0x80));
    const char mask = char(flags & Masked ? 0x80 : 0);
    if (payload.size() < 126) {
        out += char(payload.size() | mask);
    } else if (payload.size() < 65'536) {
        out += char(126 | mask);
        out.resize(4);
        qToBigEndian(quint16(payload.size()), out.data() + 2);
    } else {
        out += char(127 | mask);
        out.resize(10);
        qToBigEndian(quint64(payload.size()), out.data() + 2);
    }
    if (mask) {
        out += QByteArray(4, '\0'); // a mask that changes nothing is still a mask
    }
    return out + payload;
}

QByteArray FakeServer::closeFrame(int code, const QByteArray &reason)
{
    QByteArray payload(2, '\0');
    qToBigEndian(quint16(code), payload.data());
    return frame(Close, payload + reason);
}

void FakeServer::reset(QTcpSocket &socket)
{
#ifdef Q_OS_UNIX
    const linger none{1, 0};
    setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof none);
#endif
    socket.abort();
}

FakeServer::Script FakeServer::answers(const QByteArray &status, const QByteArray &headers)
{
    return [status, headers](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n" + headers + "\r\n");
    };
}

FakeServer::Script FakeServer::opensAndSends(const QByteArray &bytes)
{
    return [bytes](QTcpSocket &socket, const QByteArray &request) {
        socket.write(upgrade(request) + bytes);
    };
}

ChaosProxy::ChaosProxy(quint16 target)
    : m_target(target)
{
    connect(&m_server, &QTcpServer::newConnection, this, &ChaosProxy::accept);
    restore();
    m_port = m_server.serverPort();
}

QUrl ChaosProxy::url() const
{
    return QUrl(u"ws://127.0.0.1:%1/"_s.arg(m_port));
}

void ChaosProxy::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        ++m_accepted;
        auto *server = new QTcpSocket(this);
        server->connectToHost(QHostAddress::LocalHost, m_target);
        m_sockets << client << server;
        for (const auto &[from, to] : {std::pair(client, server), std::pair(server, client)}) {
            connect(from, &QTcpSocket::readyRead, to, [this, from, to] { pass(from, to); });
            connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
            connect(from, &QTcpSocket::errorOccurred, to, &QTcpSocket::disconnectFromHost);
            connect(from, &QTcpSocket::disconnected, from, &QObject::deleteLater);
        }
    }
}

void ChaosProxy::pass(QTcpSocket *from, QTcpSocket *to)
{
    if (!m_frozen) {
        to->write(from->readAll());
    }
}

void ChaosProxy::cut()
{
    m_server.close();
    for (const QPointer<QTcpSocket> &socket : std::exchange(m_sockets, {})) {
        if (socket) {
            socket->abort();
        }
    }
}

void ChaosProxy::freeze()
{
    m_frozen = true;
    m_server.close();
}

void ChaosProxy::restore()
{
    m_frozen = false;
    if (!m_server.isListening() && !m_server.listen(QHostAddress::LocalHost, m_port)) {
        qFatal("the proxy's port is gone");
    }
}

OwnCertificate::OwnCertificate()
{
    const QString made = dir.filePath(u"own.pem"_s);
    const QString secret = dir.filePath(u"own.key"_s);
    QProcess openssl;
    openssl.start(u"openssl"_s,
                  {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                   u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s,
                   u"/CN=localhost"_s, u"-addext"_s, u"subjectAltName=DNS:localhost,IP:127.0.0.1"_s,
                   u"-keyout"_s, secret, u"-out"_s, made});
    if (openssl.waitForFinished() && openssl.exitCode() == 0) {
        certificate = made;
        key = secret;
    }
}

} // namespace sightglass
