// Notices that the machine slept, or that the program was held up for so long that it may as well
// have: by the wall clock running ahead of the monotonic one (systems whose monotonic clock stands
// still in sleep), or by its own look coming much too late (the others, and a stopped process).
//
// Lives on its clock's thread. A wall clock that was set forward looks the same; whoever is told
// should only look twice at what it takes for granted.
#pragma once

#include "session/clock.h"

namespace sightglass {

class SleepWatch
{
public:
    static constexpr std::int64_t lookMs = 1'000;
    static constexpr std::int64_t jumpMs = 3'000; // less may be a busy machine

    SleepWatch(Clock &clock, std::function<void()> woke);
    ~SleepWatch();
    Q_DISABLE_COPY_MOVE(SleepWatch)

    void start(); // again is harmless
    void stop();
    // Looks now, for who must not judge by a stale clock. True: it slept, and woke() was called.
    bool look();

private:
    void arm();

    Clock &m_clock;
    std::function<void()> m_woke;
    Clock::Timer m_timer = 0;
    std::int64_t m_monotonicMs = 0; // at the last look
    std::int64_t m_wallMs = 0;
};

} // namespace sightglass
