#include "frames.h"

#include <QQuickWindow>
#include <QScreen>
#include <QThread>
#include <QTimerEvent>

#include <utility>

namespace sightglass {

namespace {

constexpr double nsPerMs = 1e6;
constexpr double earlyMs = 1.5;  // a frame that comes so much too early is in time
constexpr double waitMost = 1.2; // periods of the screen; it keeps no exact time
constexpr int idleMs = 1;        // less than earlyMs
constexpr const char *idleVariable = "QT_QPA_UPDATE_IDLE_TIME";

bool isSoftware(const QQuickWindow &window)
{
    return window.rendererInterface()->graphicsApi() == QSGRendererInterface::Software;
}

double periodMs(const QQuickWindow &window)
{
    constexpr double usual = 1000.0 / 60;
    const QScreen *screen = window.screen();
    return screen && screen->refreshRate() > 0 ? 1000 / screen->refreshRate() : usual;
}

} // namespace

std::int64_t RenderTimes::workNs(double periodNs) const
{
    const bool waited = double(swappedNs - renderedNs) <= waitMost * periodNs;
    return (waited ? renderedNs : swappedNs) - syncedNs;
}

void Frames::prepare()
{
    if (qEnvironmentVariableIsEmpty(idleVariable)) {
        qputenv(idleVariable, QByteArray::number(idleMs));
    }
}

Frames::Frames(QQuickWindow &window, FramePace &pace)
    : QObject(&window)
    , m_window(&window)
    , m_pace(pace)
{
    m_pace.setRefreshRate(1000 / periodMs(window));
    window.installEventFilter(this);
    connect(&window, &QQuickWindow::afterAnimating, this,
            [this] { m_polishedNs = steadyNowNs() - m_polishNs; });
    // These on the render thread, if there is one.
    const auto note = [this](void (QQuickWindow::*signal)(), auto change) {
        connect(m_window, signal, this, change, Qt::DirectConnection);
    };
    note(&QQuickWindow::beforeSynchronizing, [this] { synchronize(); });
    note(&QQuickWindow::afterSynchronizing, [this] {
        m_times.syncedNs = steadyNowNs();
        m_drawn.chartsNs = m_polishedNs + m_times.syncedNs - m_syncNs;
    });
    note(&QQuickWindow::afterRendering, [this] { m_times.renderedNs = steadyNowNs(); });
    note(&QQuickWindow::frameSwapped, [this] { swapped(); });
    lookAtWindow();
}

bool Frames::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::UpdateRequest) {
        const std::int64_t now = steadyNowNs();
        if (postpone(now)) {
            return true;
        }
        m_begunNs = now;
        begin();
    } else if (event->type() == QEvent::Expose || event->type() == QEvent::Hide) {
        lookAtWindow();
    }
    return QObject::eventFilter(watched, event);
}

// By software nothing else keeps frames apart: a mouse of 1,000 Hz would ask for as many.
bool Frames::postpone(std::int64_t nowNs)
{
    if (m_later.isActive()) {
        return true;
    }
    const double left = periodMs(*m_window) - double(nowNs - m_begunNs) / nsPerMs;
    if (left <= earlyMs || !isSoftware(*m_window)) {
        return false;
    }
    m_later.start(int(left - idleMs), Qt::PreciseTimer, this); // what it asks for waits again
    return true;
}

void Frames::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_later.timerId()) {
        m_later.stop();
        m_window->requestUpdate();
    }
}

void Frames::begin()
{
    m_begun = m_pace.begin();
    m_polishNs = steadyNowNs();
}

// The GUI thread waits meanwhile: its things can be read.
void Frames::synchronize()
{
    m_syncNs = steadyNowNs();
    m_drawn = {};
    m_drawn.frame = m_begun.exchange(0);
    m_periodNs = isSoftware(*m_window) ? 0 : periodMs(*m_window) * nsPerMs;
}

void Frames::swapped()
{
    m_times.swappedNs = steadyNowNs();
    m_drawn.renderNs = m_times.workNs(m_periodNs);
    m_drawn.beside = QThread::currentThread() != thread();
    QMetaObject::invokeMethod(this,
                              [this, drawn = std::exchange(m_drawn, {})] { m_pace.end(drawn); });
}

void Frames::lookAtWindow()
{
    const bool shown = m_window->isVisible() && m_window->isExposed();
    if (!shown) {
        m_later.stop();
        m_begun = 0;
    }
    m_pace.setShown(shown);
}

} // namespace sightglass
