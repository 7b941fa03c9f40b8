#include "store/column.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

void Column::Chunk::note(double value)
{
    if (!std::isfinite(value)) {
        broken = true;
        return;
    }
    min = std::min(min, value);
    max = std::max(max, value);
    sum += value;
}

std::size_t Column::append(std::span<const std::int64_t> times, std::span<const double> values)
{
    const std::uint64_t lateBefore = m_late;
    std::size_t from = 0;
    while (from < times.size()) {
        if (!m_chunks.empty() && times[from] < lastTime()) {
            noteLate({times[from], lastTime() - times[from]});
            insertLate(times[from], values[from]);
            ++from;
            continue;
        }
        std::size_t to = from + 1;
        while (to < times.size() && times[to] >= times[to - 1]) {
            ++to;
        }
        pushBack(times.subspan(from, to - from), values.subspan(from, to - from));
        from = to;
    }
    m_size += times.size();
    m_revision += times.empty() ? 0 : 1;
    return std::size_t(m_late - lateBefore);
}

void Column::pushBack(std::span<const std::int64_t> times, std::span<const double> values)
{
    std::size_t done = 0;
    while (done < times.size()) {
        if (m_chunks.empty() || m_chunks.back().times.size() >= chunkSize) {
            m_chunks.emplace_back();
        }
        Chunk &chunk = m_chunks.back();
        const std::size_t n = std::min(chunkSize - chunk.times.size(), times.size() - done);
        const std::size_t before = chunk.bytes();
        // A short series must not cost a whole chunk, a long one must not copy itself again and
        // again: capacity doubles up to the chunk's size.
        const std::size_t need = chunk.times.size() + n;
        if (need > chunk.times.capacity()) {
            const std::size_t room = std::min(chunkSize,
                                              std::max(need, 2 * chunk.times.capacity()));
            chunk.times.reserve(room);
            chunk.values.reserve(room);
        }
        chunk.times.insert(chunk.times.end(), times.begin() + long(done),
                           times.begin() + long(done + n));
        chunk.values.insert(chunk.values.end(), values.begin() + long(done),
                            values.begin() + long(done + n));
        for (std::size_t i = done; i < done + n; ++i) {
            chunk.note(values[i]);
        }
        m_bytes += chunk.bytes() - before;
        done += n;
    }
}

void Column::noteLate(const Late &late)
{
    if (m_lates.size() == latesKept) {
        m_lates[std::size_t(m_late % latesKept)] = late;
        return;
    }
    const std::size_t before = m_lates.capacity();
    m_lates.push_back(late);
    m_bytes += (m_lates.capacity() - before) * sizeof(Late);
}

void Column::insertLate(std::int64_t time, double value)
{
    // Behind the last chunk that starts at or before it; the very oldest goes into the first.
    auto chunk = std::upper_bound(
        m_chunks.begin(), m_chunks.end(), time,
        [](std::int64_t t, const Chunk &c) { return t < c.times.front(); });
    if (chunk != m_chunks.begin()) {
        --chunk;
    }
    const std::size_t before = chunk->bytes();
    const auto at = std::upper_bound(chunk->times.begin(), chunk->times.end(), time);
    chunk->values.insert(chunk->values.begin() + (at - chunk->times.begin()), value);
    chunk->times.insert(at, time);
    chunk->note(value);
    m_bytes += chunk->bytes() - before;
    ++m_late;
    if (chunk->times.size() <= 2 * chunkSize) {
        return;
    }
    // A flood of late samples must not make one chunk slow for ever: split it.
    const std::size_t whole = chunk->bytes();
    Chunk back;
    const auto half = long(chunk->times.size() / 2);
    back.times.assign(chunk->times.begin() + half, chunk->times.end());
    back.values.assign(chunk->values.begin() + half, chunk->values.end());
    Chunk front;
    front.times.assign(chunk->times.begin(), chunk->times.begin() + half);
    front.values.assign(chunk->values.begin(), chunk->values.begin() + half);
    std::for_each(front.values.begin(), front.values.end(), [&](double v) { front.note(v); });
    std::for_each(back.values.begin(), back.values.end(), [&](double v) { back.note(v); });
    m_bytes += front.bytes() + back.bytes() - whole;
    *chunk = std::move(front);
    m_chunks.insert(chunk + 1, std::move(back));
}

std::size_t Column::evictOldest()
{
    if (m_chunks.empty()) {
        return 0;
    }
    const std::size_t freed = m_chunks.front().bytes();
    m_size -= m_chunks.front().times.size();
    m_bytes -= freed;
    m_chunks.pop_front();
    ++m_revision;
    return freed;
}

std::size_t Column::chunkFrom(std::int64_t timeUs) const
{
    const auto it = std::lower_bound(
        m_chunks.begin(), m_chunks.end(), timeUs,
        [](const Chunk &c, std::int64_t t) { return c.times.back() < t; });
    return std::size_t(it - m_chunks.begin());
}

double Column::valueAt(std::int64_t timeUs, std::int64_t *sampleTime) const
{
    auto chunk = std::upper_bound(
        m_chunks.begin(), m_chunks.end(), timeUs,
        [](std::int64_t t, const Chunk &c) { return t < c.times.front(); });
    if (chunk == m_chunks.begin()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    --chunk;
    auto at = std::upper_bound(chunk->times.begin(), chunk->times.end(), timeUs) - 1;
    // The mark of a break stands right behind the last value, and that is what was known then.
    const bool broken = std::isnan(chunk->values[std::size_t(at - chunk->times.begin())]);
    if (broken && at != chunk->times.begin() && *(at - 1) == *at - 1) {
        --at;
    }
    if (sampleTime) {
        *sampleTime = *at;
    }
    return chunk->values[std::size_t(at - chunk->times.begin())];
}

} // namespace sightglass
