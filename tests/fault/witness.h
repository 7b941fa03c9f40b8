// Watches a server over a line of its own that nothing happens to, and writes down what it says. A
// few lines around QWebSocket that share nothing with the client but the codec.
//
// One thread. Comes back at once when it is sent away, and asks for all of the past: what it had
// already is not written twice.
#pragma once

#include "dialects/native.h"
#include "sent.h"

#include <QTimer>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace sightglass::fault {

class Witness final : public QObject
{
    Q_OBJECT

public:
    Witness(quint16 port, Sent &sent)
        : m_port(port)
        , m_sent(sent)
        , m_codec(NativeDialect::codecFor(NativeDialect::offered().front(), {}))
    {
        connect(&m_socket, &QWebSocket::connected, this, [this] {
            say(Hello{QStringLiteral("witness"), {}, {}, {}});
            Subscribe all;
            all.channels = QStringList{QStringLiteral("*")};
            all.historyMs = 3'600'000;
            say(all);
        });
        connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &Witness::hear);
        connect(&m_socket, &QWebSocket::disconnected, this,
                [this] { QTimer::singleShot(5, this, &Witness::open); });
        connect(&m_beat, &QTimer::timeout, this, [this] { say(Heartbeat{wallUs(), {}}); });
        m_beat.start(2'000);
        open();
    }
    ~Witness() override { m_socket.disconnect(this); }

    std::int64_t newestUs() const { return m_newestUs; }

private:
    void open()
    {
        QWebSocketHandshakeOptions options;
        options.setSubprotocols({NativeDialect::offered().front()});
        m_socket.open(QNetworkRequest(QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(m_port))),
                      options);
    }
    void say(const Message &message) { m_socket.sendBinaryMessage(m_codec->encode(message)); }
    void hear(const QByteArray &bytes)
    {
        Message message;
        if (!m_codec->decode({bytes.constData(), std::size_t(bytes.size())}, message)) {
            qFatal("the server says what cannot be read");
        }
        if (const auto *samples = std::get_if<Samples>(&message)) {
            m_newestUs = std::max(m_newestUs, samples->times.front());
            write(samples->channel, samples->seq, message);
        } else if (const auto *event = std::get_if<Event>(&message)) {
            write(event->channel, event->seq, message);
        }
    }
    void write(const QString &channel, std::uint64_t seq, const Message &message)
    {
        std::uint64_t &last = m_last[channel];
        if (seq > last) {
            last = seq;
            m_sent.add(channel, message, 1, wallUs());
        }
    }

    quint16 m_port;
    Sent &m_sent;
    std::unique_ptr<Codec> m_codec;
    QHash<QString, std::uint64_t> m_last;
    std::int64_t m_newestUs = 0;
    QTimer m_beat;
    QWebSocket m_socket;
};

} // namespace sightglass::fault
