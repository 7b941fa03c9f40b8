// Column, third part: finding and reading samples.
#include "store/column.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

namespace {

// The first of `count` for which `holds` is true; it is for all that follow.
template<typename Holds>
std::size_t firstThat(std::size_t count, const Holds &holds)
{
    std::size_t from = 0;
    while (count > 0) {
        const std::size_t half = count / 2;
        const bool found = holds(from + half);
        from = found ? from : from + half + 1;
        count = found ? half : count - half - 1;
    }
    return from;
}

} // namespace

std::size_t Column::chunkFrom(std::int64_t timeUs, std::size_t from, std::size_t guess) const
{
    const auto isAtOrAfter = [&](std::size_t i) { return brief(i).lastUs >= timeUs; };
    const std::size_t count = chunkCount();
    std::size_t low = std::min(guess, count); // it is one of these, or the next, in the end
    std::size_t high = low;
    for (std::size_t hop = 1; low > from && isAtOrAfter(low - 1); hop *= 2) {
        high = low - 1;
        low = high - std::min(hop, high - from);
    }
    for (std::size_t hop = 1; high < count && !isAtOrAfter(high); hop *= 2) {
        low = high + 1;
        high = low + std::min(hop, count - low);
    }
    return low + firstThat(high - low, [&](std::size_t i) { return isAtOrAfter(low + i); });
}

std::size_t Column::chunkAfter(std::int64_t timeUs) const
{
    return firstThat(chunkCount(), [&](std::size_t i) { return brief(i).firstUs > timeUs; });
}

Column::Samples Column::plain(std::size_t chunk, std::span<std::int64_t> times,
                              std::span<double> values) const
{
    const Open *as = chunk == m_thawedAt ? &m_thawed : chunk == m_chunks.size() ? &m_open : nullptr;
    if (as != nullptr) {
        return {as->times, as->values};
    }
    const Sketch sketch(m_chunks[chunk].brief);
    std::copy_n(sketch.times, sketch.size, times.begin());
    std::copy_n(sketch.values, sketch.size, values.begin());
    return {times.first(sketch.size), values.first(sketch.size)};
}

Column::Samples Column::samples(std::size_t chunk, Scratch &scratch, std::size_t from,
                                std::size_t most) const
{
    const Chunk *of = packed(chunk);
    if (of == nullptr) {
        const auto [times, values] = plain(chunk, scratch.times, scratch.values);
        const std::size_t n = std::min(most, times.size() - from);
        return {times.subspan(from, n), values.subspan(from, n)};
    }
    const std::size_t n = std::min(most, of->brief.count - from);
    of->readTimes(from, std::span(scratch.times).first(n));
    of->values.read(from, std::span(scratch.values).first(n));
    return {std::span(scratch.times).first(n), std::span(scratch.values).first(n)};
}

std::size_t Column::indexFrom(std::size_t chunk, std::int64_t timeUs) const
{
    if (const Chunk *of = packed(chunk)) {
        return of->firstFrom(timeUs);
    }
    std::array<std::int64_t, Sketch::most> times;
    std::array<double, Sketch::most> values;
    const auto known = plain(chunk, times, values).times;
    return std::size_t(std::lower_bound(known.begin(), known.end(), timeUs) - known.begin());
}

// The newest sample of a chunk that is not later, and the one before it; that may be in another
// chunk.
SamplePair Column::pairAt(std::size_t chunk, std::int64_t timeUs) const
{
    if (const Chunk *from = packed(chunk)) {
        const std::size_t at = timeUs >= from->brief.lastUs ? from->brief.count - 1
                                                            : from->firstFrom(timeUs + 1) - 1;
        const std::size_t before = at > 0 ? at - 1 : 0;
        return {{from->timeAt(before), from->values.at(before)},
                {from->timeAt(at), from->values.at(at)},
                at > 0};
    }
    Scratch scratch;
    const Samples all = samples(chunk, scratch);
    const auto end = std::upper_bound(all.times.begin(), all.times.end(), timeUs);
    const std::size_t at = std::size_t(end - all.times.begin()) - 1;
    const std::size_t before = at > 0 ? at - 1 : 0;
    return {{all.times[before], all.values[before]}, {all.times[at], all.values[at]}, at > 0};
}

double Column::valueAt(std::int64_t timeUs, std::int64_t *sampleTime) const
{
    const std::size_t after = chunkAfter(timeUs);
    if (after == 0) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    SamplePair found = pairAt(after - 1, timeUs);
    if (!found.hasBefore && after > 1) {
        found.before = {brief(after - 2).lastUs, brief(after - 2).last};
        found.hasBefore = true;
    }
    // The mark of a break stands right behind the last value, and that is what was known then.
    const bool mark = found.hasBefore && std::isnan(found.at.value)
                      && found.before.timeUs == found.at.timeUs - 1;
    const Sample &said = mark ? found.before : found.at;
    if (sampleTime) {
        *sampleTime = said.timeUs;
    }
    return said.value;
}

} // namespace sightglass
