#include "demo/feedclient.h"

#include "demo/feedserver.h"

#include <QCoreApplication>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxBadFrames = 10;
constexpr int greetWithinMs = 10'000;
constexpr int silentBeats = 3;

// resources/protocol/README.md, "Limits and how it ends".
constexpr int closeProtocol = 4400;
constexpr int closeTryLater = 1013;
constexpr int closeGoingAway = 1001;

} // namespace

FeedClient::FeedClient(FeedServer &server, FeedSocket *socket, std::unique_ptr<Codec> codec)
    : m_server(server)
    , m_socket(socket)
    , m_codec(std::move(codec))
{
    m_heard.start();
    m_socket->setParent(this);
    connect(m_socket, &FeedSocket::received, this, [this](const QByteArray &bytes, bool binary) {
        receive({bytes.constData(), std::size_t(bytes.size())}, binary);
    });
    connect(m_socket, &FeedSocket::ended, this, [this] {
        m_leaving = true;
        m_beat.stop(); // the server may be gone before this is deleted
        m_server.forget(this);
    });
    connect(&m_beat, &QTimer::timeout, this, &FeedClient::beat);
    m_beat.start(greetWithinMs);
}

FeedClient::~FeedClient()
{
    m_socket->disconnect(this);
}

void FeedClient::receive(std::string_view bytes, bool binary)
{
    if (m_leaving) {
        return;
    }
    m_heard.start();
    Message message;
    const bool readable = binary == m_codec->binary()
                          && m_codec->decode(bytes, message).has_value();
    if (!readable) {
        send(Error{u"bad-message"_s, tr("This frame could not be read."), {}});
        if (++m_badFrames >= maxBadFrames) {
            goodbye(closeProtocol, tr("too many frames that could not be read"));
        }
        return;
    }
    if (const auto *hello = std::get_if<Hello>(&message)) {
        greet(*hello);
    } else if (!m_greeted) {
        goodbye(closeProtocol, tr("the first message must be hello"));
    } else if (const auto *subscribed = std::get_if<Subscribe>(&message)) {
        subscribe(*subscribed);
    } else if (const auto *unsubscribe = std::get_if<Unsubscribe>(&message)) {
        for (const QString &channel : unsubscribe->channels) {
            m_channels.remove(channel);
        }
    } else if (const auto *heartbeat = std::get_if<Heartbeat>(&message)) {
        if (heartbeat->echoUs) {
            m_roundTripMs = double(wallUs() - *heartbeat->echoUs) / 1000;
        } else {
            send(Heartbeat{wallUs(), heartbeat->sentUs});
        }
    } else if (const auto *ack = std::get_if<Ack>(&message)) {
        send(m_server.acknowledge(*ack));
    }
}

void FeedClient::greet(const Hello &hello)
{
    m_greeted = true;
    m_resume = hello.resumeStreams;
    Welcome welcome;
    welcome.server = u"sightglass/%1 (%2)"_s.arg(QCoreApplication::applicationVersion(),
                                                 m_server.m_machine->hostName());
    welcome.session = m_server.m_session;
    welcome.heartbeatMs = m_server.m_options.heartbeatMs;
    welcome.retainMs = m_server.m_options.retainMs;
    welcome.maxFrameBytes = std::int64_t(maxFrameBytes);
    welcome.timeMs = double(wallUs()) / 1000;
    for (const auto &stream : m_server.m_streams) {
        welcome.channels.append(stream->name());
    }
    send(welcome);
    m_beat.start(m_server.m_options.heartbeatMs);
}

void FeedClient::subscribe(const Subscribe &subscribe)
{
    if (const Thinner wanted(subscribe.maxRateHz.value_or(0)); wanted.active() || thins()) {
        m_thinner = wanted;
        m_machineTold = 0; // how often values come is told anew
        m_selfTold = false;
    }
    sendCatalog();
    const bool all = subscribe.channels.contains(u"*"_s);
    const std::int64_t historyUs = std::clamp<std::int64_t>(subscribe.historyMs.value_or(0), 0,
                                                            m_server.m_options.retainMs)
                                   * 1000;
    for (const auto &stream : m_server.m_streams) {
        if (m_leaving || !(all || subscribe.channels.contains(stream->name()))) {
            continue;
        }
        m_channels.insert(stream->name());
        const bool resumes = m_resume.contains(
            stream->name()); // once; subscribing again starts anew
        const StreamPosition had = m_resume.take(stream->name());
        sendReplay(*stream, resumes ? stream->resume(had, historyUs, wallUs())
                                    : stream->open(historyUs, wallUs()));
    }
    for (const QString &channel : subscribe.channels) {
        if (channel != "*"_L1 && !wants(channel)) {
            send(
                Error{u"unknown-channel"_s, tr("There is no channel “%1” here.").arg(channel), {}});
        }
    }
}

void FeedClient::sendReplay(const Stream &stream, const Stream::Replay &replay)
{
    send(replay.subscribed);
    if (replay.gap) {
        send(*replay.gap);
    }
    // Who comes after an alarm was raised must still learn of it; not numbered, for it is not news.
    const std::deque<Stream::Kept> &kept = stream.kept();
    const std::uint64_t next = replay.from < kept.size() ? kept[replay.from].seq : UINT64_MAX;
    for (Event raised : std::as_const(m_server.m_raised)) {
        if (raised.channel == stream.name() && !replay.subscribed.recovered && raised.seq < next) {
            raised.seq = 0;
            send(raised);
        }
    }
    for (std::size_t i = replay.from; i < stream.kept().size() && !m_leaving; ++i) {
        sendKept(stream.kept()[i]);
    }
}

void FeedClient::sendKept(const Stream::Kept &kept)
{
    const auto *samples = std::get_if<Samples>(&kept.message);
    if (samples && thins()) {
        send(m_thinner.thin(*samples));
    } else {
        send(kept.message);
    }
}

void FeedClient::sendCatalog()
{
    const std::vector<SeriesInfo> &machine = m_server.m_machine->catalog();
    Catalog catalog;
    catalog.series.assign(machine.begin() + std::ptrdiff_t(m_machineTold), machine.end());
    m_machineTold = machine.size();
    if (!m_selfTold) {
        m_selfTold = true;
        catalog.series.insert(catalog.series.end(), m_server.m_self.begin(), m_server.m_self.end());
    }
    // Who says how often it speaks can be found silent.
    const FeedServer::Options &options = m_server.m_options;
    for (SeriesInfo &info : catalog.series) {
        const int usual = info.name.startsWith("cpu."_L1) ? options.cpuMs : options.systemMs;
        info.intervalMs = m_thinner.intervalMs(info.intervalMs.value_or(usual));
    }
    if (!catalog.series.empty()) {
        send(catalog);
    }
}

void FeedClient::send(const Message &message)
{
    sendBytes(m_codec->encode(message));
}

void FeedClient::sendBytes(const QByteArray &bytes)
{
    if (m_leaving) {
        return;
    }
    if (m_socket->unsentBytes() > FeedServer::maxUnsent) {
        goodbye(closeTryLater,
                tr("too slow: more than %1 MiB were waiting").arg(FeedServer::maxUnsent >> 20));
        return;
    }
    m_socket->send(bytes, m_codec->binary());
    ++m_server.m_sentMessages;
    m_server.m_sentBytes += std::uint64_t(bytes.size());
}

void FeedClient::beat()
{
    const std::int64_t interval = m_server.m_options.heartbeatMs;
    if (!m_greeted || m_heard.elapsed() > silentBeats * interval) {
        goodbye(closeGoingAway, tr("nothing was heard"));
        return;
    }
    send(Heartbeat{wallUs(), {}});
}

void FeedClient::goodbye(int code, const QString &reason)
{
    if (std::exchange(m_leaving, true)) {
        return;
    }
    m_beat.stop();
    m_channels.clear();
    m_socket->close(code, reason);
}

} // namespace sightglass
