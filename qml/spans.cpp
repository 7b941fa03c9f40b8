#include "spans.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sightglass {

namespace {

constexpr int perColumn = 2;         // places in a column
constexpr float place = 0.5F;        // px, the width of one
constexpr int beside = 32;           // places beside the room, from where strokes reach into it
constexpr float slant = 1.5F;        // what the difference of two places says of a whole column
constexpr float dotRadius = 1.5F;    // logical px, of a lone sample
constexpr float over = 0.6F;         // px that a span is longer, or its last pixel is left out
constexpr float becomesDense = 2.0F; // points in a column
constexpr float remainsDense = 1.6F;
constexpr float infinity = std::numeric_limits<float>::infinity();

inline void note(float &highest, float &lowest, float y)
{
    highest = y < highest ? y : highest;
    lowest = y > lowest ? y : lowest;
}

} // namespace

void Spans::append(std::span<const PixelPoint> points, float scale, float half, const Room &room,
                   std::vector<SpanVertex> &vertices)
{
    m_half = std::min(half, float(beside - 1) * place);
    m_room = room;
    prepare(room.to * perColumn + 2 * beside);
    const auto scaled = [scale](PixelPoint p) { return PixelPoint{p.x * scale, p.y * scale}; };
    bool down = false;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const PixelPoint at = scaled(points[i]);
        if (std::isnan(at.y)) {
            finish(vertices);
            down = false;
            continue;
        }
        const bool alone = !down && (i + 1 == points.size() || std::isnan(points[i + 1].y));
        if (alone) {
            begin({at.x - dotRadius * scale, at.y});
            goOn({at.x + dotRadius * scale, at.y});
        } else if (down) {
            goOn(at);
        } else {
            begin(at);
        }
        down = true;
    }
    finish(vertices);
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

void Spans::begin(PixelPoint at)
{
    const float last = float(m_highest.size()) - 1;
    m_at = at;
    m_place = int(std::clamp(at.x / place + float(beside), 0.0F, last));
    m_first = std::min(m_first, m_place);
    m_last = std::max(m_last, m_place);
    note(m_highest[std::size_t(m_place)], m_lowest[std::size_t(m_place)], at.y);
}

// Every place the way leads through learns where it came in and went out.
void Spans::goOn(PixelPoint to)
{
    const float last = float(m_highest.size()) - 1;
    const int there = int(std::clamp(to.x / place + float(beside), 0.0F, last));
    float *highest = m_highest.data() + m_place;
    float *lowest = m_lowest.data() + m_place;
    if (there > m_place) {
        const float slope = (to.y - m_at.y) / (to.x - m_at.x);
        for (; m_place < there; ++m_place, ++highest, ++lowest) {
            const float edge = float(m_place + 1 - beside) * place;
            const float y = m_at.y + slope * (edge - m_at.x);
            note(*highest, *lowest, y);
            note(*(highest + 1), *(lowest + 1), y);
        }
        m_last = std::max(m_last, there);
    }
    note(*highest, *lowest, to.y);
    m_at = to;
}

void Spans::finish(std::vector<SpanVertex> &vertices)
{
    if (m_last < m_first) {
        return;
    }
    const int reach = int(m_half / place);
    const int size = int(m_highest.size());
    const int first = std::max(m_first - reach, reach);
    const int last = std::min(m_last + reach, size - 1 - reach);
    widen(first, last);
    const int firstColumn = std::max((first - beside) / perColumn, m_room.from);
    const int lastColumn = std::min((last - beside) / perColumn, m_room.to - 1);
    for (int column = firstColumn; column <= lastColumn; ++column) {
        write(column, vertices);
    }
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
            const float high = std::min(highest[i - aside], highest[i + aside]) - beyond;
            const float low = std::max(lowest[i - aside], lowest[i + aside]) + beyond;
            m_top[std::size_t(i)] = std::min(m_top[std::size_t(i)], high);
            m_bottom[std::size_t(i)] = std::max(m_bottom[std::size_t(i)], low);
        }
    }
}

void Spans::write(int column, std::vector<SpanVertex> &vertices) const
{
    const std::size_t at = std::size_t(column * perColumn + beside);
    float top = m_top[at];
    float bottom = m_bottom[at];
    float nextTop = m_top[at + 1];
    float nextBottom = m_bottom[at + 1];
    if (!(top <= bottom)) {
        top = nextTop;
        bottom = nextBottom;
    } else if (!(nextTop <= nextBottom)) {
        nextTop = top;
        nextBottom = bottom;
    }
    if (!(top <= bottom)) {
        return;
    }
    const float upperSoft = 1 + slant * std::abs(top - nextTop);
    const float lowerSoft = 1 + slant * std::abs(bottom - nextBottom);
    const float upper = (top + nextTop - upperSoft) / 2;
    const float lower = (bottom + nextBottom + lowerSoft) / 2;
    const auto inRoom = [this](float y) { return std::clamp(y, m_room.top, m_room.bottom); };
    const auto add = [&](float y) {
        vertices.push_back(
            {float(column) + 0.5F, y, (y - upper) / upperSoft, (lower - y) / lowerSoft});
    };
    add(inRoom(upper - over));
    add(inRoom(lower + over));
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
