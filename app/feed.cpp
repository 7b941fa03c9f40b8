#include "feed.h"

#include "archive/outboxstore.h"
#include "feedlink.h"

#include <QThread>
#include <QUuid>

namespace sightglass {

namespace {

using Saved = tl::expected<void, QString>;

} // namespace

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
    while (m_store && take()) { // answers that came last are not to be asked for again
    }
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
    return m_link->queued() + (m_own ? 1 : 0);
}

std::unique_ptr<Batch> Feed::take()
{
    auto batch = m_own ? std::move(m_own) : m_link->take();
    if (batch && m_store) {
        settle(*batch);
    }
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

void Feed::keepCommandsIn(OutboxStore *store)
{
    m_store = store;
    if (!store) {
        return;
    }
    const QString source = m_source.identity();
    const std::int64_t now = SystemClock().wallUs();
    if (!store->trouble().isEmpty()) {
        note({CommandStory::Kind::NotKept, {}, now, store->trouble()});
    }
    const auto kept = store->load(source);
    if (!kept) {
        note({CommandStory::Kind::NotKept, {}, now, kept.error()});
        return;
    }
    for (const KeptCommand &command : *kept) {
        note({CommandStory::Kind::Waiting, command.ack, command.bornUs, {}});
        post(command.ack, command.bornUs);
    }
    const std::int64_t tooOldUs = now - Outbox::Bounds().ageUs;
    for (const KeptCommand &command : store->takeForgotten(source, tooOldUs)) {
        note({CommandStory::Kind::Expired, command.ack, now,
              tr("Nobody connected to %1 any more.").arg(command.source.section(u'?', 0, 0))});
    }
}

QStringList Feed::send(std::vector<Ack> acks)
{
    const std::int64_t now = SystemClock().wallUs();
    QStringList ids;
    std::vector<KeptCommand> kept;
    for (Ack &ack : acks) {
        if (ack.id.isEmpty()) {
            ack.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        }
        ids.append(ack.id);
        kept.push_back({m_source.identity(), ack, now});
    }
    // First onto the disk, then onto the line: what the server was told is never forgotten here.
    if (const auto saved = m_store ? m_store->save(std::move(kept)) : Saved(); !saved) {
        note({CommandStory::Kind::NotKept, {}, now, saved.error()});
    }
    for (const Ack &ack : acks) {
        post(ack, now);
    }
    return ids;
}

void Feed::post(const Ack &ack, std::int64_t bornUs)
{
    QMetaObject::invokeMethod(m_link.get(), [link = m_link.get(), ack, bornUs] {
        link->session()->commands().post(ack, bornUs);
    });
}

void Feed::settle(const Batch &batch)
{
    QStringList ended;
    for (const Batch::Note &note : batch.notes) {
        const auto *story = std::get_if<CommandStory>(&note.item);
        if (story && !story->ack.id.isEmpty() && story->kind != CommandStory::Kind::Waiting) {
            ended.append(story->ack.id);
        }
    }
    if (ended.isEmpty()) {
        return;
    }
    if (const auto removed = m_store->remove(ended); !removed) {
        note({CommandStory::Kind::NotKept, {}, SystemClock().wallUs(), removed.error()});
    }
}

void Feed::note(CommandStory story)
{
    if (!m_own) {
        m_own = std::make_unique<Batch>();
        QMetaObject::invokeMethod(this, &Feed::ready, Qt::QueuedConnection);
    }
    m_own->note(std::move(story));
}

void Feed::refreshStatus()
{
    m_status = m_link->status();
    Q_EMIT statusChanged();
}

} // namespace sightglass
