// A stretch of time of a channel that is lost for good, and why. A value; times are microseconds.
#pragma once

#include "wire/batch.h"

namespace sightglass {

struct Hole
{
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;
    std::uint64_t missed = 0;
    LostTime::Reason reason = LostTime::Reason::ServerForgot;
};

} // namespace sightglass
