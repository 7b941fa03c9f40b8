#include "sparkline.h"

#include "chartpainter.h"
#include "ribbonmaterial.h"

#include <QQuickWindow>
#include <QSGGeometryNode>
#include <QSGImageNode>
#include <QSGRendererInterface>

#include <algorithm>
#include <cmath>

namespace sightglass {

namespace {

constexpr double padding = 1;        // px, above and below
constexpr double largest = 8e307;    // beyond it the range of two values is no number
constexpr double noise = 1e-9;       // of the values; less is a constant
constexpr std::size_t roomStep = 64; // vertices, so that memory is not asked for at every sample

PixelPoint crossing(PixelPoint a, PixelPoint b, float edge)
{
    const float t = (edge - a.x) / (b.x - a.x);
    return {edge, a.y + (b.y - a.y) * t};
}

// Only what lies between the two edges: cheaper than a clip, which would keep the lines of several
// items from being drawn as one.
void cut(const std::vector<PixelPoint> &points, float left, float right,
         std::vector<PixelPoint> &inside)
{
    inside.clear();
    const auto isInside = [left, right](PixelPoint p) { return p.x >= left && p.x <= right; };
    for (std::size_t i = 0; i < points.size(); ++i) {
        const PixelPoint point = points[i];
        const bool joined = i > 0 && !std::isnan(point.y) && !std::isnan(points[i - 1].y);
        for (const float edge : {left, right}) {
            if (joined && (points[i - 1].x - edge) * (point.x - edge) < 0) {
                inside.push_back(crossing(points[i - 1], point, edge));
            }
        }
        if (isInside(point) || std::isnan(point.y)) {
            inside.push_back(point);
        }
    }
}

class SparkNode : public QSGGeometryNode
{
public:
    SparkNode()
        : m_geometry(RibbonMaterial::attributes(), 0)
    {
        m_geometry.setDrawingMode(QSGGeometry::DrawTriangleStrip);
        setGeometry(&m_geometry);
        setMaterial(&m_material);
    }

    void show(const ChartPicture &picture)
    {
        const ChartPicture::Line &line = picture.lines.front();
        const RibbonPen pen{float(picture.lineWidth / 2), float(0.5 / picture.scale)};
        if (m_material.setLook({line.color, pen.half, float(picture.scale)})) {
            markDirty(DirtyMaterial);
        }
        std::vector<RibbonVertex> vertices;
        appendRibbon(line.points, pen, vertices);
        const std::size_t room = (vertices.size() / roomStep + 1) * roomStep;
        vertices.resize(room, vertices.empty() ? RibbonVertex{} : vertices.back());
        if (std::size_t(m_geometry.vertexCount()) != room) {
            m_geometry.allocate(int(room));
        }
        std::copy(vertices.begin(), vertices.end(),
                  static_cast<RibbonVertex *>(m_geometry.vertexData()));
        markDirty(DirtyGeometry);
    }

private:
    QSGGeometry m_geometry;
    RibbonMaterial m_material;
};

} // namespace

void Sparkline::choose()
{
    m_readings.choose(m_store, {m_key});
}

// Ends with the column of pixels that holds toUs: the newest value is to be seen.
TimeWindow Sparkline::wantedWindow()
{
    const qreal scale = window() == nullptr ? 1 : window()->effectiveDevicePixelRatio();
    return m_grid.windowFor(m_fromUs, m_toUs, std::round(width() * scale));
}

std::int64_t Sparkline::newestShown(const Column &column) const
{
    std::int64_t newest = 0;
    if (!column.empty() && std::isfinite(m_toUs)) {
        column.valueAt(std::int64_t(m_toUs), &newest);
    }
    return newest;
}

bool Sparkline::hasNews() const
{
    const Column *column = m_readings.column(0);
    return column != nullptr && column->revision() != m_revision
           && (column->lateSamples() != m_late || newestShown(*column) != m_newestUs);
}

void Sparkline::updatePolish()
{
    const TimeWindow shown = wantedWindow();
    if (!m_changed && shown == m_drawn && !hasNews()) {
        return; // moved by less than a pixel
    }
    m_changed = false;
    draw(shown);
    m_pictureNew = true;
    update();
    Q_EMIT drawn();
}

void Sparkline::draw(const TimeWindow &shown)
{
    m_drawn = shown;
    m_picture.lines.resize(1);
    ChartPicture::Line &line = m_picture.lines.front();
    line.points.clear();
    line.color = m_color;
    const Column *column = m_readings.column(0);
    const double inner = height() - m_lineWidth - 2 * padding;
    if (column == nullptr || shown.toUs <= shown.fromUs || window() == nullptr || inner <= 0) {
        return;
    }
    m_revision = column->revision();
    m_late = column->lateSamples();
    m_newestUs = newestShown(*column);
    m_readings.read(shown, false);
    const Readings::Extent extent = m_readings.extent();
    PlotScale scale;
    scale.fromUs = shown.fromUs;
    scale.pxPerUs = width() / double(shown.toUs - shown.fromUs);
    scale.width = width();
    scale.height = inner;
    scale.low = std::clamp(extent.min, -largest, largest);
    scale.high = std::clamp(extent.max, -largest, largest);
    if (scale.high - scale.low <= noise * std::max(std::abs(scale.high), std::abs(scale.low))) {
        scale.height = 0;
        scale.high = scale.low + std::max(1.0, std::abs(scale.low));
    }
    std::vector<PixelPoint> pixels;
    toPixels(m_readings.points(0), scale, false, pixels);
    const auto half = float(m_lineWidth / 2);
    cut(pixels, half, float(width()) - half, line.points);
    const auto top = float((height() - scale.height) / 2);
    for (PixelPoint &point : line.points) {
        point.y = top + std::clamp(point.y, 0.0F, float(scale.height)); // NaN stays NaN
    }
    m_picture.size = size();
    m_picture.scale = window()->effectiveDevicePixelRatio();
    m_picture.lineWidth = m_lineWidth;
}

QSGNode *Sparkline::updatePaintNode(QSGNode *old, UpdatePaintNodeData *)
{
    if (m_picture.lines.empty() || m_picture.lines.front().points.empty()) {
        delete old;
        return nullptr;
    }
    if (old != nullptr && !m_pictureNew) {
        return old;
    }
    m_pictureNew = false;
    const auto api = window()->rendererInterface()->graphicsApi();
    return api == QSGRendererInterface::Software ? imageNode(old) : ribbonNode(old);
}

QSGNode *Sparkline::ribbonNode(QSGNode *old)
{
    auto *node = old == nullptr ? new SparkNode : static_cast<SparkNode *>(old);
    node->show(m_picture);
    return node;
}

// The software scene graph draws no geometry of ours.
QSGNode *Sparkline::imageNode(QSGNode *old)
{
    ChartPainter painter; // small, and mostly new: nothing of the last one is worth keeping
    painter.paint(m_picture);
    QSGTexture *texture = window()->createTextureFromImage(painter.data());
    if (texture == nullptr) {
        delete old;
        return nullptr;
    }
    auto *node = old == nullptr ? window()->createImageNode() : static_cast<QSGImageNode *>(old);
    node->setOwnsTexture(true);
    node->setTexture(texture);
    node->setRect(m_picture.visible());
    node->markDirty(QSGNode::DirtyMaterial | QSGNode::DirtyGeometry);
    return node;
}

} // namespace sightglass
