#include "session/endings.h"

#include <QCoreApplication>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t laterMs = 5'000;

QString say(const char *text)
{
    return QCoreApplication::translate("session", text);
}

// What the server itself said about it, as a sentence behind ours.
QString saidIn(const TransportClosed &closed)
{
    return closed.text.isEmpty()
               ? QString()
               : u' ' + say(QT_TRANSLATE_NOOP("session", "It says: “%1”.")).arg(closed.text);
}

QString movedText(const TransportClosed &closed, const QUrl &address)
{
    QUrl to(closed.location);
    if (!to.isValid() || to.host().isEmpty()) {
        return say(QT_TRANSLATE_NOOP("session", "%1 sends on to another address (HTTP %2), but "
                                                "not to which. Check the address."))
            .arg(address.host())
            .arg(closed.httpStatus);
    }
    if (to.scheme() == "http"_L1 || to.scheme() == "https"_L1) {
        to.setScheme(to.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    }
    return say(QT_TRANSLATE_NOOP("session", "%1 sends on to %2 (HTTP %3). Connect to that address "
                                            "if it is the right one; if it is a page to log in, "
                                            "the server wants a token."))
        .arg(address.host(), to.toDisplayString())
        .arg(closed.httpStatus);
}

QString credentialsText(const TransportClosed &closed)
{
    if (closed.httpStatus == 407) {
        return say(QT_TRANSLATE_NOOP("session", "The proxy on the way wants a name and a password "
                                                "(HTTP 407). Give them in the system's settings "
                                                "and connect again."));
    }
    return say(QT_TRANSLATE_NOOP("session", "The server refused the credentials (HTTP %1). Give a "
                                            "valid token and connect again."))
        .arg(closed.httpStatus);
}

QString failedText(const TransportClosed &closed, const QUrl &address)
{
    switch (closed.httpStatus) {
    case 400:
        return say(QT_TRANSLATE_NOOP("session", "%1 rejects the request (HTTP 400). Check the "
                                                "address, and whether the server wants a "
                                                "subprotocol that Sightglass does not speak."))
            .arg(address.host());
    case 502:
    case 504:
        return say(QT_TRANSLATE_NOOP("session", "A proxy at %1 answers, but the server behind it "
                                                "does not (HTTP %2). It has to be started or "
                                                "repaired there."))
            .arg(address.host())
            .arg(closed.httpStatus);
    case 511:
        return say(QT_TRANSLATE_NOOP("session", "This network wants you to log in (HTTP 511). "
                                                "Open a web browser and do so."));
    default:
        break;
    }
    if (closed.httpStatus >= 500) {
        return say(QT_TRANSLATE_NOOP("session", "%1 failed at the request (HTTP %2). The reason is "
                                                "in the server's own log."))
            .arg(address.host())
            .arg(closed.httpStatus);
    }
    if (closed.httpStatus == 200 && closed.webPage) {
        return say(QT_TRANSLATE_NOOP("session", "%1 answered with a web page (HTTP 200) instead "
                                                "of opening a WebSocket. Check the path; if the "
                                                "page is of a network that wants a login, open a "
                                                "web browser."))
            .arg(address.host());
    }
    return say(QT_TRANSLATE_NOOP("session", "%1 answered with HTTP %2 instead of opening a "
                                            "WebSocket. Check the address."))
        .arg(address.host())
        .arg(closed.httpStatus);
}

Ending refusal(const TransportClosed &closed, const QUrl &address)
{
    switch (closed.httpStatus) {
    case 0:
        return {false, 0, closed.text};
    case 204: // WHATWG HTML, section 9.2.2: the way to say that there will be no more
        return {true, 0,
                say(QT_TRANSLATE_NOOP("session",
                                      "The server says that nothing more will come (HTTP 204)."))};
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        return {false, closed.retryAfterMs, movedText(closed, address)};
    case 401:
    case 403:
        return {true, 0, credentialsText(closed) + saidIn(closed), true};
    case 404:
        return {true, 0,
                say(QT_TRANSLATE_NOOP("session", "Nothing is at %1 on this server (HTTP 404). "
                                                 "Check the path of the address."))
                        .arg(address.path().isEmpty() ? u"/"_s : address.path())
                    + saidIn(closed)};
    case 407:
        return {true, 0, credentialsText(closed) + saidIn(closed)};
    case 426:
        return {true, 0,
                say(QT_TRANSLATE_NOOP("session", "The server wants another version of the "
                                                 "protocol (HTTP 426)."))
                    + saidIn(closed)};
    case 429:
    case 503:
        return {false, closed.retryAfterMs > 0 ? closed.retryAfterMs : laterMs,
                say(QT_TRANSLATE_NOOP("session", "The server is busy (HTTP %1)."))
                        .arg(closed.httpStatus)
                    + saidIn(closed)};
    default:
        return {false, closed.retryAfterMs, failedText(closed, address) + saidIn(closed)};
    }
}

EndReason reasonOf(TransportClosed::Cause cause)
{
    using Cause = TransportClosed::Cause;
    switch (cause) {
    case Cause::Unreachable:
        return EndReason::Unreachable;
    case Cause::Refused:
    case Cause::NotWebSocket:
        return EndReason::Refused;
    case Cause::Certificate:
        return EndReason::Certificate;
    case Cause::Lost:
        return EndReason::Lost;
    case Cause::Closed:
        return EndReason::Closed;
    case Cause::BadSetup:
        return EndReason::Setup;
    }
    return EndReason::Lost;
}

Ending meaningOf(const TransportClosed &closed, const Dialect &dialect, const QUrl &address)
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
    return refusal(closed, address);
}

} // namespace

Ending endingOf(const TransportClosed &closed, const Dialect &dialect, const QUrl &address)
{
    Ending ending = meaningOf(closed, dialect, address);
    ending.reason = reasonOf(closed.cause);
    return ending;
}

} // namespace sightglass
