// The sentences of the notification list: what happened, since when, what the program does, what
// you can do.
//
// Pure; local times. Everything from a server stays the plain text it is.
#pragma once

#include "models/notificationentry.h"
#include "wire/batch.h"

#include <QHash>
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

// What was raised or said while the link was down, and came later.
struct Missed
{
    int all = 0;
    int critical = 0;
    QHash<QString, int> titles;
};

QString severityWord(const NotificationEntry &entry);
QString timesText(int times);            // "seen 3 times"; empty for once
QString detailsText(const Event &event); // source and labels, a line each
QString shortened(const QString &text, int most);

QString lostBody(const QString &reason);
QString unreachableBody(const QString &reason);
QString refusedBody(const QString &reason);
QString badFramesBody(const QString &reason);

QString outageTitle(const Outage &outage);
QString outageBody(const Outage &outage);
QString outageState(const Outage &outage);

QString gapTitle(const LostTime &lost);
QString gapBody(const LostTime &lost);
QString uncountedGapTitle(const Outage &outage);

QString missedTitle(const Missed &missed);
QString missedBody(const Missed &missed, int active); // the top causes

QString clockText(std::int64_t timeUs, bool seconds = false); // "14:02", "14:02:10"
// "14:02" today, "Tue 14:02" within six days of now, "12 May 14:02" else.
QString momentText(std::int64_t timeUs, std::int64_t nowUs);

} // namespace sightglass
