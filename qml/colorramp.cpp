#include "colorramp.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sightglass {

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

// Björn Ottosson, "A perceptual color space for image processing", 2020.
constexpr Matrix toCones{{{0.4122214708, 0.5363325363, 0.0514459929},
                          {0.2119034982, 0.6806995451, 0.1073969566},
                          {0.0883024619, 0.2817188376, 0.6299787005}}};
constexpr Matrix toLab{{{0.2104542553, 0.7936177850, -0.0040720468},
                        {1.9779984951, -2.4285922050, 0.4505937099},
                        {0.0259040371, 0.7827717662, -0.8086757660}}};
constexpr Matrix fromLab{{{1, 0.3963377774, 0.2158037573},
                          {1, -0.1055613458, -0.0638541728},
                          {1, -0.0894841775, -1.2914855480}}};
constexpr Matrix fromCones{{{4.0767416621, -3.3077115913, 0.2309699292},
                            {-1.2684380046, 2.6097574011, -0.3413193965},
                            {-0.0041960863, -0.7034186147, 1.7076147010}}};

Triple times(const Matrix &matrix, const Triple &v)
{
    Triple result{};
    for (std::size_t i = 0; i < 3; ++i) {
        result[i] = matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2];
    }
    return result;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

int encoded(double light)
{
    const double bound = std::clamp(light, 0.0, 1.0);
    const double channel = bound <= 0.0031308 ? 12.92 * bound
                                              : 1.055 * std::pow(bound, 1 / 2.4) - 0.055;
    return int(std::lround(255 * channel));
}

Triple labOf(const QColor &color)
{
    Triple cones = times(toCones,
                         {linear(color.redF()), linear(color.greenF()), linear(color.blueF())});
    for (double &cone : cones) {
        cone = std::cbrt(cone);
    }
    return times(toLab, cones);
}

QRgb rgbOf(const Triple &lab)
{
    Triple cones = times(fromLab, lab);
    for (double &cone : cones) {
        cone = cone * cone * cone;
    }
    const Triple light = times(fromCones, cones);
    return qRgb(encoded(light[0]), encoded(light[1]), encoded(light[2]));
}

} // namespace

std::vector<QRgb> colorRamp(const QColor &from, const QColor &to, int count)
{
    const Triple first = labOf(from);
    const Triple last = labOf(to);
    std::vector<QRgb> ramp;
    ramp.reserve(std::size_t(count));
    for (int i = 0; i < count; ++i) {
        const double t = double(i) / (count - 1);
        Triple lab{};
        for (std::size_t k = 0; k < 3; ++k) {
            lab[k] = first[k] + t * (last[k] - first[k]);
        }
        ramp.push_back(rgbOf(lab));
    }
    return ramp;
}

QColor blended(const QColor &under, const QColor &over, double share)
{
    const auto mix = [share](float a, float b) { return float(a + share * (b - a)); };
    return QColor::fromRgbF(mix(under.redF(), over.redF()), mix(under.greenF(), over.greenF()),
                            mix(under.blueF(), over.blueF()));
}

} // namespace sightglass
