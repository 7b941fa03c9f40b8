#include "timeplot.h"

#include "holebands.h"
#include "timeaxis.h"
#include "timeplotnode.h"

#include <QQuickWindow>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double labelSpacing = 90; // px, of the time axis
constexpr qreal narrowestHole = 1;  // px
constexpr int largestSide = 16'384; // device pixels; no texture is larger
constexpr auto endless = std::numeric_limits<std::int64_t>::max();

} // namespace

TimePlot::TimePlot(QQuickItem *parent)
    : StoreView(parent)
{
    connect(this, &TimePlot::pointed, this, &QQuickItem::update);
    connect(this, &TimePlot::chosen, this, [this] { m_afresh = true; });
    connect(this, &TimePlot::restyled, this, [this] { m_afresh = true; });
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
    m_pictureNew = true;
    if (shown.toUs > shown.fromUs && rows > 0 && window() != nullptr) {
        compose(columns, rows);
        labelTime();
        Q_EMIT framed();
    } else {
        m_tiles.clear();
    }
    update();
}

void TimePlot::compose(int columns, int rows)
{
    m_origin = mapToScene(QPointF());
    const Frame frame{m_window.stepUs, size(), m_scale};
    const bool afresh = m_afresh || !(frame == m_frame);
    m_afresh = false;
    m_frame = frame;
    m_tiles.moveTo(columnOf(m_window.fromUs), columns, rows);
    if (afresh) {
        m_tiles.touchAll();
        m_hatch.setLook(m_hatchColor, m_scale);
    }
    findHoles();
    m_hatch.show(m_hatched, m_tiles);
    arrange(afresh);
    m_written = m_tiles.paint([this](const PlotPart &part) {
        m_hatch.paint(part);
        compose(part);
    });
}

void TimePlot::findHoles()
{
    m_holes.clear();
    m_hatched.clear();
    if (m_openHoleFromUs > 0 && m_openHoleFromUs < m_toUs) {
        addHole(m_openHoleFromUs, double(m_window.toUs),
                [this] { return openHoleTexts(std::int64_t(m_openHoleFromUs), m_zone); });
        if (!m_hatched.empty()) {
            m_hatched.back().to = endless;
        }
    }
    for (const Hole &hole : holeBands(m_store, m_keys, m_window)) {
        addHole(double(hole.fromUs), double(hole.toUs), [&] { return holeTexts(hole, m_zone); });
    }
    m_start = startOf(
        m_store, m_keys, m_zone, width(), [this](double us) { return usToX(us); }, remains());
}

void TimePlot::addHole(double fromUs, double toUs, const Texts &texts)
{
    const qreal from = usToX(fromUs);
    const qreal left = std::max(from, 0.0);
    const qreal right = std::min(std::max(usToX(toUs), from + narrowestHole), width());
    if (right <= left) {
        return;
    }
    const std::int64_t first = columnOf(std::int64_t(fromUs));
    const auto least = std::max<std::int64_t>(std::lround(narrowestHole * m_scale), 1);
    m_hatched.push_back({first, std::max(columnOf(std::int64_t(toUs)), first + least)});
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
    auto *node = static_cast<TimePlotNode *>(old);
    if (m_tiles.columns() == 0) {
        delete node;
        return nullptr;
    }
    if (node == nullptr) {
        node = new TimePlotNode(window());
        m_pictureNew = true;
    }
    if (m_pictureNew) {
        const auto snapped = [this](qreal origin) {
            return std::round(origin * m_scale) / m_scale - origin;
        };
        node->show(m_tiles, QPointF(snapped(m_origin.x()), snapped(m_origin.y())), m_scale);
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
