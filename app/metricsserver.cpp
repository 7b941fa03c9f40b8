#include "metricsserver.h"

#include "link/httphead.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

QByteArray response(const char *status, const QByteArray &body, bool withBody = true,
                    const char *type = "text/plain; charset=utf-8", const QByteArray &extra = {})
{
    QByteArray out = QByteArray("HTTP/1.1 ") + status + "\r\nContent-Type: " + type
                     + "\r\nContent-Length: " + QByteArray::number(body.size())
                     + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n" + extra
                     + "Connection: close\r\n\r\n";
    return withBody ? out + body : out;
}

// "localhost", "127.0.0.1", "[::1]", each with a port or without.
bool isLoopback(const QByteArray &host)
{
    const bool bracketed = host.startsWith('[');
    const qsizetype end = bracketed ? host.indexOf(']') + 1 : host.indexOf(':');
    const QByteArray name = host.left(end < 0 || (bracketed && end == 0) ? host.size() : end);
    const QByteArray rest = host.mid(name.size());
    bool isNumber = rest.isEmpty();
    if (rest.startsWith(':')) {
        const uint port = rest.mid(1).toUInt(&isNumber);
        isNumber = isNumber && port <= 65'535 && rest.at(1) != '+';
    }
    if (!isNumber) {
        return false;
    }
    return name.compare("localhost", Qt::CaseInsensitive) == 0 || name == "127.0.0.1"
           || name == "[::1]";
}

int countOf(const HttpHead &head, const char *name)
{
    return int(std::count_if(head.headers.begin(), head.headers.end(),
                             [name](const auto &header) { return header.name == name; }));
}

} // namespace

MetricsServer::MetricsServer(std::function<QByteArray()> page, int deadline)
    : m_page(std::move(page))
    , m_deadlineMs(deadline)
    , m_server(this)
{
    connect(&m_server, &QTcpServer::newConnection, this, &MetricsServer::accept);
}

tl::expected<quint16, QString> MetricsServer::listen(quint16 port)
{
    if (!m_server.listen(QHostAddress::LocalHost, port)) {
        return tl::unexpected(tr("The numbers cannot be shown on port %1: %2. Choose another with "
                                 "--metrics-port, or 0 for any free one.")
                                  .arg(port)
                                  .arg(m_server.errorString()));
    }
    return m_server.serverPort();
}

void MetricsServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (m_connections >= maxConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        connect(socket, &QObject::destroyed, this, [this] { --m_connections; });
        socket->setReadBufferSize(maxHeadBytes);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        QTimer::singleShot(m_deadlineMs, socket, [socket] {
            socket->abort();
            socket->deleteLater();
        });
        if (socket->bytesAvailable() > 0) {
            read(socket);
        }
    }
}

void MetricsServer::read(QTcpSocket *socket)
{
    // Not consumed before it is whole: what is more than a head may be waits in the system.
    const QByteArray bytes = socket->peek(maxHeadBytes);
    const auto head = HttpHead::parse(bytes);
    const bool whole = head || head.error() != HttpHead::Fault::Incomplete;
    if (!whole && bytes.size() < maxHeadBytes) {
        return;
    }
    disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    socket->readAll(); // closing with bytes unread would reset the answer away
    socket->setReadBufferSize(0);
    connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->skip(maxHeadBytes); });
    if (head) {
        socket->write(answer(*head));
    } else if (head.error() == HttpHead::Fault::Malformed) {
        socket->write(response("400 Bad Request", "This is no HTTP request.\n"));
    } else {
        socket->write(response("431 Request Header Fields Too Large", "Too many headers.\n"));
    }
    socket->disconnectFromHost();
}

QByteArray MetricsServer::answer(const HttpHead &head) const
{
    const QByteArray &method = head.start[0];
    const bool reading = method == "GET" || method == "HEAD";
    const bool withBody = method != "HEAD";
    if (!head.start[2].startsWith("HTTP/1.") || countOf(head, "host") != 1) {
        return response("400 Bad Request", "This is no HTTP/1.1 request with one Host.\n",
                        withBody);
    }
    if (!isLoopback(head.value("host"))) {
        return response("403 Forbidden", "Only for this machine: ask localhost or 127.0.0.1.\n",
                        withBody);
    }
    if (!reading) {
        return response("405 Method Not Allowed", "Only GET and HEAD.\n", withBody,
                        "text/plain; charset=utf-8", "Allow: GET, HEAD\r\n");
    }
    const QByteArray &target = head.start[1];
    if (target != "/metrics" && !target.startsWith("/metrics?")) {
        return response("404 Not Found", "The numbers are at /metrics.\n", withBody);
    }
    return response("200 OK", m_page(), withBody, "text/plain; version=0.0.4; charset=utf-8");
}

} // namespace sightglass
