#include "demo/thinner.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

namespace {

constexpr double longestUs = 3600e6;

} // namespace

Thinner::Thinner(double maxRateHz)
    : m_slotUs(maxRateHz > 0 ? std::int64_t(std::ceil(std::min(1e6 / maxRateHz, longestUs))) : 0)
{
}

Samples Thinner::thin(const Samples &samples)
{
    if (!active() || samples.times.empty()) {
        return samples;
    }
    const std::size_t rows = samples.times.size();
    auto last = m_last.find(samples.channel);
    if (last == m_last.end()) {
        last = m_last.insert(samples.channel, std::numeric_limits<std::int64_t>::min());
    }
    std::vector<std::size_t> kept;
    for (std::size_t row = 0; row < rows; ++row) {
        if (const std::int64_t slot = samples.times[row] / m_slotUs; slot != *last) {
            *last = slot;
            kept.push_back(row);
        }
    }
    Samples thinned;
    thinned.channel = samples.channel;
    thinned.seq = samples.seq;
    if (kept.empty()) {
        thinned.times = {samples.times.back()};
        return thinned;
    }
    thinned.series = samples.series;
    for (const std::size_t row : kept) {
        thinned.times.push_back(samples.times[row]);
    }
    for (std::size_t s = 0; s < samples.series.size(); ++s) {
        for (const std::size_t row : kept) {
            thinned.values.push_back(samples.values[s * rows + row]);
        }
    }
    return thinned;
}

int Thinner::intervalMs(int intervalMs) const
{
    return std::max(intervalMs, int((m_slotUs + 999) / 1000));
}

} // namespace sightglass
