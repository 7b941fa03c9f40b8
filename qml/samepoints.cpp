#include "samepoints.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sightglass {

namespace {

constexpr float sideways = 0.01F; // px
constexpr std::size_t mostTries = 16;
constexpr float infinity = std::numeric_limits<float>::infinity();

PixelPoint moved(PixelPoint point, float shift)
{
    return {point.x - shift, point.y};
}

std::size_t firstFrom(PointSpan points, float x)
{
    const auto at = std::lower_bound(points.begin(), points.end(), x,
                                     [](PixelPoint point, float value) { return point.x < value; });
    return std::size_t(at - points.begin());
}

} // namespace

bool samePoint(PixelPoint a, PixelPoint b)
{
    const bool sameHeight = a.y == b.y || (std::isnan(a.y) && std::isnan(b.y));
    return sameHeight && std::abs(a.x - b.x) < sideways;
}

bool samePoints(PointSpan a, PointSpan b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), samePoint);
}

Stretch sameStretch(PointSpan before, PointSpan now, float shift)
{
    if (before.empty() && now.empty()) {
        return {-infinity, infinity};
    }
    if (before.empty() || now.empty()) {
        return {};
    }
    // The ends may be cut or moved: look for the first point that both have.
    std::size_t i = firstFrom(now, before.front().x - shift - sideways);
    const std::size_t last = std::min(i + mostTries, now.size());
    std::size_t j = before.size();
    for (; i < last; ++i) {
        j = firstFrom(before, now[i].x + shift - sideways);
        if (j < before.size() && samePoint(moved(before[j], shift), now[i])) {
            break;
        }
    }
    if (i >= last || j >= before.size()) {
        return {};
    }
    Stretch same{i == 0 && j == 0 ? -infinity : now[i].x, infinity};
    for (; i < now.size() && j < before.size(); ++i, ++j) {
        if (!samePoint(moved(before[j], shift), now[i])) {
            break;
        }
    }
    if (i < now.size() || j < before.size()) {
        same.to = now[i - 1].x;
    }
    return same;
}

PointSpan pointsWithin(PointSpan points, float from, float to)
{
    std::size_t first = firstFrom(points, from);
    std::size_t last = firstFrom(points, to);
    first -= first > 0 ? 1 : 0;
    last += last < points.size() ? 1 : 0;
    return points.subspan(first, last - first);
}

} // namespace sightglass
