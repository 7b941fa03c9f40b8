#include "models/framepace.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace sightglass {

namespace {

constexpr double nsPerMs = 1e6;
constexpr double hiddenMs = 50; // soon enough for alerts, and no queue fills up meanwhile
constexpr double leadMs = 1;    // from what is due to its frame: the window waits for more first
constexpr double leastHz = 30;
constexpr double mostHz = 120;
constexpr std::size_t mostBegun = 2; // one that is drawn, and one that waits for it

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
    m_begun.clear();
    Q_EMIT shownChanged();
}

void FramePace::want()
{
    if (m_timer.isActive()) {
        return;
    }
    const double period = m_shown ? m_pace.periodMs() : hiddenMs;
    const double left = period - double(m_now() - m_lastNs) / nsPerMs;
    m_timer.start(int(std::clamp(left - leadMs, 0.0, period))); // rather early than late
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
int FramePace::begin()
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
    if (m_begun.size() == mostBegun) {
        giveUpFirst();
    }
    m_number = m_number == std::numeric_limits<int>::max() ? 1 : m_number + 1;
    m_begun.push_back({m_number, m_parts.takePending(), std::exchange(m_charts, false)});
    return m_number;
}

// It was never displayed: what it cost is shared by those that are.
void FramePace::giveUpFirst()
{
    for (std::size_t part = 0; part < FrameParts::Count; ++part) {
        m_parts.add(FrameParts::Part(part), m_begun.front().cost[part]);
    }
    m_begun.erase(m_begun.begin());
}

void FramePace::end(const Drawn &drawn)
{
    const auto is = [&drawn](const Begun &begun) { return begun.frame == drawn.frame; };
    if (std::none_of(m_begun.begin(), m_begun.end(), is)) {
        return; // the first, or one after being hidden
    }
    while (!is(m_begun.front())) {
        giveUpFirst();
    }
    FrameParts::Times cost = m_begun.front().cost;
    const bool charts = m_begun.front().charts;
    m_begun.erase(m_begun.begin());
    cost[FrameParts::Charts] += drawn.chartsNs;
    const std::int64_t before = std::accumulate(cost.begin(), cost.end(), std::int64_t(0));
    cost[FrameParts::Render] += drawn.renderNs;
    m_parts.endFrame(cost);
    const std::int64_t work = drawn.beside ? std::max(before, drawn.renderNs)
                                           : before + drawn.renderNs;
    tellPace(double(work) / nsPerMs, charts);
}

void FramePace::tellPace(double workMs, bool charts)
{
    const int before = m_pace.every();
    m_pace.frame(workMs, charts);
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
