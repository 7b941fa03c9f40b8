// A chart in the scene graph: one node per line and per area, one for all rectangles, one
// crosshair. Lines go with the time by a matrix.
//
// Made and changed on the render thread while the GUI thread is blocked, in updatePaintNode(). On
// the software scene graph everything but the crosshair is two images.
#pragma once

#include "chartpainter.h"
#include "linenode.h"

#include <QSGClipNode>
#include <QSGGeometryNode>

#include <memory>

class QQuickWindow;
class QSGImageNode;
class QSGRectangleNode;
class QSGTexture;

namespace sightglass {

class ChartNode : public QSGNode
{
public:
    explicit ChartNode(QQuickWindow *window);
    ~ChartNode() override;

    void show(const ChartPicture &picture);
    void showCursor(const QRectF &rect, QColor color); // empty: none

private:
    void showImages(const ChartPicture &picture);
    void showRects(const ChartPicture &picture);
    void showLines(const ChartPicture &picture);
    void showAreas(const ChartPicture &picture);
    void showStrokes(QSGNode *node, const ChartPicture::Strokes &strokes,
                     const ChartPicture &picture);

    QQuickWindow *m_window;
    const bool m_software;
    QSGClipNode m_clip;
    QSGGeometryNode m_rects;
    QSGNode m_hatch;
    QSGNode m_areas;
    QSGNode m_dashes;
    QSGTransformNode m_lines;   // goes with the time, so that finished columns stay as they are
    std::int64_t m_origin = 0;  // the column where its zero is
    bool m_dense = false;       // one of them at least is made of columns
    QSGRectangleNode *m_cursor; // owned by the scene graph, as a child
    // Without a graphics card only these are there, as children once they show something.
    struct Layer
    {
        QSGImageNode *node = nullptr;
        std::unique_ptr<QSGTexture> texture;
    };
    void showLayer(Layer &layer, const QImage &image, const QRectF &rect);
    ChartPainter m_painter;
    Layer m_base;
    Layer m_data;
    LineNode::Scratch m_scratch;
    std::vector<PixelPoint> m_area; // scratch
    std::vector<QSGGeometry::ColoredPoint2D> m_corners;
};

} // namespace sightglass
