// The half of a Feed that lives on the link thread: owns the session and fills the queue.
//
// The queue and the status are the only things both threads touch: the queue is a bounded
// single-producer single-consumer one, the status sits behind a mutex.
#pragma once

#include "session/session.h"
#include "source.h"

#include <QObject>

#include <readerwriterqueue/readerwriterqueue.h>

#include <atomic>
#include <mutex>

namespace sightglass {

class Feed;

class FeedLink final : public QObject, public Outlet
{
    Q_OBJECT

public:
    FeedLink(const Source &source, std::size_t queueBatches);

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
    std::size_t queued() const { return m_queue.size_approx(); }

Q_SIGNALS:
    void ready();
    void statusReady();

private:
    Source m_source;
    std::unique_ptr<SystemClock> m_clock;
    std::unique_ptr<Session> m_session;
    std::size_t m_capacity;
    moodycamel::ReaderWriterQueue<std::unique_ptr<Batch>> m_queue;
    moodycamel::ReaderWriterQueue<std::unique_ptr<Batch>> m_used;
    std::atomic<bool> m_announced = false; // ready() was sent and not yet answered
    std::atomic<bool> m_full = false;      // the session waits for room

    std::mutex m_mutex;
    LinkStatus m_status; // behind m_mutex
    LinkState m_publishedState = LinkState::Idle;
    std::int64_t m_publishedMs = 0;
};

} // namespace sightglass
