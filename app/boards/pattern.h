// Which series a tile shows, as its board says it: "cpu.core*", "disk.*.read", "!network.lo.*".
//
// A star stands for any run of characters, dots too. An entry with "!" takes out what others took
// in, wherever it stands in the list. Pure.
#pragma once

#include <QStringList>

namespace sightglass {

// The position of the first entry that takes `name` in, or -1: not meant, or taken out.
int patternRank(const QStringList &patterns, const QString &name);

} // namespace sightglass
