// A sensor that wanders, with two decimals: ten thousand samples a second, and one of all of them
// that is odd. For benchmarks of a long history; always the same samples.
#pragma once

#include <cstdint>
#include <random>

namespace sightglass::bench {

class Wander
{
public:
    static constexpr std::int64_t startUs = 1'700'000'000'000'000;
    static constexpr std::int64_t intervalUs = 100;
    static constexpr std::size_t oddAt = 61'803'398;
    static constexpr double odd = 1e6;

    // Calls sample(timeUs, value).
    template<typename Sample>
    void next(const Sample &sample)
    {
        m_cents += std::int64_t(m_random() >> 28) - 7 - m_cents / 2'000;
        sample(startUs + std::int64_t(m_count) * intervalUs,
               m_count == oddAt ? odd : double(m_cents) / 100);
        ++m_count;
    }

private:
    std::mt19937 m_random{1};
    std::int64_t m_cents = 2'000;
    std::size_t m_count = 0;
};

} // namespace sightglass::bench
