#include "hand.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QMouseEvent>
#include <QWheelEvent>

#include <ctime>

namespace sightglass::bench {

namespace {

constexpr int moveMs = 16;
constexpr int wheelMs = 50;
constexpr int wheelTurns = 12; // one way
constexpr int panMoves = 40;   // one way
constexpr int notch = 120;
constexpr double left = 0.27; // of the window: where the board is
constexpr double right = 0.70;
constexpr double top = 0.1;
constexpr double bottom = 0.9;

double processMs()
{
    return double(std::clock()) * 1000 / CLOCKS_PER_SEC;
}

} // namespace

Hand::Hand(QQuickWindow &window, Gesture gesture)
    : m_window(window)
    , m_gesture(gesture)
    , m_at(window.width() * left + 40, window.height() * top + 40)
{
    if (gesture == Gesture::None) {
        return;
    }
    mouse(QEvent::MouseMove, Qt::NoButton);
    if (gesture == Gesture::Pan) {
        m_step = {5, 0};
        mouse(QEvent::MouseButtonPress, Qt::LeftButton);
    }
    m_moves.setTimerType(Qt::PreciseTimer);
    m_moves.callOnTimeout([this] { move(); });
    m_moves.start(moveMs);
    if (gesture == Gesture::Zoom) {
        m_wheel.setTimerType(Qt::PreciseTimer);
        m_wheel.callOnTimeout([this] { turnWheel(); });
        m_wheel.start(wheelMs);
    }
}

Hand::~Hand()
{
    if (m_gesture == Gesture::Pan) {
        mouse(QEvent::MouseButtonRelease, Qt::LeftButton);
    }
    m_at = {1, 1};
    mouse(QEvent::MouseMove, Qt::NoButton);
}

void Hand::move()
{
    const QPointF next = m_at + m_step;
    if (m_gesture == Gesture::Pan && ++m_turns % panMoves == 0) {
        m_step = -m_step;
    } else if (next.x() < m_window.width() * left || next.x() > m_window.width() * right) {
        m_step.rx() = -m_step.x();
    }
    if (next.y() < m_window.height() * top || next.y() > m_window.height() * bottom) {
        m_step.ry() = -m_step.y();
    }
    m_at += m_step;
    mouse(QEvent::MouseMove, Qt::NoButton);
}

void Hand::turnWheel()
{
    const int direction = m_turns++ / wheelTurns % 2 == 0 ? notch : -notch;
    QWheelEvent event(m_at, m_window.mapToGlobal(m_at), {}, {0, direction}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&m_window, &event);
}

void Hand::mouse(QEvent::Type type, Qt::MouseButton button)
{
    const bool held = m_gesture == Gesture::Pan && type != QEvent::MouseButtonRelease;
    QMouseEvent event(type, m_at, m_at, m_window.mapToGlobal(m_at), button,
                      held ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_window, &event);
}

Cost costOfFrames(QQuickWindow &window, int ms)
{
    Cost cost;
    QObject scope;
    QElapsedTimer clock;
    qint64 awakeNs = 0;
    qint64 busyNs = 0;
    const double firstCpu = processMs();
    double lastCpu = firstCpu;
    clock.start();
    auto *dispatcher = QAbstractEventDispatcher::instance();
    QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &scope,
                     [&] { busyNs += clock.nsecsElapsed() - awakeNs; });
    QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, &scope,
                     [&] { awakeNs = clock.nsecsElapsed(); });
    QObject::connect(&window, &QQuickWindow::frameSwapped, &scope, [&] {
        const qint64 now = clock.nsecsElapsed();
        cost.busyMs.push_back(double(busyNs + now - awakeNs) / 1e6);
        busyNs = 0;
        awakeNs = now;
        const double cpu = processMs();
        cost.cpuMs.push_back(cpu - lastCpu);
        lastCpu = cpu;
    });
    wait(ms);
    cost.allCpuMs = processMs() - firstCpu;
    cost.seconds = double(clock.nsecsElapsed()) / 1e9;
    return cost;
}

void wait(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace sightglass::bench
