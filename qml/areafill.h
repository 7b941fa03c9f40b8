// The area between a line and its base, filled with soft edges, for the software scene graph.
//
// For lines that run from left to right: what lies below the line is added up in each column of
// pixels, exactly, and what lies below the base is taken away again. Knows no Qt Quick.
#pragma once

#include "strokes.h"

namespace sightglass {

class AreaFill
{
public:
    void resize(QSize image);

    // Like appendArea(): between the points and `base` (same length), or down to `baseY` when base
    // is empty; a NaN y breaks it. Mixes the colour into the image, ARGB32_Premultiplied and of the
    // size promised.
    void paint(std::span<const PixelPoint> points, std::span<const PixelPoint> base, float baseY,
               const PixelMap &map, QImage &image, const QColor &color);

private:
    void addEdge(PixelPoint a, PixelPoint b, float sign);
    void addPart(int column, float width, float fromY, float toY);
    void finish(QImage &image, std::uint32_t color);

    int m_width = 0;
    int m_height = 0;
    // Per strip, row and column: how much of the column has its edge here, and the row below.
    std::vector<float> m_edges;
    std::vector<RowRange> m_touched; // per strip
};

} // namespace sightglass
