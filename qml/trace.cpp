#include "trace.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double sideMargin = 80; // px beyond the window that lines are followed: a tile of dashes

// Where the segment crosses x = `edge`.
PixelPoint crossing(PixelPoint a, PixelPoint b, float edge)
{
    const float t = (edge - a.x) / (b.x - a.x);
    return {edge, a.y + (b.y - a.y) * t};
}

// A sample long before the window has its x so far away that float is too coarse: cut the segment.
void cutSides(std::vector<PixelPoint> &pixels, float width)
{
    const auto margin = float(sideMargin);
    if (pixels.size() < 2) {
        return;
    }
    if (pixels[0].x < -margin && pixels[1].x > -margin && !std::isnan(pixels[1].y)) {
        pixels[0] = crossing(pixels[0], pixels[1], -margin);
    }
    PixelPoint &last = pixels.back();
    const PixelPoint &previous = pixels[pixels.size() - 2];
    if (last.x > width + margin && previous.x < width + margin && !std::isnan(previous.y)) {
        last = crossing(previous, last, width + margin);
    }
}

void toSteps(const std::vector<TracePoint> &points, const PlotScale &scale,
             std::vector<PixelPoint> &pixels)
{
    pixels.clear();
    pixels.reserve(2 * points.size());
    for (const TracePoint &point : points) {
        const PixelPoint at{scale.x(point.timeUs), scale.y(point.value)};
        if (!pixels.empty() && !std::isnan(at.y) && !std::isnan(pixels.back().y)) {
            pixels.push_back({at.x, pixels.back().y});
        }
        pixels.push_back(at);
    }
}

// The value of one trace in each step of the window; NaN where it has none.
void sampleSteps(const std::vector<TracePoint> &trace, std::int64_t first, std::int64_t stepUs,
                 std::vector<double> &values)
{
    std::fill(values.begin(), values.end(), nan);
    const auto count = std::int64_t(values.size());
    const TracePoint *previous = nullptr;
    for (const TracePoint &point : trace) {
        if (std::isnan(point.value)) {
            previous = nullptr;
            continue;
        }
        const std::int64_t at = stepOf(point.timeUs, stepUs) - first;
        if (previous != nullptr) {
            const std::int64_t from = stepOf(previous->timeUs, stepUs) - first;
            const double slope = (point.value - previous->value) / std::max(double(at - from), 1.0);
            for (auto i = std::max<std::int64_t>(from + 1, 0); i < std::min(at, count); ++i) {
                values[std::size_t(i)] = previous->value + slope * double(i - from);
            }
        }
        if (at >= 0 && at < count) {
            double &value = values[std::size_t(at)];
            value = std::isnan(value) ? point.value : std::max(value, point.value);
        }
        previous = &point;
    }
}

} // namespace

void toPixels(const std::vector<TracePoint> &points, const PlotScale &scale, bool steps,
              std::vector<PixelPoint> &pixels)
{
    if (steps) {
        toSteps(points, scale, pixels);
    } else {
        pixels.resize(points.size());
        std::transform(points.begin(), points.end(), pixels.begin(), [&scale](const auto &point) {
            return PixelPoint{scale.x(point.timeUs), scale.y(point.value)};
        });
    }
    cutSides(pixels, float(scale.width));
}

void stack(const std::vector<const std::vector<TracePoint> *> &traces, const TimeWindow &window,
           std::vector<Layer> &layers)
{
    // One step more on either side, so that the layers reach the edges.
    const std::int64_t first = stepOf(window.fromUs, window.stepUs) - 1;
    const std::int64_t last = stepOf(window.toUs, window.stepUs) + 1;
    const auto count = std::size_t(std::max<std::int64_t>(last - first + 1, 0));
    std::vector<double> sum(count, 0.0);
    std::vector<double> values(count);
    layers.resize(traces.size());
    for (std::size_t s = 0; s < traces.size(); ++s) {
        sampleSteps(*traces[s], first, window.stepUs, values);
        Layer &layer = layers[s];
        layer.base.resize(count);
        layer.top.resize(count);
        for (std::size_t i = 0; i < count; ++i) {
            const std::int64_t time = (first + std::int64_t(i)) * window.stepUs + window.stepUs / 2;
            const bool missing = std::isnan(values[i]);
            layer.base[i] = {time, missing ? nan : sum[i]};
            sum[i] += missing ? 0 : values[i];
            layer.top[i] = {time, missing ? nan : sum[i]};
        }
    }
}

} // namespace sightglass
