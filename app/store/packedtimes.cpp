#include "store/packedtimes.h"

#include "store/bitpack.h"

#include <algorithm>
#include <array>
#include <limits>

namespace sightglass {

namespace {

constexpr std::uint64_t ms = 1'000;
constexpr std::uint64_t second = 1'000'000;

// Known when compiled, a division is a multiplication.
template<std::uint64_t unit>
bool areWhole(std::span<const std::int64_t> times)
{
    const auto origin = std::uint64_t(times.front());
    return std::all_of(times.begin(), times.end(), [origin](std::int64_t time) {
        return (std::uint64_t(time) - origin) % unit == 0;
    });
}

std::uint64_t sharedUnit(std::span<const std::int64_t> times)
{
    return areWhole<second>(times) ? second : areWhole<ms>(times) ? ms : 1;
}

std::uint64_t inUnits(std::uint64_t above, std::uint64_t unit)
{
    return unit == 1 ? above : unit == ms ? above / ms : above / second;
}

} // namespace

// Up to a pause much longer than the intervals before it: one line for both sides would be far
// from all.
std::size_t PackedTimes::lengthOf(std::span<const std::int64_t> times)
{
    constexpr std::size_t least = 4;
    constexpr std::uint64_t muchLonger = 16;
    const std::size_t most = std::min(longest, times.size());
    for (std::size_t i = least; i < most; ++i) {
        const std::uint64_t pause = std::uint64_t(times[i]) - std::uint64_t(times[i - 1]);
        const std::uint64_t before = std::uint64_t(times[i - 1]) - std::uint64_t(times[0]);
        if (pause / muchLonger * (i - 1) > before + ms) {
            return i;
        }
    }
    return most;
}

// What is left of the times is how far they are above the line.
PackedTimes::Segment PackedTimes::fit(std::span<std::uint64_t> times) const
{
    Segment segment;
    const std::uint64_t rise = times.back() - times.front();
    const std::uint64_t steep = times.size() > 1 ? rise / (times.size() - 1) : 0;
    if (steep < std::numeric_limits<std::uint32_t>::max() >> slopeBits) {
        segment.slope = std::uint32_t((rise << slopeBits)
                                      / std::max<std::size_t>(times.size() - 1, 1));
    }
    // The line may run above the times: it is lowered until none is below it.
    segment.base = times.front();
    std::int64_t lowest = 0;
    for (std::size_t i = 0; i < times.size() && segment.slope > 0; ++i) {
        lowest = std::min(lowest, std::int64_t(times[i] - lineAt(segment, i)));
    }
    segment.base += std::uint64_t(lowest);
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        times[i] -= lineAt(segment, i);
        any |= times[i];
    }
    segment.width = std::uint32_t(bitpack::widthOf(any)) & 0x7f;
    return segment;
}

PackedTimes::PackedTimes(std::span<const std::int64_t> times)
    : m_origin(std::uint64_t(times.front()))
    , m_unit(std::uint32_t(sharedUnit(times)))
    , m_count(std::uint16_t(times.size()))
{
    std::array<Segment, mostTimes / 4 + 1> segments;
    std::array<std::uint8_t, (mostTimes + 1) * sizeof(std::uint64_t)> packed;
    std::size_t offset = 0;
    for (std::size_t from = 0; from < times.size();) {
        const std::size_t n = lengthOf(times.subspan(from));
        std::array<std::uint64_t, longest> above{};
        for (std::size_t i = 0; i < n; ++i) {
            above[i] = inUnits(std::uint64_t(times[from + i]) - m_origin, m_unit);
        }
        Segment segment = fit(std::span(above).first(n));
        segment.start = std::uint32_t(from) & 0x7ff;
        segment.offset = std::uint32_t(offset) & 0x3fff;
        bitpack::pack(above.data(), n, int(segment.width), packed.data() + offset);
        offset += bitpack::bytesFor(n, int(segment.width));
        segments[m_segments++] = segment;
        from += n;
    }
    m_size = std::uint32_t(m_segments * sizeof(Segment) + offset + bitpack::slack);
    m_bytes = std::make_unique_for_overwrite<std::uint8_t[]>(m_size);
    std::copy_n(segments.begin(), m_segments, reinterpret_cast<Segment *>(m_bytes.get()));
    std::copy_n(packed.begin(), offset, m_bytes.get() + m_segments * sizeof(Segment));
}

std::size_t PackedTimes::segmentAt(std::size_t index) const
{
    const Segment *end = segments() + m_segments;
    const Segment *after = std::upper_bound(
        segments(), end, index, [](std::size_t i, const Segment &s) { return i < s.start; });
    return std::size_t(after - segments()) - 1;
}

std::int64_t PackedTimes::at(std::size_t index) const
{
    const Segment &segment = segments()[segmentAt(index)];
    const std::size_t i = index - segment.start;
    const std::uint64_t above = bitpack::get(bits() + segment.offset, int(segment.width), i);
    return std::int64_t(m_origin + m_unit * (lineAt(segment, i) + above));
}

void PackedTimes::read(std::size_t from, std::span<std::int64_t> to) const
{
    std::size_t next = segmentAt(from);
    for (std::size_t done = 0; done < to.size(); ++next) {
        const Segment &segment = segments()[next];
        const std::size_t end = next + 1 < m_segments ? segments()[next + 1].start : m_count;
        const std::size_t first = from + done - segment.start;
        const std::size_t n = std::min(end - from - done, to.size() - done);
        const std::uint8_t *packed = bits() + segment.offset;
        const int width = int(segment.width);
        for (std::size_t i = 0; i < n; ++i) {
            const std::uint64_t above = bitpack::get(packed, width, first + i);
            to[done + i] = std::int64_t(m_origin + m_unit * (lineAt(segment, first + i) + above));
        }
        done += n;
    }
}

bool PackedTimes::equals(std::size_t from, std::span<const std::int64_t> times) const
{
    if (from + times.size() > m_count || at(from) != times.front()) {
        return false;
    }
    std::array<std::int64_t, longest> mine;
    for (std::size_t done = 0; done < times.size(); done += longest) {
        const std::size_t n = std::min(longest, times.size() - done);
        read(from + done, std::span(mine).first(n));
        if (!std::equal(mine.begin(), mine.begin() + long(n), times.begin() + long(done))) {
            return false;
        }
    }
    return true;
}

std::size_t PackedTimes::bytes() const
{
    constexpr std::size_t beside = 40; // of the allocator, and what counts who shares it
    return sizeof(PackedTimes) + m_size + beside;
}

bool PackedTimes::areEven(std::span<const std::int64_t> times)
{
    if (times.size() < 2) {
        return true;
    }
    const std::uint64_t interval = std::uint64_t(times[1]) - std::uint64_t(times[0]);
    for (std::size_t i = 2; i < times.size(); ++i) {
        if (std::uint64_t(times[i]) - std::uint64_t(times[i - 1]) != interval) {
            return false;
        }
    }
    return true;
}

} // namespace sightglass
