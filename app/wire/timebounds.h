// A stretch of time with both its ends, for what is told in more than one place: an outage, a hole.
//
// Microseconds since the epoch, by the server's clock, as charts have it. A value; zero is "not
// known", or of the end "not over".
#pragma once

#include <cstdint>

namespace sightglass {

struct TimeBounds
{
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;

    bool operator==(const TimeBounds &) const = default;
};

} // namespace sightglass
