#include "session/sleepwatch.h"

namespace sightglass {

SleepWatch::SleepWatch(Clock &clock, std::function<void()> woke)
    : m_clock(clock)
    , m_woke(std::move(woke))
{
}

SleepWatch::~SleepWatch()
{
    stop();
}

void SleepWatch::start()
{
    if (m_timer == 0) {
        arm();
    }
}

void SleepWatch::stop()
{
    m_clock.cancel(std::exchange(m_timer, 0));
}

void SleepWatch::arm()
{
    m_clock.cancel(m_timer);
    m_monotonicMs = m_clock.monotonicMs();
    m_wallMs = m_clock.wallUs() / 1000;
    m_timer = m_clock.after(lookMs, [this] { look(); });
}

bool SleepWatch::look()
{
    if (m_timer == 0) {
        return false;
    }
    const std::int64_t passed = m_clock.monotonicMs() - m_monotonicMs;
    const std::int64_t ahead = m_clock.wallUs() / 1000 - m_wallMs - passed;
    const bool slept = passed >= lookMs + jumpMs || ahead >= jumpMs;
    arm();
    if (slept) {
        m_woke();
    }
    return slept;
}

} // namespace sightglass
