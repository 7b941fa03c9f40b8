// Randomness that can be asked anywhere: a number is a function of the seed, the stream and the
// position, never of what was asked before. Smooth noise is a sum of octaves of such numbers.
//
// Pure values; the same on every machine.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace sightglass {

class Noise
{
public:
    explicit Noise(std::uint64_t seed)
        : m_seed(seed)
    {
    }

    // 0 to 1, without 1.
    double uniform(std::uint64_t stream, std::int64_t position) const
    {
        constexpr double unit = 1.0 / double(std::uint64_t(1) << 53);
        return double(mix(mix(m_seed + stream) + std::uint64_t(position)) >> 11) * unit;
    }

    // Mean 0, deviation 1.
    double gaussian(std::uint64_t stream, std::int64_t position) const
    {
        const double radius = std::sqrt(-2 * std::log(1 - uniform(stream, 2 * position)));
        return radius * std::cos(2 * std::numbers::pi * uniform(stream, 2 * position + 1));
    }

    // About -1 to 1, smooth; each octave is twice as fast as the one before and less by `gain`.
    double wave(std::uint64_t stream, double position, int octaves = 1, double gain = 0.6) const
    {
        double sum = 0;
        double whole = 0;
        double share = 1;
        for (int octave = 0; octave < octaves; ++octave, share *= gain, position *= 2) {
            const double from = std::floor(position);
            const double way = position - from;
            const double eased = way * way * (3 - 2 * way);
            const std::uint64_t own = stream * 32 + std::uint64_t(octave);
            const double before = uniform(own, std::int64_t(from));
            const double after = uniform(own, std::int64_t(from) + 1);
            sum += share * (2 * (before + eased * (after - before)) - 1);
            whole += share * share;
        }
        return sum / std::sqrt(whole);
    }

private:
    // SplitMix64's finisher.
    static std::uint64_t mix(std::uint64_t value)
    {
        value += 0x9e3779b97f4a7c15U;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
        value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
        return value ^ (value >> 31);
    }

    std::uint64_t m_seed;
};

} // namespace sightglass
