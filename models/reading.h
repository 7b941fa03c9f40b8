// What one series says at a moment, as text: value, unit, and whether to believe it still.
//
// A reading is stale when its series is silent for three of its own intervals (two seconds at
// least), and at once when the link is not live. Looking back it is as it was then. Pure but for
// the Steady the caller keeps.
#pragma once

#include "store/format.h"
#include "store/store.h"

#include <functional>
#include <limits>

namespace sightglass {

// The moment of looking: this machine's clock, and whether the link is live. `atUs`, if not 0, is
// the moment looked at, by the clock of the samples: what came later does not count.
struct Moment
{
    std::int64_t nowUs = 0;
    bool live = true;
    std::int64_t atUs = 0;
};

// The newest sample of then; NaN at 0 if there is none.
struct Newest
{
    std::int64_t timeUs = 0;
    double value = std::numeric_limits<double>::quiet_NaN();
};
Newest newestOf(const Column &column, const Moment &moment);

// Each source has its own: one may be lost while others are live.
using Moments = std::function<Moment(int source)>;

struct Reading
{
    double value = std::numeric_limits<double>::quiet_NaN();
    QString number = QStringLiteral("–");
    QString unit;
    QString age; // "31 s"; empty while fresh
    bool stale = false;
    bool missing = true; // never had a value, or has none any more

    bool operator==(const Reading &other) const
    {
        return number == other.number && unit == other.unit && age == other.age
               && stale == other.stale && missing == other.missing;
    }
};

bool isStale(const Store::Series &series, const Moment &moment);
Reading readSeries(const Store::Series &series, const Moment &moment, Steady *steady);

// The newest value with all the digits it came in, for who has room; a state's word.
Scaled readInFull(const Store::Series &series, int digits, Steady *steady,
                  const Moment &moment = {});

// Smallest and largest finite value of [fromUs, toUs]; NaN if there is none.
struct Extremes
{
    double min = std::numeric_limits<double>::quiet_NaN();
    double max = std::numeric_limits<double>::quiet_NaN();
};
Extremes extremesWithin(const Column &column, std::int64_t fromUs, std::int64_t toUs);

// The largest value of [fromUs, toUs] and its time; NaN if there is none.
double largestWithin(const Column &column, std::int64_t fromUs, std::int64_t toUs,
                     std::int64_t *timeUs);

// "core0" is "core 0" to a person; other names stay as they are, in one line.
QString spokenName(const QString &segment);
// What distinguishes a name from others: its segments after those all share, spoken.
QString shortName(const QString &name, qsizetype shared);

} // namespace sightglass
