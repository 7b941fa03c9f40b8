#include "fakefeed.h"

namespace sightglass {

FakeFeed::FakeFeed(FakeClock &clock, ScriptedPeer &peer, quint32 seed)
    : m_clock(clock)
    , m_peer(peer)
    , m_random(seed)
{
    restart();
}

bool FakeFeed::connected() const
{
    return m_live && m_peer.newest().alive;
}

void FakeFeed::restart()
{
    ++m_starts;
    for (Channel &channel : m_channels) {
        channel.epoch = QStringLiteral("e%1").arg(m_starts);
        channel.seq = 0;
        channel.kept.clear();
    }
}

void FakeFeed::lose()
{
    m_live = false;
    m_outage = true;
    m_peer.close({TransportClosed::Cause::Lost, 1006, 0, {}});
}

void FakeFeed::step()
{
    m_clock.advance(100);
    const bool waiting = m_peer.count() == 0 || !m_peer.newest().alive;
    if (dice(5)) {
        for (Channel &channel : m_channels) {
            const std::size_t count = m_random.bounded(10);
            channel.kept.erase(channel.kept.begin(),
                               channel.kept.begin()
                                   + std::ptrdiff_t(std::min(count, channel.kept.size())));
        }
    }
    if (!connected() && dice(3)) {
        restart();
    }
    tick();
    if (waiting) {
        m_clock.advance(m_random.bounded(2'000));
    } else if (!m_live) {
        if (dice(80)) {
            answer();
        } else {
            m_peer.close({TransportClosed::Cause::Unreachable, 1006, 0, QStringLiteral("no")});
        }
    } else if (connected() && dice(10)) {
        if (dice(50)) { // the newest were on their way
            m_live = false;
            tick();
        }
        lose();
    }
}

void FakeFeed::recover()
{
    m_honest = true;
    while (!connected()) {
        if (m_peer.newest().alive) {
            answer();
        } else if (!m_clock.advanceToNext()) {
            qFatal("the session gave up");
        }
    }
}

void FakeFeed::tick()
{
    for (std::size_t i = 0; i < m_channels.size(); ++i) {
        Channel &channel = m_channels[i];
        channel.kept.push_back({++channel.seq, m_clock.wallUs(), ++m_lastValue});
        if (!connected() || (!m_honest && dice(5))) {
            continue;
        }
        say(i, channel.kept.back());
        if (!m_honest && dice(5)) {
            say(i, channel.kept.back());
        }
        if (!m_honest && dice(3)) {
            say(i, channel.kept[m_random.bounded(quint32(channel.kept.size()))]);
        }
    }
}

void FakeFeed::answer()
{
    m_live = true;
    m_liveUs = m_clock.wallUs();
    m_peer.welcome(QStringLiteral("s%1").arg(m_starts), 5'000, double(m_liveUs) / 1000);
    const auto hello = m_peer.sent<Hello>();
    if (!hello || !m_peer.sent<Subscribe>()) {
        qFatal("no hello, or no subscribe");
    }
    Catalog catalog;
    for (std::size_t i = 0; i < m_channels.size(); ++i) {
        SeriesInfo info;
        info.id = std::uint32_t(m_starts * 10) + std::uint32_t(i);
        info.name = channelName(i) + QStringLiteral(".value");
        catalog.series.push_back(info);
    }
    m_peer.say(catalog);
    for (std::size_t i = 0; i < m_channels.size() && connected(); ++i) {
        subscribe(i, *hello);
    }
}

void FakeFeed::subscribe(std::size_t index, const Hello &hello)
{
    Channel &channel = m_channels[index];
    Expected &expected = channel.expected;
    const std::uint64_t oldest = channel.kept.empty() ? channel.seq + 1 : channel.kept.front().seq;
    const auto had = hello.resumeStreams.constFind(channelName(index));
    const bool resumes = had != hello.resumeStreams.constEnd() && had->epoch == channel.epoch
                         && had->seq <= channel.seq;
    std::uint64_t from = dice(50) ? oldest : channel.seq + 1; // with history or without
    Subscribed subscribed{channelName(index), {channel.epoch, from - 1}, false};
    std::optional<Gap> gap;
    if (resumes) {
        from = std::max(had->seq + 1, oldest);
        const bool whole = from == had->seq + 1;
        const bool lies = !m_honest && dice(20);
        subscribed = {channelName(index), {channel.epoch, had->seq}, whole || lies};
        if (!whole && !lies) {
            gap = Gap{channelName(index), had->seq + 1, from - 1};
        }
        if (!m_honest && dice(20)) {
            from = std::max(oldest, from - std::min<std::uint64_t>(from, 3)); // repeats
        }
    }
    m_peer.say(subscribed);
    if (expected.epoch != channel.epoch) {
        expected.unknownLoss = !expected.epoch.isEmpty();
        expected.epoch = channel.epoch;
        expected.seq = subscribed.position.seq;
    }
    if (gap) {
        m_peer.say(*gap);
        expected.knownLoss += gap->to - expected.seq;
        expected.missed += gap->to - expected.seq;
        expected.seq = gap->to;
    }
    const std::deque<Kept> replay = channel.kept;
    for (const Kept &kept : replay) {
        if (!m_honest && dice(2)) {
            lose();
            return;
        }
        if (kept.seq >= from) {
            say(index, kept);
        }
    }
}

void FakeFeed::say(std::size_t index, const Kept &kept)
{
    Samples samples;
    samples.channel = channelName(index);
    samples.seq = kept.seq;
    samples.times = {kept.timeUs};
    samples.series = {std::uint32_t(m_starts * 10) + std::uint32_t(index)};
    samples.values = {kept.value};
    m_peer.say(samples);

    Expected &expected = m_channels[index].expected;
    if (kept.seq <= expected.seq) {
        ++m_duplicates;
        return;
    }
    const std::uint64_t missed = kept.seq - expected.seq - 1;
    expected.knownLoss += missed;
    expected.missed += missed;
    expected.seq = kept.seq;
    const std::uint64_t known = std::exchange(expected.knownLoss, 0);
    const bool unknown = std::exchange(expected.unknownLoss, false);
    if ((unknown || known) && !expected.applied.empty()) {
        expected.holes.push_back({expected.applied.size(), expected.applied.back().timeUs,
                                  kept.timeUs, unknown ? 0 : known, unknown ? known : 0});
    }
    expected.applied.push_back({kept.value, kept.timeUs});
    if (m_outage && kept.timeUs < m_liveUs) {
        ++m_replayed;
    } else {
        m_outage = false;
    }
}

} // namespace sightglass
