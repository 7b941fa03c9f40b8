// What of a column has to be drawn: at most first, lowest, highest and last sample per step of
// time.
//
// Steps begin at whole multiples of `stepUs` since the epoch, never at the window's edge, so a
// sample stays in its step while the window moves and a scrolling line does not shimmer. No extreme
// is lost, and all are where they were. Costs what is drawn, not what is kept. Pure functions;
// times are microseconds; no allocation once the vector has grown.
#pragma once

#include "store/column.h"
#include "store/hole.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sightglass {

struct TimeWindow
{
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;
    std::int64_t stepUs = 1; // as much as one pixel column shows

    bool operator==(const TimeWindow &) const = default;
};

struct TracePoint
{
    std::int64_t timeUs = 0;
    double value = 0; // NaN: the line is broken here
};

// Replaces `points` by the steps that touch the window, whole, and the nearest sample on either
// side, in the order of time. NaN and infinities become one break; a break inside a single step is
// not shown. Of samples that are forgotten their sketches are shown.
void decimate(const Column &column, const TimeWindow &window, std::vector<TracePoint> &points);

// The same for a window that moved, by reading only what it needs: `points` is what decimate() made
// of `before`, and samples from `changedFromUs` on may have come since, none before it.
void decimateMoved(const Column &column, const TimeWindow &before, std::int64_t changedFromUs,
                   const TimeWindow &window, std::vector<TracePoint> &points);

// Breaks the line before `exactFromUs`, where sketches know of one break each, wherever a hole lies
// between two points of different steps. Costs nothing for points from then on. What it made may be
// given to decimateMoved() as `points`, and then to this again.
void breakAtHoles(std::span<const Hole> holes, std::int64_t exactFromUs, std::int64_t stepUs,
                  std::vector<TracePoint> &points);

// The step `timeUs` lies in; rounds down before the epoch too.
constexpr std::int64_t stepOf(std::int64_t timeUs, std::int64_t stepUs)
{
    return timeUs / stepUs - (timeUs % stepUs < 0 ? 1 : 0);
}

} // namespace sightglass
