// How values are spread: a ring of the newest ones, from which quantiles are read when somebody
// asks. Bounded, no clock, any unit; of one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace sightglass {

struct Spread
{
    double p50 = -1; // -1: no value yet
    double p95 = -1;
    double p99 = -1;
    double sum = 0; // of all there ever were
    std::uint64_t count = 0;
};

class Quantiles
{
public:
    static constexpr std::size_t kept = 512;

    void note(double value);
    // A quantile is the least of the values kept that this share of them does not exceed.
    Spread spread() const;

private:
    std::array<double, kept> m_values{};
    double m_sum = 0;
    std::uint64_t m_count = 0;
};

} // namespace sightglass
