// A source that is made up: the catalog, samples, holes and alarms of any stretch of time, the same
// every time for the same seed.
//
// Time goes in ticks of 100 ms from the start; what a tick says does not depend on how many are
// asked for at once. The show repeats itself every five minutes: a hole in one channel, then spikes
// with their alarm. Pure but for the moment reached; times are microseconds since the epoch.
// The parts are in demo/scriptcast.h.
#pragma once

#include "demo/noise.h"
#include "wire/batch.h"

#include <functional>
#include <limits>

namespace sightglass {

class Script
{
public:
    static constexpr std::int64_t tickUs = 100'000;
    static constexpr std::int64_t periodUs = 300'000'000;
    static constexpr std::int64_t holeFromUs = 130'000'000; // in every period
    static constexpr std::int64_t holeToUs = 161'000'000;
    static constexpr std::int64_t spikeFromUs = 208'000'000;
    static constexpr std::int64_t spikeToUs = 226'000'000;
    static constexpr std::int64_t spikeAgainFromUs = 284'000'000;
    static constexpr std::int64_t spikeAgainToUs = 308'000'000; // in the next period
    static constexpr std::int64_t stopUs = 569'000'000; // after the start; for those that stop
    static constexpr std::int64_t delayUs = 5'000'000;  // of what comes late

    // `seconds` since the start.
    using Curve = std::function<double(const Noise &noise, double seconds)>;

    struct Part
    {
        enum class Manner : std::uint8_t {
            Regular,
            Silent,  // known, and never says anything
            Stops,   // for good, at stopUs
            Late,    // some of its samples come delayUs after their time
            Crowded, // about twenty samples a second, at no even times
        };
        SeriesInfo info;
        Curve curve;
        Manner manner = Manner::Regular;
    };

    // An event, this long after the start and once in every period from then on.
    struct Cue
    {
        std::int64_t atUs = 0;
        Event event;
    };

    struct Cast
    {
        std::vector<Part> parts;
        std::vector<Cue> cues;
        QString torn; // the channel with the hole
    };

    Script(std::uint64_t seed, std::int64_t startUs, Cast cast);

    // What happens from the moment reached up to `untilUs`; the first time the catalog before it.
    void play(std::int64_t untilUs, Batch &batch);
    // Goes to `us` without playing; going on is lost time for every channel.
    void skip(std::int64_t us, Batch &batch);

    std::int64_t reachedUs() const { return timeOf(m_next) - tickUs; }

private:
    std::int64_t timeOf(std::int64_t tick) const { return m_startUs + tick * tickUs; }
    std::int64_t tickAt(std::int64_t us) const; // the last one at or before it
    void announce(Batch &batch);
    void playTick(std::int64_t tick, Batch &batch);
    void playPart(std::uint32_t index, std::int64_t tick, Batch &batch) const;
    void crowd(std::uint32_t index, std::int64_t tick, Batch &batch) const;
    void say(std::uint32_t index, std::int64_t tick, Batch &batch) const;

    Noise m_noise;
    std::int64_t m_startUs;
    Cast m_cast;
    std::int64_t m_next = 0; // tick
    bool m_announced = false;
};

} // namespace sightglass
