// The few numbers that say what a stretch of a series was like.
//
// Costs what its ends take apart, however long it is. Times are microseconds.
#pragma once

#include "store/column.h"

namespace sightglass {

// Of the finite samples from fromUs to toUs, both included. All NaN when there is none.
struct Summary
{
    double min = std::numeric_limits<double>::quiet_NaN();
    double max = std::numeric_limits<double>::quiet_NaN();
    double mean = std::numeric_limits<double>::quiet_NaN();
    double last = std::numeric_limits<double>::quiet_NaN();
    std::size_t count = 0;
    std::int64_t maxUs = 0; // when the highest came first
};
Summary summarise(const Column &column, std::int64_t fromUs, std::int64_t toUs);

} // namespace sightglass
