// One line of a chart in the scene graph: a ribbon, or spans where it has more points than columns
// of pixels. One geometry node, and so one draw call, either way.
//
// Render thread, while the GUI thread is blocked. Nothing is uploaded if the vertices are as they
// were; memory is asked for only when a line has grown. Time is in the matrix of whoever shows it,
// values are not: stretched by one, a stroke would be thicker where it is level, its soft ends
// would be more or less than a pixel, and the turns of a ribbon would be wrong.
#pragma once

#include "chartpicture.h"
#include "ribbonmaterial.h"
#include "spans.h"

#include <QSGGeometryNode>

#include <algorithm>
#include <cstring>

namespace sightglass {

// Copies the vertices; what is left of the last block repeats the last one and so draws nothing.
// Whole blocks, so that memory is not asked for again at every sample. False if all was so before.
template<typename Vertex>
bool fill(QSGGeometryNode &node, const std::vector<Vertex> &vertices)
{
    constexpr std::size_t block = 64;
    const std::size_t room = (vertices.size() / block + 1) * block;
    QSGGeometry *geometry = node.geometry();
    const bool sameRoom = std::size_t(geometry->vertexCount()) == room;
    if (!sameRoom) {
        geometry->allocate(int(room));
    }
    auto *data = static_cast<Vertex *>(geometry->vertexData());
    const Vertex last = vertices.empty() ? Vertex{} : vertices.back();
    const auto isLast = [&last](const Vertex &each) {
        return std::memcmp(&each, &last, sizeof last) == 0;
    };
    if (sameRoom && std::all_of(data + vertices.size(), data + room, isLast)
        && std::memcmp(data, vertices.data(), vertices.size() * sizeof last) == 0) {
        return false;
    }
    std::copy(vertices.begin(), vertices.end(), data);
    std::fill(data + vertices.size(), data + room, last);
    node.markDirty(QSGNode::DirtyGeometry);
    return true;
}

class LineNode : public QSGNode
{
public:
    // What lines of a chart have in common; only one is shown at a time.
    struct Scratch
    {
        Spans spans;
        std::vector<SpanVertex> upright;
        std::vector<RibbonVertex> ribbon;
    };
    struct Columns // of pixels
    {
        int from = 0;
        int to = 0; // not included
    };

    // Of the picture only the measures; `width` in logical pixels. `maySpan`: with many points.
    // `origin`: the column of the grid in time where this node's zero is; whoever shows it moves
    // it by a matrix, and then only columns that are new are written.
    void show(std::span<const PixelPoint> points, const QColor &color, qreal width,
              const ChartPicture &picture, std::int64_t origin, bool maySpan, Scratch &scratch);

    bool isDense() const { return m_dense; }
    int columnsWritten() const { return m_written; } // by the last show(), of spans
    std::span<const SpanVertex> upright() const;     // in no order of columns

private:
    template<typename Part>
    Part &part();
    void showSpans(std::span<const PixelPoint> points, const ChartPicture &picture,
                   std::int64_t origin, float half, Scratch &scratch);
    void write(std::span<const PixelPoint> points, Columns columns, float aside,
               Scratch &scratch) const;
    Columns stillTrue(std::span<const PixelPoint> points, std::int64_t moved) const;

    // What the spans are of.
    struct Shown
    {
        QSizeF size;
        float scale = 0;
        float half = 0;
        float top = 0;
        float bottom = 0;
        std::int64_t origin = 0;
        bool operator==(const Shown &) const = default;
        int columns() const;
        float reach() const; // device px that a point may change what is seen aside of it
    };
    bool m_dense = false;
    int m_written = 0;
    Shown m_shown;
    std::int64_t m_column = 0; // of the left edge then
    std::vector<PixelPoint> m_points;
    std::size_t m_spans = 0; // vertices of them
};

} // namespace sightglass
