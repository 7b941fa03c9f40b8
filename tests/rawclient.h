// A client that does nothing by itself: sends what it is told and keeps what comes.
#pragma once

#include "dialects/native.h"

#include <QWebSocket>
#include <QWebSocketHandshakeOptions>
#include <QtTest>

namespace sightglass {

constexpr int limit = 15'000; // ms, for what takes milliseconds

class RawClient
{
public:
    explicit RawClient(const QString &encoding = QStringLiteral("json"))
        : subprotocol(QStringLiteral("sightglass.v1.") + encoding)
    {
        codec = NativeDialect::codecFor(subprotocol, {});
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { take(text.toUtf8(), false); });
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket,
                         [this](const QByteArray &bytes) { take(bytes, true); });
        QObject::connect(&socket, &QWebSocket::disconnected, &socket, [this] { closed = true; });
    }

    void open(const QUrl &url, const QByteArray &token = {})
    {
        QNetworkRequest request(url);
        request.setRawHeader("Authorization", "Bearer " + token);
        QWebSocketHandshakeOptions options;
        options.setSubprotocols({subprotocol});
        socket.open(request, options);
        QTRY_VERIFY_WITH_TIMEOUT(socket.state() == QAbstractSocket::ConnectedState || closed,
                                 limit);
    }

    void send(const Message &message)
    {
        const QByteArray bytes = codec->encode(message);
        codec->binary() ? socket.sendBinaryMessage(bytes)
                        : socket.sendTextMessage(QString::fromUtf8(bytes));
    }

    void take(const QByteArray &bytes, bool binary)
    {
        Message message;
        const auto size = std::size_t(bytes.size());
        if (!codec || binary != codec->binary()
            || !codec->decode({bytes.constData(), size}, message)) {
            ++unreadable;
        }
        got.push_back(std::move(message));
    }

    template<typename T>
    std::vector<T> all() const
    {
        std::vector<T> found;
        for (const Message &message : got) {
            if (std::holds_alternative<T>(message)) {
                found.push_back(std::get<T>(message));
            }
        }
        return found;
    }

    std::vector<Samples> on(const QString &channel) const
    {
        std::vector<Samples> found = all<Samples>();
        std::erase_if(found, [&channel](const Samples &s) { return s.channel != channel; });
        return found;
    }

    Subscribed subscribed(const QString &channel) const
    {
        for (const Subscribed &one : all<Subscribed>()) {
            if (one.channel == channel) {
                return one;
            }
        }
        return {};
    }

    QString subprotocol;
    std::unique_ptr<Codec> codec;
    std::vector<Message> got;
    int unreadable = 0;
    bool closed = false;
    QWebSocket socket;
};

} // namespace sightglass
