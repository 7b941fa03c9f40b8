#include "demo/httpline.h"

#include <algorithm>

namespace sightglass {

namespace {

constexpr int requestMs = 10'000;
constexpr int idleMs = 60'000;
constexpr int endMs = 10'000;
constexpr qint64 readBuffer = HttpLine::maxHead + (64 << 10);

const char *phrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 204:
        return "No Content";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 426:
        return "Upgrade Required";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    default:
        return "Bad Request";
    }
}

} // namespace

HttpLine::HttpLine(QTcpSocket *socket, Desk desk)
    : m_socket(socket)
    , m_desk(std::move(desk))
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(readBuffer);
    m_deadline.setSingleShot(true);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpLine::read);
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        m_state = State::Ending;
        m_deadline.stop();
        Q_EMIT gone();
    });
    connect(&m_deadline, &QTimer::timeout, m_socket, &QTcpSocket::abort);
    m_deadline.start(requestMs); // TLS included
}

void HttpLine::read()
{
    if (m_state == State::Idle && m_socket->bytesAvailable() > 0) {
        m_state = State::Head;
        m_deadline.start(requestMs);
    }
    if (m_state == State::Head && !readHead()) {
        return;
    }
    if (m_state == State::Body) {
        readBody();
    }
}

bool HttpLine::readHead()
{
    const auto head = HttpHead::parse(m_socket->peek(maxHead));
    if (!head) {
        if (head.error() != HttpHead::Fault::Incomplete || m_socket->bytesAvailable() >= maxHead) {
            refuse(head.error() == HttpHead::Fault::Malformed ? 400 : 431,
                   "This request cannot be read.\n");
        }
        return false;
    }
    if (head->value("upgrade").toLower().contains("websocket")) {
        m_deadline.stop();
        m_state = State::Ending;
        m_socket->disconnect(this);
        m_deadline.disconnect();
        m_socket->setParent(nullptr);
        m_socket->setReadBufferSize(0);
        m_desk.upgrade(std::exchange(m_socket, nullptr));
        Q_EMIT gone();
        return false;
    }
    m_socket->skip(head->size);
    if (refuses(*head)) {
        return false;
    }
    m_request = {*head, {}};
    m_state = State::Body;
    return true;
}

bool HttpLine::refuses(const HttpHead &head)
{
    const QByteArray &version = head.start[2];
    const auto lengths = std::ranges::count(head.headers, QByteArray("content-length"),
                                            &HttpHead::Header::name);
    bool isNumber = false;
    const QByteArray length = head.value("content-length");
    m_length = lengths == 0 ? 0 : length.toLongLong(&isNumber);
    const bool plain = std::all_of(length.begin(), length.end(),
                                   [](char c) { return c >= '0' && c <= '9'; });
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        refuse(400, "Only HTTP/1.1 is spoken here.\n");
    } else if (!head.value("transfer-encoding").isEmpty()) {
        refuse(411, "Say how long the body is (Content-Length); chunks are not taken.\n");
    } else if (lengths > 1 || (lengths == 1 && (!isNumber || !plain))) {
        refuse(400, "The Content-Length is no number.\n");
    } else if (m_length > maxBody) {
        refuse(413, "The body is larger than 1 MiB.\n");
    } else {
        const QByteArray connection = head.value("connection").toLower();
        m_keep = version == "HTTP/1.1" && !connection.contains("close");
        return false;
    }
    return true;
}

void HttpLine::readBody()
{
    m_request.body += m_socket->read(m_length - m_request.body.size());
    if (m_request.body.size() < m_length) {
        return;
    }
    m_deadline.stop();
    m_state = State::Serving;
    const HttpRequest request = std::exchange(m_request, {});
    m_desk.serve(*this, request);
}

void HttpLine::refuse(int status, const QByteArray &text)
{
    m_state = State::Serving;
    m_keep = false; // where the next request would begin is not certain
    HttpAnswer refusal;
    refusal.status = status;
    refusal.body = text;
    answer(refusal);
}

void HttpLine::writeHead(const HttpAnswer &answer, const QByteArray &more)
{
    m_socket->write("HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + phrase(answer.status)
                    + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
                    + answer.headers + more + (m_keep ? "" : "Connection: close\r\n") + "\r\n");
}

void HttpLine::answer(const HttpAnswer &answer)
{
    if (m_state != State::Serving) {
        return;
    }
    const bool hasBody = answer.status != 204;
    writeHead(answer, hasBody ? "Content-Type: " + answer.type + "\r\nContent-Length: "
                                    + QByteArray::number(answer.body.size()) + "\r\n"
                              : QByteArray());
    m_socket->write(hasBody ? answer.body : QByteArray());
    if (!m_keep) {
        end();
        return;
    }
    m_state = State::Idle;
    m_deadline.start(idleMs);
    QMetaObject::invokeMethod(this, &HttpLine::read, Qt::QueuedConnection);
}

void HttpLine::beginStream(const HttpAnswer &head)
{
    m_keep = false; // without a length, the end of the connection is the end of the stream
    writeHead(head, "Content-Type: " + head.type + "\r\nX-Accel-Buffering: no\r\n");
}

void HttpLine::write(const QByteArray &bytes)
{
    if (m_socket && m_state == State::Serving) {
        m_socket->write(bytes);
    }
}

std::int64_t HttpLine::unsentBytes() const
{
    return m_socket ? m_socket->bytesToWrite() : 0;
}

void HttpLine::end()
{
    if (m_socket && std::exchange(m_state, State::Ending) != State::Ending) {
        m_deadline.start(endMs);
        m_socket->disconnectFromHost();
    }
}

} // namespace sightglass
