// Time that passes only when a test says so. One thread; nothing here waits.
#pragma once

#include "session/clock.h"

#include <map>

namespace sightglass {

class FakeClock final : public Clock
{
public:
    static constexpr std::int64_t startUs = 1'700'000'000'000'000;

    std::int64_t wallUs() const override { return startUs + (m_nowMs + m_asleepMs) * 1000; }
    std::int64_t monotonicMs() const override { return m_nowMs; }
    Timer after(std::int64_t ms, std::function<void()> call) override;
    void cancel(Timer timer) override;

    // Fires what falls due on the way, in order of time, each at its own moment.
    void advance(std::int64_t ms);
    bool advanceToNext(); // to the next timer; false if there is none
    // The machine sleeps: the wall clock goes on and the monotonic one does not (Linux), or both do
    // and no timer is called (other systems; a process that was stopped).
    void sleep(std::int64_t ms) { m_asleepMs += ms; }
    void stand(std::int64_t ms) { m_nowMs += ms; }
    std::size_t pending() const { return m_timers.size(); }

private:
    using Key = std::pair<std::int64_t, Timer>; // due, then age
    std::map<Key, std::function<void()>> m_timers;
    std::int64_t m_nowMs = 1'000;
    std::int64_t m_asleepMs = 0;
    Timer m_last = 0;
};

} // namespace sightglass
