// Streams this machine's metrics to whoever may watch, in the Sightglass protocol version 1.
//
// Lives on one thread with an event loop. It behaves: numbers every channel, remembers two minutes,
// answers heartbeats, bounds what a client may hold up or ask for. `listen()` refuses to be
// reachable from other machines without a token and TLS, unless told that this is meant.
#pragma once

#include "demo/acknowledgements.h"
#include "demo/alarms.h"
#include "demo/machine.h"
#include "demo/stream.h"
#include "wire/codec.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>

#include <functional>

class QSslConfiguration;

namespace sightglass {

class FeedClient;
class FeedDoor;

class FeedServer final : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QHostAddress address = QHostAddress::LocalHost;
        quint16 port = 0;        // 0: any free one
        QString token;           // empty: nobody is asked for one
        QString certificateFile; // PEM; both or none
        QString keyFile;
        bool insecure = false;
        int cpuMs = 100;
        int systemMs = 1000;
        std::int64_t retainMs = 120'000;
        int heartbeatMs = 5'000;
        // For whoever must know exactly what was said: called with each message once it has its
        // number and is kept, before it is sent.
        std::function<void(const Stream &stream)> onPublished;
    };

    static constexpr int maxClients = 256;
    static constexpr std::int64_t maxUnsent = 32 << 20; // bytes; a slower client must come back

    explicit FeedServer(std::unique_ptr<Machine> machine, QObject *parent = nullptr);
    ~FeedServer() override;

    // One sentence that names the thing and the remedy, or the port listened on.
    tl::expected<quint16, QString> listen(const Options &options);
    void close();

private:
    friend class FeedClient;
    QString refusal(const Options &options) const;
    tl::expected<QSslConfiguration, QString> loadTls(const Options &options);
    void forget(FeedClient *client);
    void sampleCpu();
    void sampleSystem();
    void sampleSelf(std::int64_t nowUs);
    void publish(Stream &stream, const MachineReadings &readings, std::int64_t nowUs);
    void raise(const MachineReadings &readings, std::int64_t nowUs);
    void broadcast(const Stream &stream); // its newest message
    Message acknowledge(const Ack &ack);  // the answer; told to all if it changes an alarm

    std::unique_ptr<Machine> m_machine;
    Options m_options;
    std::unique_ptr<FeedDoor> m_door;
    std::vector<std::unique_ptr<FeedClient>> m_clients;
    std::vector<std::unique_ptr<Stream>> m_streams; // cpu, machine, processes, feed, events
    std::vector<SeriesInfo> m_self;                 // the server's own series
    QString m_session;
    Alarms m_alarms;
    QMap<QString, Event> m_raised; // still, by key; numbered as they were sent
    Acknowledgements m_acknowledgements;
    QTimer m_cpuTimer;
    QTimer m_systemTimer;
    std::uint64_t m_sentMessages = 0;
    std::uint64_t m_sentBytes = 0;
    std::int64_t m_selfUs = 0; // when the two above were last reported
};

} // namespace sightglass
