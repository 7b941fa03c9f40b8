// One connection on which HTTP requests come, one after the other (RFC 9112). Reads whole requests,
// bounded in size and time, and writes answers; what they are about is the desk's business. A
// request for an upgrade is handed on unread, with its connection.
#pragma once

#include "link/httphead.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <functional>

namespace sightglass {

struct HttpRequest
{
    HttpHead head;
    QByteArray body;

    const QByteArray &method() const { return head.start[0]; }
    QByteArray value(const char *name) const { return head.value(name); }
};

struct HttpAnswer
{
    int status = 200;
    QByteArray body;
    QByteArray type = "text/plain; charset=utf-8";
    QByteArray headers; // whole lines, CR LF after each
};

class HttpLine final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype maxHead = 16 << 10;
    static constexpr qsizetype maxBody = 1 << 20;

    struct Desk
    {
        std::function<void(HttpLine &line, const HttpRequest &request)> serve;
        std::function<void(QTcpSocket *socket)> upgrade; // owns it from then on
    };

    HttpLine(QTcpSocket *socket, Desk desk); // the socket becomes its own

    // Each request is answered once, now or later, by one of these two.
    void answer(const HttpAnswer &answer);
    void beginStream(const HttpAnswer &head); // its body goes on until end()
    void write(const QByteArray &bytes);
    std::int64_t unsentBytes() const;
    // What was written is still sent, for a while.
    void end();

Q_SIGNALS:
    void gone(); // the connection is over

private:
    enum class State : std::uint8_t { Idle, Head, Body, Serving, Ending };
    void read();
    bool readHead();
    void readBody();
    bool refuses(const HttpHead &head);
    void refuse(int status, const QByteArray &text);
    void writeHead(const HttpAnswer &answer, const QByteArray &more);

    QTcpSocket *m_socket;
    Desk m_desk;
    State m_state = State::Head;
    HttpRequest m_request;
    qsizetype m_length = 0; // of the body
    bool m_keep = false;    // the connection, after the answer
    QTimer m_deadline;
};

} // namespace sightglass
