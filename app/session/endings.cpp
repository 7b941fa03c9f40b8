#include "session/endings.h"

#include <QCoreApplication>

namespace sightglass {

namespace {

constexpr std::int64_t laterMs = 5'000;

QString say(const char *text)
{
    return QCoreApplication::translate("session", text);
}

} // namespace

Ending endingOf(const TransportClosed &closed, const Dialect &dialect, const QUrl &address)
{
    using Cause = TransportClosed::Cause;
    switch (closed.cause) {
    case Cause::BadSetup:
    case Cause::Certificate:
        return {true, 0, closed.text};
    case Cause::Unreachable:
        return {false, 0, closed.text};
    case Cause::Closed:
    case Cause::Lost: {
        Ending ending = dialect.ending(closed.code, closed.text);
        ending.retryAfterMs = std::max(ending.retryAfterMs, closed.retryAfterMs);
        return ending;
    }
    case Cause::NotWebSocket:
    case Cause::Refused:
        break;
    }
    switch (closed.httpStatus) {
    case 204: // WHATWG HTML, section 9.2.2: the way to say that there will be no more
        return {true, 0,
                say(QT_TRANSLATE_NOOP("session",
                                      "The server says that nothing more will come (HTTP 204)."))};
    case 401:
    case 403:
        return {true, 0,
                say(QT_TRANSLATE_NOOP("session", "The server refused the credentials (HTTP %1). "
                                                 "Give a valid token and connect again."))
                    .arg(closed.httpStatus),
                true};
    case 404:
        return {true, 0,
                say(QT_TRANSLATE_NOOP("session", "Nothing is at %1 on this server (HTTP 404). "
                                                 "Check the path of the address."))
                    .arg(address.path().isEmpty() ? QStringLiteral("/") : address.path())};
    case 426:
        return {true, 0,
                say(QT_TRANSLATE_NOOP("session", "The server wants another version of the "
                                                 "protocol (HTTP 426)."))};
    case 429:
    case 503:
        return {false, closed.retryAfterMs > 0 ? closed.retryAfterMs : laterMs,
                say(QT_TRANSLATE_NOOP("session", "The server is busy (HTTP %1)."))
                    .arg(closed.httpStatus)};
    default:
        break;
    }
    if (closed.httpStatus == 0) {
        return {false, 0, closed.text};
    }
    return {false, 0,
            say(QT_TRANSLATE_NOOP("session", "%1 answered with HTTP %2 instead of opening the "
                                             "connection. Check the address."))
                .arg(address.host())
                .arg(closed.httpStatus)};
}

} // namespace sightglass
