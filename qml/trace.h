// From decimated samples to points on the screen: scaling, steps and stacking.
//
// Pure functions on reusable vectors, no Qt Quick. Pixels are logical, y grows downwards, the
// plot's top left corner is 0, 0. A NaN y is a break in the line.
#pragma once

#include "store/decimate.h"

#include <algorithm>
#include <vector>

namespace sightglass {

struct PixelPoint
{
    float x = 0;
    float y = 0;
};

struct PlotScale
{
    std::int64_t fromUs = 0;
    double pxPerUs = 1;
    double width = 0;
    double height = 0;
    double low = 0; // the value at the bottom
    double high = 1;

    float x(std::int64_t timeUs) const { return float(double(timeUs - fromUs) * pxPerUs); }
    // Far outside the plot it stops growing, where it cannot be seen and float would lose its way.
    // NaN stays NaN.
    float y(double value) const
    {
        constexpr double farAway = 1e5; // px
        const double y = height * (1.0 - (value - low) / (high - low));
        return float(std::clamp(y, -farAway, farAway));
    }
};

// With `steps` the line goes sideways first, then up or down: a value holds until the next one.
void toPixels(const std::vector<TracePoint> &points, const PlotScale &scale, bool steps,
              std::vector<PixelPoint> &pixels);

// How a line is dashed: stroke and pause by turns, along the way it goes. The pattern begins anew
// with each tile of time, so that it stays with the data while they scroll.
struct DashTiles
{
    std::vector<float> lengths; // px
    double origin = 0;          // px, where a tile begins
    double width = 48;          // px
    double height = 0;          // px, of the plot: strokes outside are left out
};
void dashTrace(const std::vector<PixelPoint> &points, const DashTiles &tiles,
               std::vector<PixelPoint> &strokes);

// A closed outline around the level line from `left` to `right`, pointed at both ends.
void appendLozenge(float left, float right, float y, float reach, std::vector<PixelPoint> &strokes);

// One layer of a stack, cumulative: what it adds lies between base and top.
struct Layer
{
    std::vector<TracePoint> base;
    std::vector<TracePoint> top;
};

// Lays the traces on each other, aligned on the steps of the window. A step shows its highest
// value, so that no peak is lost; between two samples a trace is straight; where it is broken it
// adds nothing.
void stack(const std::vector<const std::vector<TracePoint> *> &traces, const TimeWindow &window,
           std::vector<Layer> &layers);

} // namespace sightglass
