#include "dialects/native.h"

#include "wire/jsoncodec.h"
#include "wire/msgpackcodec.h"

#include <QCoreApplication>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

// resources/protocol/README.md, "Limits and how it ends".
constexpr int closeCredentials = 4401;
constexpr int closeVersion = 4426;
constexpr int closeProtocol = 4400;

QString say(const char *text)
{
    return QCoreApplication::translate("dialects", text);
}

} // namespace

NativeDialect::NativeDialect(const WireLimits &limits)
    : m_limits(limits)
{
}

QStringList NativeDialect::offered()
{
    return {u"sightglass.v%1.msgpack"_s.arg(protocolVersion),
            u"sightglass.v%1.json"_s.arg(protocolVersion)};
}

std::unique_ptr<Codec> NativeDialect::codecFor(const QString &subprotocol, const WireLimits &limits)
{
    if (subprotocol == offered().at(0)) {
        return std::make_unique<MsgpackCodec>(limits);
    }
    if (subprotocol == offered().at(1)) {
        return std::make_unique<JsonCodec>(limits);
    }
    return nullptr;
}

tl::expected<void, QString> NativeDialect::opened(const QString &subprotocol)
{
    m_codec = codecFor(subprotocol, m_limits);
    if (!m_codec) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP(
                    "dialects",
                    "The server does not speak the Sightglass protocol, version %1. If it is a "
                    "plain WebSocket server, connect with the dialect “plain”."))
                .arg(protocolVersion));
    }
    return {};
}

OutFrame NativeDialect::wrap(const Message &message) const
{
    return {m_codec->encode(message), m_codec->binary()};
}

void NativeDialect::unwrap(const Frame &frame, std::int64_t, MessageSink &sink)
{
    if (const auto decoded = m_codec->decode(frame.bytes, m_scratch); !decoded) {
        sink.badFrame(decoded.error());
        return;
    }
    if (auto *samples = std::get_if<Samples>(&m_scratch)) {
        sink.samplesRead(*samples);
        return;
    }
    sink.messageRead(std::move(m_scratch));
    m_scratch = Samples{};
}

Ending NativeDialect::ending(int closeCode, const QString &reason) const
{
    switch (closeCode) {
    case closeCredentials:
        return {true, 0,
                say(QT_TRANSLATE_NOOP("dialects",
                                      "The server refused the token. Check it and connect again.")),
                true};
    case closeVersion:
        return {true, 0,
                say(QT_TRANSLATE_NOOP("dialects",
                                      "This server speaks version %1; this Sightglass speaks %2."))
                    .arg(reason.isEmpty() ? u"?"_s : reason)
                    .arg(protocolVersion)};
    case closeProtocol:
        return {false, 0,
                say(QT_TRANSLATE_NOOP("dialects", "The server could not read what was sent: %1"))
                    .arg(reason)};
    default:
        return Dialect::ending(closeCode, reason);
    }
}

} // namespace sightglass
