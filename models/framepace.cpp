#include "models/framepace.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

namespace {

constexpr double nsPerMs = 1e6;
constexpr double hiddenMs = 50; // soon enough for alerts, and no queue fills up meanwhile
constexpr double leastHz = 30;
constexpr double mostHz = 120;

} // namespace

FramePace::FramePace(QObject *parent, NowNs now)
    : QObject(parent)
    , m_now(now)
    , m_pace(std::move(now))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &FramePace::take);
}

void FramePace::setRefreshRate(double hz)
{
    m_pace.setPeriod(1000 / std::clamp(std::isfinite(hz) ? hz : 60, leastHz, mostHz));
}

void FramePace::setShown(bool shown)
{
    if (shown == m_shown) {
        return;
    }
    m_shown = shown;
    m_parts.forget(); // what was taken in without a frame is not the cost of the next one
    m_taken = m_charts = false;
    Q_EMIT shownChanged();
}

void FramePace::want()
{
    if (m_timer.isActive()) {
        return;
    }
    const double period = m_shown ? m_pace.periodMs() : hiddenMs;
    const double left = period - double(m_now() - m_lastNs) / nsPerMs;
    m_timer.start(int(std::clamp(left, 0.0, period))); // rather early than late
}

void FramePace::take()
{
    if (m_taken) { // and nothing to be seen came of it: no frame
        m_parts.endFrame(false);
    }
    m_lastNs = m_now();
    m_taken = m_shown;
    ++m_sinceCharts;
    Q_EMIT due();
}

// A frame that comes for another reason takes along what waits. What comes next is timed from this
// frame: by a clock of its own it would drift, and lie there for up to a whole frame.
void FramePace::begin()
{
    const bool waits = m_timer.isActive();
    const bool taken = m_taken;
    m_timer.stop();
    m_lastNs = m_now();
    if (waits && taken) {
        want();
    } else if (waits) {
        take();
    }
    m_taken = false;
}

void FramePace::end(std::int64_t chartsNs, std::int64_t renderNs)
{
    m_parts.add(FrameParts::Charts, chartsNs);
    m_parts.add(FrameParts::Render, renderNs);
    std::int64_t work = 0;
    for (const auto part : {FrameParts::Drain, FrameParts::Alerts, FrameParts::Models,
                            FrameParts::Charts, FrameParts::Render}) {
        work += m_parts.pending(part);
    }
    m_parts.endFrame();
    const int before = m_pace.every();
    m_pace.frame(double(work) / nsPerMs, std::exchange(m_charts, false));
    if (m_pace.every() != before) {
        Q_EMIT everyChanged();
    }
}

bool FramePace::takeCharts()
{
    if (m_shown && m_sinceCharts < m_pace.every()) {
        want();
        return false;
    }
    m_sinceCharts = 0;
    m_charts = m_shown;
    return true;
}

} // namespace sightglass
