#include "dialects/dialect.h"

#include "dialects/auto.h"
#include "dialects/native.h"
#include "dialects/plain.h"

#include <QCoreApplication>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t tryAgainLaterMs = 5'000;
constexpr int applicationCodes = 4000; // RFC 6455, section 7.4.2

QString say(const char *text)
{
    return QCoreApplication::translate("dialects", text);
}

// A sentence, with the peer's own words where it gave any.
QString withReason(const QString &text, const QString &reason)
{
    const bool ended = reason.isEmpty() || reason.endsWith(u'.') || reason.endsWith(u'!');
    return (reason.isEmpty() ? text : text + u": "_s + reason)
           + (ended && !reason.isEmpty() ? u""_s : u"."_s);
}

} // namespace

std::unique_ptr<Dialect> Dialect::create(const QString &name, const WireLimits &limits)
{
    if (name == "native"_L1) {
        return std::make_unique<NativeDialect>(limits);
    }
    if (name == "plain"_L1) {
        return std::make_unique<PlainDialect>(limits);
    }
    if (name == "auto"_L1) {
        return std::make_unique<AutoDialect>(limits);
    }
    return nullptr;
}

Ending Dialect::ending(int closeCode, const QString &reason) const
{
    switch (closeCode) {
    case 1000:
        return {false, 0,
                withReason(say(QT_TRANSLATE_NOOP("dialects", "The server closed the connection")),
                           reason)};
    case 1001:
        return {false, 0,
                withReason(say(QT_TRANSLATE_NOOP("dialects", "The server is going away")), reason)};
    case 1002:
        // QWebSocket turns 1012, 1013 and 1014 into 1002, so this cannot be taken for final.
        return {false, tryAgainLaterMs,
                withReason(say(QT_TRANSLATE_NOOP("dialects", "Protocol error")), reason)};
    case 1003:
    case 1007:
    case 1010:
        return {
            true, 0,
            withReason(say(QT_TRANSLATE_NOOP(
                               "dialects", "The server does not understand this client (code %1)"))
                           .arg(closeCode),
                       reason)};
    case 1008:
        return {true, 0,
                withReason(
                    say(QT_TRANSLATE_NOOP("dialects", "The server refuses this client (policy)")),
                    reason)};
    case 1009:
        return {true, 0,
                withReason(say(QT_TRANSLATE_NOOP("dialects", "A message was larger than allowed")),
                           reason)};
    case 1012:
    case 1013:
        return {false, tryAgainLaterMs,
                withReason(say(QT_TRANSLATE_NOOP("dialects", "The server asks to come back later")),
                           reason)};
    default:
        break;
    }
    if (closeCode >= applicationCodes) {
        return {
            true, 0,
            withReason(say(QT_TRANSLATE_NOOP(
                               "dialects", "The server closed the connection with its own code %1"))
                           .arg(closeCode),
                       reason)};
    }
    return {false, 0,
            withReason(say(QT_TRANSLATE_NOOP("dialects", "The connection was lost")), reason)};
}

} // namespace sightglass
