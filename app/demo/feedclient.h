// One watcher of a FeedServer: greets it, answers it, sends it what it subscribed to, and lets it
// go when it is too slow, too silent or makes no sense.
#pragma once

#include "demo/feedsocket.h"
#include "demo/stream.h"
#include "demo/thinner.h"
#include "wire/codec.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace sightglass {

class FeedServer;

class FeedClient final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t maxFrameBytes = 1 << 20; // of what a client may send

    FeedClient(FeedServer &server, FeedSocket *socket, std::unique_ptr<Codec> codec);
    ~FeedClient() override;

    const Codec &codec() const { return *m_codec; }
    bool wants(const QString &channel) const { return m_channels.contains(channel); }
    // Series it has not been told about yet go first. `bytes` is `message` in this client's codec.
    void sendCatalog();
    void sendBytes(const QByteArray &bytes);
    bool thins() const { return m_thinner.active(); } // its messages are its own
    void sendKept(const Stream::Kept &kept);
    void goodbye(int code, const QString &reason);
    double roundTripMs() const { return m_roundTripMs; }

private:
    void receive(std::string_view bytes, bool binary);
    void greet(const Hello &hello);
    void subscribe(const Subscribe &subscribe);
    void sendReplay(const Stream &stream, const Stream::Replay &replay);
    void send(const Message &message);
    void beat();

    FeedServer &m_server;
    FeedSocket *m_socket; // its own
    std::unique_ptr<Codec> m_codec;
    QSet<QString> m_channels;
    QMap<QString, StreamPosition> m_resume;
    Thinner m_thinner;
    std::size_t m_machineTold = 0; // how much of the machine's catalog it knows
    bool m_selfTold = false;
    bool m_greeted = false;
    bool m_leaving = false; // was sent away; the socket may not know yet
    QElapsedTimer m_heard;  // monotonic: sleep and a set clock are no silence
    double m_roundTripMs = -1;
    int m_badFrames = 0;
    QTimer m_beat;
};

} // namespace sightglass
