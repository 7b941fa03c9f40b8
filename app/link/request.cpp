#include "link/request.h"

#include <QCoreApplication>
#include <QSslCertificate>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("link", text);
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

tl::expected<QSslConfiguration, QString> tlsFor(const TransportRequest &request)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!request.caFile.isEmpty()) {
        const QList<QSslCertificate> extra = QSslCertificate::fromPath(request.caFile);
        if (extra.isEmpty()) {
            return tl::unexpected(
                say(QT_TRANSLATE_NOOP("link", "No certificate could be read from “%1”."))
                    .arg(request.caFile));
        }
        // Said in full: adding to the default list turns off loading the system's on demand.
        tls.setCaCertificates(QSslConfiguration::systemCaCertificates() + extra);
    }
    return tls;
}

} // namespace sightglass
