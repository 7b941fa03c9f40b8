#include "source.h"

#include "log.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QUrlQuery>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int schema = 1;

QString say(const char *text)
{
    return QCoreApplication::translate("source", text);
}

} // namespace

tl::expected<Source, QString> Source::fromAddress(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (text.isEmpty()) {
        return tl::unexpected(say(QT_TRANSLATE_NOOP(
            "source", "There is no address. Write it like ws://host:port/path.")));
    }
    // An address that is none may still hold a secret, so it is not said again whole.
    if (!url.userInfo().isEmpty() || (!url.isValid() && text.contains(u'@'))) {
        return tl::unexpected(say(QT_TRANSLATE_NOOP(
            "source",
            "The address holds a user name or password, which would be visible to everyone on "
            "this machine. Leave it out and use --token-file.")));
    }
    const QString shown = url.isValid() ? redacted(url) : text.section(u'?', 0, 0);
    if (!url.isValid()) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP(
                    "source", "“%1” is not an address: %2. Write it like wss://host:port/path."))
                .arg(shown, url.errorString().section(u';', 0, 0)));
    }
    if (url.scheme() != "ws"_L1 && url.scheme() != "wss"_L1) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP(
                    "source", "“%1” is not a WebSocket address. Write it like ws://host:port/path "
                              "or wss://host:port/path."))
                .arg(shown));
    }
    if (url.port() == 0) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("source", "“%1” has port 0. Write it like ws://host:port/path."))
                .arg(shown));
    }
    if (url.host().isEmpty()) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("source",
                                  "“%1” names no host. Write it like ws://host:port/path."))
                .arg(shown));
    }
    Source source;
    source.address = url;
    source.name = url.port() > 0 ? u"%1:%2"_s.arg(url.host()).arg(url.port()) : url.host();
    return source;
}

tl::expected<Source, QString> Source::fromJson(const QJsonObject &object)
{
    if (object.value(u"schema"_s).toInt(schema) > schema) {
        return tl::unexpected(say(QT_TRANSLATE_NOOP(
            "source",
            "This source was written by a newer Sightglass. Update Sightglass to open it.")));
    }
    auto source = fromAddress(object.value(u"address"_s).toString());
    if (!source) {
        return source;
    }
    source->name = object.value(u"name"_s).toString(source->name);
    source->dialect = object.value(u"dialect"_s).toString(source->dialect);
    source->transport = object.value(u"transport"_s).toString(source->transport);
    if (!isTransport(source->transport)) {
        return tl::unexpected(say(QT_TRANSLATE_NOOP("source", "“%1” is no way to connect. It is "
                                                              "auto, websocket, sse or longpoll."))
                                  .arg(source->transport));
    }
    const auto proxy = proxyFrom(object.value(u"proxy"_s).toString());
    if (!proxy || !proxy->userInfo().isEmpty()) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("source", "The source's proxy cannot be used. Write it like "
                                            "http://host:port or socks5://host:port; its password "
                                            "belongs into SIGHTGLASS_PROXY.")));
    }
    source->proxy = *proxy;
    source->tls.caFile = object.value(u"caFile"_s).toString();
    source->tls.certificateFile = object.value(u"certificateFile"_s).toString();
    source->tls.keyFile = object.value(u"keyFile"_s).toString();
    source->tls.pin = object.value(u"pin"_s).toString();
    source->historyMs = object.value(u"historyMs"_s).toInteger(source->historyMs);
    source->maxRateHz = object.value(u"maxRateHz"_s).toDouble();
    if (source->maxRateHz != 0
        && (source->maxRateHz < leastRateHz || source->maxRateHz > mostRateHz)) {
        return tl::unexpected(say(QT_TRANSLATE_NOOP("source", "maxRateHz is 0 (all there is) or a "
                                                              "number from %1 to %2, not %3."))
                                  .arg(leastRateHz)
                                  .arg(mostRateHz)
                                  .arg(source->maxRateHz));
    }
    if (object.value(u"channels"_s).isArray()) {
        source->channels.clear();
        for (const QJsonValue &channel : object.value(u"channels"_s).toArray()) {
            source->channels.append(channel.toString());
        }
    }
    return source;
}

bool Source::isTransport(const QString &name)
{
    return QStringList{u"auto"_s, u"websocket"_s, u"sse"_s, u"longpoll"_s}.contains(name);
}

std::optional<QUrl> Source::proxyFrom(const QString &text)
{
    if (text.isEmpty()) {
        return QUrl();
    }
    if (text == "direct"_L1 || text == "direct:"_L1) {
        return QUrl(u"direct:"_s);
    }
    const QUrl url(text, QUrl::StrictMode);
    const QStringList schemes{u"http"_s, u"socks5"_s, u"socks5h"_s};
    const bool sound = url.isValid() && schemes.contains(url.scheme()) && !url.host().isEmpty()
                       && url.port() != 0;
    return sound ? std::optional(url) : std::nullopt;
}

QJsonObject Source::toJson() const
{
    // Servers that can do no better take their token in the query; it stays out of files all the
    // same.
    QUrl kept = address;
    QUrlQuery query(kept);
    query.removeAllQueryItems(u"token"_s);
    query.removeAllQueryItems(u"access_token"_s);
    kept.setQuery(query.isEmpty() ? QString() : query.toString(QUrl::FullyEncoded));
    QJsonObject object{{u"schema"_s, schema},
                       {u"name"_s, name},
                       {u"address"_s, kept.toString()},
                       {u"dialect"_s, dialect},
                       {u"channels"_s, QJsonArray::fromStringList(channels)},
                       {u"historyMs"_s, qint64(historyMs)}};
    if (maxRateHz > 0) {
        object.insert(u"maxRateHz"_s, maxRateHz);
    }
    if (transport != "auto"_L1) {
        object.insert(u"transport"_s, transport);
    }
    const std::pair<QString, QString> optional[] = {
        {u"proxy"_s, proxy.toString(QUrl::RemoveUserInfo)},
        {u"caFile"_s, tls.caFile},
        {u"certificateFile"_s, tls.certificateFile},
        {u"keyFile"_s, tls.keyFile},
        {u"pin"_s, tls.pin}};
    for (const auto &[key, value] : optional) {
        if (!value.isEmpty()) {
            object.insert(key, value);
        }
    }
    return object;
}

QString Source::identity() const
{
    QUrlQuery query(address);
    query.removeAllQueryItems(u"token"_s);
    query.removeAllQueryItems(u"access_token"_s);
    QUrl bare = address.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    if (bare.path().isEmpty()) {
        bare.setPath(u"/"_s);
    }
    if (query.isEmpty()) {
        return bare.toString(QUrl::FullyEncoded);
    }
    const QByteArray digest = QCryptographicHash::hash(query.toString(QUrl::FullyEncoded).toUtf8(),
                                                       QCryptographicHash::Sha256);
    return bare.toString(QUrl::FullyEncoded) + u'?' + QString::fromLatin1(digest.toHex().left(12));
}

} // namespace sightglass
