#include "chartpainter.h"

#include "areafill.h"

#include <QPainter>

namespace sightglass {

namespace {

void paintRects(QImage &image, const ChartPicture &picture)
{
    QPainter painter(&image);
    painter.scale(picture.scale, picture.scale);
    painter.translate(-picture.visible().topLeft());
    for (const auto &rect : picture.rects) {
        painter.fillRect(rect.rect, rect.color);
    }
}

} // namespace

QImage paintChart(const ChartPicture &picture)
{
    // Large, and wanted again for the next chart, which mostly has the same size.
    thread_local Strokes strokes;
    thread_local AreaFill area;

    QImage image(picture.pixels(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    if (image.isNull()) {
        return image;
    }
    const QPointF corner = picture.visible().topLeft();
    const PixelMap map{float(picture.scale), float(corner.x()), float(corner.y())};
    strokes.resize(image.size());
    area.resize(image.size());
    const auto stroke = [&](const std::vector<PixelPoint> &points, const QColor &color,
                            qreal width) {
        strokes.add(points, map, float(width * picture.scale / 2));
        strokes.paint(image, color);
    };
    paintRects(image, picture);
    stroke(picture.hatch.points, picture.hatch.color, ChartPicture::strokeWidth);
    if (picture.areas) {
        for (const auto &line : picture.lines) {
            QColor color = line.color;
            color.setAlphaF(float(color.alphaF() * ChartPicture::areaOpacity));
            area.paint(line.points, line.base, picture.baseY, map, image, color);
        }
    }
    for (const auto &dashes : picture.dashes) {
        stroke(dashes.points, dashes.color, ChartPicture::strokeWidth);
    }
    for (const auto &line : picture.lines) {
        stroke(line.stroke(), line.color, picture.lineWidth);
    }
    return image;
}

} // namespace sightglass
