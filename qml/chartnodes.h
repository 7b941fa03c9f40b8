// A chart in the scene graph: one node per line and per area, one for all rectangles, one
// crosshair.
//
// Made and changed on the render thread while the GUI thread is blocked, in updatePaintNode(). On
// the software scene graph everything but the crosshair is one image.
#pragma once

#include "chartpicture.h"

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
    void showCursor(const QRectF &rect, const QColor &color); // empty: none

private:
    void showImage(const ChartPicture &picture);
    void showRects(const ChartPicture &picture);
    void showAreas(const ChartPicture &picture);
    void showRibbon(QSGNode *node, const std::vector<PixelPoint> &points, const QColor &color,
                    qreal width, qreal scale);

    QQuickWindow *m_window;
    const bool m_software;
    QSGClipNode m_clip;
    QSGGeometryNode m_rects;
    QSGNode m_hatch;
    QSGNode m_areas;
    QSGNode m_dashes;
    QSGNode m_lines;
    QSGRectangleNode *m_cursor;      // owned by the scene graph, as a child
    QSGImageNode *m_image = nullptr; // likewise; software only
    std::unique_ptr<QSGTexture> m_texture;
    std::vector<RibbonVertex> m_ribbon; // scratch
    std::vector<PixelPoint> m_area;     // scratch
};

} // namespace sightglass
