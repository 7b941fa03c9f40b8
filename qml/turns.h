// Lines that lie on each other take turns: in slots of time in which several show the same, one of
// them is drawn and the others pause, in the next slot it is the next one's. So two series at 100 %
// are a line in two colours, and not one that hides the other.
//
// Slots are counted from the epoch, so that they stay with the data while these scroll. Lines that
// only cross, or run beside each other, are left alone. Pure functions, logical pixels.
#pragma once

#include "chartpicture.h"

namespace sightglass {

struct TurnSlots
{
    std::int64_t first = 0; // the number of the one that begins at `origin`
    double origin = 0;      // px, not right of the plot's left edge
    double width = 8;       // px
    double end = 0;         // px, the plot's right edge
    double reach = 0.8;     // px that lines may be apart and still cover each other
};

// Gives the lines pauses, in `dashed`.
void takeTurns(std::vector<ChartPicture::Line> &lines, const TurnSlots &slots);

} // namespace sightglass
