// Times of a chunk of samples in a few bits each, any of them read without those before it.
//
// In segments: a straight line and how far each time is above it, in units all of them share. What
// comes at regular intervals takes no bits at all, and a pause begins a new segment. Exact for any
// times that never decrease. Immutable, so that the series of a channel can share them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace sightglass {

class PackedTimes
{
public:
    static constexpr std::size_t longest = 128; // samples of a segment
    static constexpr std::size_t mostTimes = 1024;

    explicit PackedTimes(std::span<const std::int64_t> times); // 1 to mostTimes

    std::size_t count() const { return m_count; }
    std::int64_t at(std::size_t index) const;
    // Those from `from` on, as many as `to` takes.
    void read(std::size_t from, std::span<std::int64_t> to) const;
    bool equals(std::size_t from, std::span<const std::int64_t> times) const;
    std::size_t bytes() const; // of memory, what the allocator keeps beside it too

    // All intervals are the same: the ends and the count say all.
    static bool areEven(std::span<const std::int64_t> times);

private:
    // Overflow wraps around, here and back: sums of these are exact modulo 2^64.
    struct Segment
    {
        std::uint64_t base = 0;
        std::uint32_t slope = 0;       // of 1/256 unit per sample
        std::uint32_t start : 11 = 0;  // its first sample
        std::uint32_t offset : 14 = 0; // of its bits
        std::uint32_t width : 7 = 0;
    };
    static constexpr int slopeBits = 8;
    static_assert(sizeof(Segment) == 16);

    static std::size_t lengthOf(std::span<const std::int64_t> times);
    Segment fit(std::span<std::uint64_t> times) const;
    std::uint64_t lineAt(const Segment &segment, std::size_t index) const
    {
        return segment.base + ((segment.slope * std::uint64_t(index)) >> slopeBits);
    }
    const Segment *segments() const { return reinterpret_cast<const Segment *>(m_bytes.get()); }
    const std::uint8_t *bits() const { return m_bytes.get() + m_segments * sizeof(Segment); }
    std::size_t segmentAt(std::size_t index) const;

    std::unique_ptr<std::uint8_t[]> m_bytes; // the segments, then their bits
    std::uint64_t m_origin = 0;
    std::uint32_t m_unit = 1;
    std::uint16_t m_count = 0;
    std::uint16_t m_segments = 0;
    std::uint32_t m_size = 0;
};

} // namespace sightglass
