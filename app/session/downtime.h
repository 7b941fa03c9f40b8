// One outage, from the loss of a live link until the story of its end was told.
#pragma once

#include <cstdint>

namespace sightglass {

struct Downtime
{
    bool running = false;
    bool told = false; // its beginning was; a renewed token is an outage only if it fails
    std::int64_t liveAgainUs = 0;
    std::uint64_t replayed = 0;
};

} // namespace sightglass
