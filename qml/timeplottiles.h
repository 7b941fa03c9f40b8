// The picture of a plot over time, kept while time goes on: columns of device pixels, numbered
// since the epoch, in tiles of some of them.
//
// A window that moves drops columns and takes up new ones; those it keeps are written again only if
// they are touched. Written on the GUI thread, read on the render thread while that one is blocked;
// a tile's image that is taken stays what it is. No Qt Quick.
#pragma once

#include <QImage>

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <vector>

namespace sightglass {

// Columns of one tile, empty, to be written from top to bottom.
struct PlotPart
{
    std::int64_t from = 0;
    std::int64_t to = 0; // not included
    int height = 0;
    QRgb *pixels = nullptr; // of the first column in the first line
    std::ptrdiff_t stride = 0;

    QRgb *line(int y) const { return pixels + y * stride; }
    QRgb *at(std::int64_t column, int y) const { return line(y) + (column - from); }
};

class PlotTiles
{
public:
    static constexpr int tileColumns = 256;
    struct Tile
    {
        QImage image;
        std::uint64_t revision = 0; // no two images have the same
    };

    // From now on these are shown. Those that were not before, or in another height, are touched.
    void moveTo(std::int64_t from, int columns, int height);
    void clear() { moveTo(0, 0, 0); }
    void touch(std::int64_t from, std::int64_t to); // `to` not included; any that are not shown too
    void touchAll() { touch(m_from, to()); }
    // Hands out what is touched and returns how many columns that were.
    int paint(const std::function<void(const PlotPart &)> &painter);

    std::int64_t from() const { return m_from; }
    std::int64_t to() const { return m_from + std::int64_t(m_touched.size()); }
    int columns() const { return int(m_touched.size()); }
    int height() const { return m_height; }
    // By the number of their first column. Of the first and the last not all need be shown.
    const std::map<std::int64_t, Tile> &tiles() const { return m_tiles; }
    QImage picture() const; // in one piece

private:
    std::map<std::int64_t, Tile> m_tiles;
    std::vector<char> m_touched; // per column
    std::int64_t m_from = 0;
    int m_height = 0;
    std::uint64_t m_revision = 0;
};

// Touches the columns where two lists differ. Each has parts {from, to, look}, `to` not included,
// in order and none over another.
template<typename Part>
void touchDifferences(const std::vector<Part> &before, const std::vector<Part> &now,
                      PlotTiles &tiles)
{
    constexpr auto never = std::numeric_limits<std::int64_t>::max();
    auto old = before.begin();
    auto one = now.begin();
    std::int64_t at = std::numeric_limits<std::int64_t>::min();
    while (at < never) {
        for (; old != before.end() && old->to <= at; ++old) {
        }
        for (; one != now.end() && one->to <= at; ++one) {
        }
        const bool inOld = old != before.end() && old->from <= at;
        const bool inNow = one != now.end() && one->from <= at;
        const auto next = [](bool inside, const auto &part, const auto &end) {
            return part == end ? never : inside ? part->to : part->from;
        };
        const std::int64_t until = std::min(next(inOld, old, before.end()),
                                            next(inNow, one, now.end()));
        if (inOld != inNow || (inOld && !(old->look == one->look))) {
            tiles.touch(at, until);
        }
        at = until;
    }
}

} // namespace sightglass
