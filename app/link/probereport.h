// What a Probe found: a value, without the request's secrets.
//
// Times are milliseconds, -1 where it did not come so far. Texts are one line each, printable, and
// bounded; those of the peer are words of anyone.
#pragma once

#include "link/transport.h"

#include <optional>

namespace sightglass {

struct ProbeReport
{
    enum class Stage : std::uint8_t { Request, Name, Tcp, Tls, Http, Open };
    Stage stage = Stage::Request; // the one that failed; Open: none did
    TransportClosed::Cause cause = TransportClosed::Cause::BadSetup; // unless Open
    QString problem; // cause and remedy; empty if Open, or if the status below says it

    QString proxy; // "http://host:port"; empty: none
    QStringList addresses;
    double nameMs = -1;
    QString address; // the one used
    double tcpMs = -1;

    struct Tls
    {
        double ms = -1;
        QString protocol; // "TLS 1.3"
        QString cipher;
        QString subject;
        QString issuer;
        std::int64_t expiresMs = 0; // since the epoch; 0: there was no certificate
        QString pin;                // of its key, as TlsChoice::pin
        QString error;              // of its verification
    } tls;

    double httpMs = -1;
    int status = 0; // 0: there was no answer in HTTP
    QString reason;
    QString words; // the server's own, one line
    bool webPage = false;
    std::optional<std::int64_t> retryAfterMs;
    QString location; // without query
    QString server;
    QString authenticate; // WWW-Authenticate or Proxy-Authenticate
    QStringList offered;
    QString subprotocol; // chosen
    QString extensions;

    TransportClosed closed() const; // as a transport would say it; not if Open
};

} // namespace sightglass

Q_DECLARE_METATYPE(sightglass::ProbeReport)
