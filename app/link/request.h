// Where a transport is to go and what it may show there. Values; secrets are filled in for one
// attempt and forgotten with it.
#pragma once

#include <QSslConfiguration>
#include <QStringList>
#include <QUrl>

#include <tl/expected.hpp>

namespace sightglass {

struct TransportRequest
{
    QUrl url; // ws or wss; transports that are not a WebSocket go to the same place by http(s)
    QStringList subprotocols;
    QByteArray bearer; // sent as "Authorization: Bearer …"; empty: not sent
    QString caFile;    // PEM, trusted beside the system's; empty: none
    QUrl proxy;        // see proxyFor(); a name and password in it are for the proxy alone
    std::size_t maxFrameBytes = 8u << 20;
};

// An error text if header values or the address could smuggle something; empty if sound.
QString unsound(const TransportRequest &request);

// How to speak TLS for this request: at least version 1.2, peers always verified. The error is for
// a person: a file that cannot be read.
tl::expected<QSslConfiguration, QString> tlsFor(const TransportRequest &request);

} // namespace sightglass
