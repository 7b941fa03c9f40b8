// The answer's half of Probe: from bytes to the report.
#include "link/probe.h"
#include "link/probewords.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int restMs = 500;

QString say(const char *text)
{
    return QCoreApplication::translate("link", text);
}

QString headerText(const QByteArray &value)
{
    return oneLine(QString::fromUtf8(value));
}

// Whether the body is all there, as far as its head tells.
bool isWhole(const HttpHead &head, const QByteArray &body, bool peerDone)
{
    if (head.value("transfer-encoding").toLower().contains("chunked")) {
        return body.endsWith("0\r\n\r\n");
    }
    bool known = false;
    const qlonglong size = head.value("content-length").toLongLong(&known);
    return head.status() == 204 || head.status() == 304 || (known ? body.size() >= size : peerDone);
}

// RFC 6455, section 4.1: what is wrong with this 101; empty if nothing is.
QString faultOfUpgrade(const HttpHead &head, const QByteArray &key, const QStringList &offered)
{
    const QByteArray accept = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                                       QCryptographicHash::Sha1)
                                  .toBase64();
    const QString chosen = QString::fromUtf8(head.value("sec-websocket-protocol"));
    if (head.value("upgrade").toLower() != "websocket") {
        return say(QT_TRANSLATE_NOOP("link", "it changes to “%1”"))
            .arg(headerText(head.value("upgrade")));
    }
    if (head.value("sec-websocket-accept") != accept) {
        return say(QT_TRANSLATE_NOOP("link", "its Sec-WebSocket-Accept does not fit the request"));
    }
    if (!chosen.isEmpty() && !offered.contains(chosen)) {
        return say(QT_TRANSLATE_NOOP("link",
                                     "it chose the subprotocol “%1”, which was not offered"))
            .arg(headerText(chosen.toUtf8()));
    }
    return {};
}

} // namespace

void Probe::read()
{
    if (m_ended || m_at != Stage::Http) {
        return;
    }
    m_bytes += m_socket.read(maxBytes - m_bytes.size());
    static const QByteArray opening = "HTTP/";
    const bool likeHttp = m_bytes.left(opening.size()) == opening.left(m_bytes.size());
    if (!likeHttp || (m_peerDone && !m_bytes.isEmpty() && m_bytes.size() < opening.size())) {
        if (isTls(m_bytes)) {
            fail(Stage::Http, Cause::NotWebSocket, speaksTlsWords(m_request.url));
        } else if (m_enough || m_peerDone || m_bytes.contains('\n')) {
            fail(Stage::Http, Cause::NotWebSocket,
                 strangerWords(withoutSecrets(m_bytes, m_request), m_request.url));
        } else if (!m_rest.isActive()) {
            m_rest.start(restMs);
        }
        return;
    }
    if (m_bytes.size() >= opening.size()) {
        readHead();
    }
}

void Probe::readHead()
{
    // The times of the head are those of the first look at a whole one.
    auto head = HttpHead::parse(m_bytes);
    if (!head && head.error() == HttpHead::Fault::Incomplete) {
        if (m_peerDone) {
            fail(Stage::Http, Cause::Unreachable,
                 say(QT_TRANSLATE_NOOP("link", "%1 broke off in the middle of its answer."))
                     .arg(whereOf(m_request.url)));
        }
        return;
    }
    if (!head) {
        const bool tooLong = head.error() == HttpHead::Fault::TooLong;
        fail(Stage::Http, Cause::NotWebSocket,
             (tooLong ? say(QT_TRANSLATE_NOOP("link", "%1 answers in HTTP with headers without "
                                                      "end. Check the address."))
                      : say(QT_TRANSLATE_NOOP("link", "%1 answers in HTTP that breaks its rules. "
                                                      "Check the address.")))
                 .arg(whereOf(m_request.url)));
        return;
    }
    if (m_report.httpMs < 0) {
        m_report.httpMs = lap();
    }
    if (head->status() == 101) {
        readUpgrade(*head);
        return;
    }
    const QByteArray body = m_bytes.mid(head->size);
    const bool whole = isWhole(*head, body, m_peerDone);
    if (whole || m_peerDone || m_enough || body.size() >= maxBody) {
        readRefusal(*head, body.left(maxBody), !whole || body.size() > maxBody);
    } else if (!m_rest.isActive()) {
        m_rest.start(restMs);
    }
}

void Probe::readUpgrade(const HttpHead &head)
{
    m_report.status = head.status();
    m_report.reason = headerText(head.start[2]);
    m_report.server = headerText(head.value("server"));
    m_report.subprotocol = headerText(head.value("sec-websocket-protocol"));
    m_report.extensions = headerText(head.value("sec-websocket-extensions"));
    if (const QString fault = faultOfUpgrade(head, m_key, m_request.subprotocols);
        !fault.isEmpty()) {
        fail(Stage::Http, Cause::NotWebSocket,
             say(QT_TRANSLATE_NOOP("link", "%1 agreed to a WebSocket (HTTP 101), but not as RFC "
                                           "6455 wants it: %2. The server or a proxy before it is "
                                           "at fault."))
                 .arg(whereOf(m_request.url), fault));
        return;
    }
    m_report.stage = Stage::Open;
    pass(Stage::Http);
    end();
}

void Probe::readRefusal(const HttpHead &received, const QByteArray &body, bool cut)
{
    // Read anew without the secrets, so that none is in any header either.
    const auto cleaned = HttpHead::parse(withoutSecrets(m_bytes.left(received.size), m_request));
    const HttpHead &head = cleaned ? *cleaned : received;
    m_report.status = received.status();
    m_report.reason = headerText(head.start[2]);
    m_report.server = headerText(head.value("server"));
    m_report.authenticate = headerText(head.value("www-authenticate"));
    if (m_report.authenticate.isEmpty()) {
        m_report.authenticate = headerText(head.value("proxy-authenticate"));
    }
    m_report.retryAfterMs = received.retryAfterMs(QDateTime::currentMSecsSinceEpoch());
    if (const QByteArray location = head.value("location"); !location.isEmpty()) {
        const QUrl to = m_request.url.resolved(QUrl(QString::fromUtf8(location)));
        m_report.location = oneLine(
            to.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment));
    }
    m_report.words = serverWords(head, withoutSecrets(body, m_request), cut);
    m_report.webPage = isWebPage(head, body);
    const bool tls = m_request.url.scheme() == "ws"_L1
                     && saysItWantsTls(m_report.status, m_report.reason + m_report.words);
    fail(Stage::Http, tls ? Cause::NotWebSocket : Cause::Refused,
         tls ? speaksTlsWords(m_request.url) : QString());
}

} // namespace sightglass
