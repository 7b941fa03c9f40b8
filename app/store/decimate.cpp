#include "store/decimate.h"

#include "store/walk.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sightglass {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max();

std::int64_t startOf(std::int64_t timeUs, std::int64_t stepUs)
{
    return stepOf(timeUs, stepUs) * stepUs;
}

// Never before the time itself, however near it is to the end of all.
std::int64_t endOf(std::int64_t timeUs, std::int64_t stepUs)
{
    const std::int64_t past = timeUs % stepUs;
    const std::int64_t left = past < 0 ? -past : stepUs - past;
    return timeUs > latest - left ? latest : timeUs + left;
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

// Of each step that ends within the samples, and has no break, what is shown of it; returns how
// many samples they have. Without branches where it depends on the values, which nobody can guess.
std::size_t readFine(Column::Samples samples, std::int64_t endUs, std::int64_t stepUs,
                     std::vector<TracePoint> &points)
{
    constexpr std::size_t room = 128; // samples at once
    const std::span times = samples.times;
    const std::span values = samples.values;
    const std::size_t count = std::min(times.size(), room);
    thread_local std::array<TracePoint, 4 * room> shown; // to fill it with zeros takes time
    std::size_t size = 0;
    std::size_t first = 0;
    const auto show = [&](std::size_t at) { shown[size] = {times[at], values[at]}; };
    const auto keepUnless = [&](std::size_t before, std::size_t at) {
        const int again = int(times[at] == times[before]) & int(values[at] == values[before]);
        size += std::size_t(1 - again);
    };
    std::int64_t end = endOf(times[0], stepUs);
    while (times[first] < endUs) {
        std::size_t low = first;
        std::size_t high = first;
        double least = values[first];
        double most = values[first];
        double none = values[first] * 0.0; // NaN if one of them is not finite
        std::size_t next = first + 1;
        for (; next < count && times[next] < end; ++next) {
            const double value = values[next];
            low = value < least ? next : low;
            high = value > most ? next : high;
            least = value < least ? value : least;
            most = value > most ? value : most;
            none += value * 0.0;
        }
        if (next == count || none != 0.0) {
            break;
        }
        const auto [one, other] = std::minmax(low, high);
        show(first);
        ++size;
        show(one);
        keepUnless(first, one);
        show(other);
        keepUnless(one, other);
        show(next - 1);
        keepUnless(other, next - 1);
        const bool follows = std::uint64_t(times[next]) - std::uint64_t(end)
                             < std::uint64_t(stepUs);
        end = follows && end <= latest - stepUs ? end + stepUs : endOf(times[next], stepUs);
        first = next;
    }
    points.insert(points.end(), shown.begin(), shown.begin() + std::ptrdiff_t(size));
    return first;
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
        if (walk.isFine(stepUs)) {
            const std::size_t read = readFine(walk.rest(), endUs, stepUs, points);
            walk.skip(read);
            if (read > 0) {
                continue;
            }
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

// Of so little nothing is kept: to make room around it costs more than to read it again.
bool isLessThanHalf(std::int64_t from, std::int64_t to, const TimeWindow &window)
{
    return std::uint64_t(to) - std::uint64_t(from)
           < (std::uint64_t(window.toUs) - std::uint64_t(window.fromUs)) / 2;
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
        || window.toUs < window.fromUs || isLessThanHalf(from, to, window)) {
        decimate(column, window, points);
        return;
    }
    points.erase(pointsFrom(points, to), points.end());
    points.erase(points.begin(), pointsFrom(points, from));

    thread_local std::vector<TracePoint> head;
    head.clear();
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

namespace {

bool beginsBefore(const Hole &a, const Hole &b)
{
    return a.fromUs < b.fromUs;
}

// Asked for ever later times: the first of the holes, in the order of time, that ends behind one.
class HoleFinder
{
public:
    explicit HoleFinder(std::span<const Hole> holes)
        : m_holes(holes)
    {
    }
    const Hole *between(std::int64_t fromUs, std::int64_t toUs)
    {
        while (m_at < m_holes.size() && m_holes[m_at].toUs <= fromUs) {
            ++m_at;
        }
        const bool found = m_at < m_holes.size() && m_holes[m_at].fromUs < toUs;
        return found ? &m_holes[m_at] : nullptr;
    }

private:
    std::span<const Hole> m_holes;
    std::size_t m_at = 0;
};

} // namespace

void breakAtHoles(std::span<const Hole> holes, std::int64_t exactFromUs, std::int64_t stepUs,
                  std::vector<TracePoint> &points)
{
    if (holes.empty() || points.empty() || points.front().timeUs >= exactFromUs) {
        return;
    }
    thread_local std::vector<Hole> ordered;
    if (!std::ranges::is_sorted(holes, beginsBefore)) { // a server's clock was set back
        ordered.assign(holes.begin(), holes.end());
        std::ranges::sort(ordered, beginsBefore);
        holes = ordered;
    }
    thread_local std::vector<TracePoint> broken;
    broken.clear();
    HoleFinder finder(holes);
    std::size_t done = 0; // points that are in `broken`
    for (std::size_t i = 0; i + 1 < points.size() && points[i].timeUs < exactFromUs; ++i) {
        const auto &[timeUs, value] = points[i];
        const TracePoint &next = points[i + 1];
        const Hole *hole = finder.between(timeUs, next.timeUs);
        if (hole == nullptr || std::isnan(value) || std::isnan(next.value)
            || stepOf(timeUs, stepUs) == stepOf(next.timeUs, stepUs)) {
            continue;
        }
        const auto first = points.begin();
        broken.insert(broken.end(), first + std::ptrdiff_t(done), first + std::ptrdiff_t(i + 1));
        broken.push_back({std::max(timeUs, hole->fromUs), nan});
        done = i + 1;
    }
    const auto rest = points.begin() + std::ptrdiff_t(done);
    points.insert(points.erase(points.begin(), rest), broken.begin(), broken.end());
}

} // namespace sightglass
