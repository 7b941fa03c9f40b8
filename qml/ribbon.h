// Vertices for lines and areas, as triangle strips.
//
// A ribbon has a width; `across` runs from one edge over zero at the middle to the other, in
// logical pixels, and a shader turns it into soft edges. Pure functions that append to reusable
// vectors.
#pragma once

#include "trace.h"

#include <span>

namespace sightglass {

struct RibbonVertex
{
    float x = 0;
    float y = 0;
    float across = 0;
};

// Half of the width that is painted, and how much wider the strip is for its soft edges.
struct RibbonPen
{
    float half = 0.8F;
    float feather = 0.5F;

    float outer() const { return half + feather; }
};

// Two vertices per point: mitred joins, and at turns beyond a right angle, such as the tip of a
// spike where a mitre would collapse, a square end whose corners serve the way back too. A lone
// point becomes a dot. A NaN y breaks the ribbon.
void appendRibbon(std::span<const PixelPoint> points, RibbonPen pen,
                  std::vector<RibbonVertex> &vertices);

// The area between the line and `base` (same length), or down to `baseY` when base is empty.
void appendArea(std::span<const PixelPoint> points, std::span<const PixelPoint> base, float baseY,
                std::vector<PixelPoint> &vertices);

struct PixelRect
{
    float left = 0;
    float top = 0;
    float right = 0;
    float bottom = 0;
};

// Diagonal strokes that fill the rectangle, as points with breaks, for appendRibbon. They hang on
// `anchorX`, so that they move with what they cover.
void appendHatch(PixelRect rect, float anchorX, float spacing, std::vector<PixelPoint> &strokes);

// A level line in dashes, as points with breaks.
void appendDashes(float fromX, float toX, float y, float dash, std::vector<PixelPoint> &strokes);

} // namespace sightglass
