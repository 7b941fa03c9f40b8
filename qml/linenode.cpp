#include "linenode.h"

#include "samepoints.h"

#include <cmath>

namespace sightglass {

namespace {

constexpr float dot = 1.5F;   // logical px that a sample alone reaches
constexpr float leftmost = 2; // device px

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

int LineNode::Shown::columns() const
{
    return int(std::ceil(size.width() * scale));
}

// Where a line ends it depends on how near the next one is, from either side.
float LineNode::Shown::reach() const
{
    return 2 * std::max(half, dot * scale) + 3;
}

void LineNode::show(std::span<const PixelPoint> points, const QColor &color, qreal width,
                    const ChartPicture &picture, std::int64_t origin, bool maySpan,
                    Scratch &scratch)
{
    const RibbonPen pen{float(width / 2), float(0.5 / picture.scale)};
    m_dense = maySpan && sightglass::isDense(points, float(picture.scale), m_dense);
    const RibbonMaterial::Look look{color, pen.half, float(picture.scale)};
    if (m_dense) {
        part<SpanNode>().setLook(look);
        showSpans(points, picture, origin, pen.half * float(picture.scale), scratch);
        return;
    }
    m_shown = {};
    RibbonNode &node = part<RibbonNode>();
    node.setLook(look);
    scratch.ribbon.clear();
    appendRibbon(points, pen, scratch.ribbon);
    const auto aside = float(double(picture.column - origin) / picture.scale);
    for (RibbonVertex &vertex : scratch.ribbon) {
        vertex.x += aside;
    }
    fill(node, scratch.ribbon);
}

void LineNode::showSpans(std::span<const PixelPoint> points, const ChartPicture &picture,
                         std::int64_t origin, float half, Scratch &scratch)
{
    const QRectF visible = picture.visible();
    const auto scale = float(picture.scale);
    const Shown now{
        picture.size, scale, half, float(visible.top()) * scale, float(visible.bottom()) * scale,
        origin};
    const bool alike = now == m_shown;
    m_shown = now;
    const Columns kept = alike ? stillTrue(points, picture.column - m_column) : Columns();
    m_written = now.columns() - std::clamp(kept.to, 0, now.columns()) + std::max(kept.from, 0);
    if (m_written == 0) {
        return;
    }
    const auto aside = float(picture.column - origin);
    scratch.upright.clear();
    write(points, {0, kept.from}, aside, scratch);
    write(points, {kept.to, now.columns()}, aside, scratch);
    if (kept.to > kept.from) {
        const float from = aside + float(std::max(kept.from, 0));
        const float to = aside + float(kept.to);
        const auto upright = this->upright();
        std::copy_if(upright.begin(), upright.end(), std::back_inserter(scratch.upright),
                     [from, to](const SpanVertex &each) { return each.x > from && each.x < to; });
    }
    m_points.assign(points.begin(), points.end());
    m_column = picture.column;
    m_spans = scratch.upright.size();
    fill(part<SpanNode>(), scratch.upright);
}

std::span<const SpanVertex> LineNode::upright() const
{
    const auto *node = m_dense ? static_cast<const SpanNode *>(firstChild()) : nullptr;
    return node == nullptr
               ? std::span<const SpanVertex>()
               : std::span(static_cast<const SpanVertex *>(node->geometry()->vertexData()),
                           m_spans);
}

void LineNode::write(std::span<const PixelPoint> points, Columns columns, float aside,
                     Scratch &scratch) const
{
    if (columns.to <= columns.from) {
        return;
    }
    const float beside = m_shown.reach();
    const PointSpan near = pointsWithin(points, (float(columns.from) - beside) / m_shown.scale,
                                        (float(columns.to) + beside) / m_shown.scale);
    scratch.spans.append(near, m_shown.scale, m_shown.half,
                         {columns.from, columns.to, m_shown.top, m_shown.bottom, aside},
                         scratch.upright);
}

// Of the columns in sight now, those whose spans are there: `moved` columns further right when they
// were written. What has no points needs no spans.
LineNode::Columns LineNode::stillTrue(std::span<const PixelPoint> points, std::int64_t moved) const
{
    const int columns = m_shown.columns();
    if (points.empty() || m_points.empty() || std::abs(moved) > columns / 2) {
        return {};
    }
    const float scale = m_shown.scale;
    const Stretch same = sameStretch(m_points, points, float(double(moved) / double(scale)));
    if (!(same.to > same.from)) {
        return {};
    }
    const float reach = m_shown.reach();
    // A point left of the plot is another one after each move; what it leads to is not. At the
    // edges of the picture a span knew only half of what is around it.
    const float oldFrom = float(-moved) + (moved < 0 ? reach : 0);
    const float oldTo = float(columns - moved) - reach;
    const bool fromLeft = same.from * scale <= leftmost;
    const float from = fromLeft ? oldFrom : std::max(same.from * scale + reach, oldFrom);
    const bool endsBefore = points.back().x * scale + reach < oldTo;
    const float to = std::isinf(same.to) && endsBefore ? float(columns)
                                                       : std::min(same.to * scale - reach, oldTo);
    return to - from < float(columns) / 4 ? Columns()
                                          : Columns{int(std::ceil(from)), int(std::floor(to))};
}

} // namespace sightglass
