// One channel as a server keeps it: numbers every message and remembers the last minutes of them,
// so that a client that comes back can be given what it missed.
#pragma once

#include "wire/message.h"

#include <deque>

namespace sightglass {

std::int64_t wallUs(); // microseconds since the Unix epoch, UTC

class Stream
{
public:
    struct Kept
    {
        std::uint64_t seq = 0;
        std::int64_t timeUs = 0;
        Message message; // Samples or Event, numbered
    };

    // What a subscriber gets: the opening word, then perhaps a gap, then the kept messages from
    // position `from` in kept().
    struct Replay
    {
        Subscribed subscribed;
        std::optional<Gap> gap;
        std::size_t from = 0;
    };

    static constexpr std::size_t maxKept = 20'000; // messages, however long the time

    Stream(QString name, QString epoch, std::int64_t retainUs);

    const QString &name() const { return m_name; }
    // Numbers and keeps it; forgets what is older than the retention.
    const Kept &append(Samples samples, std::int64_t nowUs);
    const Kept &append(Event event, std::int64_t nowUs);

    // For a client that asks for so much of the past (0: none).
    Replay open(std::int64_t historyUs, std::int64_t nowUs) const;
    // For a client that had everything up to `position`.
    Replay resume(const StreamPosition &position, std::int64_t historyUs, std::int64_t nowUs) const;
    const std::deque<Kept> &kept() const { return m_kept; }

private:
    const Kept &keep(Message message, std::int64_t nowUs);

    QString m_name;
    QString m_epoch;
    std::int64_t m_retainUs;
    std::uint64_t m_seq = 0;
    std::deque<Kept> m_kept;
};

} // namespace sightglass
