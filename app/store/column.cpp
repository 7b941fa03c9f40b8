#include "store/column.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace sightglass {

std::size_t Column::append(std::span<const std::int64_t> times, std::span<const double> values)
{
    const std::uint64_t lateBefore = lateSamples();
    std::size_t from = 0;
    while (from < times.size()) {
        if (!empty() && times[from] < lastTime()) {
            m_lates.note({times[from], lastTime() - times[from]});
            insertLate(times[from], values[from]);
            ++from;
            continue;
        }
        const auto end = std::adjacent_find(times.begin() + long(from), times.end(),
                                            std::greater<>());
        const std::size_t to = end == times.end() ? times.size()
                                                  : std::size_t(end - times.begin()) + 1;
        pushBack(times.subspan(from, to - from), values.subspan(from, to - from));
        from = to;
    }
    m_revision += times.empty() ? 0 : 1;
    return std::size_t(lateSamples() - lateBefore);
}

void Column::pushBack(std::span<const std::int64_t> times, std::span<const double> values)
{
    m_size += times.size();
    while (!times.empty()) {
        std::size_t n = 0;
        if (m_open.times.empty() && times.size() >= chunkSize) {
            n = seal(times.first(chunkSize), values.first(chunkSize));
        } else {
            n = std::min(chunkSize - m_open.times.size(), times.size());
            makeRoom(m_open.times.size() + n);
            m_open.times.insert(m_open.times.end(), times.begin(), times.begin() + long(n));
            m_open.values.insert(m_open.values.end(), values.begin(), values.begin() + long(n));
            m_openBrief.note(times.first(n), values.first(n));
            sealOpen();
        }
        times = times.subspan(n);
        values = values.subspan(n);
    }
}

// A short series must not cost a whole chunk, a long one must not copy itself again and again.
void Column::makeRoom(std::size_t wanted)
{
    constexpr std::size_t least = 16;
    const std::size_t room = m_open.times.capacity();
    if (wanted > room) {
        const std::size_t more = std::min(chunkSize, std::max(wanted, room + room / 2 + least));
        m_open.times.reserve(more);
        m_open.values.reserve(more);
    }
}

// At once when it is full: what a chunk shows must not change later by itself.
void Column::sealOpen()
{
    if (m_open.times.size() < chunkSize) {
        return;
    }
    // Who fills one in no time will soon need its room again.
    constexpr std::uint64_t soonUs = 60'000'000;
    const bool soon = std::uint64_t(m_open.times.back()) - std::uint64_t(m_open.times.front())
                      < soonUs;
    const auto n = long(seal(m_open.times, m_open.values));
    if (soon) {
        m_open.times.erase(m_open.times.begin(), m_open.times.begin() + n);
        m_open.values.erase(m_open.values.begin(), m_open.values.begin() + n);
    } else {
        const Open full = std::exchange(m_open, {});
        m_open.times.assign(full.times.begin() + n, full.times.end());
        m_open.values.assign(full.values.begin() + n, full.values.end());
    }
    m_openBrief = {};
    m_openBrief.note(m_open.times, m_open.values);
}

std::size_t Column::seal(std::span<const std::int64_t> times, std::span<const double> values)
{
    pushTight(m_chunks, Chunk());
    const std::size_t n = pack(m_chunks.back(), times, values);
    growPyramid(m_chunks.size() - 1);
    return n;
}

std::size_t Column::pack(Chunk &chunk, std::span<const std::int64_t> times,
                         std::span<const double> values)
{
    std::size_t n = times.size();
    if (!PackedTimes::areEven(times)) {
        if (m_share == nullptr) {
            m_ownTimes = std::make_shared<std::size_t>(0);
            m_share = std::make_shared<TimeShare>(m_ownTimes);
        }
        // A shorter chunk costs something: only now and then is it worth it to find back to others.
        constexpr std::size_t often = 8;
        const bool finding = m_chunks.size() % often == 1;
        const TimeShare::Part part = m_share->pack(times, chunkSize * (finding ? 1 : 6) / 8);
        chunk.times = part.times;
        chunk.offset = part.offset;
        n = part.taken;
    }
    chunk.brief.note(times.first(n), values.first(n));
    // Mostly the values are like those before, but not for ever.
    constexpr std::size_t anew = 8;
    const std::size_t count = m_chunks.size();
    const bool isNext = count % anew > 0 && &chunk == &m_chunks.back() && count > 1;
    chunk.values = PackedValues(values.first(n), isNext ? &m_chunks[count - 2].values : nullptr);
    m_packedBytes += chunk.values.bytes();
    return n;
}

void Column::dropSamples(Chunk &chunk)
{
    m_packedBytes -= chunk.values.bytes();
    chunk.values = {};
    chunk.times.reset();
    chunk.offset = 0;
}

void Column::growPyramid(std::size_t from)
{
    m_pyramid.grow(from, m_chunks.size(),
                   [this](std::size_t i) -> const Brief & { return m_chunks[i].brief; });
}

std::size_t Column::evictOldest()
{
    if (!canEvict()) {
        return 0;
    }
    const std::size_t before = bytes();
    Chunk &oldest = m_chunks[m_firstExact];
    m_size -= oldest.brief.count;
    if (m_thawedAt == m_firstExact) {
        m_thawed = {};
        m_thawedAt = none;
    }
    dropSamples(oldest);
    ++m_firstExact;
    ++m_forgotten;
    ++m_revision;
    return before - bytes();
}

std::size_t Column::coarsen()
{
    constexpr std::uint32_t most = 1U << 30; // of a pair, so that counts fit
    const std::size_t before = bytes();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_firstExact; ++i, ++kept) {
        Brief brief = m_chunks[i].brief;
        if (i + 1 < m_firstExact && brief.count < most && m_chunks[i + 1].brief.count < most) {
            brief.join(m_chunks[++i].brief);
        }
        m_chunks[kept].brief = brief;
    }
    const std::size_t gone = m_firstExact - kept;
    if (gone == 0) {
        return 0;
    }
    m_chunks.erase(m_chunks.begin() + long(kept), m_chunks.begin() + long(m_firstExact));
    m_chunks.shrink_to_fit();
    m_thawedAt -= m_thawedAt == none ? 0 : gone;
    m_firstExact = kept;
    growPyramid(0);
    ++m_forgotten;
    ++m_revision;
    return before - bytes();
}

std::size_t Column::bytes() const
{
    return m_chunks.capacity() * sizeof(Chunk) + m_pyramid.bytes() + m_packedBytes + m_open.bytes()
           + m_thawed.bytes() + m_lates.bytes() + (m_ownTimes ? *m_ownTimes : 0);
}

} // namespace sightglass
