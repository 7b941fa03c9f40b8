#include "wire/msgpackcodec.h"

#include "wire/columns.h"
#include "wire/tree.h"
#include "wire/unpack.h"

#include <QCborArray>
#include <QCoreApplication>

#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;
using Node = msgpack::object;
using Kind = msgpack::type::object_type;

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

// The unpacker has already bounded the depth.
QCborValue treeOf(const Node &node)
{
    switch (node.type) {
    case Kind::MAP: {
        QVariantMap map; // QCborMap would look through all fields for each
        for (std::uint32_t i = 0; i < node.via.map.size; ++i) {
            const auto &pair = node.via.map.ptr[i];
            if (pair.key.type == Kind::STR) {
                map.insert(treeOf(pair.key).toString(), QVariant::fromValue(treeOf(pair.val)));
            }
        }
        return QCborMap::fromVariantMap(map);
    }
    case Kind::ARRAY: {
        QCborArray list;
        for (std::uint32_t i = 0; i < node.via.array.size; ++i) {
            list.append(treeOf(node.via.array.ptr[i]));
        }
        return list;
    }
    case Kind::STR:
        return QString::fromUtf8(node.via.str.ptr, qsizetype(node.via.str.size));
    case Kind::BIN:
        return QByteArray(node.via.bin.ptr, qsizetype(node.via.bin.size));
    case Kind::POSITIVE_INTEGER:
        return node.via.u64 <= std::uint64_t(std::numeric_limits<qint64>::max())
                   ? QCborValue(qint64(node.via.u64))
                   : QCborValue(double(node.via.u64));
    case Kind::NEGATIVE_INTEGER:
        return qint64(node.via.i64);
    case Kind::FLOAT32:
    case Kind::FLOAT64:
        return node.via.f64;
    case Kind::BOOLEAN:
        return node.via.boolean;
    default:
        return QCborValue(nullptr);
    }
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
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: a column is neither list nor bytes"));
    }
    for (std::uint32_t i = 0; i < node.via.array.size; ++i) {
        std::int64_t value = 0;
        if (!wholeNumber(node.via.array.ptr[i], value)) {
            return say(QT_TRANSLATE_NOOP("wire", "in “samples”: an offset is not a whole number"));
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
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: a column is neither list nor bytes"));
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
            return say(QT_TRANSLATE_NOOP("wire", "in “samples”: a value is not a number"));
        }
    }
    return {};
}

QString readTimes(const Node &map, Samples &out, const WireLimits &limits)
{
    const Node *t0Node = find(map, "t0");
    std::int64_t t0 = 0;
    if (!t0Node || !wholeNumber(*t0Node, t0)) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: t0 is not a whole number"));
    }
    if (const Node *offsets = find(map, "dt")) {
        if (const QString error = readIntegers(*offsets, out.times); !error.isEmpty()) {
            return error;
        }
    } else {
        out.times.push_back(0);
    }
    if (out.times.size() > limits.samplesPerMessage) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: more than %1 samples"))
            .arg(limits.samplesPerMessage);
    }
    return columns::placeTimes(t0, out.times, 0);
}

QString readColumns(const Node &map, Samples &out, const WireLimits &limits)
{
    const Node *series = find(map, "series");
    const Node *values = find(map, "values");
    if (!series || !values || series->type != Kind::ARRAY || values->type != Kind::ARRAY) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: series and values are not both lists"));
    }
    if (series->via.array.size > limits.seriesPerMessage
        || series->via.array.size != values->via.array.size) {
        return say(QT_TRANSLATE_NOOP("wire",
                                     "in “samples”: not one column for each series, or more "
                                     "than %1"))
            .arg(limits.seriesPerMessage);
    }
    for (std::uint32_t i = 0; i < series->via.array.size; ++i) {
        std::int64_t id = -1;
        if (!wholeNumber(series->via.array.ptr[i], id) || id < 0
            || id > std::numeric_limits<std::uint32_t>::max()) {
            return say(QT_TRANSLATE_NOOP("wire", "in “samples”: a series id is not an unsigned "
                                                 "32-bit number"));
        }
        out.series.push_back(std::uint32_t(id));
        if (const QString error = readValues(values->via.array.ptr[i], out.values);
            !error.isEmpty()) {
            return error;
        }
        if (out.values.size() != out.series.size() * out.times.size()) {
            return say(QT_TRANSLATE_NOOP("wire", "in “samples”: a column is not as long as dt"));
        }
    }
    return {};
}

QString readSamples(const Node &map, Samples &out, const WireLimits &limits)
{
    const Node *channel = find(map, "channel");
    if (!channel || channel->type != Kind::STR) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: channel is not a text"));
    }
    out.channel = QString::fromUtf8(channel->via.str.ptr, qsizetype(channel->via.str.size));
    std::int64_t seq = 0;
    if (const Node *number = find(map, "seq"); number && (!wholeNumber(*number, seq) || seq < 0)) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: seq is not a sequence number"));
    }
    out.seq = std::uint64_t(seq);
    const QString error = readTimes(map, out, limits);
    return error.isEmpty() ? readColumns(map, out, limits) : error;
}

void packTree(msgpack::packer<msgpack::sbuffer> &packer, const QCborValue &value)
{
    if (value.isMap()) {
        const QCborMap map = value.toMap();
        packer.pack_map(std::uint32_t(map.size()));
        for (auto it = map.begin(); it != map.end(); ++it) {
            packTree(packer, it.key());
            packTree(packer, QCborValue(it.value()));
        }
    } else if (value.isArray()) {
        const QCborArray list = value.toArray();
        packer.pack_array(std::uint32_t(list.size()));
        for (const QCborValue &item : list) {
            packTree(packer, item);
        }
    } else if (value.isByteArray()) {
        const QByteArray bytes = value.toByteArray();
        packer.pack_bin(std::uint32_t(bytes.size()));
        packer.pack_bin_body(bytes.constData(), std::uint32_t(bytes.size()));
    } else if (value.isString()) {
        const QByteArray text = value.toString().toUtf8();
        packer.pack_str(std::uint32_t(text.size()));
        packer.pack_str_body(text.constData(), std::uint32_t(text.size()));
    } else if (value.isInteger()) {
        packer.pack_int64(value.toInteger());
    } else if (value.isDouble()) {
        packer.pack_double(value.toDouble());
    } else if (value.isBool()) {
        value.toBool() ? packer.pack_true() : packer.pack_false();
    } else {
        packer.pack_nil();
    }
}

} // namespace

MsgpackCodec::MsgpackCodec(WireLimits limits)
    : m_limits(limits)
{
}

QByteArray MsgpackCodec::encode(const Message &message) const
{
    msgpack::sbuffer buffer;
    msgpack::packer packer(buffer);
    packTree(packer, QCborValue(toTree(message, ColumnForm::Bytes)));
    return {buffer.data(), qsizetype(buffer.size())};
}

tl::expected<void, DecodeError> MsgpackCodec::decode(std::string_view bytes, Message &message)
{
    if (bytes.size() > m_limits.frameBytes) {
        return wrong(say(QT_TRANSLATE_NOOP("wire", "a frame of %1 bytes is over the limit of %2"))
                         .arg(bytes.size())
                         .arg(m_limits.frameBytes));
    }
    const auto handle = unpackWhole(bytes, m_limits, Texts::Utf8);
    if (!handle) {
        return tl::unexpected(handle.error());
    }
    const Node &root = handle->get();
    if (root.type != Kind::MAP) {
        return wrong(say(QT_TRANSLATE_NOOP("wire", "not a map")));
    }
    const Node *type = find(root, "type");
    if (type && type->type == Kind::STR && textIn(*type) == "samples") {
        if (!std::holds_alternative<Samples>(message)) {
            message = Samples{};
        }
        Samples &samples = std::get<Samples>(message);
        samples.clear();
        const QString error = readSamples(root, samples, m_limits);
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
