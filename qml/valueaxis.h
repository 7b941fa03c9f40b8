// The range of a value axis and its ticks. Pure logic: no Qt Quick, no clock, no text.
//
// The range grows at once when the data leave it. It shrinks only after the data have been content
// with less for a while, to whole steps and with headroom, so that it never swings to and fro. A
// fixed end stays where it is. Numbers that are not finite are never handed in but as "none".
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace sightglass {

class ValueAxis
{
public:
    static constexpr std::int64_t patienceUs = 3'000'000; // before it shrinks

    struct Demand
    {
        static constexpr double none = std::numeric_limits<double>::quiet_NaN();
        double min = none; // of the data
        double max = none;
        double fixedMin = none;
        double fixedMax = none;
        bool withZero = false; // areas stand on zero
        bool binary = false;   // ticks at powers of two: bytes
        bool seconds = false;  // ticks at whole minutes, hours, days
        double height = 100;   // px
    };

    // `nowUs` is any clock that runs evenly.
    void fit(const Demand &demand, std::int64_t nowUs);
    // The next fit() may choose freely: other series, another span of time.
    void reset() { m_valid = false; }

    double low() const { return m_range.low; }
    double high() const { return m_range.high; }
    double step() const { return m_range.step; }
    std::vector<double> ticks() const;

    struct Range
    {
        double low = 0;
        double high = 1;
        double step = 0.25;
        bool operator==(const Range &) const = default;
    };
    const Range &range() const { return m_range; }

private:
    static Range nice(const Demand &demand, double headroom);
    static Range aligned(double low, double high, const Demand &demand);
    void grow(const Demand &demand);
    void shrink(const Demand &demand, std::int64_t nowUs);

    Range m_range;
    Range m_modest; // what would have been enough since m_modestSinceUs
    std::int64_t m_modestSinceUs = 0;
    double m_height = 0;
    bool m_modestKnown = false;
    bool m_valid = false;
};

} // namespace sightglass
