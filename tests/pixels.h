// How far pixels are from a colour, and how many of them match something. For tests of pictures.
#pragma once

#include <QColor>
#include <QImage>

#include <algorithm>

namespace sightglass {

// From 0 to 255.
inline int apart(const QColor &a, const QColor &b)
{
    return std::max({std::abs(a.red() - b.red()), std::abs(a.green() - b.green()),
                     std::abs(a.blue() - b.blue())});
}

template<typename Match>
int countIn(const QImage &image, QRect area, Match match)
{
    int count = 0;
    area &= image.rect();
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            count += match(image.pixelColor(x, y)) ? 1 : 0;
        }
    }
    return count;
}

} // namespace sightglass
