// The times of the series of one channel, kept once: they are mostly sampled at the same instants.
//
// A series that came later than others, or missed some, is led back to where their chunks end, so
// that from then on it shares theirs. Remembers only the newest few. GUI thread, like the store.
#pragma once

#include "store/packedtimes.h"

#include <deque>
#include <memory>

namespace sightglass {

class TimeShare
{
public:
    // `total` counts the bytes of all that live, of this channel and of others.
    explicit TimeShare(std::shared_ptr<std::size_t> total);

    struct Part
    {
        std::shared_ptr<const PackedTimes> times;
        std::uint16_t offset = 0; // where in them the part begins
        std::size_t taken = 0;    // how many of those asked for it holds: at least one
    };
    // Not empty. Fewer are taken only if these are at least `leastCut`.
    Part pack(std::span<const std::int64_t> times, std::size_t leastCut);

private:
    static constexpr std::size_t remembered = 64;

    struct Known
    {
        std::int64_t lastUs = 0;
        std::shared_ptr<const PackedTimes> times;
    };
    std::deque<Known> m_newest;
    std::shared_ptr<std::size_t> m_total;
};

} // namespace sightglass
