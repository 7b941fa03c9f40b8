#include "session/meter.h"

#include <algorithm>

namespace sightglass {

Meter::Decoding::Decoding(Meter &meter)
    : m_meter(meter.m_frames++ % decodeEvery == 0 ? &meter : nullptr)
{
    if (m_meter) {
        m_start = std::chrono::steady_clock::now();
    }
}

Meter::Decoding::~Decoding()
{
    if (m_meter) {
        const std::chrono::duration<double, std::micro> spent = std::chrono::steady_clock::now()
                                                                - m_start;
        m_meter->m_decode.note(spent.count());
    }
}

void Meter::dialed()
{
    m_quickestMs = -1;
    m_badInARow = 0;
}

bool Meter::exchanged(double roundTripMs)
{
    m_roundTrip.note(roundTripMs);
    const bool quickest = m_quickestMs < 0 || roundTripMs <= m_quickestMs;
    m_quickestMs = quickest ? roundTripMs : m_quickestMs;
    return quickest;
}

void Meter::handedOver(const LinkStatus &status, std::int64_t wallUs)
{
    const std::int64_t newestUs = std::exchange(m_newestUs, 0);
    if (newestUs == 0 || status.state != LinkState::Live) {
        return;
    }
    const bool history = newestUs < status.sinceUs + status.clockOffsetUs
                         && wallUs - status.sinceUs < historyUs;
    if (!history) {
        const std::int64_t delayUs = wallUs + status.clockOffsetUs - newestUs;
        m_delay.note(double(std::max<std::int64_t>(delayUs, 0)) / 1e3);
    }
}

void Meter::report(LinkStatus &status, std::int64_t nowMs)
{
    if (m_pausedMs) {
        status.pausedMs += std::uint64_t(std::max<std::int64_t>(nowMs - *m_pausedMs, 0));
    } else if (status.paused) {
        ++status.pauses;
    }
    m_pausedMs = status.paused ? std::optional(nowMs) : std::nullopt;
    if (m_reportedMs && nowMs - *m_reportedMs < reportEveryMs) {
        return;
    }
    m_reportedMs = nowMs;
    status.roundTrip = m_roundTrip.spread();
    status.delay = m_delay.spread();
    status.decode = m_decode.spread();
}

} // namespace sightglass
