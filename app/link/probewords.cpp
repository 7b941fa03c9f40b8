#include "link/probewords.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QStringDecoder>
#include <QUrlQuery>

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownBytes = 80; // of an answer nobody knows
constexpr qsizetype shortSecret = 6; // shorter values of a query are no secrets, but words
constexpr qsizetype shortToken = 3;  // shorter ones would tear holes into every text

QString say(const char *text)
{
    return QCoreApplication::translate("link", text);
}

QString dayOf(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyy-MM-dd"_s);
}

QString issuerOf(const QSslCertificate &certificate)
{
    for (const auto info : {QSslCertificate::CommonName, QSslCertificate::Organization}) {
        const QStringList names = certificate.issuerInfo(info);
        if (!names.isEmpty()) {
            return oneLine(names.first(), shownBytes);
        }
    }
    return say(QT_TRANSLATE_NOOP("link", "nobody"));
}

QString namesOf(const QSslCertificate &certificate)
{
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty()) {
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    }
    names.removeDuplicates();
    std::sort(names.begin(), names.end());
    return oneLine(names.mid(0, 4).join(u", "_s), 2 * shownBytes);
}

QString certificateSentence(const QSslError &error, const QUrl &url)
{
    const QSslCertificate certificate = error.certificate();
    switch (error.error()) {
    case QSslError::CertificateExpired:
        return say(QT_TRANSLATE_NOOP("link", "The certificate of %1 expired on %2. Whoever runs "
                                             "the server has to renew it; if that day has not "
                                             "come yet, this machine's clock is wrong."))
            .arg(whereOf(url), dayOf(certificate.expiryDate()));
    case QSslError::CertificateNotYetValid:
        return say(QT_TRANSLATE_NOOP("link", "The certificate of %1 is valid from %2 on. If that "
                                             "day has come, this machine's clock is wrong."))
            .arg(whereOf(url), dayOf(certificate.effectiveDate()));
    case QSslError::HostNameMismatch:
        return say(QT_TRANSLATE_NOOP("link", "The certificate of %1 is for %2, not for “%3”. "
                                             "Connect by a name it is for."))
            .arg(whereOf(url), namesOf(certificate), url.host());
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return say(QT_TRANSLATE_NOOP("link", "The certificate of %1 is signed by “%2”, whom this "
                                             "machine does not trust. If you do, give the "
                                             "signer's certificate with --ca-file."))
            .arg(whereOf(url), issuerOf(certificate));
    default:
        return say(QT_TRANSLATE_NOOP("link", "The certificate of %1 cannot be trusted: %2."))
            .arg(whereOf(url), oneLine(error.errorString()));
    }
}

// Those that greet first, or that answer a line they do not know in their own words.
struct Stranger
{
    const char *opening;
    const char *name;
};
constexpr Stranger strangers[] = {
    {"SSH-", QT_TRANSLATE_NOOP("link", "an SSH server")},
    {"220 ", QT_TRANSLATE_NOOP("link", "a mail or file server (SMTP or FTP)")},
    {"220-", QT_TRANSLATE_NOOP("link", "a mail or file server (SMTP or FTP)")},
    {"+OK", QT_TRANSLATE_NOOP("link", "a mail server (POP3)")},
    {"* OK", QT_TRANSLATE_NOOP("link", "a mail server (IMAP)")},
    {"+PONG", QT_TRANSLATE_NOOP("link", "a Redis server")},
    {"ERROR\r\n", QT_TRANSLATE_NOOP("link", "a Memcached server")},
    {"-ERR", QT_TRANSLATE_NOOP("link", "a Redis server")},
    {"-DENIED", QT_TRANSLATE_NOOP("link", "a Redis server")},
    {"-NOAUTH", QT_TRANSLATE_NOOP("link", "a Redis server")},
    {"RFB ", QT_TRANSLATE_NOOP("link", "a VNC server")},
    {"AMQP", QT_TRANSLATE_NOOP("link", "an AMQP server (like RabbitMQ)")},
    {"INFO {", QT_TRANSLATE_NOOP("link", "a NATS server")},
    {"RTSP/", QT_TRANSLATE_NOOP("link", "a video server (RTSP)")},
    {"@RSYNCD", QT_TRANSLATE_NOOP("link", "an rsync server")},
};

QByteArray unchunked(const QByteArray &body)
{
    QByteArray out;
    for (qsizetype at = 0; at < body.size();) {
        const qsizetype end = body.indexOf("\r\n", at);
        bool ok = false;
        const qlonglong size = body.mid(at, end - at).split(';').first().toLongLong(&ok, 16);
        if (end < 0 || !ok || size <= 0) {
            break;
        }
        out += body.mid(end + 2, std::min<qlonglong>(size, body.size()));
        if (size > body.size()) {
            break;
        }
        at = end + 2 + qsizetype(size) + 2;
    }
    return out;
}

QString withoutMarkup(QString text)
{
    static const QRegularExpression silent(
        u"<(head|script|style|svg)\\b.*?(</\\1\\s*>|$)|<!--.*?(-->|$)"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tag(u"<[^>]*(>|$)"_s);
    text.replace(silent, u" "_s).replace(tag, u" "_s);
    const std::pair<QLatin1StringView, QLatin1StringView> entities[] = {
        {"&lt;"_L1, "<"_L1},  {"&gt;"_L1, ">"_L1},   {"&quot;"_L1, "\""_L1},
        {"&#39;"_L1, "'"_L1}, {"&nbsp;"_L1, " "_L1}, {"&amp;"_L1, "&"_L1},
    };
    for (const auto &[entity, plain] : entities) {
        text.replace(entity, plain, Qt::CaseInsensitive);
    }
    return text;
}

// The sentence most servers put into a JSON error; empty if it is none of these.
QString sentenceInJson(const QByteArray &body)
{
    QJsonObject object = QJsonDocument::fromJson(body).object();
    if (object.value(u"error"_s).isObject()) {
        object = object.value(u"error"_s).toObject();
    }
    for (const auto key :
         {"message"_L1, "error_description"_L1, "detail"_L1, "title"_L1, "reason"_L1, "error"_L1}) {
        if (const QString text = object.value(key).toString(); !text.isEmpty()) {
            return text;
        }
    }
    return {};
}

// A page that says "404 Not Found nginx/1.22.1" says no more than the status did; one that says
// more need not repeat it.
QString withoutRepetition(QString words, const HttpHead &head)
{
    const QString server = QString::fromLatin1(head.value("server")).section(u'(', 0, 0).trimmed();
    if (!server.isEmpty() && words.endsWith(server, Qt::CaseInsensitive)) {
        words.chop(server.size());
    }
    for (const QByteArray &part : {head.start[1], head.start[2]}) {
        const QString known = QString::fromLatin1(part);
        words = words.trimmed();
        if (!known.isEmpty() && words.startsWith(known, Qt::CaseInsensitive)) {
            words.remove(0, known.size());
        }
    }
    const bool says = std::any_of(words.begin(), words.end(), [](QChar c) { return c.isLetter(); });
    return says ? words.trimmed() : QString();
}

QString tlsFailureWords(const QUrl &url, const QString &system)
{
    if (system.contains("wrong version number"_L1)) { // OpenSSL's words for "that is not TLS"
        return say(QT_TRANSLATE_NOOP("link", "%1 answered, but not in TLS. Check the port; if it "
                                             "speaks plain HTTP, use ws:// instead of wss://."))
            .arg(whereOf(url));
    }
    return say(QT_TRANSLATE_NOOP("link", "No TLS connection to %1: %2. TLS 1.2 or newer is needed "
                                         "there."))
        .arg(whereOf(url), oneLine(system));
}

QString closedEarlyWords(const QUrl &url)
{
    if (url.scheme() == "wss"_L1) {
        return say(QT_TRANSLATE_NOOP("link", "%1 closed the connection before it was open. "
                                             "Check the port, and whether it speaks TLS."))
            .arg(whereOf(url));
    }
    return say(QT_TRANSLATE_NOOP("link", "%1 closed the connection before it was open. If it "
                                         "speaks TLS, use wss:// instead of ws://."))
        .arg(whereOf(url));
}

} // namespace

QString whereOf(const QUrl &url)
{
    const QString host = url.host().contains(u':') ? u"[%1]"_s.arg(url.host()) : url.host();
    return u"%1:%2"_s.arg(host).arg(url.port(url.scheme() == "wss"_L1 ? 443 : 80));
}

QString unreachableWords(QAbstractSocket::SocketError error, const QUrl &url, const QString &system)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return say(QT_TRANSLATE_NOOP("link", "Nothing listens at %1. Check the port, and whether "
                                             "the server runs."))
            .arg(whereOf(url));
    case QAbstractSocket::HostNotFoundError:
        return say(QT_TRANSLATE_NOOP("link", "The name “%1” is not known. Check its spelling, and "
                                             "this machine's network."))
            .arg(url.host());
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
        return tlsFailureWords(url, system);
    case QAbstractSocket::RemoteHostClosedError:
        return closedEarlyWords(url);
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return say(QT_TRANSLATE_NOOP("link", "The proxy on the way to %1 wants a name and a "
                                             "password. Give them in the system's settings."))
            .arg(whereOf(url));
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return say(QT_TRANSLATE_NOOP("link", "The proxy on the way to %1 does not work: %2. Check "
                                             "the system's settings."))
            .arg(whereOf(url), oneLine(system));
    default:
        return say(QT_TRANSLATE_NOOP("link", "%1 cannot be reached: %2"))
            .arg(whereOf(url), oneLine(system));
    }
}

QString certificateWords(const QList<QSslError> &errors, const QUrl &url)
{
    // First what no other trust would cure.
    const auto rank = [](const QSslError &error) {
        return error.error() == QSslError::CertificateExpired       ? 0
               : error.error() == QSslError::CertificateNotYetValid ? 1
               : error.error() == QSslError::HostNameMismatch       ? 2
                                                                    : 3;
    };
    QList<QSslError> sorted = errors;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&rank](const auto &a, const auto &b) { return rank(a) < rank(b); });
    QStringList sentences;
    for (const QSslError &error : sorted) {
        sentences.append(certificateSentence(error, url));
    }
    sentences.removeDuplicates();
    return sentences.mid(0, 3).join(u' ');
}

QString strangerIn(const QByteArray &bytes)
{
    for (const Stranger &stranger : strangers) {
        if (bytes.startsWith(stranger.opening)) {
            return say(stranger.name);
        }
    }
    if (bytes.size() > 5 && bytes[3] == '\0' && bytes[4] == '\x0a') {
        return say(QT_TRANSLATE_NOOP("link", "a MySQL server")); // length, packet 0, version 10
    }
    if (bytes.size() >= 9 && bytes.startsWith(QByteArray("\0\0", 2)) && bytes[3] == '\x04') {
        return say(QT_TRANSLATE_NOOP("link", "a server that speaks HTTP/2 only (like gRPC)"));
    }
    return {};
}

bool isTls(const QByteArray &bytes)
{
    // RFC 8446, section 5.1: an alert or a handshake record of any version.
    return bytes.size() >= 2 && (bytes[0] == '\x15' || bytes[0] == '\x16') && bytes[1] == '\x03';
}

QString strangerWords(const QByteArray &bytes, const QUrl &url)
{
    if (const QString name = strangerIn(bytes); !name.isEmpty()) {
        return say(QT_TRANSLATE_NOOP("link", "%1 answered, but not as a WebSocket server: it is "
                                             "%2. Check the port."))
            .arg(whereOf(url), name);
    }
    return say(QT_TRANSLATE_NOOP("link", "%1 answered, but not as a WebSocket server, and not even "
                                         "in HTTP: “%2”. Check the port."))
        .arg(whereOf(url), oneLine(QString::fromUtf8(bytes.left(shownBytes * 2)), shownBytes));
}

QString speaksTlsWords(const QUrl &url)
{
    return say(QT_TRANSLATE_NOOP("link", "%1 speaks TLS: use wss:// instead of ws://."))
        .arg(whereOf(url));
}

QString speaksPlainWords(const QUrl &url)
{
    return say(QT_TRANSLATE_NOOP("link", "%1 does not speak TLS, but plain HTTP: use ws:// instead "
                                         "of wss:// (nothing is encrypted then), or the port "
                                         "where it speaks TLS."))
        .arg(whereOf(url));
}

bool saysItWantsTls(int status, const QString &words)
{
    return status == 400
           && (words.contains("HTTPS"_L1, Qt::CaseInsensitive)
               || words.contains("SSL-enabled"_L1, Qt::CaseInsensitive));
}

bool isWebPage(const HttpHead &head, const QByteArray &body)
{
    const QByteArray type = head.value("content-type").toLower();
    return type.contains("html") || (type.isEmpty() && body.trimmed().startsWith('<'));
}

QString serverWords(const HttpHead &head, const QByteArray &body, bool cut)
{
    const QByteArray encoding = head.value("content-encoding").toLower();
    if (!encoding.isEmpty() && encoding != "identity") {
        return {};
    }
    const bool chunked = head.value("transfer-encoding").toLower().contains("chunked");
    const QByteArray bytes = chunked ? unchunked(body) : body;
    if (const QString sentence = sentenceInJson(bytes); !sentence.isEmpty()) {
        return oneLine(sentence);
    }
    const bool latin = head.value("content-type").toLower().contains("8859-1");
    QString text = latin ? QString::fromLatin1(bytes) : QString::fromUtf8(bytes);
    if (isWebPage(head, bytes)) {
        text = withoutMarkup(text);
    }
    if (cut) {
        // What was cut may have been a secret, which half of it would not look like.
        text = text.left(std::max<qsizetype>(text.trimmed().lastIndexOf(u' '), 0));
    }
    return withoutRepetition(oneLine(text), head);
}

QString oneLine(const QString &text, qsizetype most)
{
    QString line = text;
    for (QChar &c : line) {
        const auto category = c.category();
        if (category == QChar::Other_Control || category == QChar::Other_Format
            || category == QChar::Other_NotAssigned || category == QChar::Other_PrivateUse) {
            c = u' ';
        }
    }
    line = line.simplified();
    if (line.size() <= most) {
        return line;
    }
    line.truncate(most - 1);
    if (line.back().isHighSurrogate()) {
        line.chop(1);
    }
    return line + u'…';
}

QByteArray withoutSecrets(QByteArray bytes, const TransportRequest &request)
{
    QByteArrayList secrets;
    if (request.bearer.size() > shortToken) {
        secrets.append(request.bearer);
    }
    for (const auto mode : {QUrl::FullyDecoded, QUrl::FullyEncoded}) {
        for (const auto &item : QUrlQuery(request.url).queryItems(mode)) {
            if (item.second.size() >= shortSecret) {
                secrets.append(item.second.toUtf8());
            }
        }
    }
    for (const QByteArray &secret : secrets) {
        // As it is, and as it looks in an address, in JSON and in a web page.
        const QByteArray html = QString::fromUtf8(secret).toHtmlEscaped().toUtf8();
        for (const QByteArray &form :
             {secret, secret.toPercentEncoding(), QByteArray(secret).replace("/", "\\/"), html}) {
            bytes.replace(form, "***");
        }
    }
    return bytes;
}

} // namespace sightglass
