// How often charts are drawn anew while data come: with every frame, or, while frames are late,
// with every second, third and so on, so that what a person does is answered first.
//
// Decides, and does nothing: whoever draws tells it what each frame cost. Late is a share of the
// time: what a round of `every` frames costs, of what there is for it. Slower at once, faster only
// after there was room for a while. GUI thread; milliseconds, and the given clock's nanoseconds.
#pragma once

#include <cstdint>
#include <functional>

namespace sightglass {

using NowNs = std::function<std::int64_t()>;
std::int64_t steadyNowNs();

class Pace
{
public:
    static constexpr int slowest = 6; // ten times a second can still be followed

    explicit Pace(NowNs now = steadyNowNs)
        : m_now(std::move(now))
    {
    }

    void setPeriod(double ms) { m_periodMs = ms; } // between two frames of the screen
    double periodMs() const { return m_periodMs; }

    // One was drawn; `withCharts`: samples that came were drawn with it.
    void frame(double workMs, bool withCharts);
    int every() const { return m_every; }

private:
    double share(int every) const; // of the time, at that pace
    void slowDown();
    void lookForRoom();

    NowNs m_now;
    double m_periodMs = 1000.0 / 60;
    double m_withMs = -1; // what frames with and without charts cost lately; -1: none yet
    double m_withoutMs = 0;
    int m_every = 1;
    int m_late = 0;                // frames in a row
    std::int64_t m_roomNs = never; // since then there is room
    static constexpr std::int64_t never = -1;
};

} // namespace sightglass
