// Mixing one colour into pixels of an ARGB32_Premultiplied image. For the painters of the software
// scene graph; pure, no bounds are checked.
#pragma once

#include <QColor>

#include <cstdint>

namespace sightglass {

inline constexpr std::uint32_t wholePixel = 255; // coverage

inline std::uint32_t premultiplied(const QColor &color)
{
    return qPremultiply(color.rgba());
}

// All four channels times part / 255, rounded.
inline std::uint32_t scaledPixel(std::uint32_t pixel, std::uint32_t part)
{
    constexpr std::uint32_t every2nd = 0x00ff00ff;
    constexpr std::uint32_t half = 0x00800080;
    std::uint32_t low = (pixel & every2nd) * part;
    low = (low + ((low >> 8) & every2nd) + half) >> 8;
    std::uint32_t high = ((pixel >> 8) & every2nd) * part;
    high = high + ((high >> 8) & every2nd) + half;
    return (low & every2nd) | (high & ~every2nd);
}

// `color` is premultiplied; `coverage` from 0 to wholePixel.
inline void blend(std::uint32_t &pixel, std::uint32_t color, std::uint32_t coverage)
{
    const std::uint32_t ink = coverage == wholePixel ? color : scaledPixel(color, coverage);
    pixel = ink + scaledPixel(pixel, wholePixel - (ink >> 24));
}

} // namespace sightglass
