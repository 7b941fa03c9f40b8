#include "turns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

namespace sightglass {

namespace {

constexpr std::size_t mostLines = 64; // more of them are a thicket anyway
constexpr float together = 1;         // px that two lines' ends may be apart
constexpr float nan = std::numeric_limits<float>::quiet_NaN();

using Points = std::vector<PixelPoint>;

struct Pause
{
    float from = 0;
    float to = 0;
};

// What a line does in one slot.
struct Part
{
    std::span<const PixelPoint> points; // inside
    PixelPoint from;                    // where it comes in, or begins
    PixelPoint to;
    bool known = false; // there, and the ends are no breaks
};

struct Extent
{
    float low = 0;
    float high = 0;
    bool whole = true; // no break
};

PixelPoint crossing(PixelPoint a, PixelPoint b, float x)
{
    return b.x > a.x ? PixelPoint{x, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)}
                     : PixelPoint{x, b.y};
}

// `begin`: a point at or left of the first one in the slot, where the search starts; moved there.
Part partOf(const Points &points, Pause slot, std::size_t &begin)
{
    while (begin < points.size() && points[begin].x < slot.from) {
        ++begin;
    }
    const auto first = points.begin() + std::ptrdiff_t(begin);
    auto last = first;
    while (last != points.end() && last->x <= slot.to) {
        ++last;
    }
    const auto isBreak = [](PixelPoint p) { return std::isnan(p.y); };
    const bool comesIn = first != points.begin() && first != points.end() && !isBreak(*(first - 1))
                         && !isBreak(*first);
    const bool goesOut = last != points.begin() && last != points.end() && !isBreak(*(last - 1))
                         && !isBreak(*last);
    Part part;
    if ((!comesIn || !goesOut) && first == last) {
        return part;
    }
    part.points = {first, last};
    part.from = comesIn ? crossing(*(first - 1), *first, slot.from) : *first;
    part.to = goesOut ? crossing(*(last - 1), *last, slot.to) : *(last - 1);
    part.known = true;
    return part;
}

Extent extentOf(const Part &part)
{
    Extent extent{std::min(part.from.y, part.to.y), std::max(part.from.y, part.to.y)};
    for (const PixelPoint point : part.points) {
        extent.low = std::min(extent.low, point.y);
        extent.high = std::max(extent.high, point.y);
        extent.whole = extent.whole && !std::isnan(point.y);
    }
    return extent;
}

float heightAt(const Part &part, float x)
{
    PixelPoint before = part.from;
    for (const PixelPoint point : part.points) {
        if (point.x >= x) {
            return crossing(before, point, std::max(x, before.x)).y;
        }
        before = point;
    }
    return crossing(before, part.to, std::min(x, part.to.x)).y;
}

bool follows(const Part &part, const Part &other, float reach)
{
    return std::all_of(part.points.begin(), part.points.end(),
                       [&](PixelPoint p) { return std::abs(heightAt(other, p.x) - p.y) <= reach; });
}

bool coincide(const Part &a, const Part &b, float reach)
{
    const auto near = [](float one, float other, float most) {
        return std::abs(one - other) <= most;
    };
    const bool meet = a.known && b.known && near(a.from.x, b.from.x, together)
                      && near(a.to.x, b.to.x, together) && near(a.from.y, b.from.y, reach)
                      && near(a.to.y, b.to.y, reach);
    if (!meet) { // as most do not: their points need not be looked at
        return false;
    }
    const Extent one = extentOf(a);
    const Extent other = extentOf(b);
    if (!one.whole || !other.whole || !near(one.low, other.low, reach)
        || !near(one.high, other.high, reach)) {
        return false;
    }
    const bool same = std::equal(a.points.begin(), a.points.end(), b.points.begin(), b.points.end(),
                                 [&](PixelPoint p, PixelPoint q) {
                                     return near(p.x, q.x, together / 2) && near(p.y, q.y, reach);
                                 });
    return same || (follows(a, b, reach) && follows(b, a, reach));
}

void append(std::vector<Pause> &pauses, Pause pause)
{
    if (!pauses.empty() && pauses.back().to >= pause.from) {
        pauses.back().to = pause.to;
    } else {
        pauses.push_back(pause);
    }
}

// Wanted anew for every chart and every frame.
struct Tools
{
    std::vector<std::vector<Pause>> pauses; // of each line
    std::vector<Part> parts;
    std::vector<std::size_t> begins;
};

// The groups of lines that coincide in this slot, by their first.
void shareSlot(const std::vector<Part> &parts, std::int64_t number, Pause slot, float reach,
               std::vector<std::vector<Pause>> &pauses)
{
    std::array<bool, mostLines> taken{};
    std::array<std::size_t, mostLines> group{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (taken[i]) {
            continue;
        }
        std::size_t size = 0;
        group[size++] = i;
        for (std::size_t j = i + 1; j < parts.size(); ++j) {
            if (!taken[j] && coincide(parts[i], parts[j], reach)) {
                taken[j] = true;
                group[size++] = j;
            }
        }
        const std::size_t turn = std::size_t(number) % size;
        for (std::size_t k = 0; k < size; ++k) {
            if (k != turn) {
                append(pauses[group[k]], slot);
            }
        }
    }
}

void pass(PixelPoint from, PixelPoint to, const std::vector<Pause> &pauses, Points &kept)
{
    auto pause = std::lower_bound(pauses.begin(), pauses.end(), from.x,
                                  [](const Pause &each, float x) { return each.to <= x; });
    for (; pause != pauses.end() && pause->from <= to.x; ++pause) {
        if (pause->from > from.x) {
            kept.push_back(crossing(from, to, pause->from));
            kept.push_back({pause->from, nan});
        }
        if (pause->to < to.x) {
            kept.push_back(crossing(from, to, pause->to));
        }
    }
}

Points without(const std::vector<Pause> &pauses, const Points &line)
{
    Points kept;
    kept.reserve(line.size() + 3 * pauses.size());
    for (std::size_t i = 0; i < line.size(); ++i) {
        const PixelPoint point = line[i];
        const bool joined = i > 0 && !std::isnan(point.y) && !std::isnan(line[i - 1].y);
        if (joined) {
            pass(line[i - 1], point, pauses, kept);
        }
        const auto pause = std::upper_bound(pauses.begin(), pauses.end(), point.x,
                                            [](float x, const Pause &each) { return x < each.to; });
        if (std::isnan(point.y) || pause == pauses.end() || point.x < pause->from) {
            kept.push_back(point);
        }
    }
    if (kept.empty()) {
        kept.push_back({0, nan}); // nothing would be a solid line
    }
    return kept;
}

} // namespace

void takeTurns(std::vector<ChartPicture::Line> &lines, const TurnSlots &slots)
{
    if (lines.size() < 2 || lines.size() > mostLines || !(slots.width > 0)) {
        return;
    }
    thread_local Tools tools;
    auto &[pauses, parts, begins] = tools;
    pauses.resize(std::max(pauses.size(), lines.size()));
    for (auto &each : pauses) {
        each.clear();
    }
    parts.resize(lines.size());
    begins.assign(lines.size(), 0);
    std::int64_t number = slots.first;
    for (double from = slots.origin; from < slots.end; from += slots.width, ++number) {
        const Pause slot{float(from), float(from + slots.width)};
        for (std::size_t i = 0; i < lines.size(); ++i) {
            parts[i] = partOf(lines[i].points, slot, begins[i]);
        }
        shareSlot(parts, number, slot, float(slots.reach), pauses);
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!pauses[i].empty()) {
            lines[i].dashed = without(pauses[i], lines[i].stroke());
        }
    }
}

} // namespace sightglass
