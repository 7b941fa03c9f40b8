// A person's hand on a window, sixty times a second, and what the frames cost meanwhile. For
// benchmarks; GUI thread.
#pragma once

#include <QQuickWindow>
#include <QTimer>

#include <vector>

namespace sightglass::bench {

enum class Gesture : std::uint8_t {
    None,
    Point, // over all of the window's middle
    Zoom,  // pointing, and the wheel twenty times a second, in and out again
    Pan,   // dragging to and fro
};

// Works as long as it lives.
class Hand
{
public:
    Hand(QQuickWindow &window, Gesture gesture);
    ~Hand();
    Q_DISABLE_COPY_MOVE(Hand)

private:
    void move();
    void turnWheel();
    void mouse(QEvent::Type type, Qt::MouseButton button);

    QQuickWindow &m_window;
    Gesture m_gesture;
    QPointF m_at;
    QPointF m_step{7, 2};
    int m_turns = 0;
    QTimer m_moves;
    QTimer m_wheel;
};

struct Cost
{
    std::vector<double> busyMs; // per frame: of the GUI thread, without its sleep
    std::vector<double> cpuMs;  // per frame: of all threads
    double allCpuMs = 0;
    double seconds = 0;
};
Cost costOfFrames(QQuickWindow &window, int ms);
void wait(int ms);

} // namespace sightglass::bench
