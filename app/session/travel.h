// Which way next: the WebSocket first; what lets it through not, or lets it die without a word,
// leads on to the fallbacks, in their order. There it stays, and looks now and then, beside the
// connection that lives, whether the first way is free again.
//
// Decides nothing about when: retry is the session's. Lives where the session lives.
#pragma once

#include "link/transport.h"
#include "session/clock.h"
#include "session/status.h"

#include <vector>

namespace sightglass {

struct Route
{
    Way way = Way::WebSocket;
    TransportFactory make;
};

class Travel final : private Transport::Listener
{
public:
    static constexpr std::int64_t lookMs = 600'000; // between looks at the first way
    static constexpr std::int64_t lookingMs = 10'000;
    static constexpr int shortLives = 2;

    Travel(std::vector<Route> routes, Clock &clock); // the best first
    ~Travel();

    Way way() const { return m_routes[m_at].way; }

    // One attempt, from its start to ended(). Without fallbacks all of this changes nothing.
    std::unique_ptr<Transport> setOut(Transport::Listener &listener,
                                      const TransportRequest &request);
    void opened() { m_trip.opened = true; }
    void heard() // a frame came
    {
        m_trip.heard = true;
        m_proven = m_at;
    }
    // On a fallback that never carried anything. Why it fails, too, is no news.
    bool detour() const { return m_at != 0 && m_at != m_proven; }
    // `changed`: the next attempt will ask for something else, so the same way may do.
    void closed(const TransportClosed &closed, bool changed);
    // False: the answer is the server's last word. True: it only says that this way is not served.
    bool mayGoOn(const TransportClosed &closed) const;
    // `may`: what the server speaks goes by the fallbacks too. `reached`: somebody took the
    // connection. True: dial again at once, by another way.
    bool ended(bool may, bool reached);

    // While a fallback lives: looks with the request it was set out with, and says once when the
    // first way is free; way() is that then. Until rest() or ended().
    void watch(const QStringList &subprotocols, std::function<void()> free);
    void rest();

private:
    struct Trip
    {
        bool out = false;
        bool opened = false;
        bool heard = false;
        bool closed = false; // by the far end, not by our patience
        bool refused = false;
    };

    bool onward();
    void look();
    void lookAgainLater();
    void free();

    void transportOpened(const QString &subprotocol) override;
    void bytesReceived() override {}
    void frameReceived(const Frame &frame) override;
    void pongReceived(std::uint64_t elapsedMs) override;
    void transportClosed(const TransportClosed &closed) override;

    std::vector<Route> m_routes;
    Clock &m_clock;
    std::size_t m_at = 0;
    std::size_t m_proven = 0; // the newest way that carried something
    std::size_t m_left = 0;   // the fallback that was left for the first way; 0: none
    int m_short = 0;          // lives in a row that ended without a frame
    Trip m_trip;

    TransportRequest m_request;
    std::function<void()> m_free;
    std::unique_ptr<Transport> m_scout;
    std::unique_ptr<Transport> m_retired; // may still be on the call stack
    Clock::Timer m_timer = 0;
};

} // namespace sightglass
