// Where the time of a frame goes: sums by part, and of the last whole second the mean of a frame
// and the worst one. Adds numbers, reads no clock. GUI thread; nanoseconds in, milliseconds out.
#pragma once

#include <QVariantList>

#include <array>
#include <cstdint>
#include <utility>

namespace sightglass {

class FrameParts
{
public:
    enum Part : std::uint8_t {
        Drain,  // of the feed's batches into the store
        Alerts, // events and commands into the notifications
        Models, // texts of tiles and trees
        Charts, // points of what is drawn, and their way to the scene graph
        Render,
        Count
    };
    struct Row
    {
        double meanMs = -1; // of a frame; -1: there was none
        double worstMs = -1;
    };

    using Times = std::array<std::int64_t, Count>;

    void add(Part part, std::int64_t ns) { m_now[part] += ns; }
    std::int64_t pending(Part part) const { return m_now[part]; }
    Times takePending() { return std::exchange(m_now, {}); }
    // All that was added since the one before is its cost. One that had nothing to show is not
    // counted, and what it cost is shared by those that are.
    void endFrame(bool displayed = true) { endFrame(takePending(), displayed); }
    void endFrame(const Times &cost, bool displayed = true);
    void endSecond();
    void forget() { *this = {}; }

    int frames() const { return m_shownFrames; } // of the last second
    const Row &row(Part part) const { return m_shown[part]; }
    const Row &whole() const { return m_shown[Count]; }
    // {label, mean, worst} as people read it, the whole frame last.
    QVariantList table() const;

private:
    Times m_now{};
    std::array<std::int64_t, Count + 1> m_sum{}, m_worst{};
    std::array<Row, Count + 1> m_shown;
    int m_frames = 0;
    int m_shownFrames = 0;
};

} // namespace sightglass
