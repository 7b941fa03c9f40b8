// The hatching of stretches of time in a plot's picture: diagonal strokes that hang on the first
// column of a stretch, so that they move with it.
//
// Where stretches lie over each other none is darker for it. Columns are numbered since the epoch;
// pixels are device pixels. Costs the pixels painted. GUI thread.
#pragma once

#include "timeplottiles.h"

#include <QColor>

namespace sightglass {

class TimePlotHatch
{
public:
    struct Stretch // of columns
    {
        std::int64_t from = 0;
        std::int64_t to = 0; // not included
        auto operator<=>(const Stretch &) const = default;
    };

    void setLook(const QColor &color, qreal scale);
    // Touches where they differ from those before.
    void show(std::vector<Stretch> stretches, PlotTiles &tiles);
    void paint(const PlotPart &part) const;

private:
    std::vector<Stretch> m_stretches; // in order
    std::vector<QRgb> m_line;         // over and over; the next line begins one later
};

} // namespace sightglass
