#include "models/linkbadge.h"

#include "store/format.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t noticedPauseMs = 50; // of a second

} // namespace

LinkBadge::LinkBadge(QObject *parent)
    : QObject(parent)
{
}

LinkBadge::State LinkBadge::state() const
{
    switch (m_status.state) {
    case LinkState::Idle:
        return m_status.final ? Refused : Offline;
    case LinkState::Dialing:
    case LinkState::Greeting:
        return Connecting;
    case LinkState::Live:
        return Live;
    case LinkState::Waiting:
        return Waiting;
    }
    return Offline;
}

QString LinkBadge::word() const
{
    switch (state()) {
    case Offline:
        return tr("Offline");
    case Connecting:
        return m_status.attempt > 1 ? tr("Reconnecting") : tr("Connecting");
    case Live:
        return tr("Live");
    case Waiting:
        return tr("Waiting");
    case Refused:
        return tr("Refused");
    }
    return {};
}

bool LinkBadge::canTryNow() const
{
    return state() == Waiting || state() == Refused;
}

void LinkBadge::giveToken(const QString &token, bool keep)
{
    if (!token.trimmed().isEmpty()) {
        setTokenNote({});
        Q_EMIT tokenGiven(token.trimmed(), keep);
    }
}

void LinkBadge::setTokenNote(const QString &note)
{
    if (m_tokenNote != note) {
        m_tokenNote = note;
        Q_EMIT changed();
    }
}

QString LinkBadge::numbersText() const
{
    const QString first = m_behind ? tr("behind") : m_roundTrip;
    const bool both = !first.isEmpty() && !m_rate.isEmpty();
    return first + (both ? u" · "_s : QString()) + m_rate;
}

QString LinkBadge::widestNumbers() const
{
    return tr("%1 ms").arg(999) + u" · "_s
           + tr("%1 %2 msg/s").arg(QLocale().toString(99.9), u"k"_s);
}

QString LinkBadge::widestCountdown() const
{
    return tr("next attempt in %1 s").arg(99);
}

QString LinkBadge::widestReceived() const
{
    return QLocale().toString(100.0, 'f', 3) + u" %"_s;
}

QStringList LinkBadge::tryingWords() const
{
    return {tr("Waiting"), tr("Connecting"), tr("Reconnecting")};
}

QString LinkBadge::receivedText() const
{
    if (m_status.messages == 0 && m_status.missed == 0) {
        return u"–"_s;
    }
    const bool away = m_status.state != LinkState::Live && m_status.sinceUs > 0;
    if (away || (m_status.missed == 0 && m_status.lostStretches > 0)) {
        return tr("unknown"); // something is lost, nobody can say how much
    }
    // Rounded down: one lost message in a million is not 100 %.
    const double percent = std::floor(m_status.receivedShare() * 100'000) / 1000;
    return QLocale().toString(percent, 'f', 3) + u" %"_s;
}

void LinkBadge::show(const LinkStatus &status, std::int64_t nowUs)
{
    const QString before = word() + receivedText() + m_roundTrip;
    const LinkStatus old = m_status;
    m_status = status;
    m_roundTrip.clear();
    if (status.state == LinkState::Live && status.roundTripMs >= 0) {
        m_roundTrip = status.roundTripMs < 1 ? tr("<1 ms")
                                             : tr("%1 ms").arg(QLocale().toString(
                                                 int(std::lround(status.roundTripMs))));
    }
    if (before != word() + receivedText() + m_roundTrip || old.state != status.state
        || old.needsToken != status.needsToken || old.reason != status.reason
        || old.server != status.server || old.final != status.final) {
        Q_EMIT changed();
        Q_EMIT rateChanged();
    }
    countDown(nowUs);
    if (old.state != status.state) {
        m_ratedUs = 0;
        setRate({});
        tick(nowUs);
    }
}

// A flood pauses and goes on many times a second: to be behind is to have been so in this one.
void LinkBadge::lookBehind()
{
    const std::uint64_t pausedMs = m_status.pausedMs - std::min(m_pausedMs, m_status.pausedMs);
    m_pausedMs = m_status.pausedMs;
    const bool behind = live() && (m_status.paused || pausedMs > noticedPauseMs);
    if (behind != std::exchange(m_behind, behind)) {
        Q_EMIT changed();
        Q_EMIT rateChanged();
    }
}

void LinkBadge::tick(std::int64_t nowUs)
{
    countDown(nowUs);
    lookBehind();
    if (m_status.state != LinkState::Live) {
        return;
    }
    if (m_ratedUs != 0 && nowUs > m_ratedUs) {
        const double messages = double(m_status.messages - m_ratedMessages);
        const double rate = std::round(messages * 1e6 / double(nowUs - m_ratedUs));
        const Scaled scaled = formatQuantity(rate, u"Hz"_s);
        setRate(rate < 1000 ? tr("%1 msg/s").arg(QLocale().toString(int(rate)))
                            : tr("%1 %2 msg/s").arg(scaled.number, scaled.unit.chopped(2)));
    }
    m_ratedUs = nowUs;
    m_ratedMessages = m_status.messages;
}

void LinkBadge::countDown(std::int64_t nowUs)
{
    QString text;
    if (m_status.state == LinkState::Waiting && m_status.nextAttemptUs > 0) {
        const std::int64_t left = std::max<std::int64_t>(m_status.nextAttemptUs - nowUs, 0);
        text = tr("next attempt in %1 s").arg((left + 999'999) / 1'000'000);
    }
    if (text != m_countdown) {
        m_countdown = text;
        Q_EMIT countdownChanged();
    }
}

void LinkBadge::setRate(const QString &text)
{
    if (text != m_rate) {
        m_rate = text;
        Q_EMIT rateChanged();
    }
}

} // namespace sightglass
