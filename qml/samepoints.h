// Which part of a line is as it was in the picture before, so that it need not be painted again.
//
// Points are in the order of x; a NaN y is a break, and equal to another break. Pure functions.
#pragma once

#include "trace.h"

#include <span>

namespace sightglass {

using PointSpan = std::span<const PixelPoint>;

// To within what nobody can see sideways, exactly in height.
bool samePoint(PixelPoint a, PixelPoint b);
bool samePoints(PointSpan a, PointSpan b);

struct Stretch
{
    float from = 0;
    float to = 0;

    bool operator==(const Stretch &) const = default;
};

// Where on the x axis of `now` the line is the one of `before`, moved left by `shift`. Reaches to
// infinity where both begin or end alike; empty if nothing fits.
Stretch sameStretch(PointSpan before, PointSpan now, float shift);

// The points between `from` and `to`, and the next one on either side: what of a line can be seen
// there.
PointSpan pointsWithin(PointSpan points, float from, float to);

} // namespace sightglass
