// The life of one connection, for ever: dial, greet, live, wait, dial again. Only it tries again.
//
// Lives on the link thread, with its transport, its dialect and its clock; all calls are made
// there. State changes go through setState(), every end of a connection through end(). What was
// decoded goes to the Outlet in batches; when the outlet is full the transport's reading pauses
// until resumeReading(). Nothing is dropped, and what could not be had is said (see Ledger).
#pragma once

#include "dialects/dialect.h"
#include "link/transport.h"
#include "session/admission.h"
#include "session/bounds.h"
#include "session/clock.h"
#include "session/courier.h"
#include "session/downtime.h"
#include "session/intake.h"
#include "session/ledger.h"
#include "session/meter.h"
#include "session/sleepwatch.h"

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
    void checkLink();                  // the network changed, or the machine slept: is it still so?
    void resumeReading();              // the outlet has room again
    void send(const Message &message); // while Live; else it is not sent
    Courier &commands() { return m_courier; } // what becomes of one is noted in a batch

    const LinkStatus &status() const { return m_status; }

private:
    // connection
    void dial();
    void open(const Token &token);
    void armRenewal();
    void redial();
    void setState(LinkState state, const QString &reason = {});
    void end(const Ending &ending);
    void goLive();
    void hear();
    void fallSilent();
    void armDeadline(std::int64_t ms, const QString &what);
    void armHeartbeat();
    void beat();
    void knock();
    void retrySoon();

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
    void noteLost(LostTime lost);
    void limitReached(const QString &text);
    Courier::Line courierLine();
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
    Clock::Timer m_check = 0; // while checkLink() waits for an answer
    Clock::Timer m_flush = 0;
    Clock::Timer m_renewal = 0;
    std::int64_t m_heartbeatMs = 0;
    std::int64_t m_heardMs = 0;     // monotonic, of the last byte
    std::size_t m_sinceHeard = 0;   // bytes of frames
    std::int64_t m_heardUs = 0;     // the same by the wall clock
    std::int64_t m_notBeforeUs = 0; // wall clock; the server asked for it
    Meter m_meter;
    Admission m_admission;
    SleepWatch m_sleep;
    Ledger m_ledger;
    QString m_resumeSession;
    Downtime m_outage;
    bool m_limitSaid = false;
    Intake m_intake;
    Courier m_courier;
};

} // namespace sightglass
