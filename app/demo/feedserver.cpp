#include "demo/feedserver.h"

#include "demo/feedclient.h"
#include "demo/feeddoor.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QUuid>

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint32_t selfIds = 1'000'000; // above any the machine uses

enum StreamIndex : std::size_t { Cpu, System, Processes, Self, Events };
enum SelfSeries : std::uint32_t { Connections, MessageRate, ByteRate, RoundTrip };

} // namespace

FeedServer::FeedServer(std::unique_ptr<Machine> machine, QObject *parent)
    : QObject(parent)
    , m_machine(std::move(machine))
    , m_session(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_cpuTimer(this)
    , m_systemTimer(this)
{
    m_cpuTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_cpuTimer, &QTimer::timeout, this, &FeedServer::sampleCpu);
    connect(&m_systemTimer, &QTimer::timeout, this, &FeedServer::sampleSystem);
    const struct
    {
        QString name;
        QString unit;
    } own[] = {
        {u"feed.connections"_s, {}},
        {u"feed.messages"_s, u"1/s"_s},
        {u"feed.bytes"_s, u"B/s"_s},
        {u"feed.roundtrip"_s, u"ms"_s},
    };
    for (const auto &[name, unit] : own) {
        SeriesInfo info;
        info.id = selfIds + std::uint32_t(m_self.size());
        info.name = name;
        info.unit = unit;
        m_self.push_back(info);
    }
}

FeedServer::~FeedServer()
{
    close();
}

QString FeedServer::refusal(const Options &options) const
{
    if (options.address.isLoopback() || options.insecure) {
        return {};
    }
    if (options.token.isEmpty()) {
        return tr("Refusing to serve on %1 without a token: anyone on the network could watch this "
                  "machine. Give one with --token-file, or say --insecure.")
            .arg(options.address.toString());
    }
    if (options.certificateFile.isEmpty()) {
        return tr("Refusing to serve on %1 without TLS: the token could be read on the way. Give "
                  "--tls-cert and --tls-key, or say --insecure.")
            .arg(options.address.toString());
    }
    return {};
}

tl::expected<QSslConfiguration, QString> FeedServer::loadTls(const Options &options)
{
    const QList<QSslCertificate> chain = QSslCertificate::fromPath(options.certificateFile);
    if (chain.isEmpty()) {
        return tl::unexpected(tr("No certificate could be read from “%1”. It must be a PEM file.")
                                  .arg(options.certificateFile));
    }
    QFile file(options.keyFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return tl::unexpected(
            tr("The key “%1” cannot be read: %2").arg(options.keyFile, file.errorString()));
    }
    const QByteArray pem = file.readAll();
    QSslKey key;
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        if (key.isNull()) {
            key = QSslKey(pem, algorithm);
        }
    }
    if (key.isNull()) {
        return tl::unexpected(tr("“%1” holds no RSA or EC key in PEM form.").arg(options.keyFile));
    }
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(key);
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    return tls;
}

tl::expected<quint16, QString> FeedServer::listen(const Options &options)
{
    m_options = options;
    if (const QString text = refusal(options); !text.isEmpty()) {
        return tl::unexpected(text);
    }
    std::optional<QSslConfiguration> tls;
    if (!options.certificateFile.isEmpty()) {
        const auto loaded = loadTls(options);
        if (!loaded) {
            return tl::unexpected(loaded.error());
        }
        tls = *loaded;
    }
    m_door = std::make_unique<FeedDoor>(
        DoorRules{options.token.toUtf8()}, tls,
        FeedDoor::Calls{[this] { return m_clients.size() >= maxClients; },
                        tr("all %1 places are taken").arg(maxClients),
                        [this](FeedSocket *socket, std::unique_ptr<Codec> codec) {
                            m_clients.push_back(
                                std::make_unique<FeedClient>(*this, socket, std::move(codec)));
                        }});
    if (!m_door->listen(options.address, options.port)) {
        return tl::unexpected(tr("Cannot listen on %1 port %2: %3. Choose another with --port.")
                                  .arg(options.address.toString())
                                  .arg(options.port)
                                  .arg(m_door->errorString()));
    }

    const QString epoch = QUuid::createUuid().toString(QUuid::Id128).left(12);
    for (const auto &name : {u"cpu"_s, u"machine"_s, u"processes"_s, u"feed"_s, u"events"_s}) {
        m_streams.push_back(std::make_unique<Stream>(name, epoch, options.retainMs * 1000));
    }
    m_selfUs = wallUs();
    sampleCpu(); // rates need a first reading to start from
    sampleSystem();
    m_cpuTimer.start(options.cpuMs);
    m_systemTimer.start(options.systemMs);
    return m_door->serverPort();
}

void FeedServer::close()
{
    m_cpuTimer.stop();
    m_systemTimer.stop();
    m_clients.clear();
    m_streams.clear();
    m_door.reset();
}

void FeedServer::forget(FeedClient *client)
{
    const auto found = std::find_if(m_clients.begin(), m_clients.end(),
                                    [client](const auto &held) { return held.get() == client; });
    if (found != m_clients.end()) {
        found->release()->deleteLater(); // it is on the call stack
        m_clients.erase(found);
    }
}

void FeedServer::sampleCpu()
{
    const std::int64_t now = wallUs();
    MachineReadings readings;
    m_machine->sampleCpu(now, readings);
    publish(*m_streams[Cpu], readings, now);
    raise(readings, now);
}

void FeedServer::sampleSystem()
{
    const std::int64_t now = wallUs();
    MachineReadings readings;
    m_machine->sampleSystem(now, readings);
    publish(*m_streams[System], readings, now);
    raise(readings, now);
    readings.clear();
    m_machine->sampleProcesses(now, readings);
    publish(*m_streams[Processes], readings, now);
    sampleSelf(now);
}

void FeedServer::sampleSelf(std::int64_t now)
{
    const double seconds = double(now - m_selfUs) / 1e6;
    if (seconds <= 0) {
        return; // the very first time, or the clock was set back
    }
    MachineReadings readings;
    readings.push_back({selfIds + Connections, double(m_clients.size())});
    readings.push_back({selfIds + MessageRate, double(std::exchange(m_sentMessages, 0)) / seconds});
    readings.push_back({selfIds + ByteRate, double(std::exchange(m_sentBytes, 0)) / seconds});
    double slowest = -1;
    for (const auto &client : m_clients) {
        slowest = std::max(slowest, client->roundTripMs());
    }
    if (slowest >= 0) {
        readings.push_back({selfIds + RoundTrip, slowest});
    }
    m_selfUs = now;
    publish(*m_streams[Self], readings, now);
}

void FeedServer::publish(Stream &stream, const MachineReadings &readings, std::int64_t now)
{
    if (readings.empty()) {
        return;
    }
    Samples samples;
    samples.times.push_back(now);
    for (const MachineReading &reading : readings) {
        samples.series.push_back(reading.series);
        samples.values.push_back(reading.value);
    }
    stream.append(std::move(samples), now);
    broadcast(stream);
}

void FeedServer::raise(const MachineReadings &readings, std::int64_t now)
{
    for (Event &event : m_alarms.check(m_machine->catalog(), readings, now)) {
        const Stream::Kept &kept = m_streams[Events]->append(std::move(event), now);
        const Event &numbered = std::get<Event>(kept.message);
        if (numbered.state == EventState::Raised) {
            m_raised.insert(numbered.key, numbered);
        } else {
            m_raised.remove(numbered.key);
        }
        broadcast(*m_streams[Events]);
    }
}

void FeedServer::broadcast(const Stream &stream)
{
    if (m_options.onPublished) {
        m_options.onPublished(stream);
    }
    const Stream::Kept &kept = stream.kept().back();
    QByteArray encoded[2];             // once per codec, not once per client
    std::vector<FeedClient *> clients; // one that is sent away leaves m_clients meanwhile
    for (const auto &client : m_clients) {
        clients.push_back(client.get());
    }
    for (FeedClient *client : clients) {
        if (!client->wants(stream.name())) {
            continue;
        }
        client->sendCatalog();
        if (client->thins()) {
            client->sendKept(kept);
            continue;
        }
        QByteArray &bytes = encoded[client->codec().binary() ? 1 : 0];
        if (bytes.isEmpty()) {
            bytes = client->codec().encode(kept.message);
        }
        client->sendBytes(bytes);
    }
}

} // namespace sightglass
