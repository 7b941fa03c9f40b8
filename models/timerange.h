// How much time to show, as people type it: "5 min", "1h", "last 90 s", "2 days".
//
// Pure; in the words of the program's language and in the usual signs of units. Microseconds; only
// what a TimeView can show.
#pragma once

#include <QString>

#include <optional>

namespace sightglass {

std::optional<double> spanOf(const QString &typed);
QString spanTitle(double us); // "Last 5 min"

} // namespace sightglass
