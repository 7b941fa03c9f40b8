// Numbers as people read them: a prefix that keeps three digits, and digits that stay in place.
//
// Pure functions over the default QLocale; no state but what the caller hands in. Number and unit
// are separate strings, so that the unit can be drawn smaller. Bytes count in 1024 (KiB, MiB), all
// else in 1000; percent and degrees take no prefix; seconds become min, h and d, never ks.
#pragma once

#include <QString>

#include <cstdint>

namespace sightglass {

struct Scaled
{
    QString number;
    QString unit; // with its prefix; may be empty
};

// What one reading remembers, so that its prefix and its decimals do not flicker: a prefix is left
// downwards only a tenth below its limit, and not before it was too large for a while; zero keeps
// it. Decimals once shown stay.
struct Steady
{
    static constexpr int unset = -100;
    static constexpr std::int64_t patienceUs = 10'000'000;
    int prefix = unset;
    bool fractional = false;
    int places = 0;            // decimals the values came in so far
    std::int64_t nowUs = 0;    // of whoever asks; 0: no clock, and so no patience
    std::int64_t fittedUs = 0; // when a value last had that prefix by itself
};

// NaN is "–"; what is too little for the prefix that is kept is "<0.01". `steady` may be null.
Scaled formatQuantity(double value, const QString &unit, int significant = 3,
                      Steady *steady = nullptr);

// Where there is room: counts in full up to seven digits, with their cents if they come in cents;
// `digits` significant ones, if not 0.
Scaled formatInFull(double value, const QString &unit, int digits, Steady *steady);

// The label of one tick. All ticks of an axis share a prefix, that of `largest` (the axis' largest
// absolute value; 0: take the step) and the decimals of `step`. `unitText` may be null.
QString formatTick(double value, double step, const QString &unit, QString *unitText,
                   double largest = 0);

// The unit the ticks of such an axis are written in.
struct TickUnit
{
    QString text;
    double scale = 1;     // from the series' own unit
    bool counted = false; // whole numbers need no decimals
};
TickUnit tickUnit(const QString &unit, double largest);

// A value beside such an axis: in the unit of its ticks, so that numbers below one chart compare.
QString formatBeside(double value, double largest, const QString &unit, int significant = 3);

// What the values of this unit are multiples of when people count them: 1024 for bytes.
int prefixBase(const QString &unit);

// Names come from anywhere: where a line ends there is a sign, other control characters are spaces.
QString inOneLine(const QString &text);

// "4 ms", "31 s", "4 m 12 s", "6 h 12 m", "3 d 4 h"; never negative.
QString formatDuration(std::int64_t microseconds);

} // namespace sightglass
