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
    struct Meaning
    {
        int code;
        bool final;
        std::int64_t retryAfterMs;
        const char *text;
    };
    // QWebSocket turns 1012, 1013 and 1014 into 1002, and says 1007 itself of a valid text that is
    // split inside a character: neither can be taken for final.
    static constexpr Meaning meanings[] = {
        {1000, false, 0, QT_TRANSLATE_NOOP("dialects", "The server closed the connection")},
        {1001, false, 0, QT_TRANSLATE_NOOP("dialects", "The server is going away")},
        {1002, false, tryAgainLaterMs, QT_TRANSLATE_NOOP("dialects", "Protocol error")},
        {1003, true, 0,
         QT_TRANSLATE_NOOP("dialects", "The server does not understand this client")},
        {1007, false, tryAgainLaterMs,
         QT_TRANSLATE_NOOP("dialects", "A text message was not valid UTF-8")},
        {1008, true, 0, QT_TRANSLATE_NOOP("dialects", "The server refuses this client (policy)")},
        {1009, true, 0, QT_TRANSLATE_NOOP("dialects", "A message was larger than allowed")},
        {1010, true, 0,
         QT_TRANSLATE_NOOP("dialects", "The server wants an extension this client "
                                       "does not have")},
        {1012, false, tryAgainLaterMs,
         QT_TRANSLATE_NOOP("dialects", "The server asks to come back later")},
        {1013, false, tryAgainLaterMs,
         QT_TRANSLATE_NOOP("dialects", "The server asks to come back later")},
    };
    for (const Meaning &meaning : meanings) {
        if (meaning.code == closeCode) {
            return {meaning.final, meaning.retryAfterMs, withReason(say(meaning.text), reason)};
        }
    }
    if (closeCode >= applicationCodes) {
        const QString text = say(
            QT_TRANSLATE_NOOP("dialects", "The server closed the connection with its own code %1"));
        return {true, 0, withReason(text.arg(closeCode), reason)};
    }
    const QString text = say(QT_TRANSLATE_NOOP("dialects", "The connection was lost"));
    return {false, 0, withReason(text, reason)};
}

} // namespace sightglass
