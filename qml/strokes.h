// Lines with soft edges and round joins, for the software scene graph.
//
// Made for lines with many short turns: each pixel takes the most that any segment covers of it,
// so that joins are seamless and nothing is painted twice, and a colour is mixed in once at the
// end. Not for outlines or fills: areafill.h. Knows no Qt Quick.
#pragma once

#include "trace.h"

#include <QImage>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace sightglass {

// From logical pixels of the plot to the pixels of an image.
struct PixelMap
{
    float scale = 1;
    float left = 0; // of the image, in logical pixels
    float top = 0;

    PixelPoint operator()(PixelPoint point) const
    {
        return {(point.x - left) * scale, (point.y - top) * scale};
    }
};

// Rows of a strip of columns in which something is.
struct RowRange
{
    int first = std::numeric_limits<int>::max();
    int last = -1;

    void add(int from, int to)
    {
        first = std::min(first, from);
        last = std::max(last, to);
    }
};

class Strokes
{
public:
    void resize(QSize image);

    // A NaN y breaks the line, and of the columns of pixels between its parts, where there are any,
    // one at least stays empty; a lone point becomes a dot. `half` is half the width in pixels.
    void add(std::span<const PixelPoint> points, const PixelMap &map, float half);
    // Mixes what was added into the image, ARGB32_Premultiplied and of the size promised, and
    // starts anew.
    void paint(QImage &image, const QColor &color);

private:
    struct Segment;
    struct Room // from left to right, that a line may be seen in
    {
        float from = -std::numeric_limits<float>::infinity();
        float to = std::numeric_limits<float>::infinity();
    };
    struct Run // of points without a break; what is beside them is in pixels
    {
        std::span<const PixelPoint> points;
        float from = 0;
        float to = 0;
        Room room;
    };
    static Run nextRun(std::span<const PixelPoint> &left, const PixelMap &map, float half);
    static void keepApart(Run &run, Run &next);
    void addRun(const Run &run, const PixelMap &map, float half);
    void addSegment(PixelPoint a, PixelPoint b, float half, Room room);
    void touch(int fromX, int toX, int firstRow, int lastRow);

    int m_width = 0;
    int m_height = 0;
    int m_stride = 0;
    std::vector<float> m_covered;    // of each pixel, 1 and more: all
    std::vector<RowRange> m_touched; // per strip of columns
};

} // namespace sightglass
