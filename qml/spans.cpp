#include "spans.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace sightglass {

namespace {

constexpr int perColumn = 2;         // places in a column
constexpr float place = 0.5F;        // px, the width of one
constexpr int beside = 32;           // places beside the room, from where strokes reach into it
constexpr float dotRadius = 1.5F;    // logical px, of a lone sample
constexpr float soft = 0.5F;         // px that an end reaches beyond
constexpr float over = 0.6F;         // px that a span is longer, or its last pixel is left out
constexpr float becomesDense = 2.0F; // points in a column
constexpr float remainsDense = 1.6F;
constexpr float infinity = std::numeric_limits<float>::infinity();

// By value: by reference they become jumps.
float smaller(float a, float b)
{
    return a < b ? a : b;
}

float larger(float a, float b)
{
    return a > b ? a : b;
}

// Places that the pen goes beside the first point: a line ends where its last sample is, or small
// gaps would close; only where it is steep its width goes further.
template<typename Point>
int reachBeside(Point from, Point to, float scale, float half)
{
    float reach = 0;
    const float end = from->x;
    for (Point next = from + 1; next != to; from = next++) {
        const float away = std::abs(from->x - end) * scale;
        if (away >= half) {
            break;
        }
        const float dx = next->x - from->x;
        const float dy = next->y - from->y;
        const float length = std::sqrt(dx * dx + dy * dy);
        reach = length > 0 ? larger(half * std::abs(dy) / length - away, reach) : reach;
    }
    return int(std::lround(reach / place));
}

} // namespace

void Spans::append(std::span<const PixelPoint> points, float scale, float half, const Room &room,
                   std::vector<SpanVertex> &vertices)
{
    m_half = std::min(half, float(beside - 1) * place);
    m_room = room;
    prepare(room.to * perColumn + 2 * beside);
    const auto isBreak = [](PixelPoint point) { return std::isnan(point.y); };
    auto from = std::find_if_not(points.begin(), points.end(), isBreak);
    m_mayFrom = -beside;
    while (from != points.end()) {
        const auto to = std::find_if(from, points.end(), isBreak);
        const auto next = std::find_if_not(to, points.end(), isBreak);
        const int last = columnOf((to - 1)->x, scale);
        const int follows = next == points.end() ? room.to + beside : columnOf(next->x, scale);
        // Beside a gap of several columns one stays empty, whatever the pen.
        const int free = std::max((follows - last - 2) / 2, 0);
        m_mayTo = last + free;
        followRun({from, to}, scale);
        finish(vertices);
        m_mayFrom = follows - free;
        from = next;
    }
}

void Spans::followRun(std::span<const PixelPoint> run, float scale)
{
    if (run.size() == 1) {
        const PixelPoint at = run.front();
        follow(std::array{PixelPoint{at.x - dotRadius, at.y}, PixelPoint{at.x + dotRadius, at.y}},
               scale);
        m_before = 0;
        m_behind = 0;
        return;
    }
    follow(run, scale);
    m_before = reachBeside(run.begin(), run.end(), scale, m_half);
    m_behind = reachBeside(run.rbegin(), run.rend(), scale, m_half);
}

int Spans::columnOf(float x, float scale) const
{
    return placeOf(x * (scale / place) + float(beside)) / perColumn - beside / perColumn;
}

int Spans::placeOf(float x) const
{
    return int(std::clamp(x, 0.0F, float(m_highest.size() - 1)));
}

void Spans::prepare(int places)
{
    places = std::max(places, int(m_highest.size()));
    if (int(m_highest.size()) < places) {
        m_highest.assign(std::size_t(places), infinity);
        m_lowest.assign(std::size_t(places), -infinity);
        m_top = m_highest;
        m_bottom = m_lowest;
    }
    m_first = places;
    m_last = -1;
}

// Every place the way leads through learns where it came in and went out; what is known of the one
// it is in stays in registers.
void Spans::follow(std::span<const PixelPoint> line, float scale)
{
    const auto last = float(m_highest.size() - 1);
    const auto placed = [perPx = scale / place, scale](PixelPoint p) {
        return PixelPoint{p.x * perPx + float(beside), p.y * scale};
    };
    PixelPoint at = placed(line.front());
    int here = int(std::clamp(at.x, 0.0F, last));
    float *highest = m_highest.data() + here;
    float *lowest = m_lowest.data() + here;
    float high = at.y;
    float low = at.y;
    m_first = std::min(m_first, here);
    for (const PixelPoint &point : line.subspan(1)) {
        const PixelPoint to = placed(point);
        const int there = int(std::clamp(to.x, 0.0F, last));
        if (there > here) {
            const float slope = (to.y - at.y) / (to.x - at.x);
            for (; here < there; ++here) {
                const float y = at.y + slope * (float(here + 1) - at.x);
                *highest = smaller(smaller(high, y), *highest);
                *lowest = larger(larger(low, y), *lowest);
                ++highest;
                ++lowest;
                high = y;
                low = y;
            }
        }
        high = smaller(to.y, high);
        low = larger(to.y, low);
        at = to;
    }
    *highest = smaller(high, *highest);
    *lowest = larger(low, *lowest);
    m_last = std::max(m_last, here);
}

void Spans::finish(std::vector<SpanVertex> &vertices)
{
    if (m_last < m_first) {
        return;
    }
    const int reach = int(m_half / place);
    const int size = int(m_highest.size());
    const int first = std::clamp(m_first - m_before, reach, size - 1 - reach);
    const int last = std::clamp(m_last + m_behind, first, size - 1 - reach);
    widen(first, last);
    constexpr int aside = beside / perColumn;
    const int firstOfAll = first / perColumn - aside;
    const int lastOfAll = last / perColumn - aside;
    m_halfShare = firstOfAll == lastOfAll
                      ? 1
                      : 1.0F / perColumn; // not less than all that is seen of it
    const int firstColumn = std::max({firstOfAll, m_mayFrom, m_room.from});
    const int lastColumn = std::min({lastOfAll, m_mayTo, m_room.to - 1});
    const std::size_t before = vertices.size();
    vertices.resize(before + 2 * std::size_t(std::max(lastColumn - firstColumn + 1, 0)));
    SpanVertex *next = vertices.data() + before;
    for (int column = firstColumn; column <= lastColumn; ++column) {
        next = write(column, next);
    }
    vertices.resize(std::size_t(next - vertices.data()));
    std::fill(m_highest.begin() + m_first, m_highest.begin() + m_last + 1, infinity);
    std::fill(m_lowest.begin() + m_first, m_lowest.begin() + m_last + 1, -infinity);
    std::fill(m_top.begin() + first, m_top.begin() + last + 1, infinity);
    std::fill(m_bottom.begin() + first, m_bottom.begin() + last + 1, -infinity);
    m_first = size;
    m_last = -1;
}

// A pen of that width reaches beside and beyond the line: less the farther aside.
void Spans::widen(int first, int last)
{
    for (int i = first; i <= last; ++i) {
        m_top[std::size_t(i)] = m_highest[std::size_t(i)] - m_half;
        m_bottom[std::size_t(i)] = m_lowest[std::size_t(i)] + m_half;
    }
    for (int aside = 1; float(aside) * place <= m_half; ++aside) {
        const float away = (float(aside) + 0.5F) * place; // the far side of a place
        const float beyond = std::sqrt(std::max(m_half * m_half - away * away, 0.0F));
        const float *highest = m_highest.data();
        const float *lowest = m_lowest.data();
        for (int i = first; i <= last; ++i) {
            const float high = smaller(highest[i - aside], highest[i + aside]) - beyond;
            const float low = larger(lowest[i - aside], lowest[i + aside]) + beyond;
            m_top[std::size_t(i)] = smaller(m_top[std::size_t(i)], high);
            m_bottom[std::size_t(i)] = larger(m_bottom[std::size_t(i)], low);
        }
    }
}

// Two vertices, if there is a stroke; returns where the next ones go.
SpanVertex *Spans::write(int column, SpanVertex *to) const
{
    const std::size_t at = std::size_t(column * perColumn + beside);
    float top = m_top[at];
    float bottom = m_bottom[at];
    float nextTop = m_top[at + 1];
    float nextBottom = m_bottom[at + 1];
    float share = 1; // of the column that is covered
    if (!(top <= bottom)) {
        top = nextTop;
        bottom = nextBottom;
        share = m_halfShare;
    } else if (!(nextTop <= nextBottom)) {
        nextTop = top;
        nextBottom = bottom;
        share = m_halfShare;
    }
    if (!(top <= bottom)) {
        return to;
    }
    // From where one of the two ends to where both do, and not beyond: nothing was there.
    const float upperSoft = 1 + std::abs(top - nextTop);
    const float lowerSoft = 1 + std::abs(bottom - nextBottom);
    const float upper = smaller(top, nextTop) - (share < 1 ? 0 : soft);
    const float lower = larger(bottom, nextBottom) + soft;
    const Room room = m_room; // not looked up again behind each vertex
    const float x = float(column) + 0.5F + room.aside;
    const float above = 1 / upperSoft;
    const float below = 1 / lowerSoft;
    for (const float end : {upper, lower + over}) {
        const float y = smaller(larger(end, room.top), room.bottom);
        *to++ = {x, y, share < 1 ? share : (y - upper) * above, (lower - y) * below};
    }
    return to;
}

bool isDense(std::span<const PixelPoint> points, float scale, bool was)
{
    if (points.size() < 2) {
        return false;
    }
    const float columns = (points.back().x - points.front().x) * scale;
    return float(points.size()) > std::max(columns, 1.0F) * (was ? remainsDense : becomesDense);
}

} // namespace sightglass
