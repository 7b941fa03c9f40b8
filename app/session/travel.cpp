#include "session/travel.h"

namespace sightglass {

using Cause = TransportClosed::Cause;

namespace {

constexpr int closeGoingAway = 1001;

// RFC 9110, section 15: what a server says that is only busy or broken now.
bool isPassing(int status)
{
    return status == 429 || (status >= 502 && status <= 504);
}

} // namespace

Travel::Travel(std::vector<Route> routes, Clock &clock)
    : m_routes(std::move(routes))
    , m_clock(clock)
{
}

Travel::~Travel()
{
    rest();
}

std::unique_ptr<Transport> Travel::setOut(Transport::Listener &listener,
                                          const TransportRequest &request)
{
    rest();
    m_request = m_at > 0 ? request : TransportRequest();
    m_trip = {};
    m_trip.out = true;
    return m_routes[m_at].make(listener);
}

void Travel::closed(const TransportClosed &closed, bool changed)
{
    m_trip.closed = true;
    m_trip.refused = (closed.cause == Cause::Refused || closed.cause == Cause::NotWebSocket)
                     && !changed && !isPassing(closed.httpStatus);
}

bool Travel::mayGoOn(const TransportClosed &closed) const
{
    if (m_routes.size() < 2 || m_trip.opened || closed.cause != Cause::Refused) {
        return false;
    }
    if (m_at == 0) {
        return closed.httpStatus == 426; // an upgrade that lost its header on the way
    }
    // A server that knows only WebSockets may say anything here; but a token is a token.
    return closed.httpStatus != 401 && closed.httpStatus != 403 && closed.httpStatus != 407;
}

bool Travel::ended(bool may, bool reached)
{
    rest();
    const Trip trip = std::exchange(m_trip, {});
    if (m_routes.size() < 2 || !trip.out || !may) {
        return false;
    }
    if (trip.heard) {
        m_short = 0;
        m_left = 0;
        return false;
    }
    if (const std::size_t back = std::exchange(m_left, 0)) {
        m_at = back; // it looked free, and was not
        return true;
    }
    if (!reached && !trip.opened && !trip.refused) {
        return false; // nobody is there, whichever way
    }
    if (trip.refused || (!trip.closed && !trip.opened)) {
        return onward();
    }
    if (++m_short >= shortLives) {
        onward();
    }
    return false;
}

bool Travel::onward()
{
    m_short = 0;
    m_at = (m_at + 1) % m_routes.size();
    return m_at != 0; // after the last, there is time to wait
}

void Travel::watch(const QStringList &subprotocols, std::function<void()> free)
{
    if (m_at == 0) {
        return;
    }
    m_request.subprotocols = subprotocols;
    m_free = std::move(free);
    lookAgainLater();
}

void Travel::rest()
{
    m_clock.cancel(std::exchange(m_timer, 0));
    if (m_scout) {
        m_scout->close(closeGoingAway, {});
        m_retired = std::move(m_scout);
    }
    m_request = {};
    m_free = nullptr;
}

void Travel::lookAgainLater()
{
    if (m_scout) {
        m_scout->abort();
        m_retired = std::move(m_scout);
    }
    m_clock.cancel(m_timer);
    m_timer = m_clock.after(lookMs, [this] { look(); });
}

void Travel::look()
{
    m_timer = m_clock.after(lookingMs, [this] { lookAgainLater(); });
    m_scout = m_routes[0].make(*this);
    m_scout->open(m_request);
}

void Travel::free()
{
    const auto tell = m_free;
    m_left = m_at;
    m_at = 0;
    m_short = 0;
    rest();
    tell();
}

void Travel::transportOpened(const QString &)
{
    if (m_scout) {
        m_scout->ping(); // something must come through it, too
    }
}

void Travel::frameReceived(const Frame &)
{
    if (m_scout) {
        free();
    }
}

void Travel::pongReceived(std::uint64_t)
{
    if (m_scout) {
        free();
    }
}

void Travel::transportClosed(const TransportClosed &)
{
    if (m_scout) {
        lookAgainLater();
    }
}

} // namespace sightglass
