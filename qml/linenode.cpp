#include "linenode.h"

#include <cmath>

namespace sightglass {

namespace {

template<typename Material>
class StrokeNode : public QSGGeometryNode
{
public:
    explicit StrokeNode(unsigned int mode)
        : m_geometry(Material::attributes(), 0)
    {
        m_geometry.setDrawingMode(mode);
        m_geometry.setVertexDataPattern(QSGGeometry::StreamPattern);
        setGeometry(&m_geometry);
        setMaterial(&m_material);
    }

    void setLook(const RibbonMaterial::Look &look)
    {
        if (m_material.setLook(look)) {
            markDirty(DirtyMaterial);
        }
    }

private:
    Material m_material;
    QSGGeometry m_geometry;
};

struct RibbonNode : StrokeNode<RibbonMaterial>
{
    RibbonNode()
        : StrokeNode(QSGGeometry::DrawTriangleStrip)
    {
    }
};

struct SpanNode : StrokeNode<SpanMaterial>
{
    SpanNode()
        : StrokeNode(QSGGeometry::DrawLines)
    {
    }
};

} // namespace

// The child of that kind; one of another kind makes way.
template<typename Part>
Part &LineNode::part()
{
    if (auto *child = dynamic_cast<Part *>(firstChild())) {
        return *child;
    }
    delete firstChild();
    auto *child = new Part;
    appendChildNode(child);
    return *child;
}

void LineNode::show(std::span<const PixelPoint> points, const QColor &color, qreal width,
                    const ChartPicture &picture, bool maySpan, Scratch &scratch)
{
    const RibbonPen pen{float(width / 2), float(0.5 / picture.scale)};
    m_dense = maySpan && isDense(points, float(picture.scale), m_dense);
    const RibbonMaterial::Look look{color, pen.half, float(picture.scale)};
    if (m_dense) {
        part<SpanNode>().setLook(look);
        showSpans(points, picture, pen.half * float(picture.scale), scratch);
        return;
    }
    RibbonNode &node = part<RibbonNode>();
    node.setLook(look);
    scratch.ribbon.clear();
    appendRibbon(points, pen, scratch.ribbon);
    fill(node, scratch.ribbon);
}

void LineNode::showSpans(std::span<const PixelPoint> points, const ChartPicture &picture,
                         float half, Scratch &scratch)
{
    const QRectF visible = picture.visible();
    Spans::Room room;
    room.columns = int(std::ceil(picture.size.width() * picture.scale));
    room.top = float(visible.top() * picture.scale);
    room.bottom = float(visible.bottom() * picture.scale);
    scratch.upright.clear();
    scratch.spans.append(points, float(picture.scale), half, room, scratch.upright);
    fill(part<SpanNode>(), scratch.upright);
}

} // namespace sightglass
