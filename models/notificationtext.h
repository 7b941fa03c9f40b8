// The sentences of the notification list: what happened, since when, what the program does, what
// you can do.
//
// Pure; local times. Everything from a server stays the plain text it is.
#pragma once

#include "models/notificationentry.h"
#include "wire/batch.h"

#include <QHash>
#include <QSet>
#include <QString>

namespace sightglass {

// One outage of the link and what was lost of it: one story with one pair of bounds, however many
// channels it tore.
struct Outage
{
    TimeBounds silence; // as the session has it
    std::uint64_t replayed = 0;
    std::uint64_t missed = 0; // messages
    int unknownStretches = 0; // lost, and nobody can say how many
    bool restarted = false;
    QSet<QString> tornChannels;
    int channels = 0; // in all; 0: not known
    TimeBounds torn;  // of all of those; part of the silence where the server had the rest
    LostTime::Reason reason = LostTime::Reason::ServerForgot;

    bool known() const { return silence.fromUs > 0; }
    bool over() const { return silence.toUs > 0; }
};

// What was raised or said while the link was down, and came later.
struct Missed
{
    int all = 0;
    int critical = 0;
    QHash<QString, int> titles;
};

// When to look: our clock, how far the server's is ahead, and since when nothing is known of what
// the server says; 0: it is heard.
struct NotificationClock
{
    std::int64_t nowUs = 0;
    std::int64_t offsetUs = 0;
    std::int64_t unknownFromUs = 0;

    bool unknown(const NotificationEntry &entry) const
    {
        return unknownFromUs > 0 && entry.remote && entry.active;
    }
};

QString severityWord(const NotificationEntry &entry, const NotificationClock &clock);
QString timesText(int times);            // "seen 3 times"; empty for once
QString detailsText(const Event &event); // source and labels, a line each
QString shortened(const QString &text, int most);

QString ackText(const NotificationEntry &entry, std::int64_t nowUs);     // it is acknowledged
QString detailsText(const NotificationEntry &entry, std::int64_t nowUs); // and whether it waits

QString lostBody(const QString &reason);
QString unreachableBody(const QString &reason);
QString refusedBody(const QString &reason);
QString badFramesBody(const QString &reason);

QString downText(const TimeBounds &silence); // between the two as they are shown, to the second
QString outageTitle(const Outage &outage);
QString outageBody(const Outage &outage);
QString outageState(const Outage &outage);

QString gapTitle(const LostTime &lost);
QString gapBody(const LostTime &lost);

QString missedTitle(const Missed &missed);
QString missedBody(const Missed &missed, int active); // the top causes

// Of an active one: "since 14:02:10", "unknown since 14:02:41"; beside it "31 s ago", "after 31 s".
QString sinceText(const NotificationEntry &entry, const NotificationClock &clock);
QString ageText(const NotificationEntry &entry, const NotificationClock &clock);
QString bodyText(const NotificationEntry &entry, const NotificationClock &clock);

QString clockText(std::int64_t timeUs, bool seconds = false); // "14:02", "14:02:10"
// "14:02" today, "Tue 14:02" within six days of now, "12 May 14:02" else.
QString momentText(std::int64_t timeUs, std::int64_t nowUs, bool seconds = false);

} // namespace sightglass
