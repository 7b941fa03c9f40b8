// Why a plot has no data for a while, or none yet, in words. Pure functions; each gives the same
// thing said at length, shorter and shortest, for bands of any width.
#pragma once

#include "store/store.h"

#include <QStringList>
#include <QTimeZone>
#include <QVariantMap>

#include <functional>

namespace sightglass {

// "no data · link lost 14:02:10–14:02:41", "5 gaps · several causes 14:02:10–14:31:07"
QStringList holeTexts(const Store::Hole &hole, const QTimeZone &zone);

// The link is down since then.
QStringList openHoleTexts(std::int64_t sinceUs, const QTimeZone &zone);

// What a plot shows of samples that are forgotten.
enum class Remains { Sketch, Nothing };

// Where the data of these series begin, {x, us, texts}: before it nothing is lost, there was
// nothing. Not told if there are no data yet, or if what was before them is known to be lost. Where
// the store forgot the oldest samples, `exact` is the same of where the first is that it has; it is
// `whole` if that is behind all that is in sight. What else is not between 0 and `width` is left
// out: nobody would see it.
QVariantMap startOf(const Store *store, const QList<int> &keys, const QTimeZone &zone, double width,
                    const std::function<double(double us)> &toX, Remains remains = Remains::Sketch);

} // namespace sightglass
