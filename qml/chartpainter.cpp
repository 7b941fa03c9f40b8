#include "chartpainter.h"

#include "areafill.h"
#include "samepoints.h"

#include <QPainter>

#include <cmath>
#include <cstring>

namespace sightglass {

namespace {

constexpr int bytesPerPixel = 4;
constexpr qreal loneWidth = 3; // logical px of a lone sample
constexpr int leastKept = 4;   // an image of which less than one part in so many is true is painted

// Large, and wanted again for the next chart, which mostly has the same size.
struct Tools
{
    Strokes strokes;
    AreaFill area;
};

Tools &toolsFor(QSize image)
{
    thread_local Tools tools;
    tools.strokes.resize(image);
    tools.area.resize(image);
    return tools;
}

QImage emptyImage(QSize size)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

PixelMap mapOf(const ChartPicture &picture, int fromColumn = 0)
{
    const QRectF visible = picture.visible();
    return {float(picture.scale), float(visible.left() + fromColumn / picture.scale),
            float(visible.top())};
}

bool sameShape(const ChartPicture &a, const ChartPicture &b)
{
    return a.size == b.size && a.scale == b.scale && a.lineWidth == b.lineWidth;
}

bool sameStrokes(const ChartPicture::Strokes &a, const ChartPicture::Strokes &b)
{
    return a.color == b.color && samePoints(a.points, b.points);
}

bool sameRect(const ChartPicture::Rect &a, const ChartPicture::Rect &b)
{
    return a.rect == b.rect && a.color == b.color;
}

bool sameLook(const ChartPicture::Line &a, const ChartPicture::Line &b)
{
    return a.color == b.color && a.base.empty() == b.base.empty();
}

template<typename List, typename Same>
bool allSame(const List &a, const List &b, Same same)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

} // namespace

ChartPainter::Changed ChartPainter::paint(const ChartPicture &picture)
{
    const Changed changed{paintBase(picture), paintData(picture)};
    m_painted = picture;
    return changed;
}

bool ChartPainter::paintBase(const ChartPicture &picture)
{
    if (!m_base.isNull() && sameShape(picture, m_painted)
        && allSame(picture.rects, m_painted.rects, sameRect)
        && allSame(picture.dashes, m_painted.dashes, sameStrokes)
        && sameStrokes(picture.hatch, m_painted.hatch)) {
        return false;
    }
    m_base = emptyImage(picture.pixels());
    if (m_base.isNull()) {
        return true;
    }
    QPainter painter(&m_base);
    painter.scale(picture.scale, picture.scale);
    painter.translate(-picture.visible().topLeft());
    for (const auto &rect : picture.rects) {
        painter.fillRect(rect.rect, rect.color);
    }
    painter.end();
    Strokes &strokes = toolsFor(m_base.size()).strokes;
    const auto half = float(ChartPicture::strokeWidth * picture.scale / 2);
    strokes.add(picture.hatch.points, mapOf(picture), half);
    strokes.paint(m_base, picture.hatch.color);
    for (const auto &dashes : picture.dashes) {
        strokes.add(dashes.points, mapOf(picture), half);
        strokes.paint(m_base, dashes.color);
    }
    return true;
}

bool ChartPainter::paintData(const ChartPicture &picture)
{
    const int width = picture.pixels().width();
    const std::int64_t moved = picture.column - m_painted.column;
    const Columns kept = stillTrue(picture, moved);
    if (moved == 0 && kept.from <= 0 && kept.to >= width) {
        return false;
    }
    QImage before = std::exchange(m_data, emptyImage(picture.pixels()));
    if (m_data.isNull()) {
        return true;
    }
    if ((kept.to - kept.from) * leastKept < width) {
        paintColumns(picture, {0, width});
        return true;
    }
    for (int y = 0; y < m_data.height(); ++y) {
        std::memcpy(m_data.scanLine(y) + std::ptrdiff_t(kept.from) * bytesPerPixel,
                    before.constScanLine(y) + (kept.from + moved) * bytesPerPixel,
                    std::size_t(kept.to - kept.from) * bytesPerPixel);
    }
    paintColumns(picture, {0, kept.from});
    paintColumns(picture, {kept.to, width});
    return true;
}

// Of the columns of the new picture, those that are in the image painted before, `moved` further
// right.
ChartPainter::Columns ChartPainter::stillTrue(const ChartPicture &picture, std::int64_t moved) const
{
    const int width = picture.pixels().width();
    if (m_data.isNull() || !sameShape(picture, m_painted) || std::abs(moved) >= width
        || picture.areas != m_painted.areas || picture.baseY != m_painted.baseY
        || !allSame(picture.lines, m_painted.lines, sameLook)) {
        return {};
    }
    const auto shift = float(double(moved) / picture.scale);
    auto from = float(-moved);
    auto to = float(width - moved);
    const auto reach = float(std::ceil((picture.lineWidth / 2) * picture.scale) + 1);
    const auto keep = [&](const Stretch &same) {
        from = std::max(from, std::ceil(same.from * float(picture.scale) + reach));
        to = std::min(to, std::floor(same.to * float(picture.scale) - reach));
    };
    for (std::size_t i = 0; i < picture.lines.size() && from < to; ++i) {
        keep(sameStretch(m_painted.lines[i].points, picture.lines[i].points, shift));
        keep(sameStretch(m_painted.lines[i].base, picture.lines[i].base, shift));
        keep(sameStretch(m_painted.lines[i].dashed, picture.lines[i].dashed, shift));
    }
    return {int(std::max(from, 0.0F)), int(std::min(to, float(width)))};
}

void ChartPainter::paintColumns(const ChartPicture &picture, Columns columns)
{
    if (columns.to <= columns.from) {
        return;
    }
    // A window on these columns of the image, for painters that know no other.
    QImage image(m_data.bits() + std::ptrdiff_t(columns.from) * bytesPerPixel,
                 columns.to - columns.from, m_data.height(), m_data.bytesPerLine(),
                 m_data.format());
    const PixelMap map = mapOf(picture, columns.from);
    const auto reach = float(std::max(picture.lineWidth, loneWidth) + 1);
    const float from = float(columns.from / picture.scale) - reach;
    const float to = float(columns.to / picture.scale) + reach;
    Tools &tools = toolsFor(image.size());
    for (const auto &line : picture.lines) {
        if (picture.areas) {
            QColor color = line.color;
            color.setAlphaF(float(color.alphaF() * ChartPicture::areaOpacity));
            const PointSpan points = pointsWithin(line.points, from, to);
            const auto first = std::size_t(points.data() - line.points.data());
            const PointSpan base = line.base.empty()
                                       ? PointSpan()
                                       : PointSpan(line.base).subspan(first, points.size());
            tools.area.paint(points, base, picture.baseY, map, image, color);
        }
    }
    for (const auto &line : picture.lines) {
        tools.strokes.add(pointsWithin(line.stroke(), from, to), map,
                          float(picture.lineWidth * picture.scale / 2));
        tools.strokes.paint(image, line.color);
    }
}

} // namespace sightglass
