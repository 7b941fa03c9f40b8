#include "dialects/plain.h"

#include <QCoreApplication>

#include <cmath>

namespace sightglass {

namespace {

constexpr double dayUs = 86'400e6;

} // namespace

PlainDialect::PlainDialect(const WireLimits &limits)
    : m_flatten(limits)
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
    m_samples.clear();
    m_samples.times.push_back(nowUs);
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
    sink.samplesRead(m_samples);
}

void PlainDialect::field(std::string_view path, double value)
{
    if (isTime(path, value)) {
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
}

bool PlainDialect::isTime(std::string_view path, double value)
{
    if (path != "timestamp" && path != "ts" && path != "time") {
        return false;
    }
    for (const double toUs : {1e6, 1e3, 1.0, 1e-3}) {
        const double timeUs = value * toUs;
        if (std::abs(timeUs - double(m_nowUs)) < dayUs) {
            m_samples.times.front() = std::int64_t(timeUs);
            return true;
        }
    }
    return false;
}

} // namespace sightglass
