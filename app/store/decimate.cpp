#include "store/decimate.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Where a sample is: equal to the number of samples when it is behind the last one.
struct Cursor
{
    std::size_t chunk = 0;
    std::size_t index = 0;
};

// One step while it is being read. Extremes are told apart by their turn, not by their time: times
// may be equal.
class Step
{
public:
    explicit Step(std::vector<TracePoint> &points)
        : m_points(points)
    {
    }

    void take(std::int64_t time, double value)
    {
        if (!std::isfinite(value)) {
            m_breakTime = time;
            m_brokenBefore = m_brokenBefore || m_turn == 0;
            m_brokenAfter = true;
            return;
        }
        const Mark mark{{time, value}, ++m_turn};
        if (m_turn == 1) {
            m_first = m_min = m_max = mark;
        } else if (value < m_min.point.value) {
            m_min = mark;
        } else if (value > m_max.point.value) {
            m_max = mark;
        }
        m_last = mark;
        m_brokenAfter = false;
    }

    // A chunk without breaks that lies wholly inside. Where its extremes are is not known, only
    // that they are between its ends, which is the same place on the screen.
    void takeWhole(const Column::Chunk &chunk)
    {
        const bool falling = chunk.values.front() > chunk.values.back();
        const std::int64_t middle = chunk.times[chunk.times.size() / 2];
        take(chunk.times.front(), chunk.values.front());
        take(middle, falling ? chunk.max : chunk.min);
        take(middle, falling ? chunk.min : chunk.max);
        take(chunk.times.back(), chunk.values.back());
    }

    void finish()
    {
        if (m_brokenBefore) {
            breakLine(m_turn == 0 ? m_breakTime : m_first.point.timeUs);
        }
        if (m_turn > 0) {
            const bool minFirst = m_min.turn < m_max.turn;
            int written = 0;
            for (const Mark *mark :
                 {&m_first, minFirst ? &m_min : &m_max, minFirst ? &m_max : &m_min, &m_last}) {
                if (mark->turn > written) {
                    m_points.push_back(mark->point);
                    written = mark->turn;
                }
            }
        }
        if (m_brokenAfter) {
            breakLine(m_breakTime);
        }
        m_turn = 0;
        m_brokenBefore = m_brokenAfter = false;
    }

private:
    struct Mark
    {
        TracePoint point;
        int turn = 0;
    };

    void breakLine(std::int64_t time)
    {
        if (!m_points.empty() && !std::isnan(m_points.back().value)) {
            m_points.push_back({time, nan});
        }
    }

    std::vector<TracePoint> &m_points;
    Mark m_first, m_min, m_max, m_last;
    std::int64_t m_breakTime = 0;
    int m_turn = 0; // of the newest finite sample; 0: none yet
    bool m_brokenBefore = false;
    bool m_brokenAfter = false;
};

// The first sample at or after `time`.
Cursor seek(const Column &column, std::int64_t time)
{
    Cursor at{column.chunkFrom(time), 0};
    if (at.chunk < column.chunks().size()) {
        const auto &times = column.chunks()[at.chunk].times;
        at.index = std::size_t(std::lower_bound(times.begin(), times.end(), time) - times.begin());
        if (at.index == times.size()) {
            at = {at.chunk + 1, 0};
        }
    }
    return at;
}

void addNeighbour(const Column::Chunk &chunk, std::size_t index, std::vector<TracePoint> &points)
{
    if (std::isfinite(chunk.values[index])) {
        points.push_back({chunk.times[index], chunk.values[index]});
    }
}

void addBefore(const Column &column, Cursor at, std::vector<TracePoint> &points)
{
    if (at.index > 0) {
        addNeighbour(column.chunks()[at.chunk], at.index - 1, points);
    } else if (at.chunk > 0) {
        const auto &chunk = column.chunks()[at.chunk - 1];
        addNeighbour(chunk, chunk.times.size() - 1, points);
    }
}

// Reads one chunk from `at` on; false when it met a sample at or after `endUs`, where `at` is left.
bool readChunk(const Column::Chunk &chunk, Cursor &at, std::int64_t &stepEnd, std::int64_t stepUs,
               std::int64_t endUs, Step &step)
{
    const std::size_t size = chunk.times.size();
    while (at.index < size) {
        const std::int64_t time = chunk.times[at.index];
        if (time >= endUs) {
            return false;
        }
        if (time >= stepEnd) {
            step.finish();
            stepEnd = (stepOf(time, stepUs) + 1) * stepUs;
        }
        const bool worthIt = at.index == 0 && size > 4 && !chunk.broken;
        if (worthIt && chunk.times.back() < stepEnd) {
            step.takeWhole(chunk);
            at.index = size;
        } else {
            step.take(time, chunk.values[at.index]);
            ++at.index;
        }
    }
    return true;
}

// All steps from `at` up to `endUs`; returns the first sample behind them.
Cursor readSteps(const Column &column, Cursor at, std::int64_t endUs, std::int64_t stepUs,
                 std::vector<TracePoint> &points)
{
    Step step(points);
    std::int64_t stepEnd = std::numeric_limits<std::int64_t>::min();
    const auto &chunks = column.chunks();
    while (at.chunk < chunks.size()
           && readChunk(chunks[at.chunk], at, stepEnd, stepUs, endUs, step)) {
        at = {at.chunk + 1, 0};
    }
    step.finish();
    return at;
}

std::int64_t startOf(std::int64_t timeUs, std::int64_t stepUs)
{
    return stepOf(timeUs, stepUs) * stepUs;
}

std::int64_t endOf(std::int64_t timeUs, std::int64_t stepUs)
{
    return startOf(timeUs, stepUs) + stepUs;
}

auto firstFrom(std::vector<TracePoint> &points, std::int64_t timeUs)
{
    return std::lower_bound(
        points.begin(), points.end(), timeUs,
        [](const TracePoint &point, std::int64_t time) { return point.timeUs < time; });
}

} // namespace

void decimate(const Column &column, const TimeWindow &window, std::vector<TracePoint> &points)
{
    points.clear();
    if (column.empty() || window.toUs < window.fromUs) {
        return;
    }
    const std::int64_t stepUs = std::max<std::int64_t>(window.stepUs, 1);
    Cursor at = seek(column, startOf(window.fromUs, stepUs));
    addBefore(column, at, points);
    at = readSteps(column, at, endOf(window.toUs, stepUs), stepUs, points);
    if (at.chunk < column.chunks().size()) {
        addNeighbour(column.chunks()[at.chunk], at.index, points);
    }
}

void decimateMoved(const Column &column, const TimeWindow &before, std::int64_t changedFromUs,
                   const TimeWindow &window, std::vector<TracePoint> &points)
{
    const std::int64_t stepUs = std::max<std::int64_t>(window.stepUs, 1);
    // The steps that both windows show and that nothing can have changed.
    const std::int64_t from = startOf(std::max(window.fromUs, before.fromUs), stepUs);
    const std::int64_t to = std::min(endOf(std::min(window.toUs, before.toUs), stepUs),
                                     startOf(changedFromUs, stepUs));
    if (before.stepUs != window.stepUs || to <= from || column.empty()
        || window.toUs < window.fromUs) {
        decimate(column, window, points);
        return;
    }
    points.erase(firstFrom(points, to), points.end());
    points.erase(points.begin(), firstFrom(points, from));

    std::vector<TracePoint> head;
    Cursor at = seek(column, startOf(window.fromUs, stepUs));
    addBefore(column, at, head);
    readSteps(column, at, from, stepUs, head);
    const bool twoBreaks = !head.empty() && !points.empty() && std::isnan(head.back().value)
                           && std::isnan(points.front().value);
    points.insert(points.begin(), head.begin(), head.end() - (twoBreaks ? 1 : 0));

    at = readSteps(column, seek(column, to), endOf(window.toUs, stepUs), stepUs, points);
    if (at.chunk < column.chunks().size()) {
        addNeighbour(column.chunks()[at.chunk], at.index, points);
    }
}

Summary summarise(const Column &column, std::int64_t fromUs, std::int64_t toUs)
{
    Summary summary;
    if (column.empty()) {
        return summary;
    }
    double sum = 0;
    Cursor at = seek(column, fromUs);
    for (; at.chunk < column.chunks().size(); at = {at.chunk + 1, 0}) {
        const auto &chunk = column.chunks()[at.chunk];
        if (at.index == 0 && !chunk.broken && chunk.times.back() <= toUs) {
            summary.min = std::fmin(summary.min, chunk.min);
            summary.max = std::fmax(summary.max, chunk.max);
            summary.last = chunk.values.back();
            sum += chunk.sum;
            summary.count += chunk.values.size();
            continue;
        }
        for (; at.index < chunk.times.size() && chunk.times[at.index] <= toUs; ++at.index) {
            const double value = chunk.values[at.index];
            if (std::isfinite(value)) {
                summary.min = std::fmin(summary.min, value);
                summary.max = std::fmax(summary.max, value);
                summary.last = value;
                sum += value;
                ++summary.count;
            }
        }
        if (at.index < chunk.times.size()) {
            break;
        }
    }
    if (summary.count > 0) {
        summary.mean = sum / double(summary.count);
    }
    return summary;
}

} // namespace sightglass
