#include "session/session.h"

#include <QCoreApplication>

#include <cmath>

namespace sightglass {

namespace {

constexpr std::int64_t resumeToldMs = 5'000; // a slow stream must not delay the good news for ever
constexpr qsizetype shownBytes = 48;
constexpr std::size_t sharedBytes = 2'048;
constexpr std::size_t frameBytes = 64; // what an empty one costs, in bytes of a long one

QString say(const char *text)
{
    return QCoreApplication::translate("session", text);
}

QString firstBytes(const Frame &frame)
{
    const QByteArray bytes(frame.bytes.data(), std::min(qsizetype(frame.bytes.size()), shownBytes));
    return frame.binary ? QString::fromLatin1(bytes.toHex(' ')) : QString::fromUtf8(bytes);
}

} // namespace

void Session::frameReceived(const Frame &frame)
{
    if (!m_transport) {
        return;
    }
    m_travel.heard();
    ++m_status.frames;
    m_status.bytes += frame.bytes.size();
    // What one read of the socket brought was all there at one time. The clocks cost more than a
    // short frame does, so a few of those share what they say: as many as take some microseconds.
    if (!frame.sameRead || m_sinceHeard >= sharedBytes) {
        hear();
    }
    m_sinceHeard += frame.bytes.size() + frameBytes;
    const std::uint64_t bad = m_status.badFrames;
    {
        const Meter::Decoding timed(m_meter);
        m_dialect->unwrap(frame, m_heardUs, *this);
    }
    if (m_status.badFrames == bad) {
        m_meter.readable();
        return;
    }
    m_status.lastBadFrame += QStringLiteral(" — ") + firstBytes(frame);
    if (const int inARow = m_meter.unreadable(); inARow >= badFramesInARow) {
        story(LinkStory::Kind::BadFrames, m_status.lastBadFrame);
        end({.text = say(QT_TRANSLATE_NOOP("session", "%1 frames in a row could not be read: %2"))
                         .arg(inARow)
                         .arg(m_status.lastBadFrame),
             .reason = EndReason::Unreadable});
    }
}

void Session::badFrame(const DecodeError &error)
{
    ++m_status.badFrames;
    m_status.lastBadFrame = error.text;
}

void Session::messageRead(Message &&message)
{
    if (m_status.state != LinkState::Live && m_status.state != LinkState::Greeting) {
        return; // the rest of a connection that was just ended
    }
    if (auto *event = std::get_if<Event>(&message)) {
        handle(std::move(*event));
    } else if (const auto *welcome = std::get_if<Welcome>(&message)) {
        handle(*welcome);
    } else if (const auto *heartbeat = std::get_if<Heartbeat>(&message)) {
        handle(*heartbeat);
    } else if (const auto *subscribed = std::get_if<Subscribed>(&message)) {
        handle(*subscribed);
    } else if (const auto *gap = std::get_if<Gap>(&message)) {
        m_ledger.gap(*gap);
    } else if (const auto *catalog = std::get_if<Catalog>(&message)) {
        handle(*catalog);
    } else if (const auto *bye = std::get_if<Bye>(&message)) {
        handle(*bye);
    } else if (const auto *error = std::get_if<Error>(&message)) {
        handle(*error);
    } else if (const auto *done = std::get_if<Done>(&message)) {
        m_courier.answered(done->id, CommandStory::Kind::Done, {});
    } else if (std::holds_alternative<Unknown>(message)) {
        ++m_status.unknownTypes;
    }
    armFlush();
}

void Session::handle(const Welcome &welcome)
{
    if (m_status.state != LinkState::Greeting) {
        return;
    }
    if (m_resumeSession != welcome.session) {
        m_intake.forgetIds(); // series have the same ids only as long as the session is the same
    }
    m_resumeSession = welcome.session;
    m_status.server = welcome.server;
    m_heartbeatMs = welcome.heartbeatMs;
    m_status.clockOffsetUs = std::int64_t(welcome.timeMs * 1000) - m_clock.wallUs();
    goLive();
    Subscribe subscribe;
    subscribe.channels = m_setup.channels;
    if (m_setup.historyMs > 0) {
        subscribe.historyMs = m_setup.historyMs;
    }
    if (m_setup.maxRateHz > 0) {
        subscribe.maxRateHz = m_setup.maxRateHz;
    }
    send(subscribe);
    send(Heartbeat{m_clock.wallUs(), {}});
    m_courier.connected();
}

void Session::handle(const Heartbeat &heartbeat)
{
    const std::int64_t now = m_clock.wallUs();
    if (!heartbeat.echoUs) {
        send(Heartbeat{now, heartbeat.sentUs});
        return;
    }
    const double roundTrip = double(now - *heartbeat.echoUs) / 1000;
    if (roundTrip < 0) {
        return; // our clock was set back in between
    }
    m_status.roundTripMs = roundTrip;
    // The quickest exchange bounds the offset best (as NTP does, RFC 5905, section 8).
    if (m_meter.exchanged(roundTrip)) {
        m_status.clockOffsetUs = heartbeat.sentUs - (*heartbeat.echoUs + now) / 2;
    }
}

void Session::handle(const Subscribed &subscribed)
{
    if (!m_ledger.subscribed(subscribed)) {
        limitReached(
            say(QT_TRANSLATE_NOOP("session", "The server has more than %1 channels; the rest is "
                                             "not shown."))
                .arg(Ledger::maxChannels));
    }
    if (m_ledger.takeRestarted()) {
        story(LinkStory::Kind::Restarted, subscribed.channel);
    }
    m_status.lostStretches = m_ledger.lostStretches();
}

void Session::handle(const Catalog &catalog)
{
    for (const SeriesInfo &info : catalog.series) {
        if (!m_intake.see(info)) {
            limitReached(
                say(QT_TRANSLATE_NOOP("session", "The server has more than %1 series; the rest "
                                                 "is not shown."))
                    .arg(Intake::maxSeries));
        }
    }
}

void Session::handle(const Bye &bye)
{
    const QString text = bye.reason.isEmpty()
                             ? say(QT_TRANSLATE_NOOP("session", "The server said goodbye."))
                             : say(QT_TRANSLATE_NOOP("session", "The server said goodbye: %1"))
                                   .arg(bye.reason);
    end({bye.final, bye.retryAfterMs.value_or(0), text, false, EndReason::Goodbye});
}

void Session::handle(const Error &error)
{
    if (m_status.state == LinkState::Greeting) {
        end({.final = true,
             .text = say(QT_TRANSLATE_NOOP("session", "The server refused: %1 (%2)"))
                         .arg(error.text, error.code),
             .reason = EndReason::Refused});
        return;
    }
    const QString text = error.text.isEmpty() ? error.code : error.text;
    if (!error.id.isEmpty()) {
        m_courier.answered(error.id, CommandStory::Kind::Refused, text);
        return;
    }
    limitReached(text);
}

void Session::handle(Event &&event)
{
    const Ledger::Answer answer = m_ledger.event(event);
    if (answer.lost) {
        noteLost(*answer.lost);
    }
    if (answer.apply) {
        ++m_status.messages;
        m_intake.note(std::move(event));
    }
    m_status.duplicates = m_ledger.duplicates();
    m_status.missed = m_ledger.missed();
}

void Session::samplesRead(Samples &samples)
{
    if (m_status.state != LinkState::Live) {
        return;
    }
    const Ledger::Answer answer = m_ledger.samples(samples);
    m_status.duplicates = m_ledger.duplicates();
    m_status.missed = m_ledger.missed();
    m_status.lostStretches = m_ledger.lostStretches();
    if (!answer.apply) {
        return;
    }
    ++m_status.messages;
    if (answer.lost && answer.lost->fromUs != 0) {
        noteLost(*answer.lost);
    }
    std::optional<std::uint32_t> stranger;
    m_status.samples += m_intake.append(samples, &stranger);
    if (stranger) {
        badFrame(
            {say(QT_TRANSLATE_NOOP("session", "samples of series %1, which is not in the catalog"))
                 .arg(*stranger)});
    }
    if (m_outage.running && m_outage.liveAgainUs != 0 && !samples.times.empty()) {
        finishResume(samples.seq != 0, samples.times.back());
    }
    if (!samples.times.empty()) {
        m_meter.sampled(samples.times.back());
    }
    armFlush();
}

void Session::finishResume(bool numbered, std::int64_t newestUs)
{
    const std::int64_t now = m_clock.wallUs();
    const std::int64_t liveServerUs = m_outage.liveAgainUs + m_status.clockOffsetUs;
    if (numbered && newestUs < liveServerUs) {
        ++m_outage.replayed;
        ++m_status.replayed;
        if (now - m_outage.liveAgainUs < resumeToldMs * 1000) {
            return;
        }
    }
    tellResumed();
}

void Session::tellResumed()
{
    if (m_outage.told) {
        story(LinkStory::Kind::Resumed, {});
    }
    m_outage.running = false;
}

void Session::story(LinkStory::Kind kind, const QString &text)
{
    LinkStory told;
    told.kind = kind;
    told.timeUs = m_clock.wallUs();
    told.text = text;
    if (m_outage.running) {
        told.silence = m_status.silence;
        told.downMs = std::max<std::int64_t>(told.silence.toUs - told.silence.fromUs, 0) / 1000;
        told.replayed = m_outage.replayed;
    }
    told.channels = m_ledger.channels();
    m_intake.note(told);
    armFlush();
}

// What came of the link's silence is told with that. A server that restarted may have samples from
// before we were back: then it was over when those begin.
void Session::noteLost(LostTime lost)
{
    TimeBounds &silence = m_status.silence;
    const bool ofSilence = lost.reason != LostTime::Reason::Skipped
                           && lost.silence.fromUs == silence.fromUs && lost.fromUs <= silence.toUs
                           && lost.toUs > silence.fromUs;
    if (ofSilence && lost.reason != LostTime::Reason::ServerForgot) {
        silence.toUs = std::min(silence.toUs, lost.toUs);
    }
    lost.silence = ofSilence ? silence : TimeBounds();
    ++m_status.gaps;
    m_intake.note(std::move(lost));
}

void Session::limitReached(const QString &text)
{
    if (!std::exchange(m_limitSaid, true)) {
        story(LinkStory::Kind::LimitReached, text);
    }
}

Courier::Line Session::courierLine()
{
    return {[this](const Ack &ack) {
                const OutFrame frame = m_dialect->wrap(ack);
                const bool words = !frame.bytes.isEmpty();
                if (words && m_transport) {
                    m_transport->send(frame);
                }
                return words;
            },
            [this](CommandStory story) {
                m_intake.note(std::move(story));
                armFlush();
            },
            [this] { publish(); }};
}

void Session::publish()
{
    m_courier.report(m_status);
    m_meter.report(m_status, m_clock.monotonicMs());
    m_outlet.statusChanged(m_status);
}

void Session::armFlush()
{
    if (m_intake.full()) {
        flush();
    } else if (m_flush == 0 && !m_intake.empty()) {
        m_flush = m_clock.after(flushMs, [this] {
            m_flush = 0;
            flush();
        });
    }
}

void Session::flush()
{
    m_clock.cancel(std::exchange(m_flush, 0));
    if (!m_intake.handOver(m_outlet)) {
        // Full: a small batch goes on filling, a full one stops the reading until there is room.
        if (m_intake.full() && m_transport && !m_status.paused) {
            m_status.paused = true;
            m_transport->pause(true);
        }
    } else {
        m_meter.handedOver(m_status, m_clock.wallUs());
    }
    publish();
}

void Session::resumeReading()
{
    if (m_intake.handOver(m_outlet)) {
        m_meter.handedOver(m_status, m_clock.wallUs());
    }
    if (m_status.paused && !m_intake.full()) {
        m_status.paused = false;
        m_heardMs = m_clock.monotonicMs(); // the silence was ours
        if (m_transport) {
            m_transport->pause(false);
        }
        publish();
    }
}

} // namespace sightglass
