// When a series was in which state: stretches of one value, and stretches of so many changes that
// no one of them can be shown.
//
// Changes inside one step of the window, one column of pixels, make that step a mixed one; steps
// lie at whole multiples, so it stays mixed while the window moves. Chunks that never change are
// passed over unread. Pure functions; a NaN or an infinity is no state.
#pragma once

#include "store/decimate.h"

#include <array>
#include <span>

namespace sightglass {

struct StateSpan
{
    static constexpr int mostValues = 4;

    std::int64_t fromUs = 0;
    std::int64_t toUs = 0; // of the newest: when its last sample was
    // One, or, when mixed, the first that were met; none, if all was changes to no state and back.
    std::array<double, mostValues> values{};
    int count = 0;
    bool mixed = false;

    void note(double value);
};

// Replaces `spans` by what the window shows of the column, in the order of time.
void stateSpans(const Column &column, const TimeWindow &window, std::vector<StateSpan> &spans);

struct Stretch
{
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;
};

// Takes the holes out, which are in order: what lies in them is not known.
void cutOut(std::span<const Stretch> holes, std::vector<StateSpan> &spans);

// The samples of one state around an instant, in full, window or not. `known` false: no state
// there.
struct StateRun
{
    Stretch time; // first to last sample
    double value = 0;
    bool open = true; // there is no later sample
    bool known = false;
};
StateRun runAt(const Column &column, std::int64_t timeUs);

} // namespace sightglass
