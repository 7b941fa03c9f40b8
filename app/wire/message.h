// What Sightglass and a server say to each other, as plain values.
//
// The rules are those of resources/protocol/README.md, version 1. A std::optional that is empty
// means "not sent". Times are microseconds since the Unix epoch, UTC. Nothing here does I/O; codecs
// write these as bytes and dialects translate other people's protocols into them.
#pragma once

#include "wire/event.h"
#include "wire/series.h"

#include <QStringList>

#include <variant>

namespace sightglass {

inline constexpr int protocolVersion = 1;

// Where a channel stands: the server's memory (epoch) and the last sequence number in it.
struct StreamPosition
{
    QString epoch;
    std::uint64_t seq = 0;
};

struct Hello
{
    QString client;
    QString resumeSession; // empty: a fresh start
    QMap<QString, StreamPosition> resumeStreams;
    QStringList compress;
};

struct Welcome
{
    QString server;
    QString session;
    int heartbeatMs = 0;
    std::int64_t retainMs = 0;
    std::int64_t maxFrameBytes = 0;
    double timeMs = 0;
    QStringList channels; // what there is to subscribe to; may be empty if the server does not say
    QString compress;
};

// Either side's sign of life. The receiver of one without echoUs answers with its own clock in
// sentUs and the received sentUs in echoUs.
struct Heartbeat
{
    std::int64_t sentUs = 0;
    std::optional<std::int64_t> echoUs;
};

struct Subscribe
{
    QStringList channels; // "*" is every channel
    std::optional<std::int64_t> historyMs;
    std::optional<double> maxRateHz;
};

// The next message on the channel carries seq + 1.
struct Subscribed
{
    QString channel;
    StreamPosition position;
    bool recovered = false;
};

struct Unsubscribe
{
    QStringList channels;
};

// What the server no longer has: the numbers from..to, both included.
struct Gap
{
    QString channel;
    std::uint64_t from = 0;
    std::uint64_t to = 0;
};

struct Bye
{
    QString reason;
    std::optional<std::int64_t> retryAfterMs;
    bool final = false;
};

struct Error
{
    QString code;
    QString text;
    QString id;
};

// A type this version does not know: counted and ignored, so that version 1 can grow.
struct Unknown
{
    QString type;
};

using Message = std::variant<Hello, Welcome, Heartbeat, Subscribe, Subscribed, Unsubscribe, Gap,
                             Catalog, Samples, Event, Ack, Done, Bye, Error, Unknown>;

} // namespace sightglass
