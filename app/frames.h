// Tells the desk of the window's frames: when one begins, what it cost, and whether anybody can see
// the window at all. Without a graphics card it also holds them to the screen's rate; with one the
// driver does.
//
// GUI thread; times of the render thread come in as atomics. Lives as long as the window or
// shorter.
#pragma once

#include <QBasicTimer>
#include <QObject>
#include <QPointer>

#include <atomic>

class QQuickWindow;

namespace sightglass {

class FramePace;

class Frames final : public QObject
{
    Q_OBJECT

public:
    Frames(QQuickWindow &window, FramePace &pace);

    // Before the first window: who asks for a frame gets it at once, as the waiting is done here.
    static void prepare();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    bool postpone(std::int64_t nowNs);
    void begin();
    void swapped();
    void lookAtWindow();

    QPointer<QQuickWindow> m_window;
    FramePace &m_pace;
    QBasicTimer m_later;
    std::int64_t m_begunNs = 0;  // the newest frame
    std::int64_t m_polishNs = 0; // its items are computed since
    int m_open = 0;              // begun here and not swapped: two at the most
    std::atomic<std::int64_t> m_chartsNs{0};
    std::atomic<std::int64_t> m_syncNs{0};
    std::atomic<std::int64_t> m_syncedNs{0};
    std::atomic<std::int64_t> m_renderedNs{0};
};

} // namespace sightglass
