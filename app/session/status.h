// How a link is doing, as values: what the session tells the rest of the program.
#pragma once

#include "dialects/ending.h"
#include "session/quantiles.h"
#include "wire/timebounds.h"

#include <QMetaType>
#include <QString>

#include <array>
#include <cstdint>

namespace sightglass {

enum class LinkState : std::uint8_t {
    Idle,     // not asked to connect, or ended for good; reason says why
    Dialing,  // name, TCP, TLS, HTTP upgrade
    Greeting, // connected; the protocol's opening is under way
    Live,     // messages flow
    Waiting,  // lost or refused; the next attempt has a time
};

// What carries the messages.
enum class Way : std::uint8_t { WebSocket, EventStream, LongPoll };

// The words for machines to read: status lines, summaries. Not translated.
QString stateWord(LinkState state);
QString endReasonWord(EndReason reason);
QString wayWord(Way way);

struct LinkStatus
{
    LinkState state = LinkState::Idle;
    QString reason;                 // why it is not Live, one sentence; empty while Live
    QString server;                 // what the server calls itself
    Way via = Way::WebSocket;       // of this connection, or of the last
    QString subprotocol;            // chosen by the server; empty: none
    QString tls;                    // "TLS 1.3"; empty: not encrypted
    QString issuer;                 // of the server's certificate
    std::int64_t expiresMs = 0;     // of the same, since the epoch; 0: there is none
    bool final = false;             // Idle because retrying is pointless until something changes
    bool needsToken = false;        // final, because no token was accepted: ask the user
    bool paused = false;            // reading is paused: the reader is behind
    int attempt = 0;                // of the current outage
    std::int64_t sinceUs = 0;       // when this state was entered, wall clock
    std::int64_t nextAttemptUs = 0; // wall clock; 0 unless Waiting
    // The newest outage: from the last thing heard to the first one heard again. All that tells of
    // it, tells these.
    TimeBounds silence;
    double roundTripMs = -1;        // -1: not known yet
    std::int64_t clockOffsetUs = 0; // server's clock minus ours
    Spread roundTrip;               // ms, as the two below of the newest 512
    Spread delay;                   // ms, from a sample's own time until it was handed on
    Spread decode;                  // µs, of one frame in 64

    // Since the session was made.
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;
    std::uint64_t messages = 0; // applied
    std::uint64_t samples = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t replayed = 0;
    std::uint64_t missed = 0;        // messages known to be lost for good
    std::uint64_t lostStretches = 0; // holes whose count of messages is not known
    std::uint64_t badFrames = 0;
    std::uint64_t unknownTypes = 0;
    std::uint64_t reconnects = 0;                 // connections that were live, and ended
    std::array<std::uint64_t, endReasons> ends{}; // of all attempts, by why they ended
    std::uint64_t gaps = 0;     // stretches of time that are lost, on all channels
    std::uint64_t pauses = 0;   // how often the reader was behind
    std::uint64_t pausedMs = 0; // and for how long in all
    std::uint64_t commandsExpired = 0;
    std::uint64_t commandsWaiting = 0; // now, without an answer
    std::int64_t oldestCommandUs = 0;  // when the oldest of them was given; 0: none waits
    QString lastBadFrame; // what was wrong with the newest bad frame, and its first bytes

    // Share of numbered messages received, 0 to 1; 1 before any.
    double receivedShare() const
    {
        const double all = double(messages) + double(missed);
        return all > 0 ? double(messages) / all : 1.0;
    }
};

} // namespace sightglass

Q_DECLARE_METATYPE(sightglass::LinkStatus)
