#include "arc.h"

#include <QPainter>
#include <QtMath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double noticeable = 0.5; // px
constexpr double markGap = 1;      // px between track and mark
constexpr int sixteenths = 16;     // of a degree, the painter's unit

} // namespace

Arc::Arc(QQuickItem *parent)
    : QQuickPaintedItem(parent)
    , m_value(std::numeric_limits<double>::quiet_NaN())
    , m_painted(m_value)
{
    setAntialiasing(true);
    connect(this, &Arc::reshaped, this, [this] { update(); });
    connect(this, &Arc::recolored, this, [this] { update(); });
}

void Arc::setValue(double value)
{
    value = std::clamp(value, 0.0, 1.0); // NaN stays
    if (value == m_value || (std::isnan(value) && std::isnan(m_value))) {
        return;
    }
    m_value = value;
    if (isDue()) {
        update();
    }
    Q_EMIT valueChanged();
}

bool Arc::isDue() const
{
    const double moved = std::abs(m_value - m_painted) * qDegreesToRadians(m_sweep) * radius();
    const bool turned = std::isnan(m_value) != std::isnan(m_painted);
    const bool atEnd = (m_value == 0 || m_value == 1) && m_value != m_painted;
    return turned || atEnd || moved >= noticeable;
}

double Arc::depth() const
{
    return std::max(0.0, -std::cos(qDegreesToRadians(m_sweep / 2)));
}

double Arc::outerRadius() const
{
    return std::max(0.0, std::min(width() / 2, height() / (1 + depth())));
}

double Arc::radius() const
{
    return std::max(0.0, outerRadius() - m_markLength - markGap - m_thickness / 2);
}

QPointF Arc::center() const
{
    const double unused = height() - outerRadius() * (1 + depth());
    return {width() / 2, outerRadius() + unused / 2};
}

void Arc::paint(QPainter *painter)
{
    m_painted = m_value;
    if (radius() <= 0) {
        return;
    }
    const QRectF circle(center() - QPointF(radius(), radius()), QSizeF(2 * radius(), 2 * radius()));
    // The painter counts against the clock from three o'clock.
    const double start = 90 + m_sweep / 2;
    const auto draw = [&](const QColor &color, double share) {
        painter->setPen(QPen(color, m_thickness, Qt::SolidLine, Qt::FlatCap));
        painter->drawArc(circle, qRound(start * sixteenths), -qRound(m_sweep * share * sixteenths));
    };
    draw(m_trackColor, 1);
    if (m_painted > 0) {
        draw(m_color, m_painted);
    }
    for (const QVariant &entry : std::as_const(m_marks)) {
        const QVariantMap mark = entry.toMap();
        const double at = mark.value(u"at"_s).toDouble();
        if (!(at >= 0 && at <= 1)) {
            continue;
        }
        const double angle = qDegreesToRadians(start - m_sweep * at);
        const QPointF outward(std::cos(angle), -std::sin(angle));
        const double from = radius() + m_thickness / 2 + markGap;
        const double to = from + m_markLength;
        painter->setPen(
            QPen(mark.value(u"color"_s).value<QColor>(), m_markWidth, Qt::SolidLine, Qt::FlatCap));
        painter->drawLine(center() + outward * from, center() + outward * to);
    }
}

void Arc::geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry)
{
    QQuickPaintedItem::geometryChange(newGeometry, oldGeometry);
    if (newGeometry.size() != oldGeometry.size()) {
        Q_EMIT reshaped();
    }
}

} // namespace sightglass
