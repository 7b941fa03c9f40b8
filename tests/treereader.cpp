#include "treereader.h"

#include "messages.h"
#include "wire/columns.h"
#include "wire/jsoncodec.h"
#include "wire/msgpackcodec.h"
#include "wire/unpack.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;
using Node = msgpack::object;
using Kind = msgpack::type::object_type;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr int deepest = 30; // JSON ends a level sooner or later, by what is innermost

std::string_view textIn(const Node &node)
{
    return {node.via.str.ptr, node.via.str.size};
}

const Node *find(const Node &map, std::string_view key)
{
    for (std::uint32_t i = 0; i < map.via.map.size; ++i) {
        const auto &pair = map.via.map.ptr[i];
        if (pair.key.type == Kind::STR && textIn(pair.key) == key) {
            return &pair.val;
        }
    }
    return nullptr;
}

bool wholeNumber(const Node &node, std::int64_t &out)
{
    const bool isFloat = node.type == Kind::FLOAT32 || node.type == Kind::FLOAT64;
    if (node.type == Kind::NEGATIVE_INTEGER) {
        out = node.via.i64;
    } else if (node.type == Kind::POSITIVE_INTEGER
               && node.via.u64 <= std::uint64_t(columns::timeBound)) {
        out = std::int64_t(node.via.u64);
    } else if (isFloat && std::abs(node.via.f64) <= double(columns::timeBound)
               && std::floor(node.via.f64) == node.via.f64) {
        out = std::int64_t(node.via.f64);
    } else {
        return false;
    }
    return true;
}

// A column of whole numbers, in any of its forms.
QString readIntegers(const Node &node, std::vector<std::int64_t> &out)
{
    if (node.type == Kind::BIN) {
        return columns::readInt64({node.via.bin.ptr, node.via.bin.size}, out);
    }
    if (node.type == Kind::EXT) {
        const std::string_view bytes(node.via.ext.data(), node.via.ext.size);
        if (node.via.ext.type() == columns::extInt64) {
            return columns::readInt64(bytes, out);
        }
        if (node.via.ext.type() == columns::extDelta) {
            return columns::readDelta(bytes, out);
        }
    }
    if (node.type != Kind::ARRAY) {
        return u"in “samples”: a column is neither list nor bytes"_s;
    }
    for (std::uint32_t i = 0; i < node.via.array.size; ++i) {
        std::int64_t value = 0;
        if (!wholeNumber(node.via.array.ptr[i], value)) {
            return u"in “samples”: an offset is not a whole number"_s;
        }
        out.push_back(value);
    }
    return {};
}

QString readValues(const Node &node, std::vector<double> &out)
{
    if (node.type == Kind::BIN) {
        return columns::readFloat64({node.via.bin.ptr, node.via.bin.size}, out);
    }
    if (node.type == Kind::EXT) {
        std::vector<std::int64_t> whole;
        const QString error = readIntegers(node, whole);
        out.insert(out.end(), whole.begin(), whole.end());
        return error;
    }
    if (node.type != Kind::ARRAY) {
        return u"in “samples”: a column is neither list nor bytes"_s;
    }
    for (std::uint32_t i = 0; i < node.via.array.size; ++i) {
        const Node &item = node.via.array.ptr[i];
        switch (item.type) {
        case Kind::POSITIVE_INTEGER:
            out.push_back(double(item.via.u64));
            break;
        case Kind::NEGATIVE_INTEGER:
            out.push_back(double(item.via.i64));
            break;
        case Kind::FLOAT32:
        case Kind::FLOAT64:
            out.push_back(item.via.f64);
            break;
        case Kind::BOOLEAN:
            out.push_back(item.via.boolean ? 1 : 0);
            break;
        case Kind::NIL:
            out.push_back(notANumber);
            break;
        default:
            return u"in “samples”: a value is not a number"_s;
        }
    }
    return {};
}

QString readTimes(const Node &map, Samples &out, const WireLimits &limits)
{
    const Node *t0Node = find(map, "t0");
    std::int64_t t0 = 0;
    if (!t0Node || !wholeNumber(*t0Node, t0)) {
        return u"in “samples”: t0 is not a whole number"_s;
    }
    if (const Node *offsets = find(map, "dt")) {
        if (const QString error = readIntegers(*offsets, out.times); !error.isEmpty()) {
            return error;
        }
    } else {
        out.times.push_back(0);
    }
    if (out.times.size() > limits.samplesPerMessage) {
        return u"in “samples”: more than %1 samples"_s.arg(limits.samplesPerMessage);
    }
    return columns::placeTimes(t0, out.times, 0);
}

QString readColumns(const Node &map, Samples &out, const WireLimits &limits)
{
    const Node *series = find(map, "series");
    const Node *values = find(map, "values");
    if (!series || !values || series->type != Kind::ARRAY || values->type != Kind::ARRAY) {
        return u"in “samples”: series and values are not both lists"_s;
    }
    if (series->via.array.size > limits.seriesPerMessage
        || series->via.array.size != values->via.array.size) {
        return u"in “samples”: not one column for each series, or more "
               "than %1"_s.arg(limits.seriesPerMessage);
    }
    for (std::uint32_t i = 0; i < series->via.array.size; ++i) {
        std::int64_t id = -1;
        if (!wholeNumber(series->via.array.ptr[i], id) || id < 0
            || id > std::numeric_limits<std::uint32_t>::max()) {
            return u"in “samples”: a series id is not an unsigned "
                   "32-bit number"_s;
        }
        out.series.push_back(std::uint32_t(id));
        if (const QString error = readValues(values->via.array.ptr[i], out.values);
            !error.isEmpty()) {
            return error;
        }
        if (out.values.size() != out.series.size() * out.times.size()) {
            return u"in “samples”: a column is not as long as dt"_s;
        }
    }
    return {};
}

QString readSamples(const Node &map, Samples &out, const WireLimits &limits)
{
    const Node *channel = find(map, "channel");
    if (!channel || channel->type != Kind::STR) {
        return u"in “samples”: channel is not a text"_s;
    }
    out.channel = QString::fromUtf8(channel->via.str.ptr, qsizetype(channel->via.str.size));
    std::int64_t seq = 0;
    if (const Node *number = find(map, "seq"); number && (!wholeNumber(*number, seq) || seq < 0)) {
        return u"in “samples”: seq is not a sequence number"_s;
    }
    out.seq = std::uint64_t(seq);
    const QString error = readTimes(map, out, limits);
    return error.isEmpty() ? readColumns(map, out, limits) : error;
}

std::optional<QByteArray> jsonOf(const Node &node, int depth);

std::optional<QByteArray> jsonOfMap(const Node &node, int depth)
{
    QByteArrayList pairs;
    for (std::uint32_t i = 0; i < node.via.map.size; ++i) {
        const auto &pair = node.via.map.ptr[i];
        const auto key = jsonOf(pair.key, depth);
        const auto value = jsonOf(pair.val, depth);
        if (pair.key.type != Kind::STR || !key || !value) {
            return {};
        }
        pairs.append(*key + ':' + *value);
    }
    return '{' + pairs.join(',') + '}';
}

std::optional<QByteArray> jsonOfList(const Node &node, int depth)
{
    QByteArrayList items;
    for (std::uint32_t i = 0; i < node.via.array.size; ++i) {
        const auto item = jsonOf(node.via.array.ptr[i], depth);
        if (!item) {
            return {};
        }
        items.append(*item);
    }
    return '[' + items.join(',') + ']';
}

QByteArray jsonOfText(const Node &node)
{
    const QString text = QString::fromUtf8(node.via.str.ptr, qsizetype(node.via.str.size));
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

std::optional<QByteArray> jsonOf(const Node &node, int depth)
{
    if (depth == 0) {
        return {};
    }
    switch (node.type) {
    case Kind::MAP:
        return jsonOfMap(node, depth - 1);
    case Kind::ARRAY:
        return jsonOfList(node, depth - 1);
    case Kind::STR:
        return jsonOfText(node);
    case Kind::POSITIVE_INTEGER:
        return QByteArray::number(quint64(node.via.u64));
    case Kind::NEGATIVE_INTEGER:
        return QByteArray::number(qint64(node.via.i64));
    case Kind::FLOAT32:
    case Kind::FLOAT64:
        return std::isfinite(node.via.f64)
                   ? std::optional(QByteArray::number(node.via.f64, 'g', 17))
                   : std::nullopt;
    case Kind::BOOLEAN:
        return QByteArray(node.via.boolean ? "true" : "false");
    case Kind::NIL:
        return QByteArray("null");
    default:
        return {};
    }
}

} // namespace

std::optional<Decoded<Samples>> readFromTree(std::string_view bytes, const WireLimits &limits)
{
    const auto handle = unpackWhole(bytes, limits, Texts::Utf8);
    if (!handle || handle->get().type != Kind::MAP) {
        return {};
    }
    const Node *type = find(handle->get(), "type");
    if (!type || type->type != Kind::STR || textIn(*type) != "samples") {
        return {};
    }
    Samples samples;
    const QString error = readSamples(handle->get(), samples, limits);
    if (!error.isEmpty()) {
        return tl::unexpected(DecodeError{error});
    }
    return samples;
}

std::optional<QByteArray> asJson(std::string_view bytes)
{
    const auto handle = unpackWhole(bytes, {}, Texts::Utf8);
    return handle ? jsonOf(handle->get(), deepest) : std::nullopt;
}

QString disagreement(std::string_view bytes)
{
    static MsgpackCodec codec; // used again and again, as it is in life
    static JsonCodec json;
    Message read;
    const auto decoded = codec.decode(bytes, read);
    const QString error = decoded ? QString() : decoded.error().text;
    const auto handle = unpackWhole(bytes, {}, Texts::Utf8);
    if (!handle && handle.error().text != error) {
        return u"not a frame: “%1”; by the codec: “%2”"_s.arg(handle.error().text, error);
    }
    if (const auto tree = readFromTree(bytes)) {
        const QString said = *tree ? QString() : tree->error().text;
        if (said != error || (*tree && !same(read, **tree))) {
            return u"by the tree: “%1”; by the codec: “%2”"_s.arg(said, error);
        }
    }
    if (const auto text = asJson(bytes)) {
        Message other;
        const auto also = json.decode({text->constData(), std::size_t(text->size())}, other);
        if (also.has_value() != decoded.has_value() || (also && !same(read, other))) {
            return u"%1 is “%2” in JSON, “%3” here"_s.arg(
                QString::fromUtf8(*text), also ? QString() : also.error().text, error);
        }
    }
    return {};
}

} // namespace sightglass
