#include "linechart.h"

#include "chartnodes.h"

#include <QQuickWindow>

#include <cmath>

namespace sightglass {

LineChart::LineChart(QQuickItem *parent)
    : ChartInput(parent)
{
    m_sinceMade.start();
    connect(this, &LineChart::pointed, this, &QQuickItem::update);
    connect(this, &LineChart::restyled, this, [this] { m_restyled = true; });
}

void LineChart::choose()
{
    m_readings.choose(m_store, m_keys);
    m_axis.reset();
    m_text.reset();
    m_restyled = true;
}

// The update goes with the polish: asked for in updatePolish() it would cost a frame of its own.
void LineChart::reframe()
{
    polish();
    update();
}

TimeWindow LineChart::wantedWindow()
{
    const qreal scale = window() == nullptr ? 1 : window()->effectiveDevicePixelRatio();
    return m_grid.windowFor(m_fromUs, m_toUs, std::round(width() * scale));
}

QSGNode *LineChart::updatePaintNode(QSGNode *old, UpdatePaintNodeData *)
{
    auto *node = static_cast<ChartNode *>(old);
    if (m_picture.size.isEmpty()) {
        delete node;
        return nullptr;
    }
    if (node == nullptr) {
        node = new ChartNode(window());
        m_pictureNew = true;
    }
    if (m_pictureNew) {
        node->show(m_picture);
        m_pictureNew = false;
    }
    node->showCursor(cursorRect(), m_cursorColor);
    return node;
}

// Whole device pixels wherever the item stands.
qreal LineChart::snapped(qreal value, qreal origin) const
{
    return std::round((value + origin) * m_picture.scale) / m_picture.scale - origin;
}

QRectF LineChart::cursorRect() const
{
    const double x = usToX(m_cursorUs);
    if (!(x >= 0 && x <= width())) {
        return {};
    }
    const qreal line = std::max(1.0, std::floor(m_picture.scale)) / m_picture.scale;
    return {snapped(x - line / 2, m_origin.x()), 0, line, height()};
}

} // namespace sightglass
