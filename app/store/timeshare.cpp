#include "store/timeshare.h"

#include <algorithm>

namespace sightglass {

TimeShare::TimeShare(std::shared_ptr<std::size_t> total)
    : m_total(std::move(total))
{
}

TimeShare::Part TimeShare::pack(std::span<const std::int64_t> times)
{
    for (const auto &known : m_newest) {
        // Up to where that one ends, if all before it are the same, too.
        const auto end = std::upper_bound(times.begin(), times.end(),
                                          known->at(known->count() - 1));
        const auto n = std::size_t(end - times.begin());
        if (n > 0 && n <= known->count() && known->equals(known->count() - n, times.first(n))) {
            return {known, std::uint16_t(known->count() - n), n};
        }
    }
    auto *packed = new PackedTimes(times);
    *m_total += packed->bytes();
    const std::shared_ptr<const PackedTimes> made(packed,
                                                  [total = m_total](const PackedTimes *last) {
                                                      *total -= last->bytes();
                                                      delete last;
                                                  });
    m_newest.push_front(made);
    if (m_newest.size() > remembered) {
        m_newest.pop_back();
    }
    return {made, 0, times.size()};
}

} // namespace sightglass
