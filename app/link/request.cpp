#include "link/request.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QSslKey>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestKey = 64 * 1024;

QString say(const char *text)
{
    return QCoreApplication::translate("link", text);
}

// Reading them takes a tenth of a second and more, which all links would feel at every attempt of
// one; a change of the system's list counts from the next start.
const QList<QSslCertificate> &systemAuthorities()
{
    static const QList<QSslCertificate> authorities = QSslConfiguration::systemCaCertificates();
    return authorities;
}

QSslKey keyIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray pem = file.read(longestKey);
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        if (QSslKey key(pem, algorithm); !key.isNull()) {
            return key;
        }
    }
    return {};
}

} // namespace

QString unsound(const TransportRequest &request)
{
    for (const char byte : request.bearer) {
        if (std::uint8_t(byte) < ' ' || byte == '\x7f') {
            return say(QT_TRANSLATE_NOOP(
                "link", "The token holds a control character; it cannot be sent."));
        }
    }
    if (request.url.scheme() != "ws"_L1 && request.url.scheme() != "wss"_L1) {
        return say(QT_TRANSLATE_NOOP("link", "“%1” is not a ws:// or wss:// address."))
            .arg(request.url.toDisplayString());
    }
    if (!request.url.userInfo().isEmpty()) {
        return say(QT_TRANSLATE_NOOP(
            "link", "The address holds a user name or password; give a token instead."));
    }
    return {};
}

tl::expected<QSslConfiguration, QString> tlsFor(const TlsChoice &choice)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!choice.caFile.isEmpty()) {
        const QList<QSslCertificate> extra = QSslCertificate::fromPath(choice.caFile);
        if (extra.isEmpty()) {
            return tl::unexpected(
                say(QT_TRANSLATE_NOOP("link", "No certificate could be read from “%1”."))
                    .arg(choice.caFile));
        }
        // Said in full: adding to the default list turns off loading the system's on demand.
        tls.setCaCertificates(systemAuthorities() + extra);
    }
    if (!choice.pin.isEmpty() && !choice.pin.startsWith("sha256//"_L1)) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("link", "A pin is written sha256//…, as curl does.")));
    }
    if (choice.certificateFile.isEmpty()) {
        return tls;
    }
    const QList<QSslCertificate> chain = QSslCertificate::fromPath(choice.certificateFile);
    const QSslKey key = keyIn(choice.keyFile.isEmpty() ? choice.certificateFile : choice.keyFile);
    if (chain.isEmpty() || key.isNull()) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("link", "No %1 could be read from “%2”; it must be PEM, a key "
                                          "without a passphrase."))
                .arg(chain.isEmpty() ? say(QT_TRANSLATE_NOOP("link", "certificate"))
                                     : say(QT_TRANSLATE_NOOP("link", "private key")),
                     chain.isEmpty() || choice.keyFile.isEmpty() ? choice.certificateFile
                                                                 : choice.keyFile));
    }
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(key);
    return tls;
}

QString wrongPin(const TlsChoice &choice, const QString &host, const QSslCertificate &certificate)
{
    const QString found = pinOf(certificate);
    if (choice.pin.isEmpty() || found == choice.pin) {
        return {};
    }
    return say(QT_TRANSLATE_NOOP("link", "%1 has another key than the one pinned for it: %2. If "
                                         "its key was changed on purpose, change the pin."))
        .arg(host, found);
}

QString pinOf(const QSslCertificate &certificate)
{
    const QByteArray key = certificate.publicKey().toDer(); // SubjectPublicKeyInfo
    return u"sha256//"_s
           + QString::fromLatin1(
               QCryptographicHash::hash(key, QCryptographicHash::Sha256).toBase64());
}

} // namespace sightglass
