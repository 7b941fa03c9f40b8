// Tells fresh messages from repeated and missing ones on one channel.
//
// The server numbers every message it sends, from 1. After a reconnect it replays from the number
// we ask for, so a message may arrive twice; after it forgot, some may never arrive. Nothing here
// waits or does I/O: Ledger asks, Session acts.
#pragma once

#include <cstdint>

namespace sightglass {

class Sequence
{
public:
    enum class Verdict : std::uint8_t {
        Next,      // the one we were waiting for
        Duplicate, // applied before; drop it
        Gap,       // some were skipped; apply it and mark the hole
    };

    // `missed` is how many were skipped, for Gap.
    Verdict accept(std::uint64_t number, std::uint64_t *missed = nullptr);

    // The server says that it no longer has what lies up to and including `number`; returns how
    // many of those were not applied.
    std::uint64_t skipTo(std::uint64_t number);

    void restartAt(std::uint64_t last) { m_last = last; }
    std::uint64_t last() const { return m_last; }

private:
    std::uint64_t m_last = 0;
};

} // namespace sightglass
