// Holds what was applied against what was said, message by message.
//
// Pure. A message is lost if the server still had it when the client came back and the client never
// applied it; a hole must be spoken of where one is, with the times of its two edges and the number
// of messages in it (0 where nobody can know: another life of the server), and nowhere else.
#pragma once

#include "received.h"
#include "sent.h"

#include <QStringList>

namespace sightglass::fault {

struct Counts
{
    std::uint64_t sent = 0;
    std::uint64_t applied = 0;
    std::uint64_t lost = 0;
    std::uint64_t duplicated = 0;
    std::uint64_t reordered = 0;
    std::uint64_t altered = 0; // other values, another series, or never said at all
    std::uint64_t gaps = 0;    // real ones, each spoken of
    std::uint64_t gapsUnreported = 0;
    std::uint64_t gapsWronglyReported = 0;

    bool clean() const
    {
        return lost + duplicated + reordered + altered + gapsUnreported + gapsWronglyReported == 0;
    }
    void add(const Counts &other);
};

struct Verdict
{
    Counts counts;
    QStringList faults; // the first few, one sentence each
};

// `untilUs`: what was said later need not have arrived. `retainMs` is the server's.
Verdict judge(const Sent &sent, const Channels &received, std::int64_t untilUs, int retainMs);

} // namespace sightglass::fault
