#include "session/quantiles.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

void Quantiles::note(double value)
{
    m_values[m_count % kept] = value;
    ++m_count;
    m_sum += value;
}

Spread Quantiles::spread() const
{
    Spread spread;
    const std::size_t n = std::min<std::size_t>(m_count, kept);
    if (n == 0) {
        return spread;
    }
    std::array<double, kept> sorted = m_values;
    std::sort(sorted.begin(), sorted.begin() + std::ptrdiff_t(n));
    const auto at = [&sorted, n](double share) {
        return sorted[std::size_t(std::ceil(share * double(n))) - 1];
    };
    spread.p50 = at(0.50);
    spread.p95 = at(0.95);
    spread.p99 = at(0.99);
    spread.sum = m_sum;
    spread.count = m_count;
    return spread;
}

} // namespace sightglass
