#include "store/walk.h"

#include "packing/prefetch.h"

#include <algorithm>

namespace sightglass {

Walk::Walk(const Column &column, std::int64_t fromUs, bool sums)
    : m_column(column)
    , m_sums(sums)
    , m_chunk(column.chunkFrom(fromUs))
{
    if (!atEnd()) {
        m_index = column.indexFrom(m_chunk, fromUs);
    }
}

// From the block on that it stands in, if they are packed.
void Walk::load()
{
    m_loadedChunk = m_chunk;
    m_loadedFrom = 0;
    if (const Chunk *packed = m_column.packed(m_chunk)) {
        constexpr std::size_t blockSize = PackedValues::blockSize;
        m_loadedFrom = m_index;
        const std::size_t n = std::min(blockSize - m_index % blockSize,
                                       packed->brief.count - m_index);
        packed->readTimes(m_index, std::span(m_times).first(n));
        packed->values.read(m_index, std::span(m_values).first(n));
        m_loaded = {std::span(m_times).first(n), std::span(m_values).first(n)};
        return;
    }
    m_loaded = m_column.plain(m_chunk, m_times, m_values);
}

std::int64_t Walk::timeUs()
{
    if (m_index == 0) {
        return m_column.brief(m_chunk).firstUs;
    }
    if (const Chunk *packed = m_column.packed(m_chunk)) {
        return packed->timeAt(m_index);
    }
    load();
    return m_loaded.times[m_index];
}

double Walk::value()
{
    if (m_index == 0) {
        return m_column.brief(m_chunk).first;
    }
    if (const Chunk *packed = m_column.packed(m_chunk)) {
        return packed->values.at(m_index);
    }
    load();
    return m_loaded.values[m_index];
}

bool Walk::before(Tally::Point &point)
{
    if (m_index == 0 && m_chunk == 0) {
        return false;
    }
    if (m_index == 0) {
        const Brief &brief = m_column.brief(m_chunk - 1);
        point = {brief.lastUs, brief.last};
    } else if (const Chunk *packed = m_column.packed(m_chunk)) {
        point = {packed->timeAt(m_index - 1), packed->values.at(m_index - 1)};
    } else {
        load();
        point = {m_loaded.times[m_index - 1], m_loaded.values[m_index - 1]};
    }
    return true;
}

// Packed and without breaks: there the extremes say all but the ends.
const Chunk *Walk::unbroken() const
{
    const Chunk *packed = m_sums ? nullptr : m_column.packed(m_chunk);
    return packed != nullptr && !packed->brief.broken() ? packed : nullptr;
}

bool Walk::isFine(std::int64_t stepUs) const
{
    constexpr std::uint64_t few = 16; // in a step
    const Brief &chunk = m_column.brief(m_chunk);
    const std::uint64_t lengthUs = std::uint64_t(chunk.lastUs) - std::uint64_t(chunk.firstUs);
    return std::uint64_t(stepUs) <= lengthUs / std::max<std::uint64_t>(chunk.count, 1) * few;
}

Column::Samples Walk::rest()
{
    if (!isLoaded() || m_index - m_loadedFrom >= m_loaded.times.size()) {
        load();
    }
    const std::size_t read = m_index - m_loadedFrom;
    return {m_loaded.times.subspan(read), m_loaded.values.subspan(read)};
}

void Walk::takeUntil(std::int64_t endUs, Tally &tally)
{
    // What is left of the chunk it stands in is looked at last: by then mostly nothing in it can be
    // an extreme any more.
    const Chunk *head = m_index > 0 && !atEnd() ? unbroken() : nullptr;
    const std::size_t headFrom = m_index;
    const std::size_t cut = findCut(endUs);
    if (head != nullptr && m_chunk < cut) {
        ++m_chunk;
        m_index = 0;
    } else {
        head = nullptr;
    }
    while (!atEnd()) {
        if (m_index == 0 && m_chunk < cut) {
            tally.takeChunks(m_chunk, cut);
            m_chunk = cut;
            continue;
        }
        const Chunk *chunk = unbroken();
        if (chunk != nullptr ? !takePart(*chunk, endUs, tally)
                             : !takeBlock(endUs, tally) && !takeRun(endUs, tally)) {
            break;
        }
    }
    if (head != nullptr) {
        tally.prepend(
            head->part(headFrom, head->brief.count, {tally.brief().min, tally.brief().max, true}));
    }
}

// False: the next sample is not before `endUs`.
bool Walk::takePart(const Chunk &chunk, std::int64_t endUs, Tally &tally)
{
    const std::size_t end = chunk.firstFrom(endUs);
    if (end > m_index) {
        tally.takeBlock(chunk.part(m_index, end, {tally.brief().min, tally.brief().max, false}));
    }
    m_index = end;
    if (m_index < chunk.brief.count) {
        return false;
    }
    ++m_chunk;
    m_index = 0;
    return true;
}

// The chunk that time is in. Steps are mostly as long as the one before: there it looks first, and
// fetches what this step and the next ones will look at there.
std::size_t Walk::findCut(std::int64_t endUs)
{
    constexpr std::size_t longStride = 4;
    const std::size_t cut = m_column.chunkFrom(endUs, m_chunk, m_chunk + m_stride);
    m_stride = cut - m_chunk;
    if (m_stride >= longStride) {
        const std::size_t next = cut + m_stride;
        if (next + m_stride < m_column.chunkCount()) {
            const Brief &later = m_column.brief(next + m_stride);
            prefetch(&later);
            prefetch(&later.lastUs);
        }
        if (const Chunk *packed = m_column.packed(next)) {
            packed->values.prefetch();
        }
        if (const Chunk *packed = m_column.packed(cut)) {
            packed->values.prefetch(packed->firstFrom(endUs));
        }
    }
    return cut;
}

bool Walk::takeBlock(std::int64_t endUs, Tally &tally)
{
    constexpr std::size_t blockSize = PackedValues::blockSize;
    const Chunk *packed = m_column.packed(m_chunk);
    if (packed == nullptr || m_index % blockSize != 0 || m_sums) {
        return false;
    }
    const std::size_t end = std::min(m_index + blockSize, std::size_t(packed->brief.count));
    if (packed->timeAt(end - 1) >= endUs) {
        return false;
    }
    const Brief block = packed->blockBrief(m_index / blockSize);
    if (!std::isfinite(block.first) || !std::isfinite(block.last)) {
        return false;
    }
    tally.takeBlock(block);
    m_index = end;
    if (m_index == packed->brief.count) {
        ++m_chunk;
        m_index = 0;
    }
    return true;
}

// False: the next sample is not before `endUs`.
bool Walk::takeRun(std::int64_t endUs, Tally &tally)
{
    const auto [times, values] = rest();
    const auto end = times.back() < endUs ? times.end()
                                          : std::lower_bound(times.begin(), times.end(), endUs);
    const auto n = std::size_t(end - times.begin());
    tally.takeRun(times.first(n), values.first(n));
    m_index += n;
    if (n < times.size()) {
        return false;
    }
    const Chunk *packed = m_column.packed(m_chunk);
    if (packed == nullptr || m_index == packed->brief.count) {
        ++m_chunk;
        m_index = 0;
    }
    return true;
}

} // namespace sightglass
