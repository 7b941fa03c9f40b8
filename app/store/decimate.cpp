#include "store/decimate.h"

#include "store/walk.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sightglass {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::int64_t startOf(std::int64_t timeUs, std::int64_t stepUs)
{
    return stepOf(timeUs, stepUs) * stepUs;
}

// Never before the time itself, however near it is to the end of all.
std::int64_t endOf(std::int64_t timeUs, std::int64_t stepUs)
{
    std::int64_t end = 0;
    const bool over = __builtin_mul_overflow(stepOf(timeUs, stepUs) + 1, stepUs, &end);
    return over ? std::numeric_limits<std::int64_t>::max() : end;
}

void breakLine(std::int64_t timeUs, std::vector<TracePoint> &points)
{
    if (!points.empty() && !std::isnan(points.back().value)) {
        points.push_back({timeUs, nan});
    }
}

void addStep(const Tally &step, std::vector<TracePoint> &points)
{
    const Brief &brief = step.brief();
    const Tally::Point first = step.first();
    if (!std::isfinite(brief.first)) {
        breakLine(brief.finite == 0 ? brief.lastUs : first.timeUs, points);
    }
    if (brief.finite > 0) {
        const Tally::Point last = step.last();
        const TracePoint min{brief.minUs, brief.min};
        const TracePoint max{brief.maxUs, brief.max};
        points.push_back({first.timeUs, first.value});
        for (const TracePoint &point : {brief.minFirst ? min : max, brief.minFirst ? max : min,
                                        TracePoint{last.timeUs, last.value}}) {
            const TracePoint &back = points.back();
            if (point.timeUs != back.timeUs || point.value != back.value) {
                points.push_back(point);
            }
        }
    }
    if (!std::isfinite(brief.last)) {
        breakLine(brief.lastUs, points);
    }
}

void addNeighbour(const Tally::Point &point, std::vector<TracePoint> &points)
{
    if (std::isfinite(point.value)) {
        points.push_back({point.timeUs, point.value});
    }
}

void addBefore(Walk &walk, std::vector<TracePoint> &points)
{
    Tally::Point point;
    if (walk.before(point)) {
        addNeighbour(point, points);
    }
}

void addAfter(Walk &walk, std::vector<TracePoint> &points)
{
    if (!walk.atEnd()) {
        addNeighbour({walk.timeUs(), walk.value()}, points);
    }
}

// All steps from where it stands up to `endUs`.
void readSteps(const Column &column, Walk &walk, std::int64_t endUs, std::int64_t stepUs,
               std::vector<TracePoint> &points)
{
    Tally step(column);
    while (!walk.atEnd()) {
        const std::int64_t time = walk.timeUs();
        if (time >= endUs) {
            return;
        }
        step.clear();
        walk.takeUntil(endOf(time, stepUs), step);
        addStep(step, points);
    }
}

auto pointsFrom(std::vector<TracePoint> &points, std::int64_t timeUs)
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
    Walk walk(column, startOf(window.fromUs, stepUs));
    addBefore(walk, points);
    readSteps(column, walk, endOf(window.toUs, stepUs), stepUs, points);
    addAfter(walk, points);
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
    points.erase(pointsFrom(points, to), points.end());
    points.erase(points.begin(), pointsFrom(points, from));

    std::vector<TracePoint> head;
    Walk walk(column, startOf(window.fromUs, stepUs));
    addBefore(walk, head);
    readSteps(column, walk, from, stepUs, head);
    const bool twoBreaks = !head.empty() && !points.empty() && std::isnan(head.back().value)
                           && std::isnan(points.front().value);
    points.insert(points.begin(), head.begin(), head.end() - (twoBreaks ? 1 : 0));

    Walk behind(column, to);
    readSteps(column, behind, endOf(window.toUs, stepUs), stepUs, points);
    addAfter(behind, points);
}

} // namespace sightglass
