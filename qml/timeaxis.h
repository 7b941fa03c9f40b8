// Where a time axis has its labels: round instants of a time zone's wall clock, and their text.
//
// Pure functions. Around a change to or from summer time the clock's own readings are kept: an hour
// that comes twice is labelled twice, one that does not come is left out.
#pragma once

#include <QString>
#include <QTimeZone>

#include <cstdint>
#include <vector>

namespace sightglass {

struct TimeTick
{
    std::int64_t timeUs = 0;
    QString text; // "14:00", "14:00:10", "14:00:10.5", "23 Nov" at midnight
};

// From fromUs to toUs, both included, about one per `spacing` of `width`.
std::vector<TimeTick> timeTicks(std::int64_t fromUs, std::int64_t toUs, double width,
                                double spacing, const QTimeZone &zone);

// An instant as people read it: "14:02:10", with milliseconds when asked for.
QString clockText(std::int64_t timeUs, const QTimeZone &zone, bool milliseconds = false);

// The day of an instant, "22 Nov"; nothing on the day of `todayUs`.
QString dayText(std::int64_t timeUs, std::int64_t todayUs, const QTimeZone &zone);

} // namespace sightglass
