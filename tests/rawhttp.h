// HTTP by hand: sends the bytes it is told and reads one answer, which may go on for ever.
#pragma once

#include "link/httphead.h"

#include <QTcpSocket>
#include <QtTest>

namespace sightglass {

class RawHttp
{
public:
    explicit RawHttp(quint16 port)
    {
        socket.connectToHost(QHostAddress::LocalHost, port);
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket,
                         [this] { got += socket.readAll(); });
    }

    // The request's first line without the version, its headers, and its body.
    void ask(const QByteArray &what, const QByteArray &headers = {}, const QByteArray &body = {})
    {
        got.clear();
        const QByteArray length = body.isEmpty() ? QByteArray()
                                                 : "Content-Length: "
                                                       + QByteArray::number(body.size()) + "\r\n";
        socket.write(what + " HTTP/1.1\r\nHost: x\r\n" + headers + length + "\r\n" + body);
    }

    // Of the answer; 0: its head has not come yet.
    int status() const
    {
        const auto head = HttpHead::parse(got);
        return head ? head->status() : 0;
    }
    QByteArray value(const char *name) const
    {
        const auto head = HttpHead::parse(got);
        return head ? head->value(name) : QByteArray();
    }
    // What has come of the body.
    QByteArray body() const { return got.mid(got.indexOf("\r\n\r\n") + 4); }
    bool whole() const
    {
        const auto head = HttpHead::parse(got);
        return head
               && (head->status() == 204 || body().size() == head->value("content-length").toInt());
    }

    QTcpSocket socket;
    QByteArray got;
};

} // namespace sightglass
