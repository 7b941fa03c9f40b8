// What a session measures of its line: round trip, how old samples are when they are handed on, how
// long a frame takes to read, how long the reader was behind.
//
// Of one session, on its thread; the session brings the times but that of reading a frame, which is
// too short for its clock. It costs next to nothing: one frame in 64 is timed, and quantiles are
// worked out four times a second at most.
#pragma once

#include "session/status.h"

#include <chrono>
#include <optional>

namespace sightglass {

class Meter
{
public:
    static constexpr std::uint64_t decodeEvery = 64;
    static constexpr std::int64_t reportEveryMs = 250;
    // What was measured before the link was live is history and not late; that it takes longer than
    // this to come, is.
    static constexpr std::int64_t historyUs = 10'000'000;

    // While it lives, a frame is read.
    class Decoding
    {
    public:
        explicit Decoding(Meter &meter);
        ~Decoding();
        Q_DISABLE_COPY_MOVE(Decoding)

    private:
        Meter *m_meter; // null: this one is not timed
        std::chrono::steady_clock::time_point m_start;
    };

    void dialed(); // what follows is of another connection
    // True: the quickest of this connection.
    bool exchanged(double roundTripMs);
    void readable() { m_badInARow = 0; }
    int unreadable() { return ++m_badInARow; }                     // so many in a row
    void sampled(std::int64_t newestUs) { m_newestUs = newestUs; } // by the server's clock
    // All that was sampled so far.
    void handedOver(const LinkStatus &status, std::int64_t wallUs);
    // After every change of status.paused.
    void report(LinkStatus &status, std::int64_t nowMs);

private:
    Quantiles m_roundTrip;
    Quantiles m_delay;
    Quantiles m_decode;
    double m_quickestMs = -1;
    std::uint64_t m_frames = 0;
    std::int64_t m_newestUs = 0; // 0: nothing since the last time
    int m_badInARow = 0;
    std::optional<std::int64_t> m_pausedMs;   // up to here it is counted; empty: not paused
    std::optional<std::int64_t> m_reportedMs; // the last time
};

} // namespace sightglass
