#include "timeplot.h"

#include "imagenode.h"
#include "ribbon.h"
#include "timeaxis.h"

#include <QPainter>
#include <QQuickWindow>
#include <QTimer>

#include <algorithm>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double labelSpacing = 90; // px, of the time axis
constexpr float hatchSpacing = 7;   // px
constexpr qreal hatchWidth = 1.2;   // px
constexpr qreal narrowestHole = 1;  // px
constexpr int largestSide = 16'384; // device pixels; no texture is larger

} // namespace

TimePlot::TimePlot(QQuickItem *parent)
    : StoreView(parent)
{
    connect(this, &TimePlot::pointed, this, &QQuickItem::update);
}

const Store::Series *TimePlot::series(int index) const
{
    const int key = m_keys.value(index, Store::noSeries);
    return m_store != nullptr && key >= 0 && key < m_store->count() ? &m_store->series(key)
                                                                    : nullptr;
}

std::vector<Store::Hole> TimePlot::holesOf(int index) const
{
    std::vector<Store::Hole> found;
    if (series(index) != nullptr) {
        const auto &all = m_store->holes(m_keys[index]);
        const Column &column = series(index)->column;
        for (Hole hole : all) {
            if (hole.gaps > 1 && !column.empty()) {
                hole.toUs = std::min(hole.toUs, column.exactFromUs());
            }
            if (hole.toUs >= std::max(hole.fromUs, m_window.fromUs)
                && hole.fromUs <= m_window.toUs) {
                found.push_back(hole);
            }
        }
    }
    return found;
}

std::int64_t TimePlot::pixelColumn(std::int64_t timeUs) const
{
    return stepOf(timeUs, m_window.stepUs) - stepOf(m_window.fromUs, m_window.stepUs);
}

double TimePlot::xToUs(double x) const
{
    return double(m_window.fromUs) + x * double(m_window.toUs - m_window.fromUs) / width();
}

double TimePlot::usToX(double us) const
{
    return (us - double(m_window.fromUs)) * width() / double(m_window.toUs - m_window.fromUs);
}

QString TimePlot::clock(double us, bool milliseconds) const
{
    return std::isfinite(us) ? clockText(std::int64_t(us), m_zone, milliseconds) : QString();
}

QString TimePlot::holeAt(double us) const
{
    const auto fromUs = double(m_window.fromUs);
    if (!(us >= fromUs && us <= double(m_window.toUs))) {
        return {};
    }
    if (m_openHoleFromUs > 0 && us >= m_openHoleFromUs) {
        return openHoleTexts(std::int64_t(m_openHoleFromUs), m_zone).constFirst();
    }
    const std::vector<Hole> bands = holeBands(m_store, m_keys, m_window);
    const Hole *hole = sightglass::holeAt(bands, us, xToUs(narrowestHole) - fromUs);
    return hole == nullptr ? QString() : holeTexts(*hole, m_zone).constFirst();
}

void TimePlot::redrawSoon()
{
    QTimer::singleShot(0, this, &TimePlot::redraw);
}

void TimePlot::updatePolish()
{
    m_scale = window() == nullptr ? 1 : window()->effectiveDevicePixelRatio();
    const int columns = int(std::clamp<double>(std::round(width() * m_scale), 0, largestSide));
    const int rows = int(std::clamp<double>(std::round(height() * m_scale), 0, largestSide));
    const TimeWindow shown = m_grid.windowFor(m_fromUs, m_toUs, columns);
    if (!m_changed && shown == m_window) {
        return; // moved by less than a pixel
    }
    m_changed = false;
    m_window = shown;
    m_image = {};
    m_pictureNew = true;
    if (shown.toUs > shown.fromUs && rows > 0 && window() != nullptr) {
        QImage image(columns, rows, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        m_origin = mapToScene(QPointF());
        hatch(image);
        compose(image);
        m_image = image;
        labelTime();
        Q_EMIT framed();
    }
    update();
}

void TimePlot::hatch(QImage &image)
{
    m_holes.clear();
    QPainter painter(&image);
    painter.scale(m_scale, m_scale);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_hatchColor, hatchWidth, Qt::SolidLine, Qt::FlatCap));
    if (m_openHoleFromUs > 0 && m_openHoleFromUs < m_toUs) {
        addHole(painter, m_openHoleFromUs, double(m_window.toUs),
                [this] { return openHoleTexts(std::int64_t(m_openHoleFromUs), m_zone); });
    }
    for (const Hole &hole : holeBands(m_store, m_keys, m_window)) {
        addHole(painter, double(hole.fromUs), double(hole.toUs),
                [&] { return holeTexts(hole, m_zone); });
    }
    m_start = startOf(
        m_store, m_keys, m_zone, width(), [this](double us) { return usToX(us); }, remains());
}

void TimePlot::addHole(QPainter &painter, double fromUs, double toUs, const Texts &texts)
{
    const qreal from = usToX(fromUs);
    const qreal left = std::max(from, 0.0);
    const qreal right = std::min(std::max(usToX(toUs), from + narrowestHole), width());
    if (right <= left) {
        return;
    }
    std::vector<PixelPoint> points;
    appendHatch({float(left), 0, float(right), float(height())}, float(from), hatchSpacing, points);
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (!std::isnan(points[i].y) && !std::isnan(points[i - 1].y)) {
            painter.drawLine(QPointF(points[i - 1].x, points[i - 1].y),
                             QPointF(points[i].x, points[i].y));
        }
    }
    if (right - left >= wordsLeast) {
        m_holes.append(
            QVariantMap{{u"x"_s, left}, {u"width"_s, right - left}, {u"texts"_s, texts()}});
    }
}

void TimePlot::labelTime()
{
    m_xTicks.clear();
    m_xLabels.clear();
    const auto instants = timeTicks(m_window.fromUs, m_window.toUs, width(), labelSpacing, m_zone);
    for (const TimeTick &instant : instants) {
        m_xTicks.append(usToX(double(instant.timeUs)));
        m_xLabels.append(instant.text);
    }
}

QSGNode *TimePlot::updatePaintNode(QSGNode *old, UpdatePaintNodeData *)
{
    auto *node = static_cast<ImageNode *>(old);
    if (m_image.isNull()) {
        delete node;
        return nullptr;
    }
    if (node == nullptr) {
        node = new ImageNode(window());
        m_pictureNew = true;
    }
    if (m_pictureNew) {
        const auto snapped = [this](qreal origin) {
            return std::round(origin * m_scale) / m_scale - origin;
        };
        node->show(m_image, {QPointF(snapped(m_origin.x()), snapped(m_origin.y())),
                             QSizeF(m_image.size()) / m_scale});
        m_pictureNew = false;
    }
    node->showCursor(cursorRect(), m_cursorColor);
    return node;
}

QRectF TimePlot::cursorRect() const
{
    const double x = usToX(m_cursorUs);
    if (!(x >= 0 && x <= width())) {
        return {};
    }
    const qreal line = std::max(1.0, std::floor(m_scale)) / m_scale;
    const qreal left = std::round((x - line / 2 + m_origin.x()) * m_scale) / m_scale;
    return {left - m_origin.x(), 0, line, height()};
}

} // namespace sightglass
