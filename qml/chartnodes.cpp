#include "chartnodes.h"

#include <QQuickWindow>
#include <QSGFlatColorMaterial>
#include <QSGImageNode>
#include <QSGRectangleNode>
#include <QSGRendererInterface>
#include <QSGVertexColorMaterial>

#include <cmath>

namespace sightglass {

namespace {

constexpr int opaque = 255;
constexpr std::int64_t farthest = 4096; // columns, as far as float is fine enough

class AreaNode : public QSGGeometryNode
{
public:
    AreaNode()
        : m_geometry(QSGGeometry::defaultAttributes_Point2D(), 0)
    {
        m_geometry.setDrawingMode(QSGGeometry::DrawTriangleStrip);
        m_geometry.setVertexDataPattern(QSGGeometry::StreamPattern);
        setGeometry(&m_geometry);
        setMaterial(&m_material);
    }
    QSGFlatColorMaterial m_material;

private:
    QSGGeometry m_geometry;
};

// As many children of that kind as wanted.
template<typename Node>
void adjustCount(QSGNode &parent, std::size_t wanted)
{
    while (std::size_t(parent.childCount()) > wanted) {
        QSGNode *last = parent.lastChild();
        parent.removeChildNode(last);
        delete last;
    }
    while (std::size_t(parent.childCount()) < wanted) {
        parent.appendChildNode(new Node);
    }
}

void appendRect(const ChartPicture::Rect &rect, std::vector<QSGGeometry::ColoredPoint2D> &vertices)
{
    const float alpha = rect.color.alphaF();
    const auto part = [alpha](float channel) { return uchar(std::lround(channel * alpha * 255)); };
    const auto corner = [&](qreal x, qreal y) {
        QSGGeometry::ColoredPoint2D point;
        point.set(float(x), float(y), part(rect.color.redF()), part(rect.color.greenF()),
                  part(rect.color.blueF()), part(1));
        vertices.push_back(point);
    };
    const QRectF &r = rect.rect;
    corner(r.left(), r.top());
    corner(r.right(), r.top());
    corner(r.left(), r.bottom());
    corner(r.left(), r.bottom());
    corner(r.right(), r.top());
    corner(r.right(), r.bottom());
}

} // namespace

ChartNode::ChartNode(QQuickWindow *window)
    : m_window(window)
    , m_software(window->rendererInterface()->graphicsApi() == QSGRendererInterface::Software)
    , m_cursor(window->createRectangleNode())
{
    for (QSGNode *part : std::initializer_list<QSGNode *>{&m_clip, &m_rects, &m_hatch, &m_areas,
                                                          &m_dashes, &m_lines}) {
        part->setFlag(OwnedByParent, false);
    }
    m_clip.setIsRectangular(true);
    appendChildNode(&m_clip);
    appendChildNode(m_cursor);
    if (m_software) {
        return;
    }
    auto *geometry = new QSGGeometry(QSGGeometry::defaultAttributes_ColoredPoint2D(), 0);
    geometry->setDrawingMode(QSGGeometry::DrawTriangles);
    m_rects.setGeometry(geometry);
    auto *material = new QSGVertexColorMaterial;
    material->setFlag(QSGMaterial::Blending);
    m_rects.setMaterial(material);
    m_rects.setFlags(QSGNode::OwnsGeometry | QSGNode::OwnsMaterial);
    for (QSGNode *part :
         std::initializer_list<QSGNode *>{&m_rects, &m_hatch, &m_dashes, &m_areas, &m_lines}) {
        m_clip.appendChildNode(part);
    }
}

ChartNode::~ChartNode() = default;

void ChartNode::show(const ChartPicture &picture)
{
    if (m_software) {
        showImages(picture);
        return;
    }
    if (m_clip.clipRect() != picture.visible()) {
        m_clip.setClipRect(picture.visible());
        m_clip.markDirty(DirtyGeometry);
    }
    showRects(picture);
    adjustCount<LineNode>(m_hatch, picture.hatch.points.empty() ? 0 : 1);
    if (m_hatch.childCount() > 0) {
        showStrokes(m_hatch.firstChild(), picture.hatch, picture);
    }
    showAreas(picture);
    adjustCount<LineNode>(m_dashes, picture.dashes.size());
    QSGNode *node = m_dashes.firstChild();
    for (const auto &strokes : picture.dashes) {
        showStrokes(node, strokes, picture);
        node = node->nextSibling();
    }
    showLines(picture);
}

void ChartNode::showLines(const ChartPicture &picture)
{
    adjustCount<LineNode>(m_lines, picture.lines.size());
    if (!m_dense || std::abs(picture.column - m_origin) > farthest) {
        m_origin = picture.column; // ribbons are written anew in any case
    }
    m_dense = false;
    QSGNode *node = m_lines.firstChild();
    for (const auto &line : picture.lines) {
        auto *shown = static_cast<LineNode *>(node);
        shown->show(line.stroke(), line.color, picture.lineWidth, picture, m_origin, true,
                    m_scratch);
        m_dense = m_dense || shown->isDense();
        node = node->nextSibling();
    }
    const double moved = double(m_origin - picture.column) / picture.scale;
    QMatrix4x4 matrix;
    matrix.translate(float(moved + (m_dense ? picture.aside : 0)), 0); // onto columns of pixels
    if (m_lines.matrix() != matrix) {
        m_lines.setMatrix(matrix);
        m_lines.markDirty(DirtyMatrix);
    }
}

void ChartNode::showImages(const ChartPicture &picture)
{
    const ChartPainter::Changed changed = m_painter.paint(picture);
    if (changed.base) {
        showLayer(m_base, m_painter.base(), picture.visible());
    }
    if (changed.data) {
        showLayer(m_data, m_painter.data(), picture.visible());
    }
}

void ChartNode::showLayer(Layer &layer, const QImage &image, const QRectF &rect)
{
    std::unique_ptr<QSGTexture> texture(m_window->createTextureFromImage(image));
    if (!texture) {
        return;
    }
    if (layer.node == nullptr) {
        layer.node = m_window->createImageNode();
        insertChildNodeBefore(layer.node, m_cursor);
    }
    layer.node->setTexture(texture.get());
    layer.node->setRect(rect);
    layer.texture = std::move(texture);
    layer.node->markDirty(DirtyMaterial | DirtyGeometry);
}

void ChartNode::showRects(const ChartPicture &picture)
{
    m_corners.clear();
    for (const auto &rect : picture.rects) {
        appendRect(rect, m_corners);
    }
    fill(m_rects, m_corners);
}

void ChartNode::showAreas(const ChartPicture &picture)
{
    adjustCount<AreaNode>(m_areas, picture.areas ? picture.lines.size() : 0);
    QSGNode *child = m_areas.firstChild();
    for (std::size_t i = 0; child != nullptr; ++i, child = child->nextSibling()) {
        auto *area = static_cast<AreaNode *>(child);
        const auto &line = picture.lines[i];
        QColor color = line.color;
        color.setAlphaF(float(color.alphaF() * ChartPicture::areaOpacity));
        if (area->m_material.color() != color) {
            area->m_material.setColor(color);
            area->markDirty(DirtyMaterial);
        }
        m_area.clear();
        appendArea(line.points, line.base, picture.baseY, m_area);
        fill(*area, m_area);
    }
}

void ChartNode::showStrokes(QSGNode *node, const ChartPicture::Strokes &strokes,
                            const ChartPicture &picture)
{
    static_cast<LineNode *>(node)->show(strokes.points, strokes.color, ChartPicture::strokeWidth,
                                        picture, picture.column, false, m_scratch);
}

void ChartNode::showCursor(const QRectF &rect, QColor color)
{
    // The software renderer cuts out what is behind an opaque line, and then paints what is left in
    // many small parts: ten times slower than all of it at once.
    if (m_software && color.alpha() == opaque) {
        color.setAlpha(opaque - 1);
    }
    if (rect.isEmpty()) {
        color = Qt::transparent;
    }
    if (m_cursor->rect() != rect) {
        m_cursor->setRect(rect);
    }
    if (m_cursor->color() != color) {
        m_cursor->setColor(color);
    }
}

} // namespace sightglass
