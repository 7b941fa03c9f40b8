#include "areafill.h"

#include "blend.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace sightglass {

namespace {

constexpr std::size_t strip = 16; // columns that are filled together
using StripRow = std::array<float, strip>;

// All of the row in one colour, by bytes: the compiler does sixteen at once.
void paintWhole(std::uint32_t *pixels, std::size_t width, std::uint32_t color)
{
    constexpr std::size_t channels = 4;
    std::array<std::uint8_t, strip * channels> inks;
    std::array<std::uint8_t, strip * channels> row;
    std::fill_n(reinterpret_cast<std::uint32_t *>(inks.data()), strip, color);
    std::memcpy(row.data(), pixels, width * channels);
    const auto rest = std::uint16_t(wholePixel - (color >> 24));
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto part = std::uint16_t(row[i] * rest + 128);
        row[i] = std::uint8_t(inks[i] + std::uint16_t(part + (part >> 8)) / 256);
    }
    std::memcpy(pixels, row.data(), width * channels);
}

// Of what lies below the edge, how much is in each pixel: mixed into one row of a strip.
void paintRow(const StripRow &below, std::uint32_t *pixels, std::size_t width, std::uint32_t color)
{
    std::array<int, strip> covered;
    int most = 0;
    int least = wholePixel;
    for (std::size_t i = 0; i < strip; ++i) {
        const float part = std::abs(below[i]);
        covered[i] = int((part < 1 ? part : 1) * float(wholePixel) + 0.5F);
        most = std::max(most, covered[i]);
        least = std::min(least, covered[i]);
    }
    if (least == int(wholePixel)) {
        paintWhole(pixels, width, color);
    } else if (most > 0) {
        for (std::size_t i = 0; i < width; ++i) {
            blend(pixels[i], color, std::uint32_t(covered[i]));
        }
    }
}

} // namespace

void AreaFill::resize(QSize image)
{
    if (image.width() == m_width && image.height() == m_height) {
        return;
    }
    m_width = image.width();
    m_height = image.height();
    const std::size_t strips = (std::size_t(m_width) + strip - 1) / strip;
    m_edges.assign(strips * strip * std::size_t(m_height + 2), 0.0F);
    m_touched.assign(strips, RowRange());
}

void AreaFill::paint(std::span<const PixelPoint> points, std::span<const PixelPoint> base,
                     float baseY, const PixelMap &map, QImage &image, const QColor &color)
{
    for (std::size_t i = 1; i < points.size(); ++i) {
        const PixelPoint &a = points[i - 1];
        const PixelPoint &b = points[i];
        if (std::isnan(a.y) || std::isnan(b.y)) {
            continue;
        }
        addEdge(map(a), map(b), 1);
        if (base.empty()) {
            addEdge(map({a.x, baseY}), map({b.x, baseY}), -1);
        } else if (!std::isnan(base[i - 1].y) && !std::isnan(base[i].y)) {
            addEdge(map(base[i - 1]), map(base[i]), -1);
        }
    }
    finish(image, premultiplied(color));
}

void AreaFill::addEdge(PixelPoint a, PixelPoint b, float sign)
{
    float x = std::max(a.x, 0.0F);
    const float end = std::min(b.x, float(m_width));
    if (!(b.x > a.x) || x >= end) {
        return;
    }
    const float slope = (b.y - a.y) / (b.x - a.x);
    float y = a.y + (x - a.x) * slope;
    for (int column = int(x); x < end; ++column) {
        const float nextX = std::min(float(column + 1), end);
        const float nextY = a.y + (nextX - a.x) * slope;
        addPart(column, sign * (nextX - x), y, nextY);
        x = nextX;
        y = nextY;
    }
}

void AreaFill::addPart(int column, float width, float fromY, float toY)
{
    const float low = std::clamp(std::min(fromY, toY), 0.0F, float(m_height));
    const float high = std::clamp(std::max(fromY, toY), 0.0F, float(m_height));
    const int first = int(low);
    const int last = int(high);
    const std::size_t at = std::size_t(column) / strip;
    m_touched[at].add(first, last + 1);
    float *edge = m_edges.data() + (at * std::size_t(m_height + 2) + std::size_t(first)) * strip
                  + std::size_t(column) % strip;
    // A pixel is covered below the edge: the deeper the edge is in its row, the more of it is left
    // to the row below.
    const auto put = [&edge](float amount, float depth) {
        edge[0] += amount * (1 - depth);
        edge[strip] += amount * depth;
    };
    if (first == last) {
        put(width, (low + high) / 2 - float(first));
        return;
    }
    const float perRow = width / (high - low);
    const float inFirst = float(first + 1) - low;
    put(perRow * inFirst, 1 - inFirst / 2);
    edge += strip;
    for (int row = first + 1; row < last; ++row, edge += strip) {
        put(perRow, 0.5F);
    }
    const float inLast = high - float(last);
    put(perRow * inLast, inLast / 2);
}

void AreaFill::finish(QImage &image, std::uint32_t color)
{
    uchar *bits = image.bits();
    const qsizetype perRow = image.bytesPerLine();
    for (std::size_t i = 0; i < m_touched.size(); ++i) {
        const std::size_t left = i * strip;
        const std::size_t width = std::min(strip, std::size_t(m_width) - left);
        float *edge = m_edges.data()
                      + (i * std::size_t(m_height + 2) + std::size_t(m_touched[i].first)) * strip;
        StripRow below{};
        for (int y = m_touched[i].first; y <= m_touched[i].last; ++y, edge += strip) {
            for (std::size_t x = 0; x < strip; ++x) {
                below[x] += edge[x];
                edge[x] = 0;
            }
            if (y < m_height) {
                auto *pixels = reinterpret_cast<std::uint32_t *>(bits + y * perRow) + left;
                paintRow(below, pixels, width, color);
            }
        }
        m_touched[i] = {};
    }
}

} // namespace sightglass
