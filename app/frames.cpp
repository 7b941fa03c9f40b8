#include "frames.h"

#include "models/framepace.h"

#include <QQuickWindow>
#include <QScreen>
#include <QTimerEvent>

#include <algorithm>

namespace sightglass {

namespace {

constexpr double nsPerMs = 1e6;
constexpr double earlyMs = 1.5; // a frame that comes so much too early is in time
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

void Frames::prepare()
{
    if (qEnvironmentVariableIsEmpty(idleVariable)) {
        qputenv(idleVariable, "1");
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
            [this] { m_chartsNs = steadyNowNs() - m_polishNs; });
    // The next three on the render thread, if there is one.
    const auto note = [this](void (QQuickWindow::*signal)(), auto change) {
        connect(m_window, signal, this, change, Qt::DirectConnection);
    };
    note(&QQuickWindow::beforeSynchronizing, [this] { m_syncNs = steadyNowNs(); });
    note(&QQuickWindow::afterSynchronizing, [this] {
        m_syncedNs = steadyNowNs();
        m_chartsNs += m_syncedNs - m_syncNs;
    });
    note(&QQuickWindow::afterRendering, [this] { m_renderedNs = steadyNowNs(); });
    connect(&window, &QQuickWindow::frameSwapped, this, &Frames::swapped);
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
    m_later.start(int(left), Qt::PreciseTimer, this);
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
    m_pace.begin();
    m_open = std::min(m_open + 1, 2);
    m_polishNs = steadyNowNs();
}

void Frames::swapped()
{
    if (m_open == 0) {
        return; // the first, or one after being hidden
    }
    --m_open;
    // With a driver the swap waits for the screen; by software it is the copying.
    const std::int64_t endNs = isSoftware(*m_window) ? steadyNowNs() : m_renderedNs.load();
    m_pace.end(m_chartsNs, std::max<std::int64_t>(0, endNs - m_syncedNs));
}

void Frames::lookAtWindow()
{
    const bool shown = m_window->isVisible() && m_window->isExposed();
    if (!shown) {
        m_later.stop();
        m_open = 0;
    }
    m_pace.setShown(shown);
}

} // namespace sightglass
