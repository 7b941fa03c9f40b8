#include "link/httppeer.h"

#include "link/probe.h"
#include "link/probewords.h"
#include "link/proxy.h"

#include <QDateTime>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QThread>
#include <QTimer>

namespace sightglass {

using namespace Qt::StringLiterals;
using Cause = TransportClosed::Cause;

namespace {

constexpr int goodbyeMs = 2'000;

HttpHead headOf(const QNetworkReply &reply)
{
    HttpHead head;
    head.start[0] = "HTTP/1.1";
    head.start[1] = QByteArray::number(HttpPeer::status(reply));
    head.start[2] = reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray();
    const auto pairs = reply.rawHeaderPairs();
    for (const auto &[name, value] : pairs) {
        head.headers.append({name.toLower(), value});
    }
    return head;
}

QAbstractSocket::SocketError socketError(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return QAbstractSocket::ConnectionRefusedError;
    case QNetworkReply::HostNotFoundError:
        return QAbstractSocket::HostNotFoundError;
    case QNetworkReply::RemoteHostClosedError:
        return QAbstractSocket::RemoteHostClosedError;
    case QNetworkReply::TimeoutError:
        return QAbstractSocket::SocketTimeoutError;
    case QNetworkReply::SslHandshakeFailedError:
        return QAbstractSocket::SslHandshakeFailedError;
    case QNetworkReply::ProxyConnectionRefusedError:
        return QAbstractSocket::ProxyConnectionRefusedError;
    case QNetworkReply::ProxyConnectionClosedError:
        return QAbstractSocket::ProxyConnectionClosedError;
    case QNetworkReply::ProxyNotFoundError:
        return QAbstractSocket::ProxyNotFoundError;
    case QNetworkReply::ProxyTimeoutError:
        return QAbstractSocket::ProxyConnectionTimeoutError;
    default:
        return QAbstractSocket::UnknownSocketError;
    }
}

} // namespace

HttpPeer::HttpPeer(QObject *parent)
    : QObject(parent)
{
}

QString HttpPeer::setUp(const TransportRequest &request)
{
    if (const QString text = unsound(request); !text.isEmpty()) {
        return text;
    }
    m_asked = request;
    const auto tls = tlsFor(request.tls);
    const auto proxy = proxyFor(request);
    if (!tls || !proxy) {
        return tls ? proxy.error() : tls.error();
    }
    QUrl url = request.url;
    url.setScheme(url.scheme() == "wss"_L1 ? u"https"_s : u"http"_s);
    if (url.path().isEmpty()) {
        url.setPath(u"/"_s);
    }
    m_http = new QNetworkAccessManager(this);
    m_http->setProxy(*proxy);
    m_request.setUrl(url);
    m_request.setSslConfiguration(*tls);
    m_request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                           QNetworkRequest::ManualRedirectPolicy);
    m_request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                           QNetworkRequest::AlwaysNetwork);
    m_request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // A stream inside HTTP/2 cannot be held back by not reading it.
    m_request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    m_request.setRawHeader("Cache-Control", "no-store");
    m_request.setRawHeader("Accept-Encoding", "identity");
    if (!request.subprotocols.isEmpty()) {
        m_request.setRawHeader("Sightglass-Protocol", request.subprotocols.join(", "_L1).toUtf8());
    }
    if (!request.bearer.isEmpty()) {
        m_request.setRawHeader("Authorization", "Bearer " + request.bearer);
    }
    return {};
}

QNetworkRequest HttpPeer::request(std::uint64_t number) const
{
    QNetworkRequest request = m_request;
    if (!m_stream.isEmpty()) {
        request.setRawHeader("Sightglass-Stream", m_stream);
    }
    if (number > 0) {
        request.setRawHeader("Sightglass-Number", QByteArray::number(qulonglong(number)));
    }
    return request;
}

QNetworkReply *HttpPeer::started(QNetworkReply *reply)
{
    reply->setReadBufferSize(readBuffer);
    connect(reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        m_tlsError = certificateWords(errors, m_asked.url);
    });
    // Before anything is sent; requests that come later by the same connection are not asked.
    connect(reply, &QNetworkReply::encrypted, this, [this, reply] {
        const QSslConfiguration session = reply->sslConfiguration();
        m_tlsError = wrongPin(m_asked.tls, m_asked.url.host(), session.peerCertificate());
        ProbeReport::Tls tls;
        describePeer(session, tls);
        m_facts = {tls.protocol, tls.issuer, tls.expiresMs};
        if (!m_tlsError.isEmpty()) {
            reply->abort();
        }
    });
    connect(reply, &QNetworkReply::requestSent, this, [this] { m_reached = true; });
    return reply;
}

QNetworkReply *HttpPeer::get(const QByteArray &accept, std::uint64_t number)
{
    QNetworkRequest asked = request(number);
    asked.setRawHeader("Accept", accept);
    return started(m_http->get(asked));
}

QNetworkReply *HttpPeer::post(const QByteArray &body, std::uint64_t number)
{
    QNetworkRequest asked = request(number);
    asked.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-ndjson"_s);
    return started(m_http->post(asked, body));
}

int HttpPeer::status(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

TransportClosed HttpPeer::failure(const QNetworkReply &reply, const QByteArray &words) const
{
    const bool byProxy = reply.error() == QNetworkReply::ProxyAuthenticationRequiredError;
    if (const int code = byProxy ? 407 : status(reply)) {
        const HttpHead head = headOf(reply);
        const QByteArray body = withoutSecrets(words, m_asked);
        TransportClosed closed{Cause::Refused, 1006, code,
                               serverWords(head, body, words.size() >= maxWords)};
        closed.retryAfterMs = head.retryAfterMs(QDateTime::currentMSecsSinceEpoch()).value_or(0);
        const QUrl location = m_request.url().resolved(QUrl::fromEncoded(head.value("location")));
        closed.location = head.value("location").isEmpty()
                              ? QString()
                              : location.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
        closed.webPage = isWebPage(head, body);
        return closed;
    }
    if (!m_tlsError.isEmpty()) {
        return {Cause::Certificate, 1006, 0, m_tlsError};
    }
    return {Cause::Unreachable, 1006, 0,
            unreachableWords(socketError(reply.error()), m_asked.url, reply.errorString())};
}

void HttpPeer::leave(bool goodbye)
{
    setParent(nullptr);
    if (!m_http) {
        deleteLater();
        return;
    }
    const auto replies = m_http->findChildren<QNetworkReply *>();
    for (QNetworkReply *reply : replies) {
        reply->disconnect();
    }
    if (!goodbye || m_stream.isEmpty()) {
        deleteLater();
        return;
    }
    QNetworkReply *last = m_http->deleteResource(request(0));
    connect(last, &QNetworkReply::finished, this, &QObject::deleteLater);
    QTimer::singleShot(goodbyeMs, this, &QObject::deleteLater);
    connect(QThread::currentThread(), &QThread::finished, this, &QObject::deleteLater);
}

} // namespace sightglass
