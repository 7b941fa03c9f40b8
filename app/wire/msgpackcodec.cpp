#include "wire/msgpackcodec.h"

#include "wire/samplesreader.h"
#include "wire/tree.h"
#include "wire/unpack.h"

#include <QCborArray>
#include <QCoreApplication>

namespace sightglass {

struct MsgpackCodec::Reader
{
    explicit Reader(const WireLimits &limits)
        : looking(SamplesReader(limits))
    {
    }
    Looking<SamplesReader> looking;
};

using namespace Qt::StringLiterals;
using Node = msgpack::object;
using Kind = msgpack::type::object_type;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wire", text);
}

tl::unexpected<DecodeError> wrong(const QString &text)
{
    return tl::unexpected(DecodeError{text});
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
    : m_reader(std::make_unique<Reader>(limits))
    , m_limits(limits)
{
}

MsgpackCodec::~MsgpackCodec() = default;

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
    if (!std::holds_alternative<Samples>(message)) {
        message = Samples{};
    }
    SamplesReader &samples = m_reader->looking.visitor();
    samples.into(std::get<Samples>(message));
    QString error = m_reader->looking.read(bytes, m_limits.depth);
    if (!samples.isSamples()) {
        return decodeOther(bytes, message);
    }
    if (error.isEmpty()) {
        error = samples.finish();
    }
    return error.isEmpty() ? tl::expected<void, DecodeError>{} : wrong(error);
}

tl::expected<void, DecodeError> MsgpackCodec::decodeOther(std::string_view bytes,
                                                          Message &message) const
{
    const auto handle = unpackWhole(bytes, m_limits, Texts::Utf8);
    if (!handle) {
        return tl::unexpected(handle.error());
    }
    const Node &root = handle->get();
    if (root.type != Kind::MAP) {
        return wrong(say(QT_TRANSLATE_NOOP("wire", "not a map")));
    }
    auto read = fromTree(treeOf(root).toMap(), m_limits);
    if (!read) {
        return tl::unexpected(read.error());
    }
    message = std::move(*read);
    return {};
}

} // namespace sightglass
