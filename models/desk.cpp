#include "models/desk.h"

#include "feed.h"
#include "models/boardshelf.h"
#include "models/linkfacts.h"
#include "models/metricboard.h"

#include <QElapsedTimer>
#include <QFile>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int readingMs = 100;
constexpr int readingEarlyMs = 25; // rather with the samples' frame than in one of its own
constexpr qint64 drainMs = 8;      // of a frame; in a flood the rest is for drawing and for input

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
    , m_boards(new BoardList(this))
    , m_jump(new JumpList(store, m_boards, m_notifications, this))
    , m_frames(new FramePace(this))
{
    m_boards->append(new Board(store, m_source, store->sourceName(m_source), this));
    connect(m_boards, &BoardList::currentChanged, this, [this] {
        refresh();
        Q_EMIT boardChanged();
    });
    m_tickUs = double(m_now());
    paceFrames();
    m_reading.setSingleShot(true);
    m_reading.setInterval(readingMs);
    connect(&m_reading, &QTimer::timeout, this, [this] {
        if (m_unread && m_frames->shown()) {
            refresh();
            m_reading.start();
        }
    });
    connect(m_view, &TimeView::liveChanged, this, &Desk::readSoon);
    connect(m_view, &TimeView::windowChanged, this, [this] {
        if (m_view->paused()) {
            readSoon();
        }
    });
    connect(&m_second, &QTimer::timeout, this, &Desk::tick);
    m_second.start(1000);

    connect(store, &Store::seriesAdded, m_boards, &BoardList::consider);
    connect(store, &Store::seriesAdded, m_metrics, &MetricTree::consider);
    connect(store, &Store::seriesChanged, m_boards, &BoardList::consider);
    if (feed) {
        connect(feed, &Feed::ready, m_frames, &FramePace::want);
        connect(feed, &Feed::statusChanged, this, [this] { show(m_feed->status()); });
        connect(m_notifications, &NotificationModel::acknowledging, feed, &Feed::send);
        show(feed->status());
        if (feed->queued() > 0) {
            m_frames->want();
        }
    }
}

void Desk::paceFrames()
{
    m_view->setPaced(true);
    connect(m_view, &TimeView::followDue, m_frames, &FramePace::want);
    connect(m_frames, &FramePace::due, this, &Desk::frame);
    connect(m_frames, &FramePace::shownChanged, this, [this] {
        if (m_frames->shown()) { // as if nobody had looked away
            m_view->follow();
            tick();
        }
    });
}

void Desk::frame()
{
    if (m_feed && m_feed->queued() > 0) {
        drain();
        readSoon();
    }
    if (m_frames->takeCharts()) {
        const PartTimer timer(*m_frames, FrameParts::Models);
        if (m_frames->shown()) {
            m_view->follow();
        }
        m_store->flush();
    }
}

void Desk::drain()
{
    m_program.queued(m_feed->queued());
    QElapsedTimer spent;
    spent.start();
    FrameParts &parts = m_frames->parts();
    const std::int64_t alertsBefore = parts.pending(FrameParts::Alerts);
    m_feed->drain([this, &spent](const Batch &batch) {
        take(batch);
        return spent.elapsed() < drainMs;
    });
    {
        const PartTimer timer(*m_frames, FrameParts::Alerts);
        m_notifications->flush();
    }
    const std::int64_t ns = spent.nsecsElapsed();
    parts.add(FrameParts::Drain, ns - parts.pending(FrameParts::Alerts) + alertsBefore);
    m_program.drained(ns);
}

void Desk::take(int source, const Batch &batch)
{
    const std::int64_t now = m_now();
    m_store->apply(source, batch, now);
    if (source == m_source && !batch.times.empty()) {
        m_program.delayed(now + m_link->status().clockOffsetUs - batch.times.back());
    }
    if (batch.notes.empty()) {
        return;
    }
    const PartTimer timer(*m_frames, FrameParts::Alerts);
    for (const Batch::Note &note : batch.notes) {
        if (const auto *event = std::get_if<Event>(&note.item)) {
            m_notifications->event(*event, now, source == m_source);
        } else if (const auto *lost = std::get_if<LostTime>(&note.item)) {
            m_notifications->lost(*lost, now);
        } else if (const auto *story = std::get_if<LinkStory>(&note.item)) {
            m_notifications->story(*story);
        } else if (const auto *command = std::get_if<CommandStory>(&note.item)) {
            m_notifications->command(*command);
        }
    }
}

void Desk::flush()
{
    m_store->flush();
    m_notifications->flush();
    readSoon();
}

void Desk::readSoon()
{
    m_unread = true;
    const bool due = !m_reading.isActive() || m_reading.remainingTime() <= readingEarlyMs;
    if (due && m_frames->shown()) {
        refresh();
        m_reading.start();
    }
}

// While the view looks back, numbers are those of its moment, as the charts are: one picture, one
// moment. How the link is, is never looked back at.
Moment Desk::moment(int source) const
{
    const bool live = source != m_source || m_link->live();
    if (m_view->live()) {
        return {m_now(), live, 0};
    }
    const auto atUs = std::int64_t(m_view->momentUs());
    return {atUs - m_link->status().clockOffsetUs, live, atUs};
}

void Desk::refresh()
{
    const PartTimer timer(*m_frames, FrameParts::Models);
    m_unread = false;
    board()->refresh(moment(board()->source()), std::int64_t(m_view->spanUs()));
    m_metrics->refresh([this](int source) { return moment(source); });
}

void Desk::tick()
{
    const std::int64_t now = m_now();
    m_tickUs = double(now);
    m_link->tick(now);
    m_notifications->tick(now);
    if (m_store->samples(m_source) > 0) {
        sampleProgram();
    }
    m_frames->tick();
    if (!m_frames->shown()) {
        return;
    }
    m_view->setCadence(board()->cadenceUs());
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

void Desk::sampleProgram()
{
    const std::int64_t now = m_now();
    Batch batch;
    m_program.sample(batch, m_link->status(), m_store->bytes(), now);
    m_store->apply(sourceFor(u"program"_s), batch, now); // its notes are the link's, said already
    m_store->flush();
}

double Desk::historyFromUs() const
{
    return m_store->oldestTime() > 0 ? double(m_store->oldestTime()) : nowUs();
}

// That of the first tile that has any: what the board thinks most of.
QList<int> Desk::overviewKeys() const
{
    const Board *first = m_boards->board(0);
    for (int row = 0; row < first->count(); ++row) {
        const QList<int> keys = first->tile(row)->series()->keys();
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
        const std::int64_t fromUs = status.silence.fromUs > 0
                                        ? status.silence.fromUs
                                        : (status.sinceUs > 0 ? status.sinceUs : now)
                                              + status.clockOffsetUs; // charts: the server's time
        const bool open = !m_link->live() && m_store->samples(m_source) > 0;
        m_openHoleFromUs = open ? double(fromUs) : 0;
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
    const int source = sourceFor(document.source);
    m_boards->replace(0, new Board(m_store, source, document, this, source != m_source));
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

void Desk::openBoard(const QString &name)
{
    if (const int row = m_boards->find(name); row >= 0) {
        m_boards->setCurrent(row);
        return;
    }
    QFile file(u":/boards/%1.json"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    if (const auto document = readBoard(file.readAll())) {
        const int source = sourceFor(document->source);
        open(name, new Board(m_store, source, *document, this, source != m_source));
    }
}

void Desk::openMetric(int key)
{
    if (key < 0 || key >= m_store->count()) {
        return;
    }
    const int source = m_store->series(key).source;
    const QString name = u"metric:%1"_s.arg(key);
    if (const int row = m_boards->find(name); row >= 0) {
        m_boards->setCurrent(row);
        return;
    }
    const BoardDocument document = metricBoard(*m_store, key, *m_boards);
    open(name, new Board(m_store, source, document, this, source != m_source));
}

void Desk::open(const QString &name, Board *board)
{
    board->setObjectName(name);
    m_boards->append(board);
    m_boards->setCurrent(m_boards->count() - 1);
}

QVariantList Desk::shelf() const
{
    return shippedBoards();
}

QVariantList Desk::linkFacts() const
{
    LinkPace pace = m_program.pace();
    pace.behind = m_link->behind();
    return sightglass::linkFacts(m_feed ? m_feed->source() : Source(), m_link->status(),
                                 m_feed ? m_feed->queued() : 0, m_now(), pace);
}

int Desk::sourceFor(const QString &name)
{
    if (name.isEmpty()) {
        return m_source;
    }
    if (const auto known = m_localSources.constFind(name); known != m_localSources.constEnd()) {
        return *known;
    }
    const int source = m_store->addSource(name == u"gallery" ? tr("Gallery") : tr("Sightglass"));
    m_localSources.insert(name, source);
    Q_EMIT sourceWanted(name, source);
    return source;
}

void Desk::tryNow()
{
    if (m_feed) {
        m_feed->tryNow();
    }
}

} // namespace sightglass
