// How one kind of server says it: frames in, messages out, and back.
//
// A dialect is pure: no I/O, no clock, no retry. It is asked by the session, on the link thread,
// and lives as long as the session does, across reconnects; opened() starts it afresh. Hostile
// frames end in badFrame(), never in a crash or in memory without bound.
#pragma once

#include "dialects/ending.h"
#include "wire/codec.h"

#include <memory>

namespace sightglass {

// Where a dialect puts what it read.
class MessageSink
{
public:
    // May be read, and its buffers kept, by the callee until it returns.
    virtual void samplesRead(Samples &samples) = 0;
    virtual void messageRead(Message &&message) = 0;
    virtual void badFrame(const DecodeError &error) = 0;

protected:
    ~MessageSink() = default;
};

class Dialect
{
public:
    virtual ~Dialect() = default;

    // "native", "plain", "auto"; null for a name that is none.
    static std::unique_ptr<Dialect> create(const QString &name, const WireLimits &limits);

    // Subprotocols to offer, best first.
    virtual QStringList subprotocols() const = 0;
    // The upgrade succeeded with this subprotocol ("" for none). The error is for a person, and
    // final.
    virtual tl::expected<void, QString> opened(const QString &subprotocol) = 0;
    // The upgrade was refused, but not for good; the next attempt may offer something else.
    virtual void refused() {}

    // The same messages may come by server-sent events and long polling, from who speaks it.
    virtual bool travels() const { return false; }

    // False: there is no opening to wait for, the stream is live as soon as it is open.
    virtual bool hasGreeting() const = 0;
    // Bytes for a message; empty if this dialect has no words for it.
    virtual OutFrame wrap(const Message &message) const = 0;
    // `nowUs` is the time of arrival, for samples that carry none.
    virtual void unwrap(const Frame &frame, std::int64_t nowUs, MessageSink &sink) = 0;

    // RFC 6455, section 7.4, and the dialect's own codes.
    virtual Ending ending(int closeCode, const QString &reason) const;
};

} // namespace sightglass
