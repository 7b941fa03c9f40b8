#include "store/hole.h"

#include <algorithm>
#include <limits>

namespace sightglass {

bool isEarlier(const Hole &a, const Hole &b)
{
    return a.fromUs < b.fromUs;
}

std::uint64_t timeBetween(const Hole &before, const Hole &after)
{
    // Times come from anywhere: their difference may be more than they can hold.
    return after.fromUs <= before.toUs ? 0
                                       : std::uint64_t(after.fromUs) - std::uint64_t(before.toUs);
}

void join(Hole &hole, const Hole &other)
{
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    const bool apart = other.fromUs >= hole.toUs || other.toUs <= hole.fromUs;
    hole.gaps = apart ? hole.gaps + other.gaps : std::max(hole.gaps, other.gaps);
    hole.missed = hole.missed > most - other.missed ? most : hole.missed + other.missed;
    hole.mixed = hole.mixed || other.mixed || hole.reason != other.reason;
    hole.fromUs = std::min(hole.fromUs, other.fromUs);
    hole.toUs = std::max(hole.toUs, other.toUs);
}

void joinNearest(std::vector<Hole> &holes, std::size_t most)
{
    if (!std::is_sorted(holes.begin(), holes.end(), isEarlier)) { // a server's clock was set back
        std::stable_sort(holes.begin(), holes.end(), isEarlier);
    }
    most = std::max<std::size_t>(most, 1);
    if (holes.size() <= most) {
        return;
    }
    std::vector<std::pair<std::uint64_t, std::size_t>> between; // it and the next
    Hole before = holes.front();
    for (std::size_t i = 1; i < holes.size(); ++i) {
        between.emplace_back(timeBetween(before, holes[i]), i);
        before.toUs = std::max(before.toUs, holes[i].toUs);
    }
    const auto end = between.begin() + std::ptrdiff_t(holes.size() - most);
    std::nth_element(between.begin(), end - 1, between.end());
    std::vector<bool> joined(holes.size());
    std::for_each(between.begin(), end, [&](const auto &near) { joined[near.second] = true; });
    std::size_t kept = 1;
    for (std::size_t i = 1; i < holes.size(); ++i) {
        if (joined[i]) {
            join(holes[kept - 1], holes[i]);
        } else {
            holes[kept++] = holes[i];
        }
    }
    holes.resize(kept);
}

} // namespace sightglass
