// How long a frame takes: from the start of its synchronisation to the end of its swap, averaged
// over a second. Costs two clock readings a frame; says its number once a second, and nothing while
// the window is at rest.
//
// The window's signals come on the render thread, so the sums are atomics; the rest lives on the
// GUI thread.
#pragma once

#include <QBasicTimer>
#include <QQuickWindow>
#include <QtQml/qqmlregistration.h>

#include <atomic>

namespace sightglass {

class FrameMeter : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QQuickWindow *window READ window WRITE setWindow NOTIFY windowChanged)
    Q_PROPERTY(double ms READ ms NOTIFY msChanged) // -1: no frame yet

public:
    explicit FrameMeter(QObject *parent = nullptr);

    QQuickWindow *window() const { return m_window; }
    void setWindow(QQuickWindow *window);
    double ms() const { return m_ms; }

Q_SIGNALS:
    void windowChanged();
    void msChanged();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    QQuickWindow *m_window = nullptr;
    QBasicTimer m_timer;
    std::atomic<qint64> m_startedNs{0};
    std::atomic<qint64> m_spentNs{0};
    std::atomic<int> m_frames{0};
    double m_ms = -1;
};

} // namespace sightglass
