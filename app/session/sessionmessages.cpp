#include "session/session.h"

#include <QCoreApplication>

#include <cmath>

namespace sightglass {

namespace {

constexpr std::int64_t resumeToldMs = 5'000; // a slow stream must not delay the good news for ever
constexpr qsizetype shownBytes = 48;
constexpr std::size_t notesPerBatch = 4'096;

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
    ++m_status.frames;
    m_status.bytes += frame.bytes.size();
    hear();
    const std::uint64_t bad = m_status.badFrames;
    m_dialect->unwrap(frame, m_clock.wallUs(), *this);
    if (m_status.badFrames == bad) {
        m_badInARow = 0;
        return;
    }
    m_status.lastBadFrame += QStringLiteral(" — ") + firstBytes(frame);
    if (++m_badInARow >= badFramesInARow) {
        story(LinkStory::Kind::BadFrames, m_status.lastBadFrame);
        end({false, 0,
             say(QT_TRANSLATE_NOOP("session", "%1 frames in a row could not be read: %2"))
                 .arg(m_badInARow)
                 .arg(m_status.lastBadFrame)});
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
        m_byId.clear(); // another memory may number its series differently
    }
    if (m_resumeSession != welcome.session) {
        m_byId.clear(); // series have the same ids only as long as the session is the same
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
    send(subscribe);
    send(Heartbeat{m_clock.wallUs(), {}});
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
    if (m_bestRoundTripMs < 0 || roundTrip <= m_bestRoundTripMs) {
        m_bestRoundTripMs = roundTrip;
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
        see(info);
    }
}

void Session::see(const SeriesInfo &info)
{
    auto named = m_byName.constFind(info.name);
    if (named == m_byName.constEnd()) {
        if (m_series.size() >= maxSeries) {
            m_seriesRefused = true;
            limitReached(
                say(QT_TRANSLATE_NOOP("session", "The server has more than %1 series; the rest "
                                                 "is not shown."))
                    .arg(maxSeries));
            return;
        }
        named = m_byName.insert(info.name, std::uint32_t(m_series.size()));
        m_series.emplace_back();
    }
    SeriesInfo &known = m_series[*named];
    const QString channel = known.channel;
    known = info;
    known.channel = channel;
    m_byId.insert(info.id, *named);
    m_batch->note(SeriesSeen{*named, known});
}

void Session::handle(const Bye &bye)
{
    const QString text = bye.reason.isEmpty()
                             ? say(QT_TRANSLATE_NOOP("session", "The server said goodbye."))
                             : say(QT_TRANSLATE_NOOP("session", "The server said goodbye: %1"))
                                   .arg(bye.reason);
    end({bye.final, bye.retryAfterMs.value_or(0), text});
}

void Session::handle(const Error &error)
{
    if (m_status.state == LinkState::Greeting) {
        end({true, 0,
             say(QT_TRANSLATE_NOOP("session", "The server refused: %1 (%2)"))
                 .arg(error.text, error.code)});
        return;
    }
    limitReached(error.text.isEmpty() ? error.code : error.text);
}

void Session::handle(Event &&event)
{
    const Ledger::Answer answer = m_ledger.event(event);
    if (answer.lost) {
        noteLost(*answer.lost);
    }
    if (answer.apply) {
        ++m_status.messages;
        m_batch->note(std::move(event));
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
    appendColumns(samples);
    if (m_outage.running && m_outage.liveAgainUs != 0 && !samples.times.empty()) {
        finishResume(samples.seq != 0, samples.times.back());
    }
    armFlush();
}

void Session::learnChannel(std::uint32_t index, const QString &channel)
{
    SeriesInfo &info = m_series[index];
    if (info.channel != channel) {
        info.channel = channel;
        m_batch->note(SeriesSeen{index, info});
    }
}

void Session::appendColumns(const Samples &samples)
{
    const std::size_t rows = samples.times.size();
    QString stranger;
    for (std::size_t s = 0; s < samples.series.size(); ++s) {
        const auto known = m_byId.constFind(samples.series[s]);
        if (known == m_byId.constEnd()) {
            stranger = QString::number(samples.series[s]);
            continue;
        }
        learnChannel(*known, samples.channel);
        m_batch->series.insert(m_batch->series.end(), rows, *known);
        m_batch->times.insert(m_batch->times.end(), samples.times.begin(), samples.times.end());
        const auto first = samples.values.begin() + std::ptrdiff_t(s * rows);
        m_batch->values.insert(m_batch->values.end(), first, first + std::ptrdiff_t(rows));
        m_status.samples += rows;
    }
    if (!stranger.isEmpty() && !m_seriesRefused) {
        badFrame(
            {say(QT_TRANSLATE_NOOP("session", "samples of series %1, which is not in the catalog"))
                 .arg(stranger)});
    }
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
    story(LinkStory::Kind::Resumed, {});
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
    m_batch->note(told);
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
    m_batch->note(std::move(lost));
}

void Session::limitReached(const QString &text)
{
    if (!std::exchange(m_limitSaid, true)) {
        story(LinkStory::Kind::LimitReached, text);
    }
}

void Session::publish()
{
    m_outlet.statusChanged(m_status);
}

bool Session::batchFull() const
{
    return m_batch->times.size() >= batchSamples || m_batch->notes.size() >= notesPerBatch;
}

void Session::armFlush()
{
    if (batchFull()) {
        flush();
    } else if (m_flush == 0 && !m_batch->empty()) {
        m_flush = m_clock.after(flushMs, [this] {
            m_flush = 0;
            flush();
        });
    }
}

void Session::flush()
{
    m_clock.cancel(std::exchange(m_flush, 0));
    if (!m_batch->empty() && !m_outlet.deliver(m_batch)) {
        // Full: a small batch goes on filling, a full one stops the reading until there is room.
        if (batchFull() && m_transport && !m_status.paused) {
            m_status.paused = true;
            m_transport->pause(true);
        }
    }
    publish();
}

void Session::resumeReading()
{
    if (!m_batch->empty()) {
        m_outlet.deliver(m_batch);
    }
    if (m_status.paused && !batchFull()) {
        m_status.paused = false;
        m_heardMs = m_clock.monotonicMs(); // the silence was ours
        if (m_transport) {
            m_transport->pause(false);
        }
        publish();
    }
}

} // namespace sightglass
