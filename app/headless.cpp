#include "headless.h"

#include "log.h"
#include "session/clock.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int lineMs = 1'000;

// {"p50Ms": …, "p95Ms": …, "p99Ms": …, "count": …}; null for what is not known.
QJsonObject quantiles(const Spread &spread, const QString &unit)
{
    const auto known = [](double value) { return value < 0 ? QJsonValue() : QJsonValue(value); };
    return {{u"p50"_s + unit, known(spread.p50)},
            {u"p95"_s + unit, known(spread.p95)},
            {u"p99"_s + unit, known(spread.p99)},
            {u"count"_s, double(spread.count)}};
}

QJsonObject endsByReason(const LinkStatus &status)
{
    QJsonObject object;
    for (std::size_t i = 0; i < endReasons; ++i) {
        object.insert(endReasonWord(EndReason(i)), double(status.ends[i]));
    }
    return object;
}

} // namespace

Headless::Headless(Store &store, Feed &feed, int seconds)
    : m_store(store)
    , m_feed(feed)
    , m_source(store.addSource(feed.source().name))
{
    m_clock.start();
    connect(&feed, &Feed::ready, this, &Headless::drain);
    connect(&feed, &Feed::statusChanged, this, [this] {
        if (m_feed.status().final) {
            std::fprintf(stderr, "%s\n", qUtf8Printable(printable(m_feed.status().reason)));
            Q_EMIT finished(true);
        }
    });
    connect(&m_line, &QTimer::timeout, this, &Headless::printLine);
    m_line.start(lineMs);
    if (seconds > 0) {
        QTimer::singleShot(seconds * 1'000, this, [this] { Q_EMIT finished(false); });
    }
}

void Headless::drain()
{
    const std::int64_t now = SystemClock().wallUs();
    m_feed.drain([this, now](const Batch &batch) {
        m_store.apply(m_source, batch, now);
        for (const Batch::Note &note : batch.notes) {
            if (const auto *story = std::get_if<CommandStory>(&note.item)) {
                tell(*story);
            }
        }
        return true;
    });
    m_store.flush();
}

void Headless::tell(const CommandStory &story)
{
    static const QString words[] = {
        tr("The acknowledgement of “%1” waits since an earlier run. %2"),
        tr("The server took the acknowledgement of “%1”. %2"),
        tr("The server refused the acknowledgement of “%1”: %2"),
        tr("The acknowledgement of “%1” cannot be sent: %2"),
        tr("The acknowledgement of “%1” was given up: %2"),
    };
    const QString text = story.kind == CommandStory::Kind::NotKept
                             ? story.text
                             : words[std::size_t(story.kind)].arg(story.ack.key, story.text);
    std::fprintf(stderr, "%s\n", qUtf8Printable(printable(text.trimmed())));
}

void Headless::printLine()
{
    const LinkStatus &status = m_feed.status();
    QString line = u"%1  %2 messages/s  %3 series"_s.arg(stateWord(status.state))
                       .arg(status.messages - m_messages)
                       .arg(m_store.count());
    if (status.messages > 0) {
        line += u"  received %1 %"_s.arg(100 * status.receivedShare(), 0, 'f', 3);
    }
    if (status.lostStretches > 0) {
        line += u"  %1 holes"_s.arg(status.lostStretches);
    }
    if (status.roundTripMs >= 0) {
        line += u"  round trip %1 ms"_s.arg(status.roundTripMs, 0, 'f', 1);
    }
    const int total = m_store.find(m_source, u"cpu.total"_s);
    if (total != Store::noSeries && !m_store.column(total).empty()) {
        line += u"  cpu %1 %"_s.arg(m_store.column(total).lastValue(), 0, 'f', 1);
    }
    if (!status.reason.isEmpty()) {
        line += u"  "_s + printable(status.reason);
    }
    m_messages = status.messages;
    std::printf("%s\n", qUtf8Printable(line));
    std::fflush(stdout);
}

QByteArray Headless::summary() const
{
    const LinkStatus &s = m_feed.status();
    const std::int64_t oldestUs = s.oldestCommandUs > 0 ? SystemClock().wallUs() - s.oldestCommandUs
                                                        : 0;
    const QJsonObject outbox{
        {u"waiting"_s, double(s.commandsWaiting)},
        {u"oldestMs"_s, double(oldestUs / 1000)},
        {u"expired"_s, double(s.commandsExpired)},
    };
    const double seconds = std::max<double>(double(m_clock.elapsed()), 1) / 1000;
    const QJsonObject object{
        {u"state"_s, stateWord(s.state)},
        {u"reason"_s, s.reason},
        {u"server"_s, s.server},
        {u"via"_s, wayWord(s.via)},
        {u"seconds"_s, seconds},
        {u"messagesPerSecond"_s, double(s.messages) / seconds},
        {u"bytesPerSecond"_s, double(s.bytes) / seconds},
        {u"frames"_s, double(s.frames)},
        {u"bytes"_s, double(s.bytes)},
        {u"messages"_s, double(s.messages)},
        {u"samples"_s, double(m_store.samples())},
        {u"series"_s, m_store.count()},
        {u"duplicates"_s, double(s.duplicates)},
        {u"replayed"_s, double(s.replayed)},
        {u"missed"_s, double(s.missed)},
        {u"gaps"_s, double(s.gaps)},
        {u"holesOfUnknownSize"_s, double(s.lostStretches)},
        {u"receivedShare"_s, s.receivedShare()},
        {u"badFrames"_s, double(s.badFrames)},
        {u"reconnects"_s, double(s.reconnects)},
        {u"endsByReason"_s, endsByReason(s)},
        {u"queueBatches"_s, double(m_feed.queued())},
        {u"readingPauses"_s, double(s.pauses)},
        {u"readingPausedMs"_s, double(s.pausedMs)},
        {u"roundTripMs"_s, s.roundTripMs},
        {u"roundTrip"_s, quantiles(s.roundTrip, u"Ms"_s)},
        {u"delay"_s, quantiles(s.delay, u"Ms"_s)},
        {u"decode"_s, quantiles(s.decode, u"Us"_s)},
        {u"clockOffsetMs"_s, double(s.clockOffsetUs) / 1e3},
        {u"storeBytes"_s, double(m_store.bytes())},
        {u"outbox"_s, outbox},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace sightglass
