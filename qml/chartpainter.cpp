#include "chartpainter.h"

#include <QPainter>
#include <QPolygonF>

#include <cmath>

namespace sightglass {

namespace {

void paintRun(QPainter &painter, const QPolygonF &run, qreal width)
{
    if (run.size() > 1) {
        painter.drawPolyline(run);
    } else if (run.size() == 1) {
        painter.drawEllipse(run.front(), width / 2, width / 2);
    }
}

void paintLine(QPainter &painter, const std::vector<PixelPoint> &points, const QColor &color,
               qreal width)
{
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
    painter.setBrush(Qt::NoBrush);
    QPolygonF run;
    for (const PixelPoint &point : points) {
        if (std::isnan(point.y)) {
            paintRun(painter, run, width);
            run.clear();
        } else {
            run.append(QPointF(point.x, point.y));
        }
    }
    paintRun(painter, run, width);
}

void paintArea(QPainter &painter, const ChartPicture::Line &line, float baseY)
{
    QColor color = line.color;
    color.setAlphaF(float(color.alphaF() * ChartPicture::areaOpacity));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    QPolygonF upper;
    QPolygonF lower;
    const auto flush = [&] {
        while (!lower.isEmpty()) {
            upper.append(lower.takeLast());
        }
        painter.drawPolygon(upper);
        upper.clear();
    };
    for (std::size_t i = 0; i < line.points.size(); ++i) {
        const PixelPoint &point = line.points[i];
        if (std::isnan(point.y)) {
            flush();
            continue;
        }
        upper.append(QPointF(point.x, point.y));
        lower.append(QPointF(point.x, line.base.empty() ? baseY : line.base[i].y));
    }
    flush();
}

} // namespace

QImage paintChart(const ChartPicture &picture)
{
    const QRectF visible = picture.visible();
    QImage image((visible.size() * picture.scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    if (image.isNull()) {
        return image;
    }
    QPainter painter(&image);
    painter.scale(picture.scale, picture.scale);
    painter.translate(-visible.topLeft());
    for (const auto &rect : picture.rects) {
        painter.fillRect(rect.rect, rect.color);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    paintLine(painter, picture.hatch.points, picture.hatch.color, ChartPicture::strokeWidth);
    if (picture.areas) {
        for (const auto &line : picture.lines) {
            paintArea(painter, line, picture.baseY);
        }
    }
    for (const auto &strokes : picture.dashes) {
        paintLine(painter, strokes.points, strokes.color, ChartPicture::strokeWidth);
    }
    for (const auto &line : picture.lines) {
        paintLine(painter, line.stroke(), line.color, picture.lineWidth);
    }
    return image;
}

} // namespace sightglass
