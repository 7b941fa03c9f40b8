// Carries commands to the server: each is sent as soon as the link is live, and again after each
// resume and when no answer comes, until there is one or it is too old.
//
// The outbox with a clock and a line; of one session, on its thread. It knows neither protocol nor
// connection: the session says when there is one and what was answered.
#pragma once

#include "session/clock.h"
#include "session/outbox.h"
#include "session/status.h"

namespace sightglass {

class Courier
{
public:
    struct Line
    {
        std::function<bool(const Ack &ack)> send; // false: what is spoken here has no words for it
        std::function<void(CommandStory story)> tell;
        std::function<void()> changed; // something else than before waits
    };

    Courier(Clock &clock, Line line);
    ~Courier();
    Q_DISABLE_COPY_MOVE(Courier)

    // `ack` has its id; the same id again is harmless. bornUs 0: now.
    void post(const Ack &ack, std::int64_t bornUs = 0);
    void connected(); // all that waits is sent
    void disconnected() { m_connected = false; }
    // Done or Refused, with the server's words. One nobody waits for is no news.
    void answered(const QString &id, CommandStory::Kind kind, const QString &text);
    void report(LinkStatus &status) const;

private:
    void tend();
    void sendDue();
    void tell(const Ack &ack, CommandStory::Kind kind, const QString &text);

    Clock &m_clock;
    Line m_line;
    Outbox m_outbox;
    Clock::Timer m_timer = 0;
    std::uint64_t m_expired = 0;
    bool m_connected = false;
};

} // namespace sightglass
