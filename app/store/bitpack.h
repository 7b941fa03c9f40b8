// Integers of a fixed number of bits side by side: any of them is read at once, without those
// before it.
//
// Widths are 0 to 56 bits, and 64. The bytes may be read up to `slack` behind the last one written.
// Inline and without branches in the loops; no bounds are checked, whoever packs also unpacks.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace sightglass::bitpack {

constexpr std::size_t slack = 8;
constexpr int widest = 56; // wider is 64: with up to 7 bits of shift it fits into one word
constexpr int word = 64;

constexpr int widthOf(std::uint64_t largest)
{
    const int width = int(std::bit_width(largest));
    return width > widest ? word : width;
}

constexpr std::size_t bytesFor(std::size_t count, int width)
{
    return (count * std::size_t(width) + 7) / 8;
}

constexpr std::uint64_t maskOf(int width)
{
    return width == word ? ~std::uint64_t(0) : (std::uint64_t(1) << width) - 1;
}

inline std::uint64_t load(const std::uint8_t *from)
{
    std::uint64_t bits = 0;
    std::memcpy(&bits, from, sizeof(bits));
    return bits;
}

inline std::uint64_t get(const std::uint8_t *from, int width, std::size_t at)
{
    const std::size_t bit = at * std::size_t(width);
    return (load(from + bit / 8) >> (bit % 8)) & maskOf(width);
}

// Writes whole words: up to `slack` bytes more than bytesFor().
inline void pack(const std::uint64_t *values, std::size_t count, int width, std::uint8_t *to)
{
    if (width == word) {
        std::memcpy(to, values, count * sizeof(std::uint64_t));
        return;
    }
    std::uint64_t pending = 0;
    int filled = 0;
    for (std::size_t i = 0; i < count; ++i) {
        pending |= values[i] << filled;
        filled += width;
        std::memcpy(to, &pending, sizeof(pending));
        to += filled / 8;
        pending >>= filled & ~7;
        filled &= 7;
    }
    std::memcpy(to, &pending, sizeof(pending));
}

} // namespace sightglass::bitpack
