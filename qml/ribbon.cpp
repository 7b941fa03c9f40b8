#include "ribbon.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

namespace {

constexpr float shortest = 0.01F;  // px; a shorter way has no direction
constexpr float sharpTurn = 0.0F;  // cosine; a mitre beyond it would be longer than 1.4 widths
constexpr float dotRadius = 1.5F;  // px, of a lone sample
constexpr auto nan = std::numeric_limits<float>::quiet_NaN();

struct Direction
{
    float x = 1;
    float y = 0;
};

float dot(Direction a, Direction b)
{
    return a.x * b.x + a.y * b.y;
}

// False if the points are too close to tell.
bool direction(PixelPoint from, PixelPoint to, Direction &result)
{
    const float dx = to.x - from.x;
    const float dy = to.y - from.y;
    const float length = std::hypot(dx, dy);
    if (!(length > shortest)) {
        return false;
    }
    result = {dx / length, dy / length};
    return true;
}

// One unbroken line while it is being written.
class Ribbon
{
public:
    Ribbon(RibbonPen pen, std::vector<RibbonVertex> &vertices) : m_pen(pen), m_vertices(vertices) {}

    void write(std::span<const PixelPoint> run)
    {
        m_joinNeeded = !m_vertices.empty();
        PixelPoint at = run.front();
        Direction in;
        bool moving = false;
        for (const PixelPoint &next : run.subspan(1)) {
            Direction out;
            if (!direction(at, next, out)) {
                continue;
            }
            if (moving) {
                turn(at, in, out);
            } else {
                pair(at, out, 0);
            }
            moving = true;
            in = out;
            at = next;
        }
        if (moving) {
            pair(at, in, 0);
        } else {
            pair({at.x - dotRadius, at.y}, in, 0);
            pair({at.x + dotRadius, at.y}, in, 0);
        }
    }

private:
    void turn(PixelPoint at, Direction in, Direction out)
    {
        if (dot(in, out) < sharpTurn) {
            pair(at, in, m_pen.half);
            pair(at, out, -m_pen.half);
            return;
        }
        const Direction sum{in.x + out.x, in.y + out.y};
        const float length = std::hypot(sum.x, sum.y);
        const Direction along{sum.x / length, sum.y / length};
        sides(at, along, m_pen.outer() / dot(along, in));
    }

    void pair(PixelPoint at, Direction along, float further)
    {
        sides({at.x + along.x * further, at.y + along.y * further}, along, m_pen.outer());
    }

    void sides(PixelPoint at, Direction along, float reach)
    {
        const RibbonVertex left{at.x - along.y * reach, at.y + along.x * reach, m_pen.outer()};
        const RibbonVertex right{at.x + along.y * reach, at.y - along.x * reach, -m_pen.outer()};
        if (m_joinNeeded) {
            m_vertices.push_back(m_vertices.back());
            m_vertices.push_back(left);
            m_joinNeeded = false;
        }
        m_vertices.push_back(left);
        m_vertices.push_back(right);
    }

    RibbonPen m_pen;
    std::vector<RibbonVertex> &m_vertices;
    bool m_joinNeeded = false; // two empty triangles lead over from the ribbon before
};

// Calls `visit` with the first index and the length of each stretch without a break.
template<typename Visit>
void forEachRun(std::span<const PixelPoint> points, Visit visit)
{
    std::size_t from = 0;
    for (std::size_t i = 0; i <= points.size(); ++i) {
        if (i == points.size() || std::isnan(points[i].y)) {
            if (i > from) {
                visit(from, i - from);
            }
            from = i + 1;
        }
    }
}

} // namespace

void appendRibbon(std::span<const PixelPoint> points, RibbonPen pen,
                  std::vector<RibbonVertex> &vertices)
{
    Ribbon ribbon(pen, vertices);
    forEachRun(points, [&](std::size_t from, std::size_t count) {
        ribbon.write(points.subspan(from, count));
    });
}

void appendArea(std::span<const PixelPoint> points, std::span<const PixelPoint> base, float baseY,
                std::vector<PixelPoint> &vertices)
{
    forEachRun(points, [&](std::size_t from, std::size_t count) {
        if (!vertices.empty()) {
            vertices.push_back(vertices.back());
            vertices.push_back(points[from]);
        }
        for (std::size_t i = from; i < from + count; ++i) {
            const float bottom = base.empty() ? baseY : base[i].y;
            vertices.push_back(points[i]);
            vertices.push_back({points[i].x, std::isnan(bottom) ? points[i].y : bottom});
        }
    });
}

void appendHatch(PixelRect rect, float anchorX, float spacing, std::vector<PixelPoint> &strokes)
{
    // A stroke is x + y = c, from bottom left to top right.
    const float lowest = rect.left + rect.top;
    const float highest = rect.right + rect.bottom;
    const float start = anchorX + std::ceil((lowest - anchorX) / spacing) * spacing;
    for (float c = start; c < highest; c += spacing) {
        const float left = std::max(rect.left, c - rect.bottom);
        const float right = std::min(rect.right, c - rect.top);
        if (right > left) {
            strokes.push_back({left, c - left});
            strokes.push_back({right, c - right});
            strokes.push_back({right, nan});
        }
    }
}

void appendDashes(float fromX, float toX, float y, float dash, std::vector<PixelPoint> &strokes)
{
    for (float x = fromX; x < toX; x += 2 * dash) {
        strokes.push_back({x, y});
        strokes.push_back({std::min(x + dash, toX), y});
        strokes.push_back({x, nan});
    }
}

} // namespace sightglass
