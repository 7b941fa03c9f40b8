// All of the program between a server's socket and the screen, in one process so that one clock
// times it: link thread, feed, store, desk, the program's own window. For benchmarks; GUI thread.
#pragma once

#include "feed.h"
#include "models/desk.h"
#include "window.h"

#include <QQuickWindow>
#include <QThread>

namespace sightglass::bench {

class LiveWindow
{
public:
    LiveWindow(quint16 port, QSize size);
    ~LiveWindow();
    Q_DISABLE_COPY_MOVE(LiveWindow)

    bool show(); // and waits until samples are in
    Desk &desk() { return m_desk; }
    Store &store() { return m_store; }
    QQuickWindow &window() { return *m_window; }

private:
    QThread m_link;
    Store m_store{std::size_t(512) << 20};
    std::unique_ptr<Feed> m_feed;
    Desk m_desk;
    Window m_shown;
    QQuickWindow *m_window = nullptr;
};

} // namespace sightglass::bench
