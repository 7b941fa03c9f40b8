#include "chartnodes.h"

#include "ribbonmaterial.h"

#include <QQuickWindow>
#include <QSGFlatColorMaterial>
#include <QSGImageNode>
#include <QSGRectangleNode>
#include <QSGRendererInterface>
#include <QSGVertexColorMaterial>

#include <cmath>
#include <cstring>

namespace sightglass {

namespace {

constexpr int opaque = 255;

// Copies the vertices; what is left of the last block repeats the last one and so draws nothing.
// Whole blocks, so that memory is not asked for again at every sample.
template<typename Vertex>
void fill(QSGGeometryNode &node, const std::vector<Vertex> &vertices)
{
    constexpr std::size_t block = 64;
    const std::size_t room = (vertices.size() / block + 1) * block;
    QSGGeometry *geometry = node.geometry();
    if (std::size_t(geometry->vertexCount()) != room) {
        geometry->allocate(int(room));
    }
    auto *data = static_cast<Vertex *>(geometry->vertexData());
    std::copy(vertices.begin(), vertices.end(), data);
    const Vertex last = vertices.empty() ? Vertex{} : vertices.back();
    std::fill(data + vertices.size(), data + room, last);
    node.markDirty(QSGNode::DirtyGeometry);
}

class RibbonNode : public QSGGeometryNode
{
public:
    RibbonNode()
        : m_geometry(RibbonMaterial::attributes(), 0)
    {
        m_geometry.setDrawingMode(QSGGeometry::DrawTriangleStrip);
        m_geometry.setVertexDataPattern(QSGGeometry::StreamPattern);
        setGeometry(&m_geometry);
        setMaterial(&m_material);
    }
    RibbonMaterial m_material;

private:
    QSGGeometry m_geometry;
};

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
    for (QSGNode *part : {static_cast<QSGNode *>(&m_clip), static_cast<QSGNode *>(&m_rects),
                          &m_hatch, &m_areas, &m_dashes, &m_lines}) {
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
         {static_cast<QSGNode *>(&m_rects), &m_hatch, &m_dashes, &m_areas, &m_lines}) {
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
    adjustCount<RibbonNode>(m_hatch, picture.hatch.points.empty() ? 0 : 1);
    if (m_hatch.childCount() > 0) {
        showRibbon(m_hatch.firstChild(), picture.hatch.points, picture.hatch.color,
                   ChartPicture::strokeWidth, picture.scale);
    }
    showAreas(picture);
    adjustCount<RibbonNode>(m_dashes, picture.dashes.size());
    QSGNode *node = m_dashes.firstChild();
    for (const auto &strokes : picture.dashes) {
        showRibbon(node, strokes.points, strokes.color, ChartPicture::strokeWidth, picture.scale);
        node = node->nextSibling();
    }
    adjustCount<RibbonNode>(m_lines, picture.lines.size());
    node = m_lines.firstChild();
    for (const auto &line : picture.lines) {
        showRibbon(node, line.stroke(), line.color, picture.lineWidth, picture.scale);
        node = node->nextSibling();
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
    std::vector<QSGGeometry::ColoredPoint2D> vertices;
    vertices.reserve(6 * picture.rects.size());
    for (const auto &rect : picture.rects) {
        appendRect(rect, vertices);
    }
    fill(m_rects, vertices);
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

void ChartNode::showRibbon(QSGNode *node, const std::vector<PixelPoint> &points,
                           const QColor &color, qreal width, qreal scale)
{
    auto *ribbon = static_cast<RibbonNode *>(node);
    const RibbonPen pen{float(width / 2), float(0.5 / scale)};
    if (ribbon->m_material.setLook({color, pen.half, float(scale)})) {
        ribbon->markDirty(DirtyMaterial);
    }
    m_ribbon.clear();
    appendRibbon(points, pen, m_ribbon);
    fill(*ribbon, m_ribbon);
}

void ChartNode::showCursor(const QRectF &rect, QColor color)
{
    // The software renderer cuts out what is behind an opaque line, and then paints what is left in
    // many small parts: ten times slower than all of it at once.
    if (m_software && color.alpha() == opaque) {
        color.setAlpha(opaque - 1);
    }
    m_cursor->setRect(rect);
    m_cursor->setColor(rect.isEmpty() ? QColor(Qt::transparent) : color);
}

} // namespace sightglass
