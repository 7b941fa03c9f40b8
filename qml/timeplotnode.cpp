#include "timeplotnode.h"

#include <QQuickWindow>
#include <QSGImageNode>
#include <QSGRectangleNode>

#include <algorithm>

namespace sightglass {

TimePlotNode::TimePlotNode(QQuickWindow *window)
    : m_window(window)
    , m_cursor(window->createRectangleNode())
{
    appendChildNode(m_cursor); // the tiles go before it
}

TimePlotNode::~TimePlotNode() = default;

void TimePlotNode::show(const PlotTiles &tiles, QPointF topLeft, qreal scale)
{
    std::erase_if(m_sheets,
                  [&tiles](const auto &sheet) { return !tiles.tiles().contains(sheet.first); });
    for (const auto &[number, tile] : tiles.tiles()) {
        Sheet &sheet = m_sheets[number];
        if (sheet.revision != tile.revision) {
            upload(tile, sheet);
        }
        if (sheet.node == nullptr) {
            continue;
        }
        const std::int64_t from = std::max(number, tiles.from());
        const std::int64_t to = std::min(number + PlotTiles::tileColumns, tiles.to());
        const QRectF source(double(from - number), 0, double(to - from), tiles.height());
        sheet.node->setSourceRect(source);
        sheet.node->setRect(
            {topLeft + QPointF(double(from - tiles.from()), 0) / scale, source.size() / scale});
    }
}

void TimePlotNode::upload(const PlotTiles::Tile &tile, Sheet &sheet)
{
    std::unique_ptr<QSGTexture> texture(m_window->createTextureFromImage(tile.image));
    if (!texture) {
        return;
    }
    texture->setFiltering(QSGTexture::Nearest);
    if (sheet.node == nullptr) {
        sheet.node.reset(m_window->createImageNode());
        sheet.node->setFlag(OwnedByParent, false);
        sheet.node->setFiltering(QSGTexture::Nearest);
    }
    sheet.node->setTexture(texture.get());
    sheet.node->markDirty(DirtyMaterial | DirtyGeometry);
    sheet.texture = std::move(texture);
    sheet.revision = tile.revision;
    ++m_uploaded;
    if (sheet.node->parent() == nullptr) {
        insertChildNodeBefore(sheet.node.get(), m_cursor);
    }
}

void TimePlotNode::showCursor(const QRectF &rect, const QColor &color)
{
    m_cursor->setRect(rect);
    m_cursor->setColor(rect.isEmpty() ? QColor(Qt::transparent) : color);
}

} // namespace sightglass
