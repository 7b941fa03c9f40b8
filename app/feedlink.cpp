#include "feedlink.h"

#include "link/eventstream.h"
#include "link/longpoll.h"
#include "link/websocket.h"

#include <QRandomGenerator>

namespace sightglass {

namespace {

constexpr std::int64_t statusEveryMs = 250;

std::vector<Route> routesOf(const QString &transport)
{
    std::vector<Route> all{{Way::WebSocket, factoryOf<WebSocket>()},
                           {Way::EventStream, factoryOf<EventStream>()},
                           {Way::LongPoll, factoryOf<LongPoll>()}};
    if (transport != QStringLiteral("auto")) {
        std::erase_if(all,
                      [&transport](const Route &route) { return wayWord(route.way) != transport; });
    }
    return all;
}

} // namespace

FeedLink::FeedLink(const Source &source, std::size_t queueBatches, Random dice)
    : m_source(source)
    , m_dice(std::move(dice))
    , m_capacity(queueBatches)
{
    if (!m_dice) {
        m_dice = [] { return QRandomGenerator::global()->generateDouble(); };
    }
}

void FeedLink::makeSession()
{
    Session::Setup setup;
    setup.url = m_source.address;
    if (!m_source.token.isEmpty()) {
        setup.credentials = std::make_shared<GivenToken>(m_source.token.toUtf8());
    }
    setup.channels = m_source.channels;
    setup.historyMs = m_source.historyMs;
    setup.maxRateHz = m_source.maxRateHz;
    setup.tls = m_source.tls;
    setup.proxy = m_source.proxy;
    std::vector<Route> routes = routesOf(m_source.transport);
    Q_ASSERT(!routes.empty()); // so was the transport's
    setup.way = routes.front().way;
    setup.fallbacks.assign(routes.begin() + 1, routes.end());
    auto dialect = Dialect::create(m_source.dialect, setup.limits);
    Q_ASSERT(dialect); // the names were checked when the source was made
    m_clock = std::make_unique<SystemClock>();
    m_session = std::make_unique<Session>(std::move(setup), routes.front().make, std::move(dialect),
                                          *m_clock, m_dice, *this);
}

void FeedLink::dropSession()
{
    m_session.reset();
    m_clock.reset();
}

bool FeedLink::deliver(std::unique_ptr<Batch> &batch)
{
    bool announce = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_queue.size() >= m_capacity || m_queuedSamples >= queueSamples) {
            m_full = true;
            return false;
        }
        m_queuedSamples += batch->times.size();
        m_queue.push_back(std::move(batch));
        if (!m_used.empty()) {
            batch = std::move(m_used.back());
            m_used.pop_back();
        }
        announce = !std::exchange(m_announced, true);
    }
    if (!batch) {
        batch = std::make_unique<Batch>();
    }
    if (announce) {
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
    bool roomAgain = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_queue.empty()) {
            m_announced = false;
            return nullptr;
        }
        batch = std::move(m_queue.front());
        m_queue.pop_front();
        m_queuedSamples -= batch->times.size();
        roomAgain = std::exchange(m_full, false);
    }
    if (roomAgain) {
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
    if (batch->times.capacity() > keptCapacity) {
        return; // as large as that once is not as large as that for ever
    }
    batch->clear();
    const std::lock_guard lock(m_mutex);
    if (m_used.size() < keptBatches) { // nor is as many
        m_used.push_back(std::move(batch));
    }
}

std::size_t FeedLink::queued()
{
    const std::lock_guard lock(m_mutex);
    return m_queue.size();
}

LinkStatus FeedLink::status()
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

} // namespace sightglass
