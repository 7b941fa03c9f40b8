#include "feedlink.h"

#include "link/websocket.h"

#include <QRandomGenerator>

namespace sightglass {

namespace {

constexpr std::int64_t statusEveryMs = 250;

} // namespace

FeedLink::FeedLink(const Source &source, std::size_t queueBatches)
    : m_source(source)
    , m_capacity(queueBatches)
    , m_queue(queueBatches)
    , m_used(queueBatches)
{
}

void FeedLink::makeSession()
{
    Session::Setup setup;
    setup.url = m_source.address;
    setup.token = m_source.token.toUtf8();
    setup.channels = m_source.channels;
    setup.historyMs = m_source.historyMs;
    setup.caFile = m_source.caFile;
    auto dialect = Dialect::create(m_source.dialect, setup.limits);
    Q_ASSERT(dialect); // the name was checked when the source was made
    m_clock = std::make_unique<SystemClock>();
    m_session = std::make_unique<Session>(
        std::move(setup), WebSocket::factory(), std::move(dialect), *m_clock,
        [] { return QRandomGenerator::global()->generateDouble(); }, *this);
}

void FeedLink::dropSession()
{
    m_session.reset();
    m_clock.reset();
}

bool FeedLink::deliver(std::unique_ptr<Batch> &batch)
{
    // The queue rounds its room up; the promise about memory is about ours.
    if (m_queue.size_approx() >= m_capacity || !m_queue.try_enqueue(std::move(batch))) {
        m_full = true;
        // The reader may have made room between the two lines, and then would not tell us.
        if (m_queue.size_approx() > 0 || !m_full.exchange(false)) {
            return false;
        }
        m_queue.try_enqueue(std::move(batch));
    }
    if (!m_used.try_dequeue(batch)) {
        batch = std::make_unique<Batch>();
    }
    if (!m_announced.exchange(true)) {
        Q_EMIT ready();
    }
    return true;
}

void FeedLink::statusChanged(const LinkStatus &status)
{
    const std::int64_t now = m_clock->monotonicMs();
    {
        const std::lock_guard lock(m_mutex);
        m_status = status;
    }
    if (status.state != m_publishedState || now - m_publishedMs >= statusEveryMs) {
        m_publishedState = status.state;
        m_publishedMs = now;
        Q_EMIT statusReady();
    }
}

std::unique_ptr<Batch> FeedLink::take()
{
    std::unique_ptr<Batch> batch;
    if (!m_queue.try_dequeue(batch)) {
        m_announced = false;
        // A batch that came between the two lines was not announced.
        if (!m_queue.try_dequeue(batch)) {
            return nullptr;
        }
        m_announced = true;
    }
    if (m_full.exchange(false)) {
        QMetaObject::invokeMethod(this, [this] {
            if (m_session) {
                m_session->resumeReading();
            }
        });
    }
    return batch;
}

void FeedLink::recycle(std::unique_ptr<Batch> batch)
{
    batch->clear();
    m_used.try_enqueue(std::move(batch));
}

LinkStatus FeedLink::status()
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

} // namespace sightglass
