#include "store/chunk.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sightglass {

namespace {

// Where the first lowest and the first highest are.
std::pair<std::size_t, std::size_t> lowestAndHighest(std::span<const double> values)
{
    constexpr std::size_t lanes = 4; // one would wait for the other
    std::array<double, lanes> low;
    std::array<double, lanes> high;
    low.fill(values[0]);
    high.fill(values[0]);
    std::size_t i = 0;
    for (; i + lanes <= values.size(); i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const double value = values[i + lane];
            low[lane] = value < low[lane] ? value : low[lane];
            high[lane] = value > high[lane] ? value : high[lane];
        }
    }
    for (; i < values.size(); ++i) {
        low[0] = std::min(low[0], values[i]);
        high[0] = std::max(high[0], values[i]);
    }
    const double least = *std::min_element(low.begin(), low.end());
    const double most = *std::max_element(high.begin(), high.end());
    return {std::size_t(std::find(values.begin(), values.end(), least) - values.begin()),
            std::size_t(std::find(values.begin(), values.end(), most) - values.begin())};
}

} // namespace

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

void Chunk::Fence::widen(const Brief &by)
{
    min = std::min(min, by.min);
    max = std::max(max, by.max);
}

Brief Chunk::part(std::size_t from, std::size_t to, Fence fence) const
{
    Brief all;
    const bool whole = to == brief.count;
    all.firstUs = from == 0 ? brief.firstUs : timeAt(from);
    all.lastUs = whole ? brief.lastUs : timeAt(to - 1);
    all.first = from == 0 ? brief.first : values.at(from);
    all.last = whole ? brief.last : values.at(to - 1);
    if (fence.holds(brief.min, brief.max)) {
        all.count = all.finite = std::uint32_t(to - from);
        return all;
    }
    constexpr std::size_t blockSize = PackedValues::blockSize;
    const std::size_t begin = std::min((from + blockSize - 1) / blockSize * blockSize, to);
    // Whole blocks first: mostly what they have makes it needless to unpack those at the ends.
    Brief rest;
    for (std::size_t at = begin; at < to; at += blockSize) {
        Fence wider = fence;
        wider.widen(rest);
        rest.joinExtremes(extremesOf(at, std::min(at + blockSize, to), wider));
    }
    if (from < begin) {
        fence.widen(rest);
        fence.strict = true;
        all.joinExtremes(extremesOf(from, begin, fence));
    }
    all.joinExtremes(rest);
    all.count = all.finite = std::uint32_t(to - from);
    return all;
}

// Of samples in one block.
Brief Chunk::extremesOf(std::size_t from, std::size_t to, const Fence &fence) const
{
    constexpr std::size_t blockSize = PackedValues::blockSize;
    const PackedValues::Extremes known = values.extremes(from / blockSize);
    Brief found;
    std::size_t min = known.min;
    std::size_t max = known.max;
    const double low = values.at(min);
    const double high = values.at(max);
    if (fence.holds(low, high)) {
        return found;
    }
    if (min >= from && max >= from && min < to && max < to) {
        found.min = low;
        found.max = high;
    } else {
        std::array<double, blockSize> room;
        const auto some = std::span(room).first(to - from);
        values.read(from, some);
        const auto [least, most] = lowestAndHighest(some);
        min = from + least;
        max = from + most;
        found.min = some[least];
        found.max = some[most];
    }
    found.minUs = timeAt(min);
    found.maxUs = timeAt(max);
    found.minFirst = min <= max;
    return found;
}

} // namespace sightglass
