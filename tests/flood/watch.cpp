#include "watch.h"

#include "store/store.h"

#include <QCoreApplication>
#include <QFile>
#include <QKeyEvent>

#include <algorithm>
#include <chrono>

#include <unistd.h>

namespace sightglass::flood {

namespace {

constexpr unsigned long lookMs = 5;
constexpr int keyEveryLooks = 10;

qint64 nowNs()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

Watch::Watch(QQuickWindow &window, const Store &store)
    : m_window(window)
{
    m_seen.startBytes = residentBytes() - double(store.bytes());
    m_storeBytes = store.bytes();
    // What the history has had once it may have again, so sketches that are joined are no growth.
    QObject::connect(&store, &Store::flushed, &m_scope, [this, &store] {
        m_storeBytes = std::max(m_storeBytes.load(), store.bytes());
    });
    // Of whichever thread draws.
    QObject::connect(
        &window, &QQuickWindow::afterSynchronizing, &m_scope, [this] { synced(); },
        Qt::DirectConnection);
    QObject::connect(
        &window, &QQuickWindow::frameSwapped, &m_scope, [this] { shown(); }, Qt::DirectConnection);
    start();
}

Watch::~Watch()
{
    end();
}

Watch::Seen Watch::end()
{
    m_ending = true;
    wait();
    const std::lock_guard lock(m_mutex);
    std::sort(m_seen.answersMs.begin(), m_seen.answersMs.end());
    return m_seen;
}

double Watch::residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    return file.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE));
}

void Watch::run()
{
    for (int look = 0; !m_ending; ++look) {
        lookAtMemory();
        if (look % keyEveryLooks == 0) {
            press();
        }
        msleep(lookMs);
    }
}

void Watch::press()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_key != Key::None) {
            return;
        }
        m_key = Key::Pressed;
        m_counts = !m_held;
        m_pressedNs = nowNs();
    }
    QMetaObject::invokeMethod(
        &m_scope, [this] { handle(); }, Qt::QueuedConnection);
}

void Watch::handle()
{
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, Qt::Key_Tab, Qt::NoModifier);
        QCoreApplication::sendEvent(&m_window, &event);
    }
    m_window.update();
    const std::lock_guard lock(m_mutex);
    m_key = Key::Handled;
}

void Watch::synced()
{
    const std::lock_guard lock(m_mutex);
    if (m_key == Key::Handled) {
        m_key = Key::Drawn;
    }
}

void Watch::shown()
{
    const std::lock_guard lock(m_mutex);
    ++m_seen.frames;
    if (m_key != Key::Drawn) {
        return;
    }
    m_key = Key::None;
    if (m_counts && !m_held) {
        m_seen.answersMs.push_back(double(nowNs() - m_pressedNs) / 1e6);
    }
}

void Watch::lookAtMemory()
{
    const double bytes = residentBytes();
    const std::lock_guard lock(m_mutex);
    m_seen.peakBytes = std::max(m_seen.peakBytes, bytes);
    m_seen.beyondBytes = std::max(m_seen.beyondBytes,
                                  bytes - double(m_storeBytes) - m_seen.startBytes);
}

} // namespace sightglass::flood
