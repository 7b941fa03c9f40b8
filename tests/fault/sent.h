// What a server said, message by message, through all of its lives, and what of it it has forgotten
// since: the truth that what a client made of it is held against.
//
// One thread. Times are microseconds since the Unix epoch.
#pragma once

#include "demo/stream.h"

#include <QHash>

#include <vector>

namespace sightglass::fault {

struct Said
{
    int life = 0; // of the server: 1, 2, …
    std::uint64_t seq = 0;
    std::int64_t timeUs = 0;
    std::int64_t forgottenUs = 0; // when the server let go of it; 0: it still has it
    std::vector<double> values;   // sorted
};

class Sent
{
public:
    // The server starts anew, with no memory of what was before.
    void newLife() { ++m_life; }
    int life() const { return m_life; }
    // The newest message of a stream, and what the stream no longer has.
    void add(const Stream &stream, std::int64_t nowUs);
    void add(const QString &channel, const Message &message, std::uint64_t oldestKept,
             std::int64_t nowUs);

    const QHash<QString, std::vector<Said>> &channels() const { return m_channels; }
    // Where in the channel's list the message of that time is, best one with these values; -1: none
    // was ever said.
    std::ptrdiff_t find(const QString &channel, std::int64_t timeUs,
                        const std::vector<double> &values) const;
    std::size_t count() const { return m_count; }

private:
    int m_life = 1;
    std::size_t m_count = 0;
    QHash<QString, std::vector<Said>> m_channels;
    QHash<QString, std::size_t> m_firstKept;
};

// The values of an event, for comparison: it has none of its own.
std::vector<double> valuesOf(const Event &event);

} // namespace sightglass::fault
