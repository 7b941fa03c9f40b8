#include "tail.h"

#include "log.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <cstdio>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

void put(const QJsonObject &object)
{
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout);
}

struct Line
{
    QHash<std::uint32_t, QString> &names;

    void operator()(const SeriesSeen &seen) const
    {
        if (names.value(seen.index) == seen.info.name) {
            return; // only its channel became known
        }
        names.insert(seen.index, seen.info.name);
        put({{u"type"_s, u"series"_s}, {u"name"_s, seen.info.name}, {u"unit"_s, seen.info.unit}});
    }
    void operator()(const LostTime &lost) const
    {
        static const QString reasons[] = {u"server-forgot"_s, u"server-restarted"_s,
                                          u"not-numbered"_s, u"skipped"_s};
        put({{u"type"_s, u"lost"_s},
             {u"channel"_s, lost.channel},
             {u"fromUs"_s, qint64(lost.fromUs)},
             {u"toUs"_s, qint64(lost.toUs)},
             {u"missed"_s, qint64(lost.missed)},
             {u"reason"_s, reasons[std::size_t(lost.reason)]}});
    }
    void operator()(const CommandStory &) const {} // it gives none
    void operator()(const Event &event) const
    {
        static const QString states[] = {u"raised"_s, u"cleared"_s, u"info"_s};
        static const QString severities[] = {u"info"_s, u"warning"_s, u"critical"_s};
        put({{u"type"_s, u"event"_s},
             {u"key"_s, event.key},
             {u"state"_s, states[std::size_t(event.state)]},
             {u"severity"_s, severities[std::size_t(event.severity)]},
             {u"title"_s, event.title},
             {u"body"_s, event.body},
             {u"timeUs"_s, qint64(event.timeUs)},
             {u"channel"_s, event.channel},
             {u"seq"_s, qint64(event.seq)}});
    }
    void operator()(const LinkStory &story) const
    {
        static const QString kinds[] = {u"lost"_s,    u"resumed"_s, u"restarted"_s,
                                        u"refused"_s, u"limit"_s,   u"bad-frames"_s};
        std::fprintf(stderr, "%s: down %lld ms, %llu replayed%s%s\n",
                     qUtf8Printable(kinds[std::size_t(story.kind)]), qlonglong(story.downMs),
                     qulonglong(story.replayed), story.text.isEmpty() ? "" : ": ",
                     qUtf8Printable(printable(story.text)));
    }
};

} // namespace

Tail::Tail(Feed &feed, qint64 count, int seconds)
    : m_feed(feed)
    , m_left(count > 0 ? count : -1)
{
    connect(&feed, &Feed::ready, this, &Tail::drain);
    connect(&feed, &Feed::statusChanged, this, &Tail::printState);
    if (seconds > 0) {
        QTimer::singleShot(seconds * 1'000, this, [this] { Q_EMIT finished(false); });
    }
}

void Tail::drain()
{
    bool more = true;
    m_feed.drain([this, &more](const Batch &batch) {
        more = print(batch);
        return more;
    });
    std::fflush(stdout);
    if (!more || std::ferror(stdout)) {
        m_feed.disconnect(this);
        Q_EMIT finished(std::ferror(stdout) != 0);
    }
}

bool Tail::print(const Batch &batch)
{
    std::size_t note = 0;
    const auto notesUpTo = [&](std::size_t position) {
        for (; note < batch.notes.size() && batch.notes[note].at <= position; ++note) {
            std::visit(Line{m_names}, batch.notes[note].item);
        }
    };
    for (std::size_t i = 0; i < batch.times.size(); ++i) {
        notesUpTo(i);
        const double value = batch.values[i];
        put({{u"type"_s, u"sample"_s},
             {u"series"_s, m_names.value(batch.series[i])},
             {u"timeUs"_s, qint64(batch.times[i])},
             {u"value"_s, std::isfinite(value) ? QJsonValue(value) : QJsonValue()}});
        if (m_left > 0 && --m_left == 0) {
            return false;
        }
    }
    notesUpTo(batch.times.size());
    return true;
}

void Tail::printState()
{
    const LinkStatus &status = m_feed.status();
    if (status.state == m_state && !status.final) {
        return;
    }
    m_state = status.state;
    std::fprintf(stderr, "%s%s%s\n", qUtf8Printable(stateWord(status.state)),
                 status.reason.isEmpty() ? "" : ": ", qUtf8Printable(printable(status.reason)));
    if (status.final) {
        Q_EMIT finished(true);
    }
}

} // namespace sightglass
