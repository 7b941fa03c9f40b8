#include "wire/jsoncodec.h"

#include "wire/columns.h"
#include "wire/lasttext.h"
#include "wire/tree.h"

#include <QCborArray>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <simdjson.h>

#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;
namespace dom = simdjson::dom;

struct JsonCodec::Parser
{
    dom::parser dom;
    std::string padded;
    LastText channel;
};

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

QString say(const char *text)
{
    return QCoreApplication::translate("wire", text);
}

tl::unexpected<DecodeError> wrong(const QString &text)
{
    return tl::unexpected(DecodeError{text});
}

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

// simdjson has already bounded the depth.
QCborValue treeOf(const dom::element &element)
{
    switch (element.type()) {
    case dom::element_type::OBJECT: {
        QVariantMap map; // QCborMap would look through all fields for each
        for (const auto field : dom::object(element)) {
            map.insert(textOf(field.key), QVariant::fromValue(treeOf(field.value)));
        }
        return QCborMap::fromVariantMap(map);
    }
    case dom::element_type::ARRAY: {
        QCborArray list;
        for (const dom::element item : dom::array(element)) {
            list.append(treeOf(item));
        }
        return list;
    }
    case dom::element_type::STRING:
        return textOf(std::string_view(element));
    case dom::element_type::INT64:
        return qint64(std::int64_t(element));
    case dom::element_type::UINT64:
        return double(std::uint64_t(element));
    case dom::element_type::DOUBLE:
        return double(element);
    case dom::element_type::BOOL:
        return bool(element);
    case dom::element_type::NULL_VALUE:
        break;
    }
    return QCborValue(nullptr);
}

// The whole number in `element`; some languages write 1.0 for 1.
bool wholeNumber(const dom::element &element, std::int64_t &out)
{
    if (element.get_int64().get(out) == simdjson::SUCCESS) {
        return out <= columns::timeBound && out >= -columns::timeBound;
    }
    double number = 0;
    if (element.get_double().get(number) != simdjson::SUCCESS || std::floor(number) != number
        || std::abs(number) > double(columns::timeBound)) {
        return false;
    }
    out = std::int64_t(number);
    return true;
}

QString readTimes(const dom::object &object, Samples &out, const WireLimits &limits)
{
    dom::element field;
    std::int64_t t0 = 0;
    if (object["t0"].get(field) != simdjson::SUCCESS || !wholeNumber(field, t0)) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: t0 is not a whole number"));
    }
    if (object["dt"].get(field) != simdjson::SUCCESS) {
        out.times.push_back(0);
        return columns::placeTimes(t0, out.times, 0);
    }
    dom::array offsets;
    if (field.get_array().get(offsets) != simdjson::SUCCESS) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: dt is not a list"));
    }
    for (const dom::element item : offsets) {
        std::int64_t offset = 0;
        if (!wholeNumber(item, offset) || out.times.size() >= limits.samplesPerMessage) {
            return say(QT_TRANSLATE_NOOP("wire", "in “samples”: dt is not a list of at most %1 "
                                                 "whole numbers"))
                .arg(limits.samplesPerMessage);
        }
        out.times.push_back(offset);
    }
    return columns::placeTimes(t0, out.times, 0);
}

QString readColumn(const dom::element &element, std::vector<double> &out)
{
    dom::array column;
    if (element.get_array().get(column) != simdjson::SUCCESS) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: a column is not a list"));
    }
    for (const dom::element item : column) {
        double value = notANumber;
        bool flag = false;
        if (item.get_bool().get(flag) == simdjson::SUCCESS) {
            value = flag ? 1 : 0;
        } else if (!item.is_null() && item.get_double().get(value) != simdjson::SUCCESS) {
            return say(QT_TRANSLATE_NOOP("wire", "in “samples”: a value is not a number"));
        }
        out.push_back(value);
    }
    return {};
}

QString readSamples(const dom::object &object, LastText &lastChannel, Samples &out,
                    const WireLimits &limits)
{
    dom::element field;
    std::string_view channel;
    if (object["channel"].get_string().get(channel) != simdjson::SUCCESS) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: channel is not a text"));
    }
    out.channel = lastChannel.of(channel);
    std::int64_t seq = 0;
    if (object["seq"].get(field) == simdjson::SUCCESS && (!wholeNumber(field, seq) || seq < 0)) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: seq is not a sequence number"));
    }
    out.seq = std::uint64_t(seq);
    if (const QString error = readTimes(object, out, limits); !error.isEmpty()) {
        return error;
    }
    dom::array series;
    dom::array values;
    if (object["series"].get_array().get(series) != simdjson::SUCCESS
        || object["values"].get_array().get(values) != simdjson::SUCCESS) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: series and values are not both lists"));
    }
    for (const dom::element item : series) {
        std::int64_t id = -1;
        if (!wholeNumber(item, id) || id < 0 || id > std::numeric_limits<std::uint32_t>::max()
            || out.series.size() >= limits.seriesPerMessage) {
            return say(QT_TRANSLATE_NOOP("wire", "in “samples”: series is not a list of at most %1 "
                                                 "unsigned 32-bit numbers"))
                .arg(limits.seriesPerMessage);
        }
        out.series.push_back(std::uint32_t(id));
    }
    std::size_t columnsRead = 0;
    for (const dom::element column : values) {
        ++columnsRead;
        if (const QString error = readColumn(column, out.values); !error.isEmpty()) {
            return error;
        }
        if (out.values.size() != columnsRead * out.times.size()) {
            return say(QT_TRANSLATE_NOOP("wire", "in “samples”: a column is not as long as dt"));
        }
    }
    if (columnsRead != out.series.size()) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: not one column for each series"));
    }
    return {};
}

Samples &samplesIn(Message &message)
{
    if (!std::holds_alternative<Samples>(message)) {
        message = Samples{};
    }
    Samples &samples = std::get<Samples>(message);
    samples.clear();
    return samples;
}

} // namespace

JsonCodec::JsonCodec(WireLimits limits)
    : m_parser(std::make_unique<Parser>())
    , m_limits(limits)
{
}

JsonCodec::~JsonCodec() = default;

QByteArray JsonCodec::encode(const Message &message) const
{
    const QCborMap map = toTree(message, ColumnForm::Numbers);
    return QJsonDocument(map.toJsonObject()).toJson(QJsonDocument::Compact);
}

tl::expected<void, DecodeError> JsonCodec::decode(std::string_view bytes, Message &message)
{
    if (bytes.size() > m_limits.frameBytes) {
        return wrong(say(QT_TRANSLATE_NOOP("wire", "a frame of %1 bytes is over the limit of %2"))
                         .arg(bytes.size())
                         .arg(m_limits.frameBytes));
    }
    std::string &padded = m_parser->padded;
    padded.reserve(bytes.size() + simdjson::SIMDJSON_PADDING);
    padded.assign(bytes);
    if (m_parser->dom.capacity() < bytes.size()
        && m_parser->dom.allocate(bytes.size(), std::size_t(m_limits.depth)) != simdjson::SUCCESS) {
        return wrong(say(QT_TRANSLATE_NOOP("wire", "not enough memory for a frame")));
    }
    dom::element root;
    if (const auto error = m_parser->dom.parse(padded.data(), bytes.size(), false).get(root)) {
        return wrong(say(QT_TRANSLATE_NOOP("wire", "not JSON: %1"))
                         .arg(QString::fromUtf8(simdjson::error_message(error))));
    }
    dom::object object;
    if (root.get_object().get(object) != simdjson::SUCCESS) {
        return wrong(say(QT_TRANSLATE_NOOP("wire", "not a map")));
    }
    std::string_view type;
    if (object["type"].get_string().get(type) == simdjson::SUCCESS && type == "samples") {
        const QString error = readSamples(object, m_parser->channel, samplesIn(message), m_limits);
        return error.isEmpty() ? tl::expected<void, DecodeError>{} : wrong(error);
    }
    auto read = fromTree(treeOf(root).toMap(), m_limits);
    if (!read) {
        return tl::unexpected(read.error());
    }
    message = std::move(*read);
    return {};
}

} // namespace sightglass
