#include "linechart.h"

#include "chartnodes.h"

#include <QQuickWindow>

#include <cmath>

namespace sightglass {

LineChart::LineChart(QQuickItem *parent)
    : ChartInput(parent)
{
    setFlag(ItemHasContents);
    m_sinceMade.start();
    connect(this, &LineChart::chosen, this, &LineChart::choose);
    connect(this, &LineChart::moved, this, &LineChart::reframe);
    connect(this, &LineChart::restyled, this, &LineChart::redraw);
    connect(this, &LineChart::pointed, this, &QQuickItem::update);
}

void LineChart::setStore(Store *store)
{
    if (store == m_store) {
        return;
    }
    if (m_store != nullptr) {
        disconnect(m_store, nullptr, this, nullptr);
    }
    m_store = store;
    if (store != nullptr) {
        connect(store, &Store::flushed, this, [this] {
            if (m_eager && isVisible() && m_readings.hasNews()) {
                redraw();
            }
        });
        connect(store, &Store::holeAdded, this, &LineChart::redraw);
        connect(store, &QObject::destroyed, this, [this] {
            m_store = nullptr;
            Q_EMIT chosen();
        });
    }
    Q_EMIT chosen();
}

void LineChart::choose()
{
    m_readings.choose(m_store, m_keys);
    m_axis.reset();
    m_text.reset();
    redraw();
}

void LineChart::redraw()
{
    m_changed = true;
    reframe();
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

void LineChart::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickItem::geometryChange(now, before);
    redraw();
}

void LineChart::itemChange(ItemChange change, const ItemChangeData &data)
{
    QQuickItem::itemChange(change, data);
    if (change == ItemDevicePixelRatioHasChanged || change == ItemSceneChange
        || (change == ItemVisibleHasChanged && data.boolValue)) {
        redraw();
    }
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
