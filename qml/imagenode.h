// One image and one upright line in the scene graph, drawn alike with and without a graphics card.
//
// Made and changed on the render thread while the GUI thread is blocked, in updatePaintNode().
#pragma once

#include <QImage>
#include <QSGNode>

#include <memory>

class QQuickWindow;
class QSGImageNode;
class QSGRectangleNode;
class QSGTexture;

namespace sightglass {

class ImageNode : public QSGNode
{
public:
    explicit ImageNode(QQuickWindow *window);
    ~ImageNode() override;

    void show(const QImage &image, const QRectF &rect);       // pixel for pixel
    void showCursor(const QRectF &rect, const QColor &color); // empty: none

private:
    QQuickWindow *m_window;
    QSGImageNode *m_image;      // owned by the scene graph, as a child
    QSGRectangleNode *m_cursor; // likewise
    std::unique_ptr<QSGTexture> m_texture;
};

} // namespace sightglass
