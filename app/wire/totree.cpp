#include "wire/tree.h"

#include "wire/columns.h"

#include <QCborArray>

#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

QCborArray texts(const QStringList &list)
{
    return QCborArray::fromStringList(list);
}

QCborMap textMap(const QMap<QString, QString> &map)
{
    QVariantMap out; // QCborMap would look through all fields for each
    for (auto it = map.begin(); it != map.end(); ++it) {
        out.insert(it.key(), it.value());
    }
    return QCborMap::fromVariantMap(out);
}

void put(QCborMap &map, const QString &key, const QString &text)
{
    if (!text.isEmpty()) {
        map[key] = text;
    }
}

QCborMap head(QLatin1StringView type)
{
    return {{u"type"_s, QString(type)}};
}

struct Writer
{
    ColumnForm form;

    QCborMap operator()(const Hello &m) const
    {
        QCborMap map = head("hello"_L1);
        map[u"client"_s] = m.client;
        if (!m.resumeSession.isEmpty()) {
            QVariantMap streams;
            for (auto it = m.resumeStreams.begin(); it != m.resumeStreams.end(); ++it) {
                streams.insert(it.key(),
                               QVariantMap{{u"epoch"_s, it->epoch}, {u"seq"_s, qint64(it->seq)}});
            }
            map[u"resume"_s] = QCborMap{{u"session"_s, m.resumeSession},
                                        {u"streams"_s, QCborMap::fromVariantMap(streams)}};
        }
        if (!m.compress.isEmpty()) {
            map[u"compress"_s] = texts(m.compress);
        }
        return map;
    }

    QCborMap operator()(const Welcome &m) const
    {
        QCborMap map = head("welcome"_L1);
        map[u"server"_s] = m.server;
        map[u"session"_s] = m.session;
        map[u"heartbeatMs"_s] = m.heartbeatMs;
        map[u"retainMs"_s] = qint64(m.retainMs);
        map[u"maxFrameBytes"_s] = qint64(m.maxFrameBytes);
        map[u"timeMs"_s] = m.timeMs;
        if (!m.channels.isEmpty()) {
            map[u"channels"_s] = texts(m.channels);
        }
        put(map, u"compress"_s, m.compress);
        return map;
    }

    QCborMap operator()(const Heartbeat &m) const
    {
        QCborMap map = head("heartbeat"_L1);
        map[u"sentUs"_s] = qint64(m.sentUs);
        if (m.echoUs) {
            map[u"echoUs"_s] = qint64(*m.echoUs);
        }
        return map;
    }

    QCborMap operator()(const Subscribe &m) const
    {
        QCborMap map = head("subscribe"_L1);
        map[u"channels"_s] = texts(m.channels);
        if (m.historyMs) {
            map[u"historyMs"_s] = qint64(*m.historyMs);
        }
        if (m.maxRateHz) {
            map[u"maxRateHz"_s] = *m.maxRateHz;
        }
        return map;
    }

    QCborMap operator()(const Subscribed &m) const
    {
        QCborMap map = head("subscribed"_L1);
        map[u"channel"_s] = m.channel;
        map[u"epoch"_s] = m.position.epoch;
        map[u"seq"_s] = qint64(m.position.seq);
        map[u"recovered"_s] = m.recovered;
        return map;
    }

    QCborMap operator()(const Unsubscribe &m) const
    {
        QCborMap map = head("unsubscribe"_L1);
        map[u"channels"_s] = texts(m.channels);
        return map;
    }

    QCborMap operator()(const Gap &m) const
    {
        QCborMap map = head("gap"_L1);
        map[u"channel"_s] = m.channel;
        map[u"from"_s] = qint64(m.from);
        map[u"to"_s] = qint64(m.to);
        return map;
    }

    static QCborMap series(const SeriesInfo &info)
    {
        static constexpr QLatin1StringView kinds[] = {"gauge"_L1, "counter"_L1, "state"_L1,
                                                      "histogram"_L1};
        QCborMap map{{u"id"_s, qint64(info.id)}, {u"name"_s, info.name}};
        put(map, u"unit"_s, info.unit);
        map[u"kind"_s] = QString(kinds[std::size_t(info.kind)]);
        if (info.min) {
            map[u"min"_s] = *info.min;
        }
        if (info.max) {
            map[u"max"_s] = *info.max;
        }
        if (info.intervalMs) {
            map[u"intervalMs"_s] = *info.intervalMs;
        }
        if (!info.labels.isEmpty()) {
            map[u"labels"_s] = textMap(info.labels);
        }
        if (!info.states.isEmpty()) {
            QCborMap states;
            for (auto it = info.states.begin(); it != info.states.end(); ++it) {
                states[QString::number(it.key())] = it.value();
            }
            map[u"states"_s] = states;
        }
        return map;
    }

    QCborMap operator()(const Catalog &m) const
    {
        QCborMap map = head("catalog"_L1);
        QCborArray list;
        for (const SeriesInfo &info : m.series) {
            list.append(series(info));
        }
        map[u"series"_s] = list;
        return map;
    }

    QCborValue numbers(const double *values, std::size_t count) const
    {
        if (form == ColumnForm::Bytes) {
            return columns::float64(values, count);
        }
        QCborArray list;
        for (std::size_t i = 0; i < count; ++i) {
            list.append(std::isfinite(values[i]) ? QCborValue(values[i]) : QCborValue(nullptr));
        }
        return list;
    }

    QCborMap operator()(const Samples &m) const
    {
        QCborMap map = head("samples"_L1);
        map[u"channel"_s] = m.channel;
        if (m.seq) {
            map[u"seq"_s] = qint64(m.seq);
        }
        const std::size_t rows = m.times.size();
        const std::int64_t t0 = rows ? m.times.front() : 0;
        map[u"t0"_s] = qint64(t0);
        if (rows != 1) {
            QCborArray offsets;
            std::vector<std::int64_t> dt;
            for (const std::int64_t time : m.times) {
                dt.push_back(time - t0);
                offsets.append(qint64(time - t0));
            }
            const bool bytes = form == ColumnForm::Bytes;
            map[u"dt"_s] = bytes ? QCborValue(columns::int64(dt.data(), rows))
                                 : QCborValue(offsets);
        }
        QCborArray ids;
        QCborArray values;
        for (std::size_t s = 0; s < m.series.size(); ++s) {
            ids.append(qint64(m.series[s]));
            values.append(numbers(m.values.data() + s * rows, rows));
        }
        map[u"series"_s] = ids;
        map[u"values"_s] = values;
        return map;
    }

    QCborMap operator()(const Event &m) const
    {
        static constexpr QLatin1StringView states[] = {"raised"_L1, "cleared"_L1, "info"_L1};
        static constexpr QLatin1StringView severities[] = {"info"_L1, "warning"_L1, "critical"_L1};
        QCborMap map = head("event"_L1);
        map[u"channel"_s] = m.channel;
        if (m.seq) {
            map[u"seq"_s] = qint64(m.seq);
        }
        map[u"key"_s] = m.key;
        map[u"state"_s] = QString(states[std::size_t(m.state)]);
        map[u"severity"_s] = QString(severities[std::size_t(m.severity)]);
        map[u"title"_s] = m.title;
        put(map, u"body"_s, m.body);
        map[u"timeUs"_s] = qint64(m.timeUs);
        put(map, u"source"_s, m.source);
        if (!m.labels.isEmpty()) {
            map[u"labels"_s] = textMap(m.labels);
        }
        if (!m.actions.isEmpty()) {
            map[u"actions"_s] = texts(m.actions);
        }
        return map;
    }

    QCborMap operator()(const Ack &m) const
    {
        QCborMap map = head("ack"_L1);
        map[u"id"_s] = m.id;
        map[u"key"_s] = m.key;
        map[u"action"_s] = m.action;
        put(map, u"comment"_s, m.comment);
        return map;
    }

    QCborMap operator()(const Done &m) const
    {
        QCborMap map = head("done"_L1);
        map[u"id"_s] = m.id;
        return map;
    }

    QCborMap operator()(const Bye &m) const
    {
        QCborMap map = head("bye"_L1);
        map[u"reason"_s] = m.reason;
        if (m.retryAfterMs) {
            map[u"retryAfterMs"_s] = qint64(*m.retryAfterMs);
        }
        map[u"final"_s] = m.final;
        return map;
    }

    QCborMap operator()(const Error &m) const
    {
        QCborMap map = head("error"_L1);
        map[u"code"_s] = m.code;
        map[u"text"_s] = m.text;
        put(map, u"id"_s, m.id);
        return map;
    }

    QCborMap operator()(const Unknown &m) const { return {{u"type"_s, m.type}}; }
};

} // namespace

QCborMap toTree(const Message &message, ColumnForm form)
{
    return std::visit(Writer{form}, message);
}

} // namespace sightglass
