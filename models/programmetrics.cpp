#include "models/programmetrics.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr int everyMs = 1000;

enum Index : std::uint32_t {
    State,
    RoundTrip,
    Delay,
    MessageRate,
    SampleRate,
    ByteRate,
    Received,
    Missed,
    Gaps,
    Duplicates,
    BadFrames,
    Reconnects,
    Queue,
    Frame,
    Drain,
    Memory,
    Count
};

struct Named
{
    QLatin1String name;
    QLatin1String unit;
    bool ofLink = false; // nothing to be measured while the link is down
};

constexpr std::array<Named, Count> series{{
    {"link.state"_L1, {}},
    {"link.round-trip"_L1, "ms"_L1, true},
    {"link.delay"_L1, "ms"_L1, true},
    {"link.messages"_L1, "/s"_L1, true},
    {"link.samples"_L1, "/s"_L1, true},
    {"link.bytes"_L1, "B/s"_L1, true},
    {"link.received"_L1, "%"_L1, true},
    {"link.missed"_L1, {}},
    {"link.gaps"_L1, {}},
    {"link.duplicates"_L1, {}},
    {"link.bad-frames"_L1, {}},
    {"link.reconnects"_L1, {}},
    {"queue.batches"_L1, {}, true},
    {"frame.time"_L1, "ms"_L1},
    {"frame.drain"_L1, "ms"_L1, true},
    {"history.memory"_L1, "B"_L1},
}};

QString tr(const char *text)
{
    return QCoreApplication::translate("sightglass::ProgramMetrics", text);
}

QMap<int, QString> stateWords()
{
    return {{int(LinkState::Idle), tr("offline")},
            {int(LinkState::Dialing), tr("connecting")},
            {int(LinkState::Greeting), tr("greeting")},
            {int(LinkState::Live), tr("live")},
            {int(LinkState::Waiting), tr("waiting")}};
}

} // namespace

void ProgramMetrics::declare(Batch &batch)
{
    for (std::uint32_t i = 0; i < Count; ++i) {
        SeriesSeen seen;
        seen.index = i;
        seen.info.name = series.at(i).name;
        seen.info.unit = series.at(i).unit;
        seen.info.channel = series.at(i).ofLink ? linkChannel() : u"program"_s;
        seen.info.intervalMs = everyMs;
        if (i == State) {
            seen.info.kind = SeriesKind::State;
            seen.info.states = stateWords();
        }
        batch.note(seen);
    }
    m_declared = true;
}

// Where lines break while the link is down, charts say since when and why, as those of its data do.
void ProgramMetrics::followLink(Batch &batch, const LinkStatus &status, std::int64_t nowUs)
{
    const std::int64_t sinceUs = (status.sinceUs > 0 ? status.sinceUs : nowUs)
                                 + status.clockOffsetUs;
    if (status.state != LinkState::Live) {
        m_downUs = m_wasLive && m_downUs == 0 ? sinceUs : m_downUs;
        return;
    }
    if (m_downUs > 0 && sinceUs > m_downUs) {
        batch.note(LostTime{linkChannel(), m_downUs, sinceUs, 0, LostTime::Reason::NotNumbered});
    }
    m_wasLive = true;
    m_downUs = 0;
}

void ProgramMetrics::sample(Batch &batch, const LinkStatus &status, std::size_t storeBytes,
                            std::int64_t nowUs)
{
    if (nowUs == m_lastUs) {
        return; // no time has passed to say anything about
    }
    if (!m_declared) {
        declare(batch);
    }
    followLink(batch, status, nowUs);
    const double seconds = m_lastUs > 0 ? double(nowUs - m_lastUs) / 1e6 : 0;
    const bool live = status.state == LinkState::Live;
    const auto rate = [seconds, live](std::uint64_t now, std::uint64_t before) {
        return seconds > 0 && live ? double(now - before) / seconds : nothing;
    };
    const std::int64_t time = nowUs + status.clockOffsetUs;
    const auto say = [&batch, time](Index index, double value) {
        batch.append(index, time, value);
    };
    say(State, double(status.state));
    say(RoundTrip, live && status.roundTripMs >= 0 ? status.roundTripMs : nothing);
    say(Delay, m_delayUs >= 0 ? double(m_delayUs) / 1e3 : nothing);
    say(MessageRate, rate(status.messages, m_last.messages));
    say(SampleRate, rate(status.samples, m_last.samples));
    say(ByteRate, rate(status.bytes, m_last.bytes));
    const bool countable = live && status.messages > 0
                           && (status.lostStretches == 0 || status.missed > 0);
    say(Received, countable ? 100 * status.receivedShare() : nothing);
    say(Missed, double(status.missed));
    say(Gaps, double(status.gaps));
    say(Duplicates, double(status.duplicates));
    say(BadFrames, double(status.badFrames));
    say(Reconnects, double(status.reconnects));
    say(Queue, live || m_queued > 0 ? double(m_queued) : nothing);
    say(Frame, m_frameMs >= 0 ? m_frameMs : nothing);
    say(Drain, m_drainNs >= 0 ? double(m_drainNs) / 1e6 : nothing);
    say(Memory, double(storeBytes));
    const bool rated = seconds > 0 && live;
    m_pace.messages = rated ? rate(status.messages, m_last.messages) : -1;
    m_pace.bytes = rated ? rate(status.bytes, m_last.bytes) : -1;
    m_last = status;
    m_lastUs = nowUs;
    m_delayUs = -1;
    m_drainNs = -1;
    m_queued = 0;
    m_frameMs = -1;
}

} // namespace sightglass
