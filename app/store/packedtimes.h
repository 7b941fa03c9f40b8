// Times of a chunk of samples in a few bits each, any of them read without those before it.
//
// Per block a straight line and how far each time is above it, in units all of them share: what
// comes at regular intervals takes no bits at all. Exact for any times that never decrease.
// Immutable, so that the series of a channel can share them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sightglass {

class PackedTimes
{
public:
    static constexpr std::size_t blockSize = 128;

    explicit PackedTimes(std::span<const std::int64_t> times); // not empty

    std::size_t count() const { return m_count; }
    std::int64_t at(std::size_t index) const;
    // Those from `from` on, as many as `to` takes.
    void read(std::size_t from, std::span<std::int64_t> to) const;
    bool equals(std::size_t from, std::span<const std::int64_t> times) const;
    std::size_t bytes() const;

    // All intervals are the same: the ends and the count say all.
    static bool areEven(std::span<const std::int64_t> times);

private:
    // Overflow wraps around, here and back: sums of these are exact modulo 2^64.
    struct Block
    {
        std::uint64_t base = 0;
        std::uint64_t slope = 0; // of 1/256 unit per sample
        std::uint32_t offset = 0;
        std::uint8_t width = 0;
    };
    std::uint64_t lineAt(const Block &block, std::size_t index) const
    {
        return block.base + ((block.slope * index) >> slopeBits);
    }
    static constexpr int slopeBits = 8;

    std::vector<Block> m_blocks;
    std::vector<std::uint8_t> m_bits;
    std::uint64_t m_origin = 0;
    std::uint64_t m_unit = 1;
    std::uint32_t m_count = 0;
};

} // namespace sightglass
