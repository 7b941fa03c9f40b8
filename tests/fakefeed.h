// A numbered server as a model: it remembers what it said, and forgets, lies and loses on request,
// while it writes down what a perfect client would have made of that.
//
// Deterministic: all chance comes from the seed. Two channels, one series each; the value of a
// sample is a number that never comes twice, so that every sample can be told from every other.
#pragma once

#include "fakes.h"

#include <QRandomGenerator>

#include <deque>

namespace sightglass {

class FakeFeed
{
public:
    struct Applied
    {
        double value = 0;
        std::int64_t timeUs = 0;
    };
    struct Hole
    {
        std::size_t before = 0; // position in Channel::applied
        std::int64_t fromUs = 0;
        std::int64_t toUs = 0;
        std::uint64_t missed = 0;  // 0: unknown
        std::uint64_t atLeast = 0; // of an unknown number
    };
    // What a perfect client holds now.
    struct Expected
    {
        std::vector<Applied> applied;
        std::vector<Hole> holes;
        std::uint64_t missed = 0; // those too that were lost before anything was applied
        QString epoch;
        std::uint64_t seq = 0;
        bool unknownLoss = false; // since the last applied
        std::uint64_t knownLoss = 0;
    };

    FakeFeed(FakeClock &clock, ScriptedPeer &peer, quint32 seed);

    static QString channelName(std::size_t channel)
    {
        return channel ? QStringLiteral("b") : QStringLiteral("a");
    }
    const Expected &expected(std::size_t channel) const { return m_channels[channel].expected; }
    std::uint64_t replayed() const { return m_replayed; }
    std::uint64_t duplicates() const { return m_duplicates; }

    void step();    // something happens, whatever the dice say
    void recover(); // answers whatever attempt is open, tells no more lies, takes none away
    void tick();    // one new message on each channel

private:
    struct Kept
    {
        std::uint64_t seq = 0;
        std::int64_t timeUs = 0;
        double value = 0;
    };
    struct Channel
    {
        QString epoch;
        std::uint64_t seq = 0;
        std::deque<Kept> kept;
        Expected expected;
    };

    bool dice(int percent) { return int(m_random.bounded(100)) < percent; }
    bool connected() const;
    void answer();
    void subscribe(std::size_t index, const Hello &hello);
    void say(std::size_t index, const Kept &kept);
    void restart();
    void lose();

    FakeClock &m_clock;
    ScriptedPeer &m_peer;
    QRandomGenerator m_random;
    std::array<Channel, 2> m_channels;
    bool m_honest = false;
    bool m_live = false;
    bool m_outage = false; // from the loss until a sample newer than the return
    std::int64_t m_liveUs = 0;
    std::uint64_t m_replayed = 0;
    std::uint64_t m_duplicates = 0;
    int m_starts = 0;
    double m_lastValue = 0;
};

} // namespace sightglass
