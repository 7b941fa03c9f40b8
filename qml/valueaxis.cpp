#include "valueaxis.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

namespace {

constexpr double tickSpacing = 55; // px, about
constexpr double mostTicks = 10;
constexpr double largest = 1e300; // beyond it differences overflow
constexpr double flat = 1e-13;    // of the value: less is no range that double can tick
constexpr double headroomToShrink = 0.06;
constexpr double day = 86'400; // s

double intervals(double height)
{
    return std::clamp(std::floor(height / tickSpacing), 1.0, mostTicks);
}

double niceStep(double raw, const ValueAxis::Demand &demand)
{
    if (demand.binary && raw >= 1) {
        return std::exp2(std::ceil(std::log2(raw) - 1e-9));
    }
    if (demand.seconds && raw > 10) {
        for (const double step : {15., 30., 60., 120., 300., 600., 1200., 1800., 3600., 7200.,
                                  10800., 21600., 43200., day}) {
            if (step >= raw * (1 - 1e-9)) {
                return step;
            }
        }
        return day * niceStep(raw / day, {});
    }
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (factor * power >= raw * (1 - 1e-9)) {
            return factor * power;
        }
    }
    return 10 * power;
}

} // namespace

ValueAxis::Range ValueAxis::aligned(double low, double high, const Demand &demand)
{
    const bool fixedLow = std::isfinite(demand.fixedMin);
    const bool fixedHigh = std::isfinite(demand.fixedMax);
    low = fixedLow ? demand.fixedMin : low;
    high = fixedHigh ? demand.fixedMax : high;
    if (!(high - low > flat * std::max(std::abs(low), std::abs(high)))) {
        const double room = std::max(std::abs(low), 1.0);
        high = fixedHigh && !fixedLow ? high : low + room;
        low = fixedHigh && !fixedLow ? high - room : low;
    }
    const double step = niceStep((high - low) / intervals(demand.height), demand);
    return {fixedLow ? low : std::floor(low / step + 1e-9) * step,
            fixedHigh ? high : std::ceil(high / step - 1e-9) * step, step};
}

ValueAxis::Range ValueAxis::nice(const Demand &demand, double headroom)
{
    if (std::isnan(demand.min) || std::isnan(demand.max)) {
        return aligned(0, 1, demand);
    }
    double low = std::clamp(demand.min, -largest, largest);
    double high = std::clamp(demand.max, -largest, largest);
    const double room = (high - low) * headroom;
    const bool isFlat = !(high - low > flat * std::max(std::abs(low), std::abs(high)));
    // Near zero: the data move by more than half of what would be wasted below them.
    const bool nearZero = isFlat || std::min(std::abs(low), std::abs(high)) < 2 * (high - low);
    const bool withZero = demand.withZero || nearZero;
    high = high > 0 || !withZero ? high + room : 0;
    low = low < 0 || !withZero ? low - room : 0;
    if (low == 0 && high == 0) {
        high = 1;
    }
    return aligned(low, high, demand);
}

void ValueAxis::fit(const Demand &demand, std::int64_t nowUs)
{
    const bool wrongEnd = (std::isfinite(demand.fixedMin) && demand.fixedMin != m_range.low)
                          || (std::isfinite(demand.fixedMax) && demand.fixedMax != m_range.high);
    if (!m_valid || wrongEnd || demand.height != m_height) {
        m_range = nice(demand, 0);
        m_height = demand.height;
        m_modestKnown = false;
        m_valid = !std::isnan(demand.min);
        return;
    }
    grow(demand);
    shrink(demand, nowUs);
}

void ValueAxis::grow(const Demand &demand)
{
    const bool below = demand.min < m_range.low && !std::isfinite(demand.fixedMin);
    const bool above = demand.max > m_range.high && !std::isfinite(demand.fixedMax);
    if (!below && !above) {
        return;
    }
    const Range wanted = nice(demand, 0);
    m_range = aligned(std::min(wanted.low, m_range.low), std::max(wanted.high, m_range.high),
                      demand);
    m_modestKnown = false;
}

void ValueAxis::shrink(const Demand &demand, std::int64_t nowUs)
{
    const Range wanted = nice(demand, headroomToShrink);
    if (wanted.low < m_range.low || wanted.high > m_range.high
        || (wanted.low == m_range.low && wanted.high == m_range.high)) {
        m_modestKnown = false;
        return;
    }
    if (!m_modestKnown) {
        m_modest = wanted;
        m_modestSinceUs = nowUs;
        m_modestKnown = true;
        return;
    }
    m_modest.low = std::min(m_modest.low, wanted.low);
    m_modest.high = std::max(m_modest.high, wanted.high);
    if (nowUs - m_modestSinceUs >= patienceUs) {
        m_range = aligned(m_modest.low, m_modest.high, demand);
        m_modestKnown = false;
    }
}

std::vector<double> ValueAxis::ticks() const
{
    std::vector<double> ticks;
    const double first = std::ceil(m_range.low / m_range.step - 1e-9);
    const double last = std::floor(m_range.high / m_range.step + 1e-9);
    for (double i = first; i <= last && ticks.size() < std::size_t(2 * mostTicks); ++i) {
        ticks.push_back(i * m_range.step + 0.0); // no -0
    }
    return ticks;
}

} // namespace sightglass
