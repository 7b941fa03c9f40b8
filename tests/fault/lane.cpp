#include "lane.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace sightglass::fault {

using namespace Qt::StringLiterals;

namespace {

constexpr int lookMs = 10;
constexpr qint64 stuckMs = 180'000; // three cut retries at the longest backoff, and more
constexpr qint64 caughtUpMs = 20'000;
constexpr qint64 quietMs = 1'200; // longer than a first retry

bool asksToWait(const Step &step)
{
    // Codes that mean "later" to the program, and those that may not travel and so become 1002.
    static constexpr std::array later{1002, 1005, 1006, 1007, 1012, 1013, 1014, 1015, 2999};
    return step.kind == Kind::Refuse || step.kind == Kind::Stutter || step.retryAfterMs > 0
           || (step.kind == Kind::Close && std::ranges::find(later, step.code) != later.end());
}

bool mayBeSurvived(Kind kind)
{
    return kind == Kind::Hold || kind == Kind::Freeze || kind == Kind::Stop || kind == Kind::Rough;
}

bool isQuick(const Manner &manner)
{
    return manner.mergeMs == 0 && manner.splitBytes == 0 && manner.bytesPerSecond == 0;
}

} // namespace

Lane::Lane(const World &world, Plan plan, std::function<void(const Result &)> done)
    : m_world(world)
    , m_done(std::move(done))
    , m_host(plan.child ? Host::child(world.program) : Host::inside(plan.retainMs))
    , m_gate(world.tls)
    , m_line(m_gate.port())
    , m_manner(plan.manner)
{
    m_result.plan = std::move(plan);
    if (m_result.plan.json) {
        m_gate.offerJsonOnly();
    }
    m_line.setManner(m_manner);
    // The dice of the retries are part of what a seed replays.
    auto dice = std::make_shared<QRandomGenerator64>(quint32(m_result.plan.seed));
    m_feed = std::make_unique<Feed>(source(), world.linkThread, nullptr,
                                    [dice] { return dice->generateDouble(); });
    m_received = std::make_unique<Received>(*m_feed);
    enter(Phase::Starting);
    connect(&m_look, &QTimer::timeout, this, &Lane::look);
    m_look.start(lookMs);
}

Lane::~Lane() = default;

Source Lane::source() const
{
    Source source;
    source.name = u"fault"_s;
    source.dialect = u"native"_s;
    source.transport = u"websocket"_s; // the gate knows how to hurt that
    source.address = QUrl(
        u"%1://localhost:%2/"_s.arg(m_world.tls ? u"wss"_s : u"ws"_s).arg(m_line.port()));
    source.tls.caFile = m_world.caFile;
    return source;
}

void Lane::enter(Phase phase)
{
    m_phase = phase;
    m_inPhase.start();
}

void Lane::look()
{
    m_received->drain();
    if (m_phase != Phase::Done && m_phase != Phase::CatchingUp && m_inPhase.elapsed() > stuckMs) {
        const LinkStatus &status = m_feed->status();
        broken(u"never came back: %1, %2"_s.arg(stateWord(status.state), status.reason));
        finish();
    }
    switch (m_phase) {
    case Phase::Starting:
        return start();
    case Phase::Calm:
        return calm();
    case Phase::Ill:
        return ill();
    case Phase::Recovering:
        return recovering();
    case Phase::Final:
        return atTheEnd();
    case Phase::CatchingUp:
        return catchingUp();
    case Phase::Done:
        return;
    }
}

void Lane::start()
{
    if (!m_started && m_host->port() != 0) {
        m_started = true;
        m_gate.setTarget(m_host->port());
        m_feed->start();
    }
    if (m_received->newestUs(u"cpu"_s) > 0) {
        enter(Phase::Calm);
    }
}

void Lane::calm()
{
    if (m_next == m_result.plan.steps.size()) {
        m_untilUs = wallUs();
        enter(Phase::CatchingUp);
    } else if (m_inPhase.elapsed() >= m_result.plan.steps[m_next].afterMs) {
        inject();
    }
}

void Lane::inject()
{
    m_step = m_result.plan.steps[m_next++];
    m_losses = m_received->told(LinkStory::Kind::Lost);
    m_upgrades = m_gate.upgrades();
    m_reborn = false;
    m_quiet = false;
    m_faultUs = wallUs();
    m_backUs = m_faultUs;
    strike(m_step);
    static constexpr std::array lasting{Kind::Hold, Kind::Void,   Kind::Freeze, Kind::Down,
                                        Kind::Stop, Kind::Forget, Kind::Kill};
    const bool lasts = std::ranges::find(lasting, m_step.kind) != lasting.end();
    enter(lasts ? Phase::Ill : isFinal(m_step) ? Phase::Final : Phase::Recovering);
}

void Lane::strike(const Step &step)
{
    switch (step.kind) {
    case Kind::Fin:
    case Kind::Rst:
        return m_line.cut(step.kind == Kind::Rst);
    case Kind::Truncate:
        return m_line.cutAfter(step.amount, step.byReset);
    case Kind::Stutter:
        return m_line.stutter(step.amount, step.times, step.byReset);
    case Kind::HalfFrame:
        return m_gate.sendHalfAFrame();
    case Kind::Hold:
        return m_line.hold();
    case Kind::Void:
        return m_line.drown();
    case Kind::Freeze:
        return m_line.freeze();
    case Kind::Down:
        return m_line.takeDown();
    case Kind::Forget:
    case Kind::Kill:
        m_line.takeDown();
        return m_host->die();
    case Kind::Refuse:
        m_gate.refuse(step.code, step.retryAfterMs, step.times);
        return m_line.cut(true);
    case Kind::Close:
        return m_gate.sendClose(step.code);
    case Kind::Bye:
        return m_gate.sendBye(step.retryAfterMs, step.final);
    case Kind::Move:
        return m_line.moveTo(m_line.address() == QHostAddress(QHostAddress::LocalHost)
                                 ? QHostAddress::LocalHostIPv6
                                 : QHostAddress::LocalHost);
    case Kind::Rough:
        m_manner = step.manner;
        return m_line.setManner(m_manner);
    case Kind::Stop:
        return m_host->stop();
    }
}

void Lane::ill()
{
    if (m_inPhase.elapsed() < m_step.holdMs) {
        return;
    }
    if (m_step.kind == Kind::Forget || m_step.kind == Kind::Kill) {
        if (!std::exchange(m_reborn, true)) {
            m_host->liveAgain();
        }
        if (m_host->port() == 0) {
            return;
        }
        m_gate.setTarget(m_host->port());
    }
    m_step.kind == Kind::Stop ? m_host->resume() : m_line.heal();
    m_backUs = wallUs();
    enter(Phase::Recovering);
}

void Lane::recovering()
{
    const LinkStatus &status = m_feed->status();
    if (status.final && status.sinceUs > m_backUs) {
        m_backUs = wallUs();
        broken(u"stopped for good after %1: %2"_s.arg(m_step.describe(), status.reason));
        m_feed->tryNow();
        return;
    }
    if (m_line.stuttersLeft() > 0) {
        m_backUs = 0; // when the last of them is over
        return;
    }
    m_backUs = m_backUs == 0 ? wallUs() : m_backUs;
    // Where the line had to end, there must have been another; what a feed says of its link may be
    // a moment old.
    const int refused = m_step.kind == Kind::Refuse && !isFinal(m_step) ? m_step.times : 0;
    const bool another = m_gate.upgrades() > m_upgrades + refused && status.sinceUs > m_backUs;
    if ((another || mayBeSurvived(m_step.kind)) && status.state == LinkState::Live
        && m_received->newestUs(u"cpu"_s) > m_backUs) {
        measure();
        enter(Phase::Calm);
    }
}

void Lane::atTheEnd()
{
    const LinkStatus &status = m_feed->status();
    const int asked = m_step.kind == Kind::Refuse ? 1 : 0;
    if (m_gate.upgrades() > m_upgrades + asked) {
        broken(u"tried again after %1"_s.arg(m_step.describe()));
        enter(Phase::Recovering);
    } else if (status.final && !std::exchange(m_quiet, true)) {
        enter(Phase::Final);
    } else if (m_quiet && m_inPhase.elapsed() > quietMs) {
        m_upgrades = m_gate.upgrades();
        m_backUs = wallUs();
        m_losses = m_received->told(LinkStory::Kind::Lost)
                   + 1; // nothing to measure: it was told to
        m_feed->tryNow();
        enter(Phase::Recovering);
    }
}

void Lane::measure()
{
    std::size_t seen = 0;
    for (const LinkStory &story : m_received->stories()) {
        if (story.kind != LinkStory::Kind::Lost || seen++ != m_losses) {
            continue;
        }
        const LinkStatus &status = m_feed->status();
        static constexpr std::array silences{Kind::Hold, Kind::Void, Kind::Freeze, Kind::Stop};
        if (std::ranges::find(silences, m_step.kind) != silences.end()) {
            m_result.detectionsMs.push_back((story.timeUs - m_faultUs) / 1000);
        }
        const std::int64_t since = std::max(m_backUs, story.timeUs);
        const bool first = status.attempt == 1 && !asksToWait(m_step) && isQuick(m_manner);
        m_result.recoveries.push_back({(status.sinceUs - since) / 1000, first});
    }
}

bool Lane::hasCaughtUp() const
{
    const auto &channels = m_host->sent().channels();
    for (auto it = channels.begin(); it != channels.end(); ++it) {
        const auto last = std::ranges::upper_bound(*it, m_untilUs, {}, &Said::timeUs);
        if (last == it->begin() || std::prev(last)->life != m_host->sent().life()) {
            continue;
        }
        // Two alarms may be of the same moment.
        const std::int64_t timeUs = std::prev(last)->timeUs;
        const auto got = m_received->channels().value(it.key());
        const bool all = std::ranges::count(got, timeUs, &Got::timeUs)
                         >= std::ranges::count(*it, timeUs, &Said::timeUs);
        if (!all && m_received->newestUs(it.key()) <= timeUs) {
            return false;
        }
    }
    return m_host->knows(m_untilUs);
}

// A slow line may have much to bring: it is given up when it brings no more.
void Lane::catchingUp()
{
    std::int64_t reachedUs = 0;
    for (const QString &channel : m_host->sent().channels().keys()) {
        reachedUs += std::min(m_received->newestUs(channel), m_untilUs);
    }
    if (reachedUs != std::exchange(m_reachedUs, reachedUs)) {
        enter(Phase::CatchingUp);
    } else if (hasCaughtUp() || m_inPhase.elapsed() > caughtUpMs) {
        finish();
    }
}

void Lane::broken(const QString &text)
{
    ++m_result.brokenPromises;
    m_result.faults << text;
}

void Lane::finish()
{
    if (m_phase == Phase::Done) {
        return;
    }
    enter(Phase::Done);
    m_look.stop();
    if (m_gate.early() > 0) {
        broken(u"came back before the time it was asked to wait"_s);
    }
    const Verdict verdict = judge(m_host->sent(), m_received->channels(), m_untilUs,
                                  m_result.plan.retainMs);
    m_result.counts = verdict.counts;
    m_result.counts.altered += m_received->misnamed();
    m_result.faults << verdict.faults;
    m_feed->stop();
    m_done(m_result);
}

} // namespace sightglass::fault
