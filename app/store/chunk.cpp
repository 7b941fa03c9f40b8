#include "store/chunk.h"

#include <algorithm>

namespace sightglass {

void Chunk::readTimes(std::size_t from, std::span<std::int64_t> to) const
{
    if (times) {
        times->read(offset + from, to);
        return;
    }
    const std::uint64_t step = interval();
    std::uint64_t time = std::uint64_t(brief.firstUs) + from * step;
    for (std::int64_t &next : to) {
        next = std::int64_t(time);
        time += step;
    }
}

std::size_t Chunk::firstFrom(std::int64_t timeUs) const
{
    if (timeUs <= brief.firstUs) {
        return 0;
    }
    if (timeUs > brief.lastUs) {
        return brief.count;
    }
    if (!times) {
        const std::uint64_t step = interval(); // not 0: the ends differ
        return std::size_t((std::uint64_t(timeUs) - std::uint64_t(brief.firstUs) - 1) / step + 1);
    }
    std::size_t from = 0;
    std::size_t n = brief.count;
    while (n > 0) {
        const std::size_t half = n / 2;
        const bool before = timeAt(from + half) < timeUs;
        from = before ? from + half + 1 : from;
        n = before ? n - half - 1 : half;
    }
    return from;
}

Brief Chunk::blockBrief(std::size_t block) const
{
    const std::size_t first = block * PackedValues::blockSize;
    const std::size_t last = std::min(first + PackedValues::blockSize, std::size_t(brief.count))
                             - 1;
    const PackedValues::Extremes extremes = values.extremes(block);
    Brief known;
    known.firstUs = timeAt(first);
    known.lastUs = timeAt(last);
    known.first = values.at(first);
    known.last = values.at(last);
    known.count = std::uint32_t(last - first + 1);
    known.finite = !extremes.finite ? 0 : known.count - (extremes.broken ? 1 : 0);
    if (extremes.finite) {
        known.min = values.at(extremes.min);
        known.max = values.at(extremes.max);
        known.minUs = timeAt(extremes.min);
        known.maxUs = timeAt(extremes.max);
        known.minFirst = extremes.min <= extremes.max;
    }
    return known;
}

} // namespace sightglass
