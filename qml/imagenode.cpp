#include "imagenode.h"

#include <QQuickWindow>
#include <QSGImageNode>
#include <QSGRectangleNode>

namespace sightglass {

ImageNode::ImageNode(QQuickWindow *window)
    : m_window(window)
    , m_image(window->createImageNode())
    , m_cursor(window->createRectangleNode())
{
    m_image->setFiltering(QSGTexture::Nearest);
    appendChildNode(m_cursor); // the image becomes a child with its first texture
}

ImageNode::~ImageNode()
{
    if (m_image->parent() == nullptr) {
        delete m_image;
    }
}

void ImageNode::show(const QImage &image, const QRectF &rect)
{
    std::unique_ptr<QSGTexture> texture(m_window->createTextureFromImage(image));
    if (!texture) {
        return;
    }
    texture->setFiltering(QSGTexture::Nearest);
    m_image->setTexture(texture.get());
    m_image->setRect(rect);
    m_texture = std::move(texture);
    if (m_image->parent() == nullptr) {
        insertChildNodeBefore(m_image, m_cursor);
    }
    m_image->markDirty(DirtyMaterial | DirtyGeometry);
}

void ImageNode::showCursor(const QRectF &rect, const QColor &color)
{
    m_cursor->setRect(rect);
    m_cursor->setColor(rect.isEmpty() ? QColor(Qt::transparent) : color);
}

} // namespace sightglass
