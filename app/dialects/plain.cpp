#include "dialects/plain.h"

#include <QCoreApplication>

namespace sightglass {

PlainDialect::PlainDialect(const WireLimits &limits, bool learns)
    : m_flatten(limits)
    , m_learns(learns)
{
}

tl::expected<void, QString> PlainDialect::opened(const QString &)
{
    return {};
}

OutFrame PlainDialect::wrap(const Message &) const
{
    return {}; // a server we know nothing about is not spoken to
}

void PlainDialect::unwrap(const Frame &frame, std::int64_t nowUs, MessageSink &sink)
{
    if (m_learns && !frame.binary && m_shapes.read(frame.bytes, nowUs, m_samples)) {
        sink.samplesRead(m_samples);
    } else {
        readInFull(frame, nowUs, sink);
    }
}

void PlainDialect::readInFull(const Frame &frame, std::int64_t nowUs, MessageSink &sink)
{
    m_samples.clear();
    m_samples.times.push_back(nowUs);
    m_fields.clear();
    m_nowUs = nowUs;
    const auto read = frame.binary ? m_flatten.msgpack(frame.bytes, *this)
                                   : m_flatten.json(frame.bytes, *this);
    // Names met before the error are in the table now, so they are announced in any case.
    if (!m_added.series.empty()) {
        sink.messageRead(std::exchange(m_added, {}));
    }
    if (m_overflow && !m_overflowSaid) {
        m_overflowSaid = true;
        sink.messageRead(
            Error{QStringLiteral("limit"),
                  QCoreApplication::translate("dialects",
                                              "The server sends more than %1 different fields; the "
                                              "ones that came later are not shown.")
                      .arg(maxSeries),
                  {}});
    }
    if (!read) {
        sink.badFrame(read.error());
        return;
    }
    // Past the overflow there are fields that are nobody's.
    if (m_learns && !frame.binary && !m_overflow && m_shapes.wantsToLearn()) {
        m_shapes.learn(frame.bytes, m_fields);
    }
    sink.samplesRead(m_samples);
}

void PlainDialect::field(std::string_view path, double value)
{
    const bool named = path == "timestamp" || path == "ts" || path == "time";
    if (const auto timeUs = named ? Shape::timeNear(value, m_nowUs) : std::nullopt) {
        m_samples.times.front() = *timeUs;
        met({0, Shape::Role::Time, value});
        return;
    }
    auto known = m_ids.find(path);
    if (known == m_ids.end()) {
        if (m_ids.size() >= maxSeries) {
            m_overflow = true;
            return;
        }
        known = m_ids.emplace(std::string(path), std::uint32_t(m_ids.size())).first;
        SeriesInfo info;
        info.id = known->second;
        info.name = QString::fromUtf8(path.data(), qsizetype(path.size()));
        m_added.series.push_back(std::move(info));
    }
    m_samples.series.push_back(known->second);
    m_samples.values.push_back(value);
    met({known->second, named ? Shape::Role::NotTime : Shape::Role::Value, value});
}

void PlainDialect::met(const Shape::Field &field)
{
    if (m_fields.size() <= Shape::maxSlots) { // one more, and it is not learned
        m_fields.push_back(field);
    }
}

} // namespace sightglass
