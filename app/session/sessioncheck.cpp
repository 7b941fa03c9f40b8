#include "session/session.h"

#include <QCoreApplication>

namespace sightglass {

namespace {

constexpr std::int64_t checkJitterMs = 250; // a whole office wakes, or changes its network, at once

QString say(const char *text)
{
    return QCoreApplication::translate("session", text);
}

} // namespace

void Session::checkLink()
{
    if (m_status.state == LinkState::Idle || m_status.paused || m_check != 0) {
        return;
    }
    if (m_status.state == LinkState::Waiting) {
        retrySoon();
        return;
    }
    if (m_status.state == LinkState::Live) {
        m_clock.cancel(std::exchange(m_heartbeat, 0));
        knock();
    }
    const std::int64_t asked = m_clock.monotonicMs();
    m_heardMs = std::min(m_heardMs, asked - 1); // an answer within this millisecond is one
    m_check = m_clock.after(pongMs, [this, asked] {
        m_check = 0;
        if (m_heardMs >= asked || m_status.paused) {
            armHeartbeat();
            return;
        }
        end({.text = say(QT_TRANSLATE_NOOP("session", "Nothing was heard from %1 for %2 s."))
                         .arg(m_setup.url.host())
                         .arg(pongMs / 1000),
             .reason = EndReason::Silent});
    });
}

// What the last attempts failed of may be gone with the old network; what the server asked for is
// not.
void Session::retrySoon()
{
    const std::int64_t now = m_clock.wallUs();
    const std::int64_t asked = std::max<std::int64_t>(0, m_notBeforeUs - now) / 1000;
    const std::int64_t planned = std::max<std::int64_t>(0, m_status.nextAttemptUs - now) / 1000;
    const auto jitter = std::int64_t(m_random() * double(checkJitterMs));
    const std::int64_t wait = std::min(planned, asked + jitter);
    m_status.attempt = 0;
    m_status.nextAttemptUs = now + wait * 1000;
    m_clock.cancel(m_deadline);
    m_deadline = m_clock.after(wait, [this] { dial(); });
    publish();
}

void Session::knock()
{
    // The protocol's own heartbeat tells round trip and clock; the WebSocket's works with anyone.
    if (m_heartbeatMs > 0) {
        send(Heartbeat{m_clock.wallUs(), {}});
    } else {
        m_transport->ping();
    }
}

} // namespace sightglass
