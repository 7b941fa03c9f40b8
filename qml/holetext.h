// Why a plot has no data for a while, in words. Pure functions; each gives the same thing said at
// length, shorter and shortest, for bands of any width.
#pragma once

#include "store/store.h"

#include <QStringList>
#include <QTimeZone>

namespace sightglass {

// "no data · link lost 14:02:10–14:02:41"
QStringList holeTexts(const Store::Hole &hole, const QTimeZone &zone);

// The link is down since then.
QStringList openHoleTexts(std::int64_t sinceUs, const QTimeZone &zone);

} // namespace sightglass
