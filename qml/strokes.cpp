#include "strokes.h"

#include "blend.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

namespace {

constexpr int block = 4;          // pixels worked on together
constexpr int strip = 16;         // columns whose rows in use are kept together
constexpr float soft = 0.5F;      // px that an edge reaches beyond its line
constexpr float dotRadius = 1.5F; // px, of a lone sample
constexpr float level = 1e-3F;    // px; a line that rises less is as good as level
constexpr float nearby = 1e-2F;   // px; as near an edge of a pixel is on it, however it is rounded
constexpr float infinity = std::numeric_limits<float>::infinity();

float larger(float a, float b)
{
    return a > b ? a : b;
}

float smaller(float a, float b)
{
    return a < b ? a : b;
}

} // namespace

struct Strokes::Segment
{
    PixelPoint from;
    PixelPoint along; // of length 1
    float length = 0;
    float reach = 0; // as far as it is seen
    Strokes::Room room;

    // How much it covers of `block` pixels from this one on, where that is more than there is. The
    // inner loop of all: plain arithmetic without roots, for the compiler to do the pixels at once.
    // Joins are eight-cornered, which nobody can tell from round.
    void cover(float *pixels, float x, float y) const
    {
        constexpr float diagonal = 0.7071F;
        for (int i = 0; i < block; ++i) {
            const float ex = x + float(i) - from.x;
            const float ey = y - from.y;
            const float ahead = ex * along.x + ey * along.y;
            const float beyond = larger(larger(-ahead, ahead - length), 0);
            const float aside = std::abs(ex * along.y - ey * along.x);
            const float far = larger(larger(aside, beyond), (aside + beyond) * diagonal);
            const float at = x + float(i);
            const float within = smaller(at - room.from, room.to - at);
            pixels[i] = larger(pixels[i], smaller(reach - far, within));
        }
    }
};

void Strokes::resize(QSize image)
{
    if (image.width() == m_width && image.height() == m_height) {
        return;
    }
    m_width = image.width();
    m_height = image.height();
    const int strips = (m_width + strip - 1) / strip;
    m_stride = strips * strip + block; // so that no block need be cut
    m_covered.assign(std::size_t(m_stride) * std::size_t(m_height), 0.0F);
    m_touched.assign(std::size_t(strips), RowRange());
}

// The next unbroken part of what is left, which is then less.
Strokes::Run Strokes::nextRun(std::span<const PixelPoint> &left, const PixelMap &map, float half)
{
    const auto isBreak = [](PixelPoint point) { return std::isnan(point.y); };
    const auto from = std::find_if_not(left.begin(), left.end(), isBreak);
    const auto to = std::find_if(from, left.end(), isBreak);
    Run run;
    run.points = {from, to};
    left = {to, left.end()};
    if (run.points.empty()) {
        return run;
    }
    PixelPoint a = map(run.points.front());
    run.from = a.x;
    run.to = a.x;
    if (run.points.size() == 1) {
        return run;
    }
    // A line ends where its last sample is, or a gap of a pixel would close: only where it is steep
    // its width goes further.
    run.room = {infinity, -infinity};
    for (const PixelPoint &point : run.points.subspan(1)) {
        const PixelPoint b = map(point);
        const float dx = b.x - a.x;
        const float dy = b.y - a.y;
        const float length = std::sqrt(dx * dx + dy * dy); // far quicker than std::hypot
        const float wide = soft + half * (length > 0 ? std::abs(dy) / length : 1);
        run.room.from = smaller(run.room.from, smaller(a.x, b.x) - wide);
        run.room.to = larger(run.room.to, larger(a.x, b.x) + wide);
        run.from = smaller(run.from, b.x);
        run.to = larger(run.to, b.x);
        a = b;
    }
    return run;
}

// Of the whole columns of pixels between two runs one at least stays empty, however wide they are.
void Strokes::keepApart(Run &run, Run &next)
{
    const float last = larger(std::ceil(run.to - nearby) - 1, std::floor(run.from + nearby));
    const float follows = std::floor(next.from + nearby);
    const float between = follows - last - 1;
    if (!(between > 0)) {
        return; // or it is not to the right: marks overlap
    }
    const float each = std::floor((between - 1) / 2);
    // Half a pixel beyond its columns: the outer one is seen in full, and nothing of the next.
    run.room.to = smaller(run.room.to, last + each + 1 + soft);
    next.room.from = larger(next.room.from, follows - each - soft);
}

void Strokes::add(std::span<const PixelPoint> points, const PixelMap &map, float half)
{
    Run run = nextRun(points, map, half);
    while (!run.points.empty()) {
        Run next = nextRun(points, map, half);
        if (!next.points.empty()) {
            keepApart(run, next);
        }
        addRun(run, map, half);
        run = next;
    }
}

void Strokes::addRun(const Run &run, const PixelMap &map, float half)
{
    PixelPoint a = map(run.points.front());
    if (run.points.size() == 1) {
        addSegment(a, a, std::max(half, dotRadius * map.scale), run.room);
        return;
    }
    for (const PixelPoint &point : run.points.subspan(1)) {
        const PixelPoint b = map(point);
        addSegment(a, b, half, run.room);
        a = b;
    }
}

void Strokes::addSegment(PixelPoint a, PixelPoint b, float half, Room room)
{
    const float dx = b.x - a.x;
    const float dy = b.y - a.y;
    const float length = std::sqrt(dx * dx + dy * dy);
    const float reach = half + soft;
    const float left = std::max(std::min(a.x, b.x) - reach, 0.0F);
    const float right = std::min(std::max(a.x, b.x) + reach, float(m_width));
    const float top = std::max(std::min(a.y, b.y) - reach, 0.0F);
    const float bottom = std::min(std::max(a.y, b.y) + reach, float(m_height));
    if (right <= left || bottom <= top) {
        return;
    }
    const int lastRow = std::min(int(bottom), m_height - 1);
    const int lastColumn = std::min(int(right), m_width - 1);
    touch(int(left), lastColumn, int(top), lastRow);
    // In each row only what is near the line: much for a level one, little for a steep one.
    const bool rising = std::abs(dy) > level;
    const float slope = rising ? dx / dy : 0;
    const float sideways = rising ? reach * length / std::abs(dy) : std::abs(dx) + 2 * reach;
    const PixelPoint along = length > 0 ? PixelPoint{dx / length, dy / length} : PixelPoint{1, 0};
    const Segment segment{a, along, length, reach, room};
    for (int row = int(top); row <= lastRow; ++row) {
        const float y = float(row) + soft;
        const float middle = a.x + (y - a.y) * slope;
        const int from = int(std::max(left, middle - sideways + soft));
        const int to = int(std::min(right, middle + sideways - soft));
        float *line = m_covered.data() + std::ptrdiff_t(row) * m_stride;
        for (int x = from; x <= to; x += block) {
            segment.cover(line + x, float(x) + soft, y);
        }
    }
}

void Strokes::touch(int fromX, int toX, int firstRow, int lastRow)
{
    // A block may reach into the next strip.
    const int last = std::min((toX + block) / strip, int(m_touched.size()) - 1);
    for (int i = fromX / strip; i <= last; ++i) {
        m_touched[std::size_t(i)].add(firstRow, lastRow);
    }
}

void Strokes::paint(QImage &image, const QColor &color)
{
    uchar *bits = image.bits();
    const qsizetype perRow = image.bytesPerLine();
    const std::uint32_t ink = premultiplied(color);
    for (std::size_t i = 0; i < m_touched.size(); ++i) {
        RowRange &rows = m_touched[i];
        const int left = int(i) * strip;
        const int width = std::min(strip, m_width - left);
        for (int y = rows.first; y <= rows.last; ++y) {
            float *covered = m_covered.data() + std::ptrdiff_t(y) * m_stride + left;
            auto *pixels = reinterpret_cast<std::uint32_t *>(bits + y * perRow) + left;
            for (int x = 0; x < width; ++x) {
                if (covered[x] > 0) {
                    const float part = std::min(covered[x], 1.0F);
                    blend(pixels[x], ink, std::uint32_t(part * float(wholePixel) + 0.5F));
                }
            }
            std::fill_n(covered, strip, 0.0F);
        }
        rows = {};
    }
}

} // namespace sightglass
