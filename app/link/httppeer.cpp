#include "link/httppeer.h"

#include "link/httphead.h"
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

// The server's own words, if they are meant for people.
QString wordsIn(const QNetworkReply &reply, const QByteArray &body)
{
    const QString type = reply.header(QNetworkRequest::ContentTypeHeader).toString();
    return type.startsWith("text/plain"_L1) ? QString::fromUtf8(body).simplified() : QString();
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
    const auto tls = tlsFor(request);
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
        if (!errors.isEmpty()) {
            m_tlsError = errors.first().errorString();
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
    const QUrl url = m_request.url();
    const QString where = u"%1:%2"_s.arg(url.host())
                              .arg(url.port(url.scheme() == "https"_L1 ? 443 : 80));
    if (const int code = status(reply)) {
        HttpHead head;
        head.headers.append({"retry-after", reply.rawHeader("Retry-After")});
        const auto later = head.retryAfterMs(QDateTime::currentMSecsSinceEpoch());
        return {Cause::Refused, 1006, code, wordsIn(reply, words), later.value_or(0)};
    }
    if (!m_tlsError.isEmpty()) {
        return {Cause::Certificate, 1006, 0,
                tr("The certificate of %1 cannot be trusted: %2").arg(where, m_tlsError)};
    }
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return {Cause::Unreachable, 1006, 0, tr("Nothing listens at %1.").arg(where)};
    case QNetworkReply::HostNotFoundError:
        return {Cause::Unreachable, 1006, 0, tr("The name “%1” is not known.").arg(url.host())};
    case QNetworkReply::RemoteHostClosedError:
        return {Cause::Unreachable, 1006, 0,
                tr("%1 closed the connection before it was open.").arg(where)};
    default:
        return {Cause::Unreachable, 1006, 0,
                tr("%1 cannot be reached: %2").arg(where, reply.errorString())};
    }
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
