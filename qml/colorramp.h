// Colours from one to another in steps that look even (in the OKLab colour space).
//
// Pure functions; opaque colours.
#pragma once

#include <QColor>

#include <vector>

namespace sightglass {

// How far on its way the colour of the least count is: a lone sample must be seen.
inline constexpr double leastTone = 0.35;

// At least two.
std::vector<QRgb> colorRamp(const QColor &from, const QColor &to, int count);

// `share` of `over`, the rest of `under`, as light adds up on the screen.
QColor blended(const QColor &under, const QColor &over, double share);

} // namespace sightglass
