#include "framemeter.h"

#include <chrono>
#include <cmath>

namespace sightglass {

namespace {

constexpr int sayEveryMs = 1000;
// Of fewer an average says little; and to say it costs a frame, which must not go on for ever.
constexpr int leastFrames = 5;

qint64 nowNs()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

FrameMeter::FrameMeter(QObject *parent)
    : QObject(parent)
{
    m_timer.start(sayEveryMs, this);
}

void FrameMeter::setWindow(QQuickWindow *window)
{
    if (window == m_window) {
        return;
    }
    if (m_window) {
        m_window->disconnect(this);
    }
    m_window = window;
    if (window) {
        connect(
            window, &QQuickWindow::beforeSynchronizing, this, [this] { m_startedNs = nowNs(); },
            Qt::DirectConnection);
        connect(
            window, &QQuickWindow::frameSwapped, this,
            [this] {
                m_spentNs += nowNs() - m_startedNs;
                ++m_frames;
            },
            Qt::DirectConnection);
    }
    Q_EMIT windowChanged();
}

void FrameMeter::timerEvent(QTimerEvent *)
{
    const int frames = m_frames.exchange(0);
    const qint64 spent = m_spentNs.exchange(0);
    if (frames < leastFrames) {
        return;
    }
    const double ms = std::round(double(spent) / frames / 1e5) / 10;
    if (ms != m_ms) {
        m_ms = ms;
        Q_EMIT msChanged();
    }
}

} // namespace sightglass
