// Traces in dashes, the part of trace.h that cuts lines up.
#include "trace.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sightglass {

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float margin = 4;        // px beyond the plot that strokes are still drawn
constexpr float leastStep = 0.01F; // px

class Dasher
{
public:
    Dasher(const DashTiles &tiles, std::vector<PixelPoint> &strokes)
        : m_tiles(tiles)
        , m_period(std::accumulate(tiles.lengths.begin(), tiles.lengths.end(), 0.0F))
        , m_strokes(strokes)
    {
    }

    void lift()
    {
        if (m_down) {
            m_strokes.push_back({m_strokes.back().x, nan});
            m_down = false;
        }
    }
    void begin(PixelPoint at)
    {
        lift();
        m_walked = 0;
        m_tile = tileOf(at.x);
    }
    void dot(PixelPoint at) // a lone sample is there, whatever the pattern says
    {
        m_strokes.push_back(at);
        m_strokes.push_back({at.x, nan});
    }
    void segment(PixelPoint from, PixelPoint to)
    {
        while (tileOf(to.x) > m_tile) {
            const auto edge = float(m_tiles.origin + double(m_tile + 1) * m_tiles.width);
            const float share = to.x > from.x ? (edge - from.x) / (to.x - from.x) : 1.0F;
            const PixelPoint there{edge, from.y + (to.y - from.y) * std::clamp(share, 0.0F, 1.0F)};
            visible(from, there);
            from = there;
            ++m_tile;
            m_walked = 0;
        }
        visible(from, to);
    }

private:
    std::int64_t tileOf(float x) const
    {
        return std::int64_t(std::floor((double(x) - m_tiles.origin) / m_tiles.width + 1e-6));
    }

    // Leaves out what is above or below the plot, where a way can be endless.
    void visible(PixelPoint from, PixelPoint to)
    {
        const float rise = to.y - from.y;
        float first = 0;
        float last = 1;
        for (const float edge : {-margin, float(m_tiles.height) + margin}) {
            const bool wasOutside = edge < 0 ? from.y < edge : from.y > edge;
            const bool isOutside = edge < 0 ? to.y < edge : to.y > edge;
            if (wasOutside && isOutside) {
                lift();
                skip(std::hypot(to.x - from.x, rise));
                return;
            }
            first = wasOutside ? std::max(first, (edge - from.y) / rise) : first;
            last = isOutside ? std::min(last, (edge - from.y) / rise) : last;
        }
        const float length = std::hypot(to.x - from.x, rise);
        skip(first * length);
        walk(between(from, to, first), between(from, to, last));
        if (last < 1) {
            lift();
            skip((1 - last) * length);
        }
    }

    void walk(PixelPoint from, PixelPoint to)
    {
        const float length = std::hypot(to.x - from.x, to.y - from.y);
        for (float done = 0; done < length;) {
            std::size_t turn = 0;
            float rest = m_tiles.lengths[0] - m_walked;
            while (rest <= 0 && turn + 1 < m_tiles.lengths.size()) {
                rest += m_tiles.lengths[++turn];
            }
            const float step = std::max(std::min(rest, length - done), leastStep);
            if (turn % 2 == 0) {
                stroke(between(from, to, done / length),
                       between(from, to, std::min((done + step) / length, 1.0F)));
            }
            if (turn % 2 == 1 || step >= rest) {
                lift();
            }
            skip(step);
            done += step;
        }
    }

    void stroke(PixelPoint from, PixelPoint to)
    {
        if (!m_down) {
            m_strokes.push_back(from);
        }
        m_strokes.push_back(to);
        m_down = true;
    }
    void skip(float length) { m_walked = std::fmod(m_walked + length, m_period); }

    static PixelPoint between(PixelPoint a, PixelPoint b, float share)
    {
        return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
    }

    const DashTiles &m_tiles;
    const float m_period;
    std::vector<PixelPoint> &m_strokes;
    std::int64_t m_tile = 0;
    float m_walked = 0;
    bool m_down = false;
};

} // namespace

void dashTrace(const std::vector<PixelPoint> &points, const DashTiles &tiles,
               std::vector<PixelPoint> &strokes)
{
    strokes.clear();
    const bool sound = tiles.width > 0 && tiles.lengths.size() > 1
                       && std::all_of(tiles.lengths.begin(), tiles.lengths.end(),
                                      [](float length) { return length >= 1; });
    if (!sound) {
        return;
    }
    Dasher dasher(tiles, strokes);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const bool starts = i == 0 || std::isnan(points[i - 1].y);
        const bool ends = i + 1 == points.size() || std::isnan(points[i + 1].y);
        if (std::isnan(points[i].y)) {
            continue;
        }
        if (starts) {
            dasher.begin(points[i]);
        } else {
            dasher.segment(points[i - 1], points[i]);
        }
        if (starts && ends) {
            dasher.dot(points[i]);
        }
    }
}

void appendLozenge(float left, float right, float y, float reach, std::vector<PixelPoint> &strokes)
{
    for (const PixelPoint &corner :
         {PixelPoint{left - reach, y}, PixelPoint{left, y - reach}, PixelPoint{right, y - reach},
          PixelPoint{right + reach, y}, PixelPoint{right, y + reach}, PixelPoint{left, y + reach},
          PixelPoint{left - reach, y}, PixelPoint{left, nan}}) {
        strokes.push_back(corner);
    }
}

} // namespace sightglass
