#include "link/proxy.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int httpPort = 8080;
constexpr int socksPort = 1080;

QString say(const char *text)
{
    return QCoreApplication::translate("link", text);
}

bool isLoopback(const QString &host)
{
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1)
           || QHostAddress(host).isLoopback();
}

// As curl and others read it: names and their subdomains, with commas between them; * is all.
bool isExcepted(const QString &host, const QString &exceptions)
{
    for (const QString &part : exceptions.split(u',', Qt::SkipEmptyParts)) {
        QString name = part.trimmed();
        if (name == "*"_L1) {
            return true;
        }
        while (name.startsWith(u'.')) {
            name.remove(0, 1);
        }
        if (!name.isEmpty()
            && (host.compare(name, Qt::CaseInsensitive) == 0
                || host.endsWith(u'.' + name, Qt::CaseInsensitive))) {
            return true;
        }
    }
    return false;
}

QString named(const Environment &environment, std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        if (const QString value = environment(name).trimmed(); !value.isEmpty()) {
            return value;
        }
    }
    return {};
}

tl::expected<QNetworkProxy, QString> systemProxy([[maybe_unused]] const QUrl &address)
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    QUrl http = address;
    http.setScheme(address.scheme() == "wss"_L1 ? u"https"_s : u"http"_s);
    const auto found = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(http));
    if (!found.isEmpty()) {
        return found.first();
    }
#endif
    return QNetworkProxy(QNetworkProxy::NoProxy);
}

} // namespace

tl::expected<QNetworkProxy, QString> proxyFrom(const QUrl &url)
{
    if (url.scheme() == "direct"_L1) {
        return QNetworkProxy(QNetworkProxy::NoProxy);
    }
    const bool socks = url.scheme() == "socks5"_L1 || url.scheme() == "socks5h"_L1;
    if ((!socks && url.scheme() != "http"_L1) || url.host().isEmpty() || url.port() == 0) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("link", "“%1” is not a proxy. Write it like http://host:port or "
                                          "socks5://host:port."))
                .arg(url.toDisplayString(QUrl::RemoveUserInfo)));
    }
    return QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                         quint16(url.port(socks ? socksPort : httpPort)),
                         url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded));
}

tl::expected<QNetworkProxy, QString> proxyFor(const TransportRequest &request,
                                              const Environment &environment)
{
    if (!request.proxy.isEmpty()) {
        return proxyFrom(request.proxy);
    }
    const QString host = request.url.host();
    if (isLoopback(host) || isExcepted(host, named(environment, {"no_proxy", "NO_PROXY"}))) {
        return QNetworkProxy(QNetworkProxy::NoProxy);
    }
    // HTTP_PROXY in capitals is left alone: where it comes from a request, it is not meant.
    const bool secure = request.url.scheme() == "wss"_L1;
    QString text = secure ? named(environment, {"https_proxy", "HTTPS_PROXY"})
                          : named(environment, {"http_proxy"});
    if (text.isEmpty()) {
        text = named(environment, {"all_proxy", "ALL_PROXY"});
    }
    if (text.isEmpty()) {
        return systemProxy(request.url);
    }
    if (!text.contains("://"_L1)) {
        text.prepend("http://"_L1);
    }
    return proxyFrom(QUrl(text, QUrl::StrictMode));
}

tl::expected<QNetworkProxy, QString> proxyFor(const TransportRequest &request)
{
    return proxyFor(request, [](const char *name) { return qEnvironmentVariable(name); });
}

} // namespace sightglass
