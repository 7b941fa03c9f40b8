#include "timeplothatch.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

namespace sightglass {

namespace {

constexpr double spacing = 7;       // px
constexpr double strokeWidth = 1.2; // px

// How much of a pixel whose top left corner is at x + y == 0 lies where x + y is less than `sum`.
double shareBelow(double sum)
{
    const double s = std::clamp(sum, 0.0, 2.0);
    return s <= 1 ? s * s / 2 : 1 - (2 - s) * (2 - s) / 2;
}

} // namespace

// Strokes go from bottom left to top right: where x + y is the same, so is the colour.
void TimePlotHatch::setLook(const QColor &color, qreal scale)
{
    const int period = std::max(2, int(std::lround(spacing * scale)));
    const double half = strokeWidth * scale / std::numbers::sqrt2;
    m_line.clear();
    for (int sum = 0; sum < period; ++sum) {
        double share = 0;
        for (const int stroke : {0, period, 2 * period}) {
            share += shareBelow(stroke + half - sum) - shareBelow(stroke - half - sum);
        }
        QColor part = color;
        part.setAlphaF(float(color.alphaF() * std::clamp(share, 0.0, 1.0)));
        m_line.push_back(qPremultiply(part.rgba()));
    }
}

void TimePlotHatch::show(std::vector<Stretch> stretches, PlotTiles &tiles)
{
    std::sort(stretches.begin(), stretches.end());
    std::vector<Stretch> differing;
    std::set_symmetric_difference(m_stretches.begin(), m_stretches.end(), stretches.begin(),
                                  stretches.end(), std::back_inserter(differing));
    for (const Stretch &stretch : differing) {
        tiles.touch(stretch.from, stretch.to);
    }
    m_stretches = std::move(stretches);
}

void TimePlotHatch::paint(const PlotPart &part) const
{
    for (const Stretch &stretch : m_stretches) {
        const std::int64_t from = std::max(part.from, stretch.from);
        const std::int64_t count = std::min(part.to, stretch.to) - from;
        for (int y = 0; y < part.height && count > 0; ++y) {
            QRgb *line = part.at(from, y);
            auto sum = std::size_t((from - stretch.from + y) % std::int64_t(m_line.size()));
            for (std::int64_t i = 0; i < count; ++i) {
                line[i] = qAlpha(m_line[sum]) > qAlpha(line[i]) ? m_line[sum] : line[i];
                sum = sum + 1 == m_line.size() ? 0 : sum + 1;
            }
        }
    }
}

} // namespace sightglass
