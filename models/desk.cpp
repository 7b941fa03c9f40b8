#include "models/desk.h"

#include "feed.h"

#include <QFile>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int frameMs = 16;
constexpr int readingMs = 100;

} // namespace

Desk::Desk(Store *store, Feed *feed, QObject *parent, NowUs now)
    : QObject(parent)
    , m_store(store)
    , m_feed(feed)
    , m_now(std::move(now))
    , m_source(store->addSource(feed ? feed->source().name : tr("This machine")))
    , m_view(new TimeView(store, m_now, this))
    , m_link(new LinkBadge(this))
    , m_notifications(new NotificationModel(this))
    , m_metrics(new MetricTree(store, m_source, this))
    , m_board(new Board(store, m_source, store->sourceName(m_source), this))
{
    m_tickUs = double(m_now());
    m_frame.setSingleShot(true);
    m_frame.setInterval(frameMs);
    m_frame.setTimerType(Qt::PreciseTimer);
    connect(&m_frame, &QTimer::timeout, this, &Desk::drain);
    m_reading.setSingleShot(true);
    m_reading.setInterval(readingMs);
    connect(&m_reading, &QTimer::timeout, this, [this] {
        if (m_unread) {
            refresh();
            m_reading.start();
        }
    });
    connect(&m_second, &QTimer::timeout, this, &Desk::tick);
    m_second.start(1000);

    const auto consider = [this](int key) {
        if (m_store->series(key).source == m_source) {
            m_board->consider(key);
        }
    };
    connect(store, &Store::seriesAdded, this, consider);
    connect(store, &Store::seriesAdded, m_metrics, &MetricTree::consider);
    connect(store, &Store::seriesChanged, this, consider);
    if (feed) {
        connect(feed, &Feed::ready, this, [this] {
            if (!m_frame.isActive()) {
                m_frame.start();
            }
        });
        connect(feed, &Feed::statusChanged, this, [this] { show(m_feed->status()); });
        show(feed->status());
        if (feed->queued() > 0) {
            m_frame.start();
        }
    }
}

void Desk::drain()
{
    m_feed->drain([this](const Batch &batch) {
        take(batch);
        return true;
    });
    flush();
}

void Desk::take(const Batch &batch)
{
    const std::int64_t now = m_now();
    m_store->apply(m_source, batch, now);
    for (const Batch::Note &note : batch.notes) {
        if (const auto *event = std::get_if<Event>(&note.item)) {
            m_notifications->event(*event, now);
        } else if (const auto *lost = std::get_if<LostTime>(&note.item)) {
            m_notifications->lost(*lost, now);
        } else if (const auto *story = std::get_if<LinkStory>(&note.item)) {
            m_notifications->story(*story);
        }
    }
}

void Desk::flush()
{
    m_store->flush();
    m_notifications->flush();
    m_unread = true;
    if (!m_reading.isActive()) {
        refresh();
        m_reading.start();
    }
}

void Desk::refresh()
{
    m_unread = false;
    m_board->refresh(moment(), std::int64_t(m_view->spanUs()));
    m_metrics->refresh(moment());
}

void Desk::tick()
{
    const std::int64_t now = m_now();
    m_tickUs = double(now);
    m_link->tick(now);
    m_view->tick();
    refresh();
    const std::int64_t oldest = m_store->oldestTime();
    const QString history = oldest > 0 ? formatDuration(now - oldest) : u"–"_s;
    if (history != m_history) {
        m_history = history;
        Q_EMIT historyTextChanged();
    }
    Q_EMIT secondPassed();
}

double Desk::historyFromUs() const
{
    return m_store->oldestTime() > 0 ? double(m_store->oldestTime()) : nowUs();
}

// That of the first tile that has any: what the board thinks most of.
QList<int> Desk::overviewKeys() const
{
    for (int row = 0; row < m_board->count(); ++row) {
        const QList<int> keys = m_board->tile(row)->series()->keys();
        if (!keys.isEmpty()) {
            return {keys.constFirst()};
        }
    }
    return {};
}

void Desk::show(const LinkStatus &status)
{
    const bool wasLive = m_link->live();
    const std::int64_t now = m_now();
    m_link->show(status, now);
    m_notifications->link(status, now);
    m_notifications->flush();
    if (status.state == LinkState::Live) {
        m_view->setClockOffset(status.clockOffsetUs);
    }
    if (!m_boardChosen && status.server.startsWith("sightglass/"_L1)) {
        showMachine(); // another Sightglass that serves its machine: the board made for it
    }
    if (wasLive != m_link->live()) {
        m_openHoleFromUs = m_link->live() || m_store->samples() == 0
                               ? 0
                               : double((status.sinceUs > 0 ? status.sinceUs : now)
                                        + status.clockOffsetUs); // charts are in the server's time
        Q_EMIT openHoleChanged();
        refresh(); // everything is stale at once, or nothing is
    }
}

void Desk::showMachine()
{
    QFile file(u":/boards/this-machine.json"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    auto document = readBoard(file.readAll());
    if (document) {
        document->title = sourceName();
        showBoard(*document);
    }
}

void Desk::showBoard(const BoardDocument &document)
{
    m_boardChosen = true;
    Board *old = m_board;
    m_board = new Board(m_store, m_source, document, this);
    refresh();
    Q_EMIT boardChanged();
    old->deleteLater(); // after the tiles that look at it: those were told first
}

tl::expected<void, QString> Desk::showBoardFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return tl::unexpected(tr("%1 cannot be read: %2").arg(path, file.errorString()));
    }
    const auto document = readBoard(file.readAll());
    if (!document) {
        return tl::unexpected(document.error());
    }
    showBoard(*document);
    return {};
}

void Desk::tryNow()
{
    if (m_feed) {
        m_feed->tryNow();
    }
}

} // namespace sightglass
