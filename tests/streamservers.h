// Servers without a WebSocket that say what a test wants, one answer on each connection.
#pragma once

#include "ear.h"
#include "fakeserver.h"
#include "link/eventstream.h"
#include "link/longpoll.h"

namespace sightglass {

inline const QByteArray opening =
    R"({"protocol":"sightglass.v1.json","stream":"0123456789abcdef"})";
inline const QByteArray opened = "event: open\ndata: " + opening + "\n\n";
inline const QByteArray eventHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

inline FakeServer::Script sends(const QByteArray &bytes, bool ends = false)
{
    return [bytes, ends](QTcpSocket &socket, const QByteArray &) {
        socket.write(bytes);
        if (ends) {
            socket.disconnectFromHost();
        }
    };
}

inline QByteArray whole(const QByteArray &body, const QByteArray &status = "200 OK")
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size())
           + "\r\nConnection: close\r\n\r\n" + body;
}

inline const QByteArray waits = "waits";

// Opens, and answers each poll with what `poll` says about its number.
inline FakeServer::Script polls(std::function<QByteArray(int number, int times)> poll)
{
    auto times = std::make_shared<QHash<int, int>>();
    return [poll = std::move(poll), times](QTcpSocket &socket, const QByteArray &request) {
        static const QRegularExpression number(QStringLiteral("Sightglass-Number: (\\d+)"),
                                               QRegularExpression::CaseInsensitiveOption);
        const int n = number.match(QString::fromLatin1(request)).captured(1).toInt();
        if (request.startsWith("POST")) {
            socket.write(n == 0 ? whole(opening) : whole({}));
        } else {
            const QByteArray answer = poll(n, ++(*times)[n]);
            if (answer == waits) {
                return;
            }
            socket.write(answer);
        }
        socket.disconnectFromHost();
    };
}

inline TransportFactory fallback(bool events)
{
    return events ? factoryOf<EventStream>() : factoryOf<LongPoll>();
}

} // namespace sightglass
