// The holes of several series as a plot shows them: bands of lost time with room between them.
//
// What is not a pixel apart is one band, so that no plot has more of them than pixels, however
// often a link was lost. Pure functions on the GUI thread, like the store; times are microseconds.
#pragma once

#include "store/decimate.h"
#include "store/store.h"

#include <QList>

namespace sightglass {

// px; a band that is less wide has no words of its own
inline constexpr double wordsLeast = 16;

// One list of holes for each channel that has some, whatever the number of its series; what is no
// key of the store is left out.
std::vector<const std::vector<Hole> *> holesOfChannels(const Store *store, const QList<int> &keys);

// Those that meet the window, newest first. A step of the window is a pixel. Costs one look at each
// hole, and no memory but for the bands.
std::vector<Hole> holeBands(const Store *store, const QList<int> &keys, const TimeWindow &window);

// Null: there is none. A band is at least `leastUs` long, as it is drawn.
const Hole *holeAt(const std::vector<Hole> &bands, double us, double leastUs);

} // namespace sightglass
