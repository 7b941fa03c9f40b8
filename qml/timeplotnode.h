// A plot's tiles and one upright line in the scene graph, drawn alike with and without a graphics
// card.
//
// Made and changed on the render thread while the GUI thread is blocked, in updatePaintNode(). Only
// tiles that changed are uploaded; the others are moved.
#pragma once

#include "timeplottiles.h"

#include <QSGNode>

#include <memory>

class QQuickWindow;
class QSGImageNode;
class QSGRectangleNode;
class QSGTexture;

namespace sightglass {

// With a matrix, though it does nothing: without a graphics card Qt forgets where a plain node is
// when it gets a child later.
class TimePlotNode : public QSGTransformNode
{
public:
    explicit TimePlotNode(QQuickWindow *window);
    ~TimePlotNode() override;

    // Pixel for pixel; `topLeft` in logical pixels, `scale` device pixels in one of them.
    void show(const PlotTiles &tiles, QPointF topLeft, qreal scale);
    void showCursor(const QRectF &rect, const QColor &color); // empty: none
    int tilesUploaded() const { return m_uploaded; }          // ever

private:
    struct Sheet
    {
        std::unique_ptr<QSGTexture> texture;
        std::unique_ptr<QSGImageNode> node;
        std::uint64_t revision = 0; // of the tile
    };
    void upload(const PlotTiles::Tile &tile, Sheet &sheet);

    QQuickWindow *m_window;
    std::map<std::int64_t, Sheet> m_sheets; // by the numbers of the tiles
    QSGRectangleNode *m_cursor;             // owned by the scene graph, as a child
    int m_uploaded = 0;
};

} // namespace sightglass
