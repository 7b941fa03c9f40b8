// Tells the desk of the window's frames: when one begins, what it cost, and whether anybody can see
// the window at all. Without a graphics card it also holds them to the screen's rate; with one the
// driver does.
//
// GUI thread. The render thread times its part of a frame and sends it after the frame was swapped:
// by then the GUI may be at the next one. Lives as long as the window or shorter.
#pragma once

#include "models/framepace.h"

#include <QBasicTimer>
#include <QObject>
#include <QPointer>

#include <atomic>

class QQuickWindow;

namespace sightglass {

// When the render thread was where; what of it was work. A driver waits in the swap for the screen,
// but no longer than for one picture: what takes more is the work of who draws. By software nobody
// waits and the swap is the copying: then `periodNs` is 0.
struct RenderTimes
{
    std::int64_t syncedNs = 0;
    std::int64_t renderedNs = 0; // recorded, not yet swapped
    std::int64_t swappedNs = 0;

    std::int64_t workNs(double periodNs) const;
};

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
    void synchronize();
    void swapped();
    void lookAtWindow();

    QPointer<QQuickWindow> m_window;
    FramePace &m_pace;
    QBasicTimer m_later;
    std::int64_t m_begunNs = 0;                // the newest frame
    std::int64_t m_polishNs = 0;               // its items are computed since
    std::atomic<std::int64_t> m_polishedNs{0}; // it took so long
    std::atomic<int> m_begun{0};               // the frame that is synchronised next; 0: none

    // The render thread's, of the frame it draws.
    FramePace::Drawn m_drawn;
    RenderTimes m_times;
    std::int64_t m_syncNs = 0;
    double m_periodNs = 0;
};

} // namespace sightglass
