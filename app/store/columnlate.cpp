// Column, second part: samples that belong into chunks which are full already.
#include "store/column.h"

#include <algorithm>
#include <utility>

namespace sightglass {

void Column::insertLate(std::int64_t time, double value)
{
    // Behind the last chunk that starts at or before it; the very oldest goes into the first.
    std::size_t chunk = chunkAfter(time);
    chunk -= chunk > 0 ? 1 : 0;
    if (chunk < m_firstExact) {
        m_chunks[chunk].brief.noteLate(time, value);
        changePyramid(chunk);
        return;
    }
    ++m_size;
    if (chunk < m_chunks.size()) {
        thaw(chunk);
        insert(m_thawed, m_chunks[m_thawedAt].brief, time, value);
        changePyramid(m_thawedAt);
        if (m_thawed.times.size() == mostInChunk) {
            freeze(); // a flood must not make one chunk slow for ever
        }
        return;
    }
    makeRoom(m_open.times.size() + 1);
    insert(m_open, m_openBrief, time, value);
    sealOpen();
}

void Column::insert(Open &open, Brief &brief, std::int64_t time, double value)
{
    const auto at = std::upper_bound(open.times.begin(), open.times.end(), time);
    open.values.insert(open.values.begin() + (at - open.times.begin()), value);
    open.times.insert(at, time);
    brief = {};
    brief.note(open.times, open.values);
}

void Column::changePyramid(std::size_t chunk)
{
    m_pyramid.change(chunk, [this](std::size_t i) -> const Brief & { return m_chunks[i].brief; });
}

// Only one at a time has its samples as they are: mostly the next one goes into the same.
void Column::thaw(std::size_t chunk)
{
    if (m_thawedAt == chunk) {
        return;
    }
    if (m_thawedAt != none) {
        const std::size_t before = m_chunks.size();
        const bool behind = chunk > m_thawedAt;
        freeze();
        chunk += behind ? m_chunks.size() - before : 0;
    }
    Chunk &from = m_chunks[chunk];
    m_thawed.times.resize(from.brief.count);
    m_thawed.values.resize(from.brief.count);
    from.readTimes(0, m_thawed.times);
    from.values.read(0, m_thawed.values);
    dropSamples(from);
    m_thawedAt = chunk;
}

void Column::freeze()
{
    const Open thawed = std::exchange(m_thawed, {});
    const std::size_t at = std::exchange(m_thawedAt, none);
    std::size_t done = 0;
    for (std::size_t next = at; done < thawed.times.size(); ++next) {
        const std::size_t n = std::min(chunkSize, thawed.times.size() - done);
        Chunk chunk;
        const std::size_t taken = pack(chunk, std::span(thawed.times).subspan(done, n),
                                       std::span(thawed.values).subspan(done, n));
        if (next == at) {
            m_chunks[at] = std::move(chunk);
        } else {
            m_chunks.insert(m_chunks.begin() + long(next), std::move(chunk));
        }
        done += taken;
    }
    growPyramid(at);
}

} // namespace sightglass
