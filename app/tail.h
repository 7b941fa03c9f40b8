// What arrives, as JSON lines on stdout; the connection's states on stderr.
//
// One line is one sample, event, lost stretch of time, or newly met series; the field "type" says
// which. Written for pipes: complete lines, flushed after each batch.
#pragma once

#include "feed.h"

#include <QHash>
#include <QTimer>

namespace sightglass {

class Tail final : public QObject
{
    Q_OBJECT

public:
    // Stops after `count` samples or `seconds`, whichever is first; 0 is never.
    Tail(Feed &feed, qint64 count, int seconds);

Q_SIGNALS:
    void finished(bool failed);

private:
    void drain();
    bool print(const Batch &batch); // false: all that were asked for are out
    void printState();

    Feed &m_feed;
    qint64 m_left; // negative: no end
    QHash<std::uint32_t, QString> m_names;
    LinkState m_state = LinkState::Idle;
};

} // namespace sightglass
