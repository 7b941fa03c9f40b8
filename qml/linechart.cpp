#include "linechart.h"

#include "chartnodes.h"
#include "store/format.h"
#include "timeaxis.h"

#include <QQuickWindow>

#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

LineChart::LineChart(QQuickItem *parent)
    : QQuickItem(parent)
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
            if (isVisible() && m_readings.hasNews()) {
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

// Of the window to come: who asks while it moves would else ask again after the next frame.
double LineChart::xToUs(double x)
{
    const TimeWindow window = wantedWindow();
    return double(window.fromUs) + x * double(window.toUs - window.fromUs) / std::max(width(), 1.0);
}

double LineChart::usToX(double us) const
{
    return (us - double(m_scale.fromUs)) * m_scale.pxPerUs;
}

double LineChart::valueAt(int index, double us) const
{
    const Column *column = m_readings.column(index);
    return column == nullptr || column->empty() || !std::isfinite(us)
               ? ValueAxis::Demand::none
               : column->valueAt(std::int64_t(us));
}

QVariantMap LineChart::stats(int index) const
{
    const TimeWindow &window = m_readings.window();
    const Column *column = m_readings.column(index);
    const Summary summary = column == nullptr ? Summary{}
                                              : summarise(*column, window.fromUs, window.toUs);
    return {{u"min"_s, summary.min},
            {u"max"_s, summary.max},
            {u"mean"_s, summary.mean},
            {u"last"_s, summary.last}};
}

QString LineChart::textOf(double value) const
{
    const Scaled text = formatQuantity(value, m_unit);
    const bool bare = text.unit.isEmpty() || !std::isfinite(value);
    return bare ? text.number : text.number + u' ' + text.unit;
}

QString LineChart::besideAxis(double value) const
{
    return formatBeside(value, std::max(std::abs(m_axis.low()), std::abs(m_axis.high())), m_unit);
}

QString LineChart::clock(double us, bool milliseconds) const
{
    return std::isfinite(us) ? clockText(std::int64_t(us), m_zone, milliseconds) : QString();
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
