// Where a transport is to go and what it may show there. Values; secrets are filled in for one
// attempt and forgotten with it.
#pragma once

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QStringList>
#include <QUrl>

#include <tl/expected.hpp>

namespace sightglass {

// Whom to trust and who we are; files are PEM. All empty: the system's authorities, and nobody.
struct TlsChoice
{
    QString caFile;          // trusted beside the system's
    QString certificateFile; // shown to servers that ask who we are
    QString keyFile;         // its private key, without a passphrase
    QString pin; // "sha256//…", base64 of the digest of the server's public key (RFC 7469, 2.4)
};

struct TransportRequest
{
    QUrl url; // ws or wss; transports that are not a WebSocket go to the same place by http(s)
    QStringList subprotocols;
    QByteArray bearer; // sent as "Authorization: Bearer …"; empty: not sent
    TlsChoice tls;
    QUrl proxy; // see proxyFor(); a name and password in it are for the proxy alone
    std::size_t maxFrameBytes = 8u << 20;
};

// An error text if header values or the address could smuggle something; empty if sound.
QString unsound(const TransportRequest &request);

// How to speak TLS for this request: at least version 1.2, peers always verified. The error is for
// a person: a file that cannot be read.
tl::expected<QSslConfiguration, QString> tlsFor(const TlsChoice &choice);

// An error text if this is not the key that is pinned; empty if it is, or none is.
QString wrongPin(const TlsChoice &choice, const QString &host, const QSslCertificate &certificate);

// The pin of a certificate's public key, in the form of TlsChoice::pin.
QString pinOf(const QSslCertificate &certificate);

} // namespace sightglass
