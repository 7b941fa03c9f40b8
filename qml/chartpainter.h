// The chart without a graphics card: the software scene graph draws no geometry of ours, so the
// same points are painted into two images, one above the other.
//
// `base` has what stands still (grid, bands, holes, limits), `data` the areas and lines. Painting
// again costs as much as changed: a window that moved by whole pixels moves its picture, and only
// the columns that came in are painted. What is still true is found by comparing points with those
// painted before, so nobody has to say. One painter per chart; any thread with a QGuiApplication.
#pragma once

#include "chartpicture.h"

#include <QImage>

namespace sightglass {

class ChartPainter
{
public:
    struct Changed
    {
        bool base = false;
        bool data = false;
    };
    Changed paint(const ChartPicture &picture);

    // As large as the picture's pixels(), transparent where nothing is.
    const QImage &base() const { return m_base; }
    const QImage &data() const { return m_data; }

private:
    struct Columns // of pixels
    {
        int from = 0;
        int to = 0; // not included
    };
    bool paintBase(const ChartPicture &picture);
    bool paintData(const ChartPicture &picture);
    Columns stillTrue(const ChartPicture &picture, std::int64_t moved) const;
    void paintColumns(const ChartPicture &picture, Columns columns);

    QImage m_base;
    QImage m_data;
    ChartPicture m_painted;
};

} // namespace sightglass
