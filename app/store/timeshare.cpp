#include "store/timeshare.h"

#include <algorithm>

namespace sightglass {

TimeShare::TimeShare(std::shared_ptr<std::size_t> total)
    : m_total(std::move(total))
{
}

TimeShare::Part TimeShare::pack(std::span<const std::int64_t> times, std::size_t leastCut)
{
    Part best;
    for (const Known &known : m_newest) {
        if (known.lastUs < times.front() || known.lastUs > times.back()) {
            continue;
        }
        // Up to where that one ends, if all before it are the same, too.
        const auto end = std::upper_bound(times.begin(), times.end(), known.lastUs);
        const auto n = std::size_t(end - times.begin());
        const bool worthIt = n > best.taken && (n == times.size() || n >= leastCut);
        if (worthIt && n <= known.times->count()
            && known.times->equals(known.times->count() - n, times.first(n))) {
            best = {known.times, std::uint16_t(known.times->count() - n), n};
        }
    }
    if (best.taken > 0) {
        return best;
    }
    auto *packed = new PackedTimes(times);
    *m_total += packed->bytes();
    const std::shared_ptr<const PackedTimes> made(packed,
                                                  [total = m_total](const PackedTimes *last) {
                                                      *total -= last->bytes();
                                                      delete last;
                                                  });
    m_newest.push_front({times.back(), made});
    if (m_newest.size() > remembered) {
        m_newest.pop_back();
    }
    return {made, 0, times.size()};
}

} // namespace sightglass
