// What a session is given, what it promises about time and memory, and where it puts what it reads.
#pragma once

#include "link/request.h"
#include "session/credentials.h"
#include "session/status.h"
#include "session/travel.h"
#include "wire/batch.h"
#include "wire/codec.h"

#include <QUrl>

#include <memory>

namespace sightglass {

class Outlet
{
public:
    // Takes the batch and leaves an empty one in its place, or returns false: full, try later.
    virtual bool deliver(std::unique_ptr<Batch> &batch) = 0;
    virtual void statusChanged(const LinkStatus &status) = 0;

protected:
    ~Outlet() = default;
};

struct SessionSetup
{
    QUrl url;
    std::shared_ptr<Credentials> credentials; // null: no token is shown
    QStringList channels{QStringLiteral("*")};
    std::int64_t historyMs = 0;
    double maxRateHz = 0; // sample times a second, wished for; 0: all there are
    TlsChoice tls;
    QUrl proxy;
    WireLimits limits;
    Way way = Way::WebSocket;     // what the session's factory makes
    std::vector<Route> fallbacks; // for where that does not get through
};

struct SessionBounds
{
    static constexpr std::int64_t connectMs = 10'000; // name, TCP, proxy, TLS and HTTP together
    static constexpr std::int64_t askMs = 60'000;     // a person may have to unlock the keychain
    static constexpr std::int64_t greetMs = 10'000;
    static constexpr std::int64_t renewMs = 30'000;  // before a token ends
    static constexpr std::int64_t stableMs = 10'000; // Live for so long: the outage is over
    // Of a stream without its own heartbeat; with pongMs, and timers that come late, under 15 s.
    static constexpr std::int64_t quietMs = 9'000;
    static constexpr std::int64_t pongMs = 5'000;
    static constexpr std::int64_t flushMs = 4;
    static constexpr std::size_t batchSamples = 8'192;
    static constexpr std::size_t maxSeries = 100'000;
    static constexpr int badFramesInARow = 20;
};

} // namespace sightglass
