// The sentences of the notification list: what happened, since when, what the program does.
//
// Pure; local times. Everything from a server stays the plain text it is.
#pragma once

#include "wire/batch.h"

#include <QString>

namespace sightglass {

// One outage of the link, from its loss to its end and what was lost in between.
struct Outage
{
    std::int64_t lostUs = 0;
    std::int64_t backUs = 0; // 0: not over
    std::int64_t downMs = 0;
    std::uint64_t replayed = 0;
    std::uint64_t missed = 0; // messages
    int unknownStretches = 0; // lost, and nobody can say how many
    bool restarted = false;
    // The stretch nobody can count: one server that restarted is one gap, on however many channels.
    QStringList gapChannels;
    std::int64_t gapFromUs = 0;
    std::int64_t gapToUs = 0;
};

QString outageTitle(const Outage &outage);
QString outageBody(const Outage &outage);

QString gapTitle(const LostTime &lost);
QString gapBody(const LostTime &lost);
QString uncountedGapTitle(const Outage &outage);

QString clockText(std::int64_t timeUs, bool seconds = false); // "14:02", "14:02:10"

} // namespace sightglass
