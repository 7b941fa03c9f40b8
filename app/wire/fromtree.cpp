#include "wire/tree.h"

#include "wire/columns.h"

#include <QCborArray>
#include <QCoreApplication>
#include <QHash>

#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t seqBound = std::uint64_t(1) << 53; // exact in every language's numbers

QString say(const char *text)
{
    return QCoreApplication::translate("wire", text);
}

// Reads the fields of one message and remembers the first thing that was wrong.
class Fields
{
public:
    explicit Fields(const QCborMap &map)
        : m_map(map)
    {
    }

    QString text(const QString &key, bool required = true)
    {
        const QCborValue value = m_map.value(key);
        if (value.isUndefined() && !required) {
            return {};
        }
        if (!value.isString()) {
            fail(key, QT_TRANSLATE_NOOP("wire", "“%1” is not a text"));
        }
        return value.toString();
    }

    double number(const QString &key)
    {
        const QCborValue value = m_map.value(key);
        const double number = value.isInteger() ? double(value.toInteger()) : value.toDouble();
        if (!(value.isDouble() || value.isInteger()) || !std::isfinite(number)) {
            fail(key, QT_TRANSLATE_NOOP("wire", "“%1” is not a number"));
        }
        return number;
    }

    // A whole number; JSON writers in some languages say 1.0 for 1.
    std::int64_t integer(const QString &key)
    {
        const QCborValue value = m_map.value(key);
        if (value.isInteger()) {
            const qint64 whole = value.toInteger();
            if (whole > columns::timeBound || whole < -columns::timeBound) {
                fail(key, QT_TRANSLATE_NOOP("wire", "“%1” is out of range"));
            }
            return whole;
        }
        const double number = value.toDouble(NAN);
        if (!(std::abs(number) <= double(columns::timeBound)) || std::floor(number) != number) {
            fail(key, QT_TRANSLATE_NOOP("wire", "“%1” is not a whole number"));
            return 0;
        }
        return std::int64_t(number);
    }

    std::uint64_t seq(const QString &key, bool required = true)
    {
        if (!has(key) && !required) {
            return 0;
        }
        const std::int64_t value = integer(key);
        if (value < 0 || std::uint64_t(value) > seqBound) {
            fail(key, QT_TRANSLATE_NOOP("wire", "“%1” is not a sequence number"));
            return 0;
        }
        return std::uint64_t(value);
    }

    bool flag(const QString &key)
    {
        const QCborValue value = m_map.value(key);
        if (!value.isBool() && !value.isUndefined()) {
            fail(key, QT_TRANSLATE_NOOP("wire", "“%1” is neither true nor false"));
        }
        return value.toBool(false);
    }

    bool has(const QString &key) const { return m_map.contains(key); }

    QCborMap map(const QString &key)
    {
        const QCborValue value = m_map.value(key);
        if (!value.isMap() && !value.isUndefined()) {
            fail(key, QT_TRANSLATE_NOOP("wire", "“%1” is not a map"));
        }
        return value.toMap();
    }

    QStringList list(const QString &key, bool required)
    {
        QStringList out;
        const QCborValue value = m_map.value(key);
        if (!value.isArray() && (required || !value.isUndefined())) {
            fail(key, QT_TRANSLATE_NOOP("wire", "“%1” is not a list"));
        }
        for (const QCborValue &item : value.toArray()) {
            if (!item.isString()) {
                fail(key, QT_TRANSLATE_NOOP("wire", "“%1” holds something that is not a text"));
                break;
            }
            out.append(item.toString());
        }
        return out;
    }

    QMap<QString, QString> texts(const QString &key)
    {
        QMap<QString, QString> out;
        const QCborMap inner = map(key);
        for (auto it = inner.begin(); it != inner.end(); ++it) {
            if (!it.value().isString()) {
                fail(key, QT_TRANSLATE_NOOP("wire", "“%1” holds something that is not a text"));
            }
            out.insert(it.key().toString(), it.value().toString());
        }
        return out;
    }

    template<typename Enum>
    Enum word(const QString &key, std::initializer_list<QLatin1StringView> words)
    {
        const QString said = text(key);
        int at = 0;
        for (const QLatin1StringView word : words) {
            if (said == word) {
                return Enum(at);
            }
            ++at;
        }
        fail(key, QT_TRANSLATE_NOOP("wire", "“%1” is a word this version does not know"));
        return Enum(0);
    }

    void fail(const QString &key, const char *text)
    {
        if (error.isEmpty()) {
            error = say(text).arg(key);
        }
    }

    QString error;

private:
    const QCborMap &m_map;
};

Message readHello(Fields &f, const WireLimits &)
{
    Hello m;
    m.client = f.text(u"client"_s, false);
    const QCborMap resume = f.map(u"resume"_s);
    m.resumeSession = resume.value(u"session"_s).toString();
    const QCborMap streams = resume.value(u"streams"_s).toMap();
    for (auto it = streams.begin(); it != streams.end(); ++it) {
        const QCborMap inner = it.value().toMap();
        Fields position(inner);
        StreamPosition at{position.text(u"epoch"_s), position.seq(u"seq"_s)};
        m.resumeStreams.insert(it.key().toString(), at);
        if (f.error.isEmpty()) {
            f.error = position.error;
        }
    }
    m.compress = f.list(u"compress"_s, false);
    return m;
}

Message readWelcome(Fields &f, const WireLimits &)
{
    Welcome m;
    m.server = f.text(u"server"_s, false);
    m.session = f.text(u"session"_s);
    m.heartbeatMs = int(std::clamp<std::int64_t>(f.integer(u"heartbeatMs"_s), 0, 3'600'000));
    m.retainMs = f.has(u"retainMs"_s) ? f.integer(u"retainMs"_s) : 0;
    m.maxFrameBytes = f.has(u"maxFrameBytes"_s) ? f.integer(u"maxFrameBytes"_s) : 0;
    m.timeMs = f.number(u"timeMs"_s);
    if (std::abs(m.timeMs) > double(columns::timeBound) / 1000) {
        f.fail(u"timeMs"_s, QT_TRANSLATE_NOOP("wire", "“%1” is out of range"));
    }
    m.channels = f.list(u"channels"_s, false);
    m.compress = f.text(u"compress"_s, false);
    return m;
}

Message readHeartbeat(Fields &f, const WireLimits &)
{
    Heartbeat m;
    m.sentUs = f.integer(u"sentUs"_s);
    if (f.has(u"echoUs"_s)) {
        m.echoUs = f.integer(u"echoUs"_s);
    }
    return m;
}

Message readSubscribe(Fields &f, const WireLimits &)
{
    Subscribe m;
    m.channels = f.list(u"channels"_s, true);
    if (f.has(u"historyMs"_s)) {
        m.historyMs = f.integer(u"historyMs"_s);
    }
    if (f.has(u"maxRateHz"_s)) {
        m.maxRateHz = f.number(u"maxRateHz"_s);
    }
    return m;
}

Message readSubscribed(Fields &f, const WireLimits &)
{
    return Subscribed{
        f.text(u"channel"_s), {f.text(u"epoch"_s), f.seq(u"seq"_s)}, f.flag(u"recovered"_s)};
}

Message readUnsubscribe(Fields &f, const WireLimits &)
{
    return Unsubscribe{f.list(u"channels"_s, true)};
}

Message readGap(Fields &f, const WireLimits &)
{
    Gap m{f.text(u"channel"_s), f.seq(u"from"_s), f.seq(u"to"_s)};
    if (m.from == 0 || m.to < m.from) {
        f.fail(u"to"_s, QT_TRANSLATE_NOOP("wire", "“%1” lies before “from”"));
    }
    return m;
}

SeriesInfo readSeries(Fields &f)
{
    SeriesInfo info;
    const std::int64_t id = f.integer(u"id"_s);
    if (id < 0 || id > std::numeric_limits<std::uint32_t>::max()) {
        f.fail(u"id"_s, QT_TRANSLATE_NOOP("wire", "“%1” is not an unsigned 32-bit number"));
    }
    info.id = std::uint32_t(id);
    info.name = f.text(u"name"_s);
    info.unit = f.text(u"unit"_s, false);
    if (f.has(u"kind"_s)) {
        info.kind = f.word<SeriesKind>(u"kind"_s,
                                       {"gauge"_L1, "counter"_L1, "state"_L1, "histogram"_L1});
    }
    if (f.has(u"min"_s)) {
        info.min = f.number(u"min"_s);
    }
    if (f.has(u"max"_s)) {
        info.max = f.number(u"max"_s);
    }
    if (f.has(u"intervalMs"_s)) {
        info.intervalMs = int(std::clamp<std::int64_t>(f.integer(u"intervalMs"_s), 0, 86'400'000));
    }
    info.labels = f.texts(u"labels"_s);
    const QMap<QString, QString> states = f.texts(u"states"_s);
    for (auto it = states.begin(); it != states.end(); ++it) {
        bool whole = false;
        info.states.insert(it.key().toInt(&whole), it.value());
        if (!whole) {
            f.fail(u"states"_s,
                   QT_TRANSLATE_NOOP("wire", "“%1” has a key that is not a whole number"));
        }
    }
    return info;
}

Message readCatalog(Fields &f, const WireLimits &limits, const QCborMap &map)
{
    Catalog m;
    if (!map.value(u"series"_s).isArray()) {
        f.fail(u"series"_s, QT_TRANSLATE_NOOP("wire", "“%1” is not a list"));
    }
    const QCborArray list = map.value(u"series"_s).toArray();
    if (std::size_t(list.size()) > limits.seriesPerMessage) {
        f.error = say(QT_TRANSLATE_NOOP("wire", "more than %1 series in one message"))
                      .arg(limits.seriesPerMessage);
        return m;
    }
    m.series.reserve(std::size_t(list.size()));
    for (const QCborValue &item : list) {
        const QCborMap inner = item.toMap();
        Fields fields(inner);
        m.series.push_back(readSeries(fields));
        if (!fields.error.isEmpty()) {
            f.error = fields.error;
            break;
        }
    }
    return m;
}

Message readEvent(Fields &f, const WireLimits &)
{
    Event m;
    m.channel = f.text(u"channel"_s);
    m.seq = f.seq(u"seq"_s, false);
    m.key = f.text(u"key"_s);
    m.state = f.word<EventState>(u"state"_s, {"raised"_L1, "cleared"_L1, "info"_L1});
    m.severity = f.word<Severity>(u"severity"_s, {"info"_L1, "warning"_L1, "critical"_L1});
    m.title = f.text(u"title"_s);
    m.body = f.text(u"body"_s, false);
    m.timeUs = f.integer(u"timeUs"_s);
    m.source = f.text(u"source"_s, false);
    m.labels = f.texts(u"labels"_s);
    m.actions = f.list(u"actions"_s, false);
    return m;
}

Message readAck(Fields &f, const WireLimits &)
{
    return Ack{f.text(u"id"_s), f.text(u"key"_s), f.text(u"action"_s), f.text(u"comment"_s, false)};
}

Message readDone(Fields &f, const WireLimits &)
{
    return Done{f.text(u"id"_s)};
}

Message readBye(Fields &f, const WireLimits &)
{
    Bye m;
    m.reason = f.text(u"reason"_s, false);
    if (f.has(u"retryAfterMs"_s)) {
        m.retryAfterMs = f.integer(u"retryAfterMs"_s);
    }
    m.final = f.flag(u"final"_s);
    return m;
}

Message readError(Fields &f, const WireLimits &)
{
    return Error{f.text(u"code"_s), f.text(u"text"_s, false), f.text(u"id"_s, false)};
}

} // namespace

Decoded<Message> fromTree(const QCborMap &map, const WireLimits &limits)
{
    using Read = Message (*)(Fields &, const WireLimits &);
    static const QHash<QString, Read> readers{{u"hello"_s, readHello},
                                              {u"welcome"_s, readWelcome},
                                              {u"heartbeat"_s, readHeartbeat},
                                              {u"subscribe"_s, readSubscribe},
                                              {u"subscribed"_s, readSubscribed},
                                              {u"unsubscribe"_s, readUnsubscribe},
                                              {u"gap"_s, readGap},
                                              {u"event"_s, readEvent},
                                              {u"ack"_s, readAck},
                                              {u"done"_s, readDone},
                                              {u"bye"_s, readBye},
                                              {u"error"_s, readError}};

    Fields fields(map);
    const QString type = fields.text(u"type"_s);
    if (!fields.error.isEmpty()) {
        return tl::unexpected(DecodeError{fields.error});
    }
    if (type == "samples"_L1) {
        // The codecs read samples themselves, by the first “type”; this is a second one.
        return tl::unexpected(DecodeError{say(QT_TRANSLATE_NOOP("wire", "“type” is there twice"))});
    }
    Message message = Unknown{type};
    if (type == "catalog"_L1) {
        message = readCatalog(fields, limits, map);
    } else if (const Read read = readers.value(type)) {
        message = read(fields, limits);
    }
    if (!fields.error.isEmpty()) {
        return tl::unexpected(
            DecodeError{say(QT_TRANSLATE_NOOP("wire", "in “%1”: %2")).arg(type, fields.error)});
    }
    return message;
}

} // namespace sightglass
