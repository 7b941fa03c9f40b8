// The view without a window: one line of status a second on stdout, a JSON summary at the end.
#pragma once

#include "feed.h"
#include "store/store.h"

#include <QElapsedTimer>
#include <QTimer>

namespace sightglass {

class Headless final : public QObject
{
    Q_OBJECT

public:
    // Both outlive it.
    Headless(Store &store, Feed &feed, int seconds);

    // One JSON object; what is known of the link and what was kept.
    QByteArray summary() const;

Q_SIGNALS:
    // The time is over, or the link ended for good (`failed`; the reason was printed).
    void finished(bool failed);

private:
    void drain();
    void tell(const CommandStory &story);
    void printLine();

    Store &m_store;
    Feed &m_feed;
    int m_source;
    QTimer m_line;
    QElapsedTimer m_clock;
    std::uint64_t m_messages = 0; // at the last line
};

} // namespace sightglass
