#include "feed.h"

#include "feedlink.h"

#include <QThread>

namespace sightglass {

Feed::Feed(Source source, QThread *linkThread, QObject *parent, Random dice)
    : QObject(parent)
    , m_source(std::move(source))
    , m_link(std::make_shared<FeedLink>(m_source, queueBatches, std::move(dice)))
{
    connect(m_link.get(), &FeedLink::ready, this, &Feed::ready, Qt::QueuedConnection);
    connect(m_link.get(), &FeedLink::statusReady, this, &Feed::refreshStatus, Qt::QueuedConnection);
    m_link->moveToThread(linkThread);
    QMetaObject::invokeMethod(m_link.get(), [link = m_link.get()] { link->makeSession(); });
}

Feed::~Feed()
{
    // The session's timers and sockets must end on their own thread.
    QMetaObject::invokeMethod(
        m_link.get(),
        [link = m_link.get()] {
            link->session()->stop();
            link->dropSession();
            link->moveToThread(nullptr);
        },
        Qt::BlockingQueuedConnection);
}

void Feed::start()
{
    QMetaObject::invokeMethod(m_link.get(), [link = m_link.get()] { link->session()->start(); });
}

void Feed::stop()
{
    QMetaObject::invokeMethod(m_link.get(), [link = m_link.get()] { link->session()->stop(); });
}

void Feed::tryNow()
{
    QMetaObject::invokeMethod(m_link.get(), [link = m_link.get()] { link->session()->tryNow(); });
}

void Feed::checkLink()
{
    QMetaObject::invokeMethod(m_link.get(),
                              [link = m_link.get()] { link->session()->checkLink(); });
}

void Feed::setCredentials(std::function<std::shared_ptr<Credentials>()> make)
{
    QMetaObject::invokeMethod(m_link.get(), [link = m_link.get(), make = std::move(make)] {
        link->session()->setCredentials(make());
    });
}

void Feed::setToken(const QString &token)
{
    setCredentials([token] { return std::make_shared<GivenToken>(token.toUtf8()); });
}

std::size_t Feed::queued() const
{
    return m_link->queued();
}

std::unique_ptr<Batch> Feed::take()
{
    auto batch = m_link->take();
    if (!batch) {
        m_status = m_link->status(); // as new as the data that was just taken
    }
    return batch;
}

void Feed::drain(const std::function<bool(const Batch &)> &read)
{
    // One more than wait: finding none is what makes the next batch announce itself.
    bool more = true;
    for (std::size_t left = queued() + 1; more && left > 0; --left) {
        std::unique_ptr<Batch> batch = take();
        if (!batch) {
            return;
        }
        more = read(*batch);
        recycle(std::move(batch));
    }
    QMetaObject::invokeMethod(this, &Feed::ready, Qt::QueuedConnection);
}

void Feed::recycle(std::unique_ptr<Batch> batch)
{
    m_link->recycle(std::move(batch));
}

void Feed::refreshStatus()
{
    m_status = m_link->status();
    Q_EMIT statusChanged();
}

} // namespace sightglass
