#include "livewindow.h"

#include "hand.h"

#include <QGuiApplication>

namespace sightglass::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int pollMs = 50;
constexpr int patience = 400; // polls

Source at(quint16 port)
{
    return *Source::fromAddress(u"ws://127.0.0.1:%1/"_s.arg(port));
}

Options dark(QSize size)
{
    Options options;
    options.theme = u"dark"_s;
    options.size = size;
    return options;
}

std::unique_ptr<Feed> feedOf(quint16 port, QThread *thread)
{
    thread->start();
    return std::make_unique<Feed>(at(port), thread);
}

} // namespace

LiveWindow::LiveWindow(quint16 port, QSize size)
    : m_feed(feedOf(port, &m_link))
    , m_desk(&m_store, m_feed.get())
    , m_shown(dark(size))
{
}

LiveWindow::~LiveWindow()
{
    m_feed.reset();
    m_link.quit();
    m_link.wait();
}

bool LiveWindow::show()
{
    if (!m_shown.show(m_desk)) {
        return false;
    }
    m_window = qobject_cast<QQuickWindow *>(QGuiApplication::topLevelWindows().constFirst());
    m_feed->start();
    for (int i = 0; i < patience && m_store.samples() == 0; ++i) {
        wait(pollMs);
    }
    return m_window != nullptr && m_store.samples() > 0;
}

} // namespace sightglass::bench
