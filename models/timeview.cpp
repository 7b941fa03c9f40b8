#include "models/timeview.h"

#include "models/notificationtext.h"

#include <QTimerEvent>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int shortestTimerMs = 16;
constexpr int longestTimerMs = 1000;
constexpr double leastStepUs = 1e3;
constexpr double patience = 1.5; // times the cadence: what is due may be late
constexpr double atTheEdge =
    0.05; // of the window, next to its live end: who points there means now
constexpr std::int64_t offsetToleranceUs = 250'000; // the measured offset wavers; time must not

} // namespace

std::int64_t systemNowUs()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

TimeView::TimeView(const Store *store, NowUs now, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_now(std::move(now))
    , m_cursorUs(std::numeric_limits<double>::quiet_NaN())
{
    m_toUs = edge();
    m_momentUs = nowUs();
    startTimer();
}

double TimeView::nowUs() const
{
    return double(m_now() + m_offsetUs);
}

double TimeView::edge() const
{
    return std::ceil(nowUs() / m_stepUs) * m_stepUs;
}

void TimeView::setStepUs(double us)
{
    const double step = std::max(us, leastStepUs);
    if (step == m_stepUs || !std::isfinite(step)) {
        return;
    }
    m_stepUs = step;
    Q_EMIT stepUsChanged();
    follow();
    startTimer();
}

void TimeView::setCadence(std::int64_t us)
{
    const int before = timerMs();
    m_cadenceUs = us;
    if (timerMs() != before) {
        startTimer();
    }
}

int TimeView::timerMs() const
{
    const double ms = std::max(m_stepUs, patience * double(m_cadenceUs)) / 1000;
    return int(std::clamp<double>(ms, shortestTimerMs, longestTimerMs));
}

void TimeView::startTimer()
{
    if (m_live) {
        m_timer.start(timerMs(), this);
    } else {
        m_timer.stop();
    }
}

void TimeView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId()) {
        return;
    }
    if (m_paced) {
        Q_EMIT followDue();
    } else {
        follow();
    }
}

void TimeView::follow()
{
    if (!m_live) {
        return;
    }
    const double before = m_toUs;
    show(edge(), m_spanUs);
    if (m_toUs != before && m_cadenceUs > 0) {
        startTimer(); // only what stays away is waited for
    }
}

void TimeView::show(double toUs, double spanUs)
{
    if (toUs == m_toUs && spanUs == m_spanUs) {
        return;
    }
    const bool zoomed = spanUs != m_spanUs;
    m_toUs = toUs;
    m_spanUs = spanUs;
    setMoment();
    Q_EMIT windowChanged();
    if (zoomed) {
        Q_EMIT spanChanged();
    }
    if (!m_live) {
        Q_EMIT behindChanged();
    }
}

void TimeView::setMoment()
{
    const double moment = std::min(m_toUs, nowUs());
    if (moment != m_momentUs) {
        m_momentUs = moment;
        Q_EMIT momentChanged();
    }
}

void TimeView::setLive(bool live)
{
    if (live == m_live) {
        return;
    }
    m_live = live;
    setMoment();
    m_samplesAtPause = m_store->samples(0); // the link's
    startTimer();
    Q_EMIT liveChanged();
    Q_EMIT behindChanged();
}

void TimeView::pause()
{
    setLive(false);
}

void TimeView::goLive()
{
    setLive(true);
    follow();
}

void TimeView::toggle()
{
    if (m_live) {
        pause();
    } else {
        goLive();
    }
}

void TimeView::setSpan(double us)
{
    m_chosenUs = std::clamp(us, shortestUs, longestUs);
    show(m_toUs, m_chosenUs);
    Q_EMIT chosenChanged();
}

void TimeView::zoomAt(double us, double factor)
{
    const double span = std::clamp(m_spanUs * factor, shortestUs, longestUs);
    if (!std::isfinite(us) || !std::isfinite(span) || span == m_spanUs) {
        return;
    }
    const double right = (m_toUs - us) * span / m_spanUs; // the pointed-at moment stays put
    const bool ends = us + right >= edge() || m_toUs - us <= atTheEdge * m_spanUs;
    if (m_live && ends) {
        show(edge(), span);
        return;
    }
    pause();
    show(std::min(us + right, edge()), span);
}

void TimeView::panBy(double us)
{
    if (!std::isfinite(us) || us == 0) {
        return;
    }
    if (m_toUs + us >= edge()) {
        goLive();
        return;
    }
    pause();
    show(std::max(m_toUs + us, 0.0), m_spanUs);
}

void TimeView::showTime(double us)
{
    if (!std::isfinite(us)) {
        return;
    }
    pause();
    show(std::clamp(us + m_spanUs / 2, 0.0, edge()), m_spanUs);
    pointAt(us);
}

void TimeView::look(double fromUs, double toUs)
{
    const double span = std::clamp(toUs - fromUs, shortestUs, longestUs);
    if (!std::isfinite(fromUs) || !std::isfinite(toUs)) {
        return;
    }
    setLive(toUs >= edge());
    show(std::clamp(toUs, 0.0, edge()), span);
}

void TimeView::reset()
{
    setLive(true);
    show(edge(), m_chosenUs);
}

void TimeView::pointAt(double us)
{
    if (us != m_cursorUs) {
        m_cursorUs = us;
        Q_EMIT cursorChanged();
    }
}

void TimeView::pointAway()
{
    if (!std::isnan(m_cursorUs)) {
        m_cursorUs = std::numeric_limits<double>::quiet_NaN();
        Q_EMIT cursorChanged();
    }
}

void TimeView::setClockOffset(std::int64_t us)
{
    if (std::abs(us - m_offsetUs) > offsetToleranceUs) {
        m_offsetUs = us;
        follow();
    }
}

void TimeView::tick()
{
    Q_EMIT ticked();
    if (!m_live) {
        Q_EMIT behindChanged();
    }
}

QString TimeView::behindText() const
{
    const auto seconds = std::int64_t(std::max(0.0, nowUs() - m_momentUs) / 1e6);
    const auto two = [](std::int64_t number) { return u"%1"_s.arg(number, 2, 10, QChar(u'0')); };
    const QString minutes = two(seconds / 60 % 60) + u':' + two(seconds % 60);
    return seconds < 3600 ? minutes : QString::number(seconds / 3600) + u':' + minutes;
}

QString TimeView::momentText() const
{
    return clockText(std::int64_t(m_momentUs), true);
}

double TimeView::newPoints() const
{
    return m_live ? 0 : double(m_store->samples(0) - m_samplesAtPause);
}

} // namespace sightglass
