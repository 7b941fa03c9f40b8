// One notification as a value: what it was, since when, and in which part of the list it stands.
//
// Times are microseconds since the epoch: `timeUs` by the server's clock, as charts have it;
// snoozing, acknowledging and filing are ours. No texts of the moment in here, but for those that
// no longer change.
#pragma once

#include <QString>

#include <cstdint>

namespace sightglass {

struct NotificationEntry
{
    // The order of the list. Info never needs you, nor does what you have seen to.
    enum class Part : std::uint8_t { Critical, Warning, Quiet, Snoozed, Earlier };

    // Where it was acknowledged.
    enum class Acked : std::uint8_t {
        Here,      // the server does not ask for it
        Sent,      // here, and without an answer yet
        Confirmed, // here, and the server knows
        There,     // by somebody, says the server
    };

    int ident = 0; // stays with the entry as long as it lives
    QString key;
    QString severity; // as raised: "info", "warning", "critical"
    QString title;
    QString body;
    QString details; // a line each: source, labels
    QString stateText;
    QString age;                   // as last said
    QString command;               // the id of its acknowledgement until that is answered
    Acked acked = Acked::Here;     // while acknowledged
    std::int64_t timeUs = 0;       // raised since, or over since
    std::int64_t raisedUs = 0;     // of a doubted one: since when it was raised
    std::int64_t ackedUs = 0;      // 0: not acknowledged
    std::int64_t snoozedToUs = 0;  // 0: awake
    std::int64_t earlierSince = 0; // when it went to the earlier ones
    int times = 1;
    int outage = 0; // came with what was replayed after this outage; 0: did not
    bool active = false;
    bool cleared = false; // over, and said so: drawn as ok
    bool doubted = false; // the server restarted and has not raised it again
    bool link = false;
    bool remote = false;  // of the link's server: how it is, is known only while that is heard
    bool summary = false; // stands for the folded ones of its outage
    bool folded = false;
    bool offersAck = false; // the server wants to know
    bool shown = false;     // has a row
    bool dirty = false;
    bool aged = false; // nothing but `age` changed

    Part part() const;
    bool needsYou() const { return part() <= Part::Warning; }
    bool snoozed() const { return active && snoozedToUs > 0; }
    bool acknowledged() const { return ackedUs > 0; }
};

// 0 for info, more for worse.
int severityWeight(const QString &severity);

} // namespace sightglass
