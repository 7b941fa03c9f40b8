// The board that one metric opens: a single tile, as large as can be, with the limits the metric
// has on the boards that are open.
//
// Not kept in any file. GUI thread; looks, changes nothing.
#pragma once

#include "models/boardlist.h"

namespace sightglass {

BoardDocument metricBoard(const Store &store, int key, const BoardList &boards);

} // namespace sightglass
