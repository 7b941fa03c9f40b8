#include "session/session.h"

#include "session/endings.h"

#include <QCoreApplication>

namespace sightglass {

namespace {

constexpr int closeGoingAway = 1001;
constexpr std::int64_t fullMs = 1'000; // between looks whether the reader has made room

QString say(const char *text)
{
    return QCoreApplication::translate("session", text);
}

std::int64_t waitMs(const Ending &ending, int attempt, const Random &random)
{
    const std::int64_t asked = ending.retryAfterMs;
    return std::max(asked ? asked + backoffMs(0, random) : std::int64_t(0),
                    backoffMs(attempt, random));
}

std::vector<Route> routes(const SessionSetup &setup, TransportFactory factory)
{
    std::vector<Route> all{{setup.way, std::move(factory)}};
    all.insert(all.end(), setup.fallbacks.begin(), setup.fallbacks.end());
    return all;
}

} // namespace

Session::Session(Setup setup, TransportFactory factory, std::unique_ptr<Dialect> dialect,
                 Clock &clock, Random random, Outlet &outlet)
    : m_setup(std::move(setup))
    , m_dialect(std::move(dialect))
    , m_clock(clock)
    , m_travel(routes(m_setup, std::move(factory)), clock)
    , m_random(std::move(random))
    , m_outlet(outlet)
    , m_admission(std::exchange(m_setup.credentials, nullptr))
    , m_sleep(clock, [this] { checkLink(); })
    , m_courier(clock, courierLine())
{
}

Session::~Session()
{
    for (const Clock::Timer timer :
         {m_deadline, m_heartbeat, m_stable, m_flush, m_renewal, m_check}) {
        m_clock.cancel(timer);
    }
}

void Session::start()
{
    if (m_status.state == LinkState::Idle) {
        m_status.attempt = 0;
        dial();
    }
}

void Session::stop()
{
    if (m_status.state == LinkState::Live) {
        fallSilent();
    }
    m_admission.cancel();
    if (m_transport) {
        m_transport->close(closeGoingAway, {});
        m_retired = std::move(m_transport);
    }
    m_travel.rest();
    setState(LinkState::Idle);
    m_status.paused = false;
    flush();
}

void Session::tryNow()
{
    if (m_status.state == LinkState::Waiting || m_status.state == LinkState::Idle) {
        dial();
    }
}

void Session::send(const Message &message)
{
    if (m_transport && m_status.state != LinkState::Dialing) {
        m_transport->send(m_dialect->wrap(message));
    }
}

void Session::setState(LinkState state, const QString &reason)
{
    for (Clock::Timer *timer : {&m_deadline, &m_heartbeat, &m_stable, &m_renewal, &m_check}) {
        m_clock.cancel(std::exchange(*timer, 0));
    }
    state == LinkState::Idle ? m_sleep.stop() : m_sleep.start();
    m_courier.disconnected(); // until the opening is over
    m_status.state = state;
    m_status.sinceUs = m_clock.wallUs();
    m_status.nextAttemptUs = 0;
    if (state == LinkState::Live || !reason.isEmpty()) {
        m_status.reason = reason; // while trying again, why the last attempt failed stays known
    }
}

void Session::dial()
{
    if (m_intake.full() && !m_intake.handOver(m_outlet)) {
        // Each connection would add to what nobody takes.
        m_clock.cancel(m_deadline);
        m_deadline = m_clock.after(fullMs, [this] { dial(); });
        return;
    }
    m_status.final = false;
    m_status.needsToken = false;
    setState(LinkState::Dialing);
    m_meter.dialed();
    if (!m_admission.hasCredentials()) {
        open({});
        return;
    }
    armDeadline(askMs, say(QT_TRANSLATE_NOOP("session", "No token for %1 within %2 s.")));
    m_admission.ask([this, before = m_status.reason](const tl::expected<Token, NoToken> &token) {
        m_status.reason = before;
        if (token) {
            open(*token);
            return;
        }
        m_status.needsToken = token.error().final;
        end({token.error().final, 0, token.error().text, false, EndReason::NoToken});
    });
    if (m_admission.asking()) {
        m_status.reason = say(QT_TRANSLATE_NOOP("session", "Waiting for a token from %1."))
                              .arg(m_admission.origin());
        publish();
    }
}

void Session::open(const Token &token)
{
    armDeadline(connectMs, say(QT_TRANSLATE_NOOP("session", "No answer from %1 within %2 s.")));
    m_status.via = m_travel.way();
    publish();
    TransportRequest request;
    request.url = m_setup.url;
    request.subprotocols = m_dialect->subprotocols();
    request.bearer = token.bearer;
    request.tls = m_setup.tls;
    request.proxy = m_setup.proxy;
    request.maxFrameBytes = m_setup.limits.frameBytes;
    m_transport = m_travel.setOut(*this, request);
    m_transport->open(request);
}

void Session::setCredentials(std::shared_ptr<Credentials> credentials)
{
    const bool asking = m_admission.asking();
    m_admission.use(std::move(credentials));
    if (asking) {
        end({.reason = EndReason::NoToken}); // nobody would answer the question any more
    }
}

// No message of the protocol carries a token, and none is needed: coming back loses nothing. That
// is no outage, unless the way back fails.
void Session::armRenewal()
{
    const auto wait = m_admission.renewInMs(m_clock.wallUs());
    if (!wait) {
        return;
    }
    m_renewal = m_clock.after(*wait, [this] {
        m_admission.renew();
        redial();
    });
}

void Session::redial()
{
    fallSilent();
    m_transport->close(closeGoingAway, {});
    m_retired = std::move(m_transport);
    m_status.paused = false;
    if (!m_outage.running) {
        m_outage = {true, false, 0, 0};
    }
    dial();
}

void Session::armDeadline(std::int64_t ms, const QString &what)
{
    m_clock.cancel(m_deadline);
    const QString text = what.arg(m_setup.url.host()).arg(ms / 1000);
    m_deadline = m_clock.after(ms, [this, text] {
        end({.text = text,
             .reason = m_admission.asking() ? EndReason::NoToken : EndReason::NoAnswer});
    });
}

void Session::end(const Ending &ending)
{
    const bool detour = m_travel.detour();
    const bool onward = m_travel.ended(m_dialect->travels() && m_transport,
                                       m_transport && m_transport->reached());
    if (m_transport) {
        m_transport->abort();
        m_retired = std::move(m_transport);
    }
    m_status.paused = false;
    ++m_status.ends[std::size_t(ending.reason)];
    const bool wasLive = m_status.state == LinkState::Live;
    if (wasLive) {
        fallSilent();
    }
    m_admission.cancel();
    const bool fresh = ending.credentials && m_admission.refused();
    if (ending.final && !fresh) {
        m_status.needsToken = m_status.needsToken || ending.credentials;
        setState(LinkState::Idle, ending.text);
        m_status.final = true;
        story(LinkStory::Kind::Refused, ending.text);
        flush();
        return;
    }
    if (wasLive && !m_outage.running) {
        m_outage = {true, false, 0, 0};
    }
    if (m_outage.running && !std::exchange(m_outage.told, true)) {
        story(LinkStory::Kind::Lost, ending.text);
    }
    m_status.reconnects += wasLive ? 1 : 0;
    const std::int64_t wait = onward ? 0 : waitMs(ending, m_status.attempt, m_random);
    m_status.attempt += onward ? 0 : 1;
    // Why the first way failed is what a person can use.
    setState(LinkState::Waiting, detour ? QString() : ending.text);
    m_status.nextAttemptUs = m_clock.wallUs() + wait * 1000;
    m_notBeforeUs = m_clock.wallUs() + ending.retryAfterMs * 1000;
    m_deadline = m_clock.after(wait, [this] { dial(); });
    flush();
}

void Session::transportOpened(const QString &subprotocol)
{
    if (!m_transport) {
        return;
    }
    hear();
    m_travel.opened();
    const TransportFacts facts = m_transport->facts();
    m_status.subprotocol = subprotocol;
    m_status.tls = facts.tls;
    m_status.issuer = facts.issuer;
    m_status.expiresMs = facts.expiresMs;
    if (const auto opened = m_dialect->opened(subprotocol); !opened) {
        end({.final = true, .text = opened.error(), .reason = EndReason::Refused});
        return;
    }
    if (!m_dialect->hasGreeting()) {
        goLive();
        m_courier.connected();
        return;
    }
    setState(LinkState::Greeting);
    armDeadline(greetMs, say(QT_TRANSLATE_NOOP("session", "%1 opened the connection, but did not "
                                                          "greet within %2 s.")));
    Hello hello;
    hello.client = QStringLiteral("sightglass/") + QCoreApplication::applicationVersion();
    if (!m_resumeSession.isEmpty()) {
        hello.resumeSession = m_resumeSession;
        hello.resumeStreams = m_ledger.positions();
    }
    publish();
    send(hello);
}

void Session::goLive()
{
    setState(LinkState::Live);
    m_stable = m_clock.after(stableMs, [this] {
        m_status.attempt = 0;
        m_admission.accepted();
        if (m_outage.running) {
            tellResumed();
        }
    });
    if (m_outage.running) {
        m_outage.liveAgainUs = m_clock.wallUs();
    }
    TimeBounds &silence = m_status.silence;
    if (silence.fromUs > 0) {
        silence.toUs = std::max(m_clock.wallUs() + m_status.clockOffsetUs, silence.fromUs);
    }
    armRenewal();
    m_travel.watch(m_dialect->subprotocols(), [this] { redial(); });
    armHeartbeat();
    publish();
}

void Session::hear()
{
    m_heardMs = m_clock.monotonicMs();
    m_heardUs = m_clock.wallUs();
    m_sinceHeard = 0;
}

// A link that is live no more, and has been of no use since it was last heard.
void Session::fallSilent()
{
    if (!m_outage.running) {
        const std::int64_t heardUs = std::min(m_heardUs, m_clock.wallUs());
        m_status.silence.fromUs = heardUs + m_status.clockOffsetUs;
    }
    m_status.silence.toUs = 0;
    m_ledger.fallSilent(m_status.silence.fromUs);
}

void Session::armHeartbeat()
{
    const std::int64_t interval = m_heartbeatMs > 0 ? m_heartbeatMs : quietMs;
    m_heartbeat = m_clock.after(std::min(interval, quietMs), [this] { beat(); });
}

void Session::beat()
{
    if (m_sleep.look() && !m_status.paused) {
        return; // the silence may have been our own; checkLink() is asking
    }
    // While we do not read, the peer's silence is ours.
    const std::int64_t quiet = m_status.paused ? 0 : m_clock.monotonicMs() - m_heardMs;
    const std::int64_t interval = m_heartbeatMs > 0 ? std::min(m_heartbeatMs, quietMs) : quietMs;
    if (quiet >= interval + pongMs) {
        end({.text = say(QT_TRANSLATE_NOOP("session", "Nothing was heard from %1 for %2 s."))
                         .arg(m_setup.url.host())
                         .arg((quiet + 999) / 1000),
             .reason = EndReason::Silent});
        return;
    }
    knock();
    const std::int64_t next = quiet > 0 ? std::min(interval, interval + pongMs - quiet) : interval;
    m_heartbeat = m_clock.after(std::max<std::int64_t>(next, 1), [this] { beat(); });
    publish();
}

void Session::bytesReceived()
{
    hear();
}

void Session::pongReceived(std::uint64_t elapsedMs)
{
    if (!m_transport) {
        return;
    }
    hear();
    m_status.roundTripMs = double(elapsedMs);
    m_meter.exchanged(m_status.roundTripMs);
}

void Session::transportClosed(const TransportClosed &closed)
{
    if (!m_transport) {
        return;
    }
    using Cause = TransportClosed::Cause;
    const bool refused = closed.cause == Cause::Refused || closed.cause == Cause::NotWebSocket;
    Ending ending = endingOf(closed, *m_dialect, m_setup.url);
    if (ending.final && m_dialect->travels() && m_travel.mayGoOn(closed)) {
        ending.final = false;
    }
    const QStringList offered = m_dialect->subprotocols();
    if (refused && !ending.final && m_travel.way() == m_setup.way) {
        m_dialect->refused(); // the next attempt may ask for something else
    }
    m_travel.closed(closed, !offered.isEmpty() && m_dialect->subprotocols().isEmpty());
    end(ending);
}

} // namespace sightglass
