// The half of a Feed that lives on the link thread: owns the session and fills the queue.
//
// The queue and the status are the only things both threads touch, and one mutex guards them. It is
// taken some hundred times a second, for as long as it takes to move a pointer: a lock-free queue
// was no faster here and harder to believe.
#pragma once

#include "session/session.h"
#include "source.h"

#include <QObject>

#include <deque>
#include <mutex>
#include <vector>

namespace sightglass {

class Feed;

class FeedLink final : public QObject, public Outlet
{
    Q_OBJECT

public:
    FeedLink(const Source &source, std::size_t queueBatches, Random dice);

    // A frame may hold millions of samples; the promise about memory is about them, too.
    static constexpr std::size_t queueSamples = 1u << 18;
    static constexpr std::size_t keptBatches = 32;
    static constexpr std::size_t keptCapacity = 4 * SessionBounds::batchSamples;

    // On the link thread.
    void makeSession();
    void dropSession();
    Session *session() { return m_session.get(); }
    bool deliver(std::unique_ptr<Batch> &batch) override;
    void statusChanged(const LinkStatus &status) override;

    // On the reader's thread.
    std::unique_ptr<Batch> take();
    void recycle(std::unique_ptr<Batch> batch);
    LinkStatus status();
    std::size_t queued();

Q_SIGNALS:
    void ready();
    void statusReady();

private:
    Source m_source;
    Random m_dice;
    std::unique_ptr<SystemClock> m_clock;
    std::unique_ptr<Session> m_session;
    const std::size_t m_capacity;
    LinkState m_publishedState = LinkState::Idle; // of the link thread, as is the next
    std::int64_t m_publishedMs = 0;

    std::mutex m_mutex; // guards what follows
    std::deque<std::unique_ptr<Batch>> m_queue;
    std::size_t m_queuedSamples = 0;
    std::vector<std::unique_ptr<Batch>> m_used;
    bool m_announced = false; // ready() was sent and take() has not yet found the queue empty
    bool m_full = false;      // the session waits for room
    LinkStatus m_status;
};

} // namespace sightglass
