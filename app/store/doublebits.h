// A double taken apart and put together again, bit for bit.
//
// Pure. `shift` is how many low bits are left away because they are 0.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

namespace sightglass {

constexpr int mantissaBits = 52;
constexpr std::uint64_t mantissaMask = (std::uint64_t(1) << mantissaBits) - 1;

// Integers in the order of the values.
inline std::int64_t toOrdered(double value, int shift)
{
    const std::int64_t bits = std::bit_cast<std::int64_t>(value) >> shift;
    return bits ^ ((bits >> 63) & (std::numeric_limits<std::int64_t>::max() >> shift));
}

inline double fromOrdered(std::int64_t ordered, int shift)
{
    const std::int64_t bits = ordered
                              ^ ((ordered >> 63)
                                 & (std::numeric_limits<std::int64_t>::max() >> shift));
    return std::bit_cast<double>(std::uint64_t(bits) << shift);
}

// Which of the signs and exponents in a table, above the mantissa's bits.
inline double joined(const double *table, std::uint64_t code, int shift)
{
    const auto sign = std::bit_cast<std::uint64_t>(table[code >> (mantissaBits - shift)]);
    return std::bit_cast<double>(sign | ((code << shift) & mantissaMask));
}

} // namespace sightglass
