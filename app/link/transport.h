// How frames travel: one connection attempt, from open() to closed(), and never a second.
//
// A transport knows no protocol and never retries; the session makes a fresh one for every attempt.
// All calls and callbacks are on the thread that made it. transportClosed() comes exactly once, and
// nothing after it; after abort() nothing comes at all. send() never blocks.
#pragma once

#include "link/request.h"
#include "wire/codec.h"

#include <functional>
#include <memory>

namespace sightglass {

struct TransportClosed
{
    enum class Cause : std::uint8_t {
        Unreachable, // no TCP connection: name, refused, no route
        Refused,     // HTTP answered, but not with an upgrade
        NotWebSocket,
        Certificate, // TLS, and trying again cannot help
        Lost,        // was open, ended without a close frame: code 1006
        Closed,      // was open, ended with a close frame
        BadSetup,    // the request itself cannot be made
    };
    Cause cause = Cause::Lost;
    int code = 1006;               // RFC 6455, section 7.4; 1006 when no close frame was seen
    int httpStatus = 0;            // of a refusal, 0 if not known
    QString text;                  // the peer's reason or the system's words
    std::int64_t retryAfterMs = 0; // the peer asked to stay away for so long; 0: it did not say
    QString location = {};         // where a redirection leads, without query
    bool webPage = false;          // the refusal was a page for people
};

// What is known of an open connection beside its frames. Empty: not encrypted, or not told.
struct TransportFacts
{
    QString tls;                // "TLS 1.3"
    QString issuer;             // of the peer's certificate
    std::int64_t expiresMs = 0; // of the same, since the epoch
};

class Transport
{
public:
    class Listener
    {
    public:
        virtual void transportOpened(const QString &subprotocol) = 0;
        virtual void bytesReceived() = 0; // of a frame that may not be whole yet
        virtual void frameReceived(const Frame &frame) = 0;
        virtual void pongReceived(std::uint64_t elapsedMs) = 0;
        virtual void transportClosed(const TransportClosed &closed) = 0;

    protected:
        ~Listener() = default;
    };

    virtual ~Transport() = default;
    virtual void open(const TransportRequest &request) = 0;
    virtual void send(const OutFrame &frame) = 0;
    virtual void ping() = 0;
    virtual std::size_t unsentBytes() const = 0;
    // Somebody took the connection, whether or not it is open: the way to the server is not down.
    virtual bool reached() const { return false; }
    virtual TransportFacts facts() const { return {}; } // once open
    // While paused nothing is read, so the peer feels back-pressure; at most what is buffered
    // already still comes.
    virtual void pause(bool paused) = 0;
    // Says goodbye and gives up waiting for it after two seconds; transportClosed() is not called.
    virtual void close(int code, const QString &reason) = 0;
    virtual void abort() = 0;
};

using TransportFactory = std::function<std::unique_ptr<Transport>(Transport::Listener &)>;

template<typename Kind>
TransportFactory factoryOf()
{
    return [](Transport::Listener &listener) { return std::make_unique<Kind>(listener); };
}

} // namespace sightglass
