// Everything a chart shows but the crosshair, in logical pixels of the plot, ready to be drawn.
//
// LineChart fills it on the GUI thread; ChartNode draws it with the graphics card, ChartPainter
// without. Vectors are kept from frame to frame.
#pragma once

#include "ribbon.h"

#include <QColor>
#include <QRectF>

#include <cmath>
#include <vector>

namespace sightglass {

struct ChartPicture
{
    struct Rect
    {
        QRectF rect;
        QColor color;
    };
    struct Strokes
    {
        std::vector<PixelPoint> points;
        QColor color;
    };
    struct Line
    {
        std::vector<PixelPoint> points;
        std::vector<PixelPoint> base; // of a stacked area: as many as points
        QColor color;
        std::vector<PixelPoint> dashed; // the same way as points, with pauses; empty: solid

        const std::vector<PixelPoint> &stroke() const { return dashed.empty() ? points : dashed; }
    };

    static constexpr qreal areaOpacity = 0.2;
    static constexpr qreal strokeWidth = 1.2; // px, of hatches and dashes

    QSizeF size;
    qreal scale = 1;         // device pixels per logical pixel
    std::int64_t column = 0; // of the grid in time that begins at the left edge
    qreal aside = 0;         // px from the left edge to where a whole pixel of the screen begins
    qreal lineWidth = 1;
    bool areas = false;
    float baseY = 0; // what areas stand on

    // From back to front.
    std::vector<Rect> rects;
    Strokes hatch;
    std::vector<Strokes> dashes;
    std::vector<Line> lines;

    // Lines at the upper and lower end of the range are shown in full, at the sides they are cut.
    // Whole pixels of the screen, so that an image need not be stretched.
    QSize pixels() const
    {
        return {int(std::ceil(size.width() * scale)),
                int(std::ceil(size.height() * scale)) + 2 * beyond()};
    }
    QRectF visible() const
    {
        return QRectF(QPointF(0, -beyond() / scale), QSizeF(pixels()) / scale);
    }

private:
    int beyond() const { return int(std::ceil(2 * lineWidth * scale)); }
};

} // namespace sightglass
