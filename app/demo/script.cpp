#include "demo/script.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace sightglass {

namespace {

constexpr std::int64_t usPerMs = 1000;
constexpr std::int64_t ticksPerPeriod = Script::periodUs / Script::tickUs;
constexpr std::int64_t delayTicks = Script::delayUs / Script::tickUs;
constexpr int crowdMost = 4; // in one tick; one at the least is left out, so two on average

std::int64_t phaseOf(std::int64_t tick)
{
    return (tick % ticksPerPeriod) * Script::tickUs;
}

std::int64_t ticksBetween(const Script::Part &part)
{
    return std::max<std::int64_t>(part.info.intervalMs.value_or(0) * usPerMs / Script::tickUs, 1);
}

bool inHole(std::int64_t tick)
{
    const std::int64_t phase = phaseOf(tick);
    return phase >= Script::holeFromUs && phase < Script::holeToUs;
}

// Four of every twenty.
bool isLate(std::int64_t sample)
{
    return sample % 20 >= 6 && sample % 20 < 10;
}

} // namespace

Script::Script(std::uint64_t seed, std::int64_t startUs, Cast cast)
    : m_noise(seed)
    , m_startUs(startUs)
    , m_cast(std::move(cast))
{
}

std::int64_t Script::tickAt(std::int64_t us) const
{
    return std::max<std::int64_t>((us - m_startUs) / tickUs, 0);
}

void Script::play(std::int64_t untilUs, Batch &batch)
{
    announce(batch);
    if (untilUs < m_startUs) {
        return;
    }
    for (const std::int64_t last = tickAt(untilUs); m_next <= last; ++m_next) {
        playTick(m_next, batch);
    }
}

void Script::skip(std::int64_t us, Batch &batch)
{
    announce(batch);
    const std::int64_t next = tickAt(us) + 1;
    if (next > m_next) {
        QSet<QString> channels;
        for (const Part &part : m_cast.parts) {
            if (channels.contains(part.info.channel)) {
                continue;
            }
            channels.insert(part.info.channel);
            LostTime lost;
            lost.channel = part.info.channel;
            lost.fromUs = reachedUs();
            lost.toUs = timeOf(next);
            lost.reason = LostTime::Reason::NotNumbered;
            batch.note(lost);
        }
    }
    m_next = next;
}

void Script::announce(Batch &batch)
{
    if (m_announced) {
        return;
    }
    m_announced = true;
    for (std::size_t i = 0; i < m_cast.parts.size(); ++i) {
        batch.note(SeriesSeen{std::uint32_t(i), m_cast.parts[i].info});
    }
}

void Script::playTick(std::int64_t tick, Batch &batch)
{
    const std::int64_t phase = phaseOf(tick);
    if (phase == holeToUs) {
        LostTime lost;
        lost.channel = m_cast.torn;
        lost.fromUs = timeOf(tick) - (holeToUs - holeFromUs) - tickUs;
        lost.toUs = timeOf(tick);
        lost.reason = LostTime::Reason::NotNumbered;
        batch.note(lost);
    }
    for (const Cue &cue : m_cast.cues) {
        const std::int64_t since = tick * tickUs - cue.atUs;
        if (since >= 0 && since % periodUs == 0) {
            Event event = cue.event;
            event.timeUs = timeOf(tick);
            batch.note(event);
        }
    }
    for (std::uint32_t index = 0; index < m_cast.parts.size(); ++index) {
        playPart(index, tick, batch);
    }
}

void Script::playPart(std::uint32_t index, std::int64_t tick, Batch &batch) const
{
    const Part &part = m_cast.parts[index];
    const std::int64_t every = ticksBetween(part);
    const bool torn = part.info.channel == m_cast.torn && inHole(tick);
    if (part.manner == Part::Manner::Silent || torn) {
        return;
    }
    if (part.manner == Part::Manner::Crowded) {
        crowd(index, tick, batch);
        return;
    }
    const bool late = part.manner == Part::Manner::Late;
    const bool stopped = part.manner == Part::Manner::Stops && tick * tickUs > stopUs;
    if (tick % every == 0 && !stopped && !(late && isLate(tick / every))) {
        say(index, tick, batch);
    }
    const std::int64_t due = tick - delayTicks;
    if (late && due >= 0 && due % every == 0 && isLate(due / every)) {
        say(index, due, batch);
    }
}

void Script::say(std::uint32_t index, std::int64_t tick, Batch &batch) const
{
    const double seconds = double(tick * tickUs) / 1e6;
    batch.append(index, timeOf(tick), m_cast.parts[index].curve(m_noise, seconds));
}

void Script::crowd(std::uint32_t index, std::int64_t tick, Batch &batch) const
{
    const std::uint64_t stream = 1'000'000 + index;
    std::array<std::int64_t, crowdMost> times{};
    const auto count = std::size_t(m_noise.uniform(stream, tick) * (crowdMost + 1));
    for (std::size_t i = 0; i < count; ++i) {
        const auto position = tick * crowdMost + std::int64_t(i);
        times[i] = timeOf(tick) - std::int64_t(m_noise.uniform(stream + 1, position) * tickUs);
    }
    std::sort(times.begin(), times.begin() + std::ptrdiff_t(count));
    for (std::size_t i = 0; i < count; ++i) {
        const double seconds = double(times[i] - m_startUs) / 1e6;
        batch.append(index, times[i], m_cast.parts[index].curve(m_noise, seconds));
    }
}

} // namespace sightglass
