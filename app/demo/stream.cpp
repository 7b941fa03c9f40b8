#include "demo/stream.h"

#include <algorithm>
#include <chrono>

namespace sightglass {

std::int64_t wallUs()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

Stream::Stream(QString name, QString epoch, std::int64_t retainUs)
    : m_name(std::move(name))
    , m_epoch(std::move(epoch))
    , m_retainUs(retainUs)
{
}

const Stream::Kept &Stream::append(Samples samples, std::int64_t nowUs)
{
    samples.channel = m_name;
    samples.seq = ++m_seq;
    return keep(std::move(samples), nowUs);
}

const Stream::Kept &Stream::append(Event event, std::int64_t nowUs)
{
    event.channel = m_name;
    event.seq = ++m_seq;
    return keep(std::move(event), nowUs);
}

const Stream::Kept &Stream::keep(Message message, std::int64_t nowUs)
{
    m_kept.push_back({m_seq, nowUs, std::move(message)});
    while (m_kept.size() > maxKept || m_kept.front().timeUs < nowUs - m_retainUs) {
        m_kept.pop_front();
    }
    return m_kept.back();
}

Stream::Replay Stream::open(std::int64_t historyUs, std::int64_t nowUs) const
{
    const auto first = std::lower_bound(m_kept.begin(), m_kept.end(), nowUs - historyUs,
                                        [](const Kept &k, std::int64_t t) { return k.timeUs < t; });
    Replay replay;
    replay.from = historyUs > 0 ? std::size_t(first - m_kept.begin()) : m_kept.size();
    const std::uint64_t before = replay.from < m_kept.size() ? m_kept[replay.from].seq - 1 : m_seq;
    replay.subscribed = {m_name, {m_epoch, before}, false};
    return replay;
}

Stream::Replay Stream::resume(const StreamPosition &position, std::int64_t historyUs,
                              std::int64_t nowUs) const
{
    if (position.epoch != m_epoch || position.seq > m_seq) {
        return open(historyUs, nowUs);
    }
    Replay replay;
    const std::uint64_t oldest = m_kept.empty() ? m_seq + 1 : m_kept.front().seq;
    const std::uint64_t next = std::max(position.seq + 1, oldest);
    const bool whole = next == position.seq + 1;
    replay.from = std::size_t(next - oldest);
    replay.subscribed = {m_name, {m_epoch, position.seq}, whole};
    if (!whole) {
        replay.gap = Gap{m_name, position.seq + 1, next - 1};
    }
    return replay;
}

} // namespace sightglass
