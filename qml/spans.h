// Upright strokes for lines that have several points in a column of pixels: one per column.
//
// A ribbon (ribbon.h) would paint such a column many times over, with triangles thinner than a
// pixel. A span knows where the stroked line begins and ends in its column, and how slanted its
// ends are; `above` and `below` run along it from 0 to 1 where an end passes, and a shader makes
// the soft ends of them. Device pixels, columns from the plot's left edge. No Qt; scratch is kept.
#pragma once

#include "trace.h"

#include <span>

namespace sightglass {

struct SpanVertex
{
    float x = 0; // the middle of a column of pixels
    float y = 0;
    float above = 0; // share of the pixel that is below the upper end
    float below = 0; // share of the pixel that is above the lower end
};

class Spans
{
public:
    struct Room // that is written, in device pixels
    {
        int from = 0; // columns
        int to = 0;   // not included
        float top = 0;
        float bottom = 0;
        float aside = 0; // what the columns are written to the right of where they are
    };

    // `half` is half the line's width in device pixels, `scale` device per logical pixel. Two
    // vertices per column, as lines. A NaN y breaks the line, and of the columns it has no points
    // in one at least stays empty; a lone point becomes a dot.
    void append(std::span<const PixelPoint> points, float scale, float half, const Room &room,
                std::vector<SpanVertex> &vertices);

private:
    void prepare(int places);
    void followRun(std::span<const PixelPoint> run, float scale);
    void follow(std::span<const PixelPoint> line, float scale);
    void finish(std::vector<SpanVertex> &vertices);
    void widen(int first, int last);
    SpanVertex *write(int column, SpanVertex *to) const;
    int columnOf(float x, float scale) const;
    int placeOf(float x) const; // in places

    float m_half = 0;
    float m_halfShare = 1; // that is seen of a column half covered
    int m_before = 0;      // places the pen goes beside the ends of a run
    int m_behind = 0;
    int m_mayFrom = 0; // columns a run may be seen in
    int m_mayTo = 0;
    Room m_room;
    // Of each place, two per column and some beside the room: how far up and down the line goes
    // there, then how far its stroke does.
    std::vector<float> m_highest, m_lowest, m_top, m_bottom;
    int m_first = 0; // of the places in use
    int m_last = 0;
};

// Whether a line has so many points in the columns it spans that it is better drawn as spans;
// `was` keeps it so until they are clearly fewer.
bool isDense(std::span<const PixelPoint> points, float scale, bool was);

} // namespace sightglass
