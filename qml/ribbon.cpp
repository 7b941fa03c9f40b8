#include "ribbon.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

namespace {

constexpr float shortest = 0.01F; // px; a shorter way has no direction
constexpr float dotRadius = 1.5F; // px, of a lone sample
constexpr float areaWidth = 24;   // px that lie on one wide part
constexpr float areaStep = 3;     // px; finer under a line cannot be seen, but costs
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

Direction unit(float x, float y)
{
    const float length = std::hypot(x, y);
    return {x / length, y / length};
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
    Ribbon(RibbonPen pen, std::vector<RibbonVertex> &vertices)
        : m_pen(pen)
        , m_vertices(vertices)
    {
    }

    void write(std::span<const PixelPoint> run)
    {
        m_joinNeeded = !m_vertices.empty();
        m_exchanged = false;
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
                sides(at, out, m_pen.outer());
            }
            moving = true;
            in = out;
            at = next;
        }
        if (moving) {
            sides(at, in, m_pen.outer());
        } else {
            sides({at.x - dotRadius, at.y}, in, m_pen.outer());
            sides({at.x + dotRadius, at.y}, in, m_pen.outer());
        }
    }

private:
    void turn(PixelPoint at, Direction in, Direction out)
    {
        const float cosine = dot(in, out);
        if (cosine >= 0) {
            const Direction along = unit(in.x + out.x, in.y + out.y);
            sides(at, along, m_pen.outer() / dot(along, in));
            return;
        }
        // Back again: the same two corners serve the way back, with the sides exchanged.
        const Direction along = unit(in.x - out.x, in.y - out.y);
        const float tip = -cosine * m_pen.half;
        sides({at.x + along.x * tip, at.y + along.y * tip}, along, m_pen.outer() / dot(along, in));
        m_exchanged = !m_exchanged;
    }

    // Half a step across on either side of the point; `along` is where the ribbon goes.
    void sides(PixelPoint at, Direction along, float reach)
    {
        const float side = m_exchanged ? -reach : reach;
        const RibbonVertex left{at.x - along.y * side, at.y + along.x * side, m_pen.outer()};
        const RibbonVertex right{at.x + along.y * side, at.y - along.x * side, -m_pen.outer()};
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
    bool m_exchanged = false;
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

namespace {

// The area under one unbroken line. Long thin triangles cost most of all: what lies below all of a
// stretch is one wide part, and only what is above follows the line.
class Area
{
public:
    struct Scratch
    {
        std::vector<PixelPoint> top;
        std::vector<float> bottom;
    };
    Area(float baseY, Scratch &scratch, std::vector<PixelPoint> &vertices)
        : m_baseY(baseY)
        , m_vertices(vertices)
        , m_top(scratch.top)
        , m_bottom(scratch.bottom)
    {
        clear();
    }

    void add(PixelPoint at, float bottom)
    {
        m_top.push_back(at);
        m_bottom.push_back(bottom);
    }
    float lastX() const { return m_top.back().x; }

    // Down to the base, which is level.
    void finishLevel()
    {
        for (std::size_t from = 0; from + 1 < m_top.size();) {
            std::size_t to = from + 1;
            while (to + 1 < m_top.size() && m_top[to].x - m_top[from].x < areaWidth) {
                ++to;
            }
            stretch(from, to);
            from = to;
        }
        clear();
    }
    // Down to another line.
    void finish()
    {
        join(m_top.front());
        for (std::size_t i = 0; i < m_top.size(); ++i) {
            pair(m_top[i], m_bottom[i]);
        }
        clear();
    }

private:
    void stretch(std::size_t from, std::size_t to)
    {
        float highest = m_top[from].y;
        float lowest = highest;
        for (std::size_t i = from; i <= to; ++i) {
            highest = std::min(highest, m_top[i].y);
            lowest = std::max(lowest, m_top[i].y);
        }
        const bool above = lowest < m_baseY;
        const float middle = above ? lowest : std::max(highest, m_baseY);
        join(m_top[from]);
        for (std::size_t i = from; i <= to; ++i) {
            pair(m_top[i], middle);
        }
        if (middle != m_baseY) {
            join({m_top[from].x, middle});
            pair({m_top[from].x, middle}, m_baseY);
            pair({m_top[to].x, middle}, m_baseY);
        }
    }
    void join(PixelPoint next) // two empty triangles lead over from what is there
    {
        if (!m_vertices.empty()) {
            m_vertices.push_back(m_vertices.back());
            m_vertices.push_back(next);
        }
    }
    void pair(PixelPoint top, float bottom)
    {
        m_vertices.push_back(top);
        m_vertices.push_back({top.x, bottom});
    }
    void clear()
    {
        m_top.clear();
        m_bottom.clear();
    }

    float m_baseY;
    std::vector<PixelPoint> &m_vertices;
    std::vector<PixelPoint> &m_top;
    std::vector<float> &m_bottom;
};

} // namespace

void appendArea(std::span<const PixelPoint> points, std::span<const PixelPoint> base, float baseY,
                std::vector<PixelPoint> &vertices)
{
    thread_local Area::Scratch scratch;
    Area area(baseY, scratch, vertices);
    forEachRun(points, [&](std::size_t from, std::size_t count) {
        // Of points close to each other the one nearest to the base: no area outside its line.
        std::size_t chosen = from;
        for (std::size_t i = from; i < from + count; ++i) {
            if (!base.empty()
                || std::abs(points[i].y - baseY) <= std::abs(points[chosen].y - baseY)) {
                chosen = i;
            }
            const bool end = i == from || i + 1 == from + count;
            if (end || points[i].x - area.lastX() >= areaStep) {
                const std::size_t at = end ? i : chosen;
                const float bottom = base.empty() ? baseY : base[at].y;
                area.add(points[at], std::isnan(bottom) ? points[at].y : bottom);
                chosen = std::min(i + 1, from + count - 1);
            }
        }
        if (base.empty()) {
            area.finishLevel();
        } else {
            area.finish();
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
