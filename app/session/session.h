// The life of one connection, for ever: dial, greet, live, wait, dial again. The only owner of
// retry.
//
// Lives on the link thread, with its transport, its dialect and its clock; all calls are made
// there. State changes go through setState(), every end of a connection through end(). What was
// decoded goes to the Outlet in batches; when the outlet is full the transport's reading pauses
// until resumeReading(). Nothing is dropped, and what could not be had is said (see Ledger).
#pragma once

#include "dialects/dialect.h"
#include "link/transport.h"
#include "session/bounds.h"
#include "session/clock.h"
#include "session/intake.h"
#include "session/ledger.h"
#include "session/status.h"

namespace sightglass {

class Session final : public SessionBounds, private Transport::Listener, private MessageSink
{
public:
    using Setup = SessionSetup;

    Session(Setup setup, TransportFactory factory, std::unique_ptr<Dialect> dialect, Clock &clock,
            Random random, Outlet &outlet);
    ~Session();

    void start();
    void stop();
    void tryNow();
    // From the next attempt on; null: no token is shown.
    void setCredentials(std::shared_ptr<Credentials> credentials);
    void resumeReading();              // the outlet has room again
    void send(const Message &message); // while Live; else it is not sent

    const LinkStatus &status() const { return m_status; }

private:
    // connection
    void dial();
    void tokenCame(const tl::expected<Token, NoToken> &token);
    void open(const Token &token);
    void armRenewal();
    void redial(); // quietly: coming back loses nothing
    void setState(LinkState state, const QString &reason = {});
    void end(const Ending &ending);
    std::int64_t waitMs(const Ending &ending) const;
    void goLive();
    void armDeadline(std::int64_t ms, const QString &what);
    void armHeartbeat();
    void beat();

    void transportOpened(const QString &subprotocol) override;
    void bytesReceived() override;
    void frameReceived(const Frame &frame) override;
    void pongReceived(std::uint64_t elapsedMs) override;
    void transportClosed(const TransportClosed &closed) override;

    // messages (sessionmessages.cpp)
    void samplesRead(Samples &samples) override;
    void messageRead(Message &&message) override;
    void badFrame(const DecodeError &error) override;
    void handle(const Welcome &welcome);
    void handle(const Heartbeat &heartbeat);
    void handle(const Subscribed &subscribed);
    void handle(const Catalog &catalog);
    void handle(const Bye &bye);
    void handle(const Error &error);
    void handle(Event &&event);
    void finishResume(bool numbered, std::int64_t newestUs);
    void tellResumed();
    void story(LinkStory::Kind kind, const QString &text);
    void limitReached(const QString &text);
    void publish(); // the status, to the outlet
    void armFlush();
    void flush();

    Setup m_setup;
    std::unique_ptr<Dialect> m_dialect;
    Clock &m_clock;
    Travel m_travel;
    Random m_random;
    Outlet &m_outlet;

    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<Transport> m_retired; // may still be on the call stack
    LinkStatus m_status;
    Clock::Timer m_deadline = 0;
    Clock::Timer m_heartbeat = 0;
    Clock::Timer m_stable = 0;
    Clock::Timer m_flush = 0;
    Clock::Timer m_renewal = 0;
    std::int64_t m_heartbeatMs = 0;
    std::int64_t m_heardMs = 0;    // monotonic, of the last byte
    double m_bestRoundTripMs = -1; // of this connection; its offset is the most exact
    int m_badInARow = 0;
    std::int64_t m_tokenEndsUs = 0; // wall clock; 0: not known
    bool m_freshToken = false;      // the next one asked for must be fresh
    bool m_refusedFresh = false;    // since the link was last Live for good

    Ledger m_ledger;
    QString m_resumeSession;
    struct Outage
    {
        bool running = false; // from the loss until the story's end was told
        bool told = false;    // its beginning was
        std::int64_t sinceUs = 0;
        std::int64_t liveAgainUs = 0;
        std::uint64_t replayed = 0;
    } m_outage;
    bool m_limitSaid = false;

    Intake m_intake;
};

} // namespace sightglass
