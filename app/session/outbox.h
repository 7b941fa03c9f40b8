// Commands that wait for their answer: bounded by count, bytes and age, in the order in which they
// were given, each with the id that makes sending it again harmless.
//
// Pure: no I/O and no clock; who calls says what time it is. Age goes by the wall clock, because
// sleep counts and what is kept on disk has no other; sending goes by the monotonic one. What does
// not fit is refused with a sentence for a person; nothing that waits is ever dropped for it.
#pragma once

#include "wire/event.h"

#include <tl/expected.hpp>

#include <deque>
#include <optional>
#include <vector>

namespace sightglass {

class Outbox
{
public:
    struct Bounds
    {
        std::size_t commands = 1'000;
        std::size_t bytes = std::size_t(1) << 20;
        std::size_t commandBytes = std::size_t(16) << 10; // of one; servers limit their frames
        std::int64_t ageUs = 24 * 3'600'000'000LL;
    };

    static constexpr std::int64_t answerMs = 15'000; // then it is sent again, later each time
    static constexpr int doublings = 5;              // 15 s to 8 minutes

    struct Waiting
    {
        Ack ack;
        std::int64_t bornUs = 0;
        std::int64_t dueMs = 0; // monotonic: when to send it, or send it again
        int sent = 0;           // times on this connection
    };

    Outbox() = default;
    explicit Outbox(Bounds bounds)
        : m_bounds(bounds)
    {
    }

    // `ack` has its id. One that is waiting already stays as it is. The error is one sentence.
    tl::expected<void, QString> put(Ack ack, std::int64_t bornUs);
    // Its answer came, whichever: it no longer waits. Empty: it did not (an answer comes twice).
    std::optional<Ack> answered(const QString &id);
    std::vector<Ack> expire(std::int64_t nowUs); // no longer wait; oldest first

    void connected(); // a new connection: all are due at once
    // What is to be sent now, oldest first, and counts as sent; due again when no answer comes.
    std::vector<Ack> due(std::int64_t nowMs);

    std::int64_t nextDueMs() const;    // monotonic; -1: nothing waits
    std::int64_t nextExpiryUs() const; // -1: nothing waits
    std::int64_t oldestUs() const;     // 0: nothing waits
    const std::deque<Waiting> &waiting() const { return m_waiting; }
    std::size_t bytes() const { return m_bytes; }

private:
    void remove(std::size_t position);

    Bounds m_bounds;
    std::deque<Waiting> m_waiting;
    std::size_t m_bytes = 0;
};

} // namespace sightglass
