#include "models/pace.h"

#include <algorithm>
#include <chrono>

namespace sightglass {

namespace {

constexpr double learningRate = 0.25;
constexpr double late = 0.9; // more than this share of the time
constexpr double wanted = 0.7;
constexpr double room = 0.6; // less than this one frame sooner
constexpr int lateFrames = 5;
constexpr std::int64_t roomNs = 1'000'000'000;

} // namespace

std::int64_t steadyNowNs()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

double Pace::share(int every) const
{
    return (m_withMs + (every - 1) * m_withoutMs) / (every * m_periodMs);
}

void Pace::frame(double workMs, bool withCharts)
{
    // One stall is not to be remembered for long.
    const double work = std::min(workMs, slowest * m_periodMs);
    if (!withCharts) {
        m_withoutMs += learningRate * (work - m_withoutMs);
        return;
    }
    m_withMs = m_withMs < 0 ? work : m_withMs + learningRate * (work - m_withMs);
    const bool isLate = share(m_every) > late && work > late * m_periodMs;
    m_late = isLate ? m_late + 1 : 0;
    if (m_late >= lateFrames) {
        slowDown();
    } else {
        lookForRoom();
    }
}

void Pace::slowDown()
{
    m_late = 0;
    m_roomNs = never;
    m_every = std::min(m_every + 1, slowest);
    while (m_every < slowest && share(m_every) > wanted) {
        ++m_every;
    }
}

void Pace::lookForRoom()
{
    if (m_every == 1 || share(m_every - 1) >= room) {
        m_roomNs = never;
        return;
    }
    const std::int64_t now = m_now();
    if (m_roomNs == never) {
        m_roomNs = now;
    } else if (now - m_roomNs >= roomNs) {
        m_roomNs = never;
        while (m_every > 1 && share(m_every - 1) < room) {
            --m_every;
        }
    }
}

} // namespace sightglass
