// LineChart, second part: from what the store holds to the picture, once per frame.
#include "linechart.h"

#include "holetext.h"
#include "store/format.h"
#include "timeaxis.h"
#include "turns.h"

#include <QQuickWindow>

#include <algorithm>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double labelSpacing = 90; // px, of the time axis
constexpr float hatchSpacing = 7;   // px
constexpr float dashLength = 5;     // px
constexpr qreal bandOpacity = 0.1;
constexpr qreal dashTile = 48;      // px; all patterns of dashes begin anew with each
constexpr qreal turnSlot = 8;       // px that one of several lines in the same place is seen
constexpr double lateLeast = 2;     // px a sample came late; less cannot be seen
constexpr float lateReach = 3.5F;   // px, half the height of its mark
constexpr float lateFoot = 5;       // px, its middle above the foot of the plot
constexpr double lateTogether = 10; // px; closer ones share a mark

template<typename T>
bool assign(T &member, T value)
{
    if (member == value) {
        return false;
    }
    member = std::move(value);
    return true;
}

} // namespace

void LineChart::updatePolish()
{
    const TimeWindow shown = wantedWindow();
    if (!m_changed && shown == m_readings.window()) {
        return; // moved by less than a pixel
    }
    m_changed = false;
    m_picture.size = {};
    m_pictureNew = true;
    if (shown.toUs > shown.fromUs && height() > 0 && window() != nullptr) {
        if (shown.stepUs != m_readings.window().stepUs) {
            m_axis.reset(); // another zoom
        }
        m_picture.size = size();
        m_picture.scale = window()->effectiveDevicePixelRatio();
        m_picture.lineWidth = m_lineWidth;
        m_picture.areas = m_style == Area || m_style == Stacked;
        m_picture.column = stepOf(shown.fromUs, shown.stepUs);
        m_origin = mapToScene(QPointF());
        m_picture.aside = snapped(0, m_origin.x());
        if (m_readings.hide(m_hiddenKeys)) {
            m_axis.reset(); // the user did it: the axis follows at once
        }
        const auto columns = std::int64_t(std::round(dashTile * m_picture.scale));
        m_readings.read(shown, m_style == Stacked, m_dashes.isEmpty() ? 1 : columns);
        fitValues();
        if (sameScales()) {
            m_picture.rects.resize(m_scales.rects);
            m_picture.dashes.resize(m_scales.dashes);
        } else {
            drawScales();
            drawLimits();
            labelValues();
        }
        drawHoles();
        m_start = startOf(m_store, m_keys, m_zone, width(),
                          [this](double us) { return usToX(us); });
        drawLates();
        drawLines();
        labelTimes();
        Q_EMIT framed();
    }
}

void LineChart::fitValues()
{
    const Readings::Extent extent = m_readings.extent();
    ValueAxis::Demand demand{extent.min, extent.max, m_minimum, m_maximum};
    demand.withZero = m_picture.areas;
    demand.binary = prefixBase(m_unit) == 1024;
    demand.seconds = m_unit == u"s";
    demand.height = height();
    m_axis.fit(demand, m_sinceMade.nsecsElapsed() / 1000);

    const TimeWindow &window = m_readings.window();
    m_scale.fromUs = window.fromUs;
    m_scale.pxPerUs = width() / double(window.toUs - window.fromUs);
    m_scale.width = width();
    m_scale.height = height();
    m_scale.low = m_axis.low();
    m_scale.high = m_axis.high();
    m_picture.baseY = std::clamp(m_scale.y(0), 0.0F, float(height()));
}

bool LineChart::sameScales() const
{
    return !m_restyled && m_scales.range == m_axis.range() && m_scales.size == m_picture.size
           && m_scales.scale == m_picture.scale && m_scales.origin == m_origin;
}

void LineChart::drawScales()
{
    m_picture.rects.clear();
    const qreal line = std::max(1.0, std::floor(m_picture.scale)) / m_picture.scale;
    for (const double tick : m_axis.ticks()) {
        const qreal y = snapped(m_scale.y(tick) - line / 2, m_origin.y());
        m_picture.rects.push_back({QRectF(0, y, width(), line), m_gridColor});
    }
}

void LineChart::drawLimits()
{
    m_picture.dashes.clear();
    QVariantList tags;
    for (const QVariant &entry : std::as_const(m_limits)) {
        const QVariantMap limit = entry.toMap();
        const double value = limit.value(u"value"_s).toDouble();
        if (!(value >= m_axis.low() && value <= m_axis.high())) {
            continue;
        }
        const QString severity = limit.value(u"severity"_s).toString();
        QColor color = severity == u"critical"  ? m_criticalColor
                       : severity == u"warning" ? m_warningColor
                                                : m_infoColor;
        const qreal half = 0.5 / m_picture.scale; // the middle of a row of pixels is crisp
        const qreal y = snapped(m_scale.y(value) - half, m_origin.y()) + half;
        m_picture.dashes.push_back({{}, color});
        appendDashes(0, float(width()), float(y), dashLength, m_picture.dashes.back().points);
        tags.append(QVariantMap{
            {u"y"_s, y}, {u"severity"_s, severity}, {u"text"_s, limit.value(u"label"_s)}});
        color.setAlphaF(float(bandOpacity));
        const bool below = limit.value(u"side"_s).toString() == u"below";
        m_picture.rects.push_back(
            {below ? QRectF(0, y, width(), height() - y) : QRectF(0, 0, width(), y), color});
    }
    std::stable_sort(tags.begin(), tags.end(), [](const QVariant &a, const QVariant &b) {
        return a.toMap().value(u"y"_s).toDouble() < b.toMap().value(u"y"_s).toDouble();
    });
    if (assign(m_limitTags, tags)) {
        Q_EMIT scaled();
    }
    m_scales = {m_axis.range(),  m_picture.size,         m_origin,
                m_picture.scale, m_picture.rects.size(), m_picture.dashes.size()};
    m_restyled = false;
}

void LineChart::drawHoles()
{
    m_holes.clear();
    m_gaps = 0;
    m_picture.hatch.points.clear();
    m_picture.hatch.color = m_hatchColor;
    const auto draw = [this](double fromUs, double toUs, const auto &texts) {
        const qreal from = usToX(fromUs);
        const qreal left = std::max(from, 0.0);
        const qreal right = std::min(std::max(usToX(toUs), from + narrowestHole()), width());
        if (m_solidHoles && right > left) {
            m_picture.rects.push_back({QRectF(left, 0, right - left, height()), m_hatchColor});
        } else if (right > left) {
            appendHatch({float(left), 0, float(right), float(height())}, float(from), hatchSpacing,
                        m_picture.hatch.points);
        }
        if (right - left >= wordsLeast) {
            m_holes.append(
                QVariantMap{{u"x"_s, left}, {u"width"_s, right - left}, {u"texts"_s, texts()}});
        }
    };
    // Newest first: the open one, then the store's.
    if (m_openHoleFromUs > 0 && m_openHoleFromUs < m_toUs) {
        ++m_gaps;
        draw(m_openHoleFromUs, double(m_readings.window().toUs),
             [this] { return openHoleTexts(std::int64_t(m_openHoleFromUs), m_zone); });
    }
    for (const Hole &hole : m_readings.holes()) {
        m_gaps += int(hole.gaps);
        draw(double(hole.fromUs), double(hole.toUs), [&] { return holeTexts(hole, m_zone); });
    }
}

// A hollow lozenge at the foot, drawn out over samples that stand close to each other.
void LineChart::drawLates()
{
    std::vector<double> &places = m_latePlaces;
    places.clear();
    const double leastUs = lateLeast / m_scale.pxPerUs;
    for (int i = 0; i < m_readings.count() && m_lateColor.alpha() > 0; ++i) {
        for (const Late &late : m_readings.lates(i)) {
            const double x = usToX(double(late.timeUs));
            if (double(late.byUs) >= leastUs && x >= 0 && x <= width()) {
                places.push_back(x);
            }
        }
    }
    std::sort(places.begin(), places.end());
    m_lates = int(places.size());
    if (places.empty()) {
        return;
    }
    m_picture.dashes.push_back({{}, m_lateColor});
    std::vector<PixelPoint> &strokes = m_picture.dashes.back().points;
    const auto y = float(height()) - lateFoot;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto left = float(places[i]);
        while (i + 1 < places.size() && places[i + 1] - places[i] <= lateTogether) {
            ++i;
        }
        appendLozenge(left, float(places[i]), y, lateReach, strokes);
    }
}

void LineChart::drawLines()
{
    const std::int64_t columns = std::llround(dashTile * m_picture.scale);
    const std::int64_t tileUs = columns * m_readings.window().stepUs;
    DashTiles tiles;
    tiles.width = double(tileUs) * m_scale.pxPerUs;
    tiles.origin = usToX(double(stepOf(m_scale.fromUs, tileUs) * tileUs));
    tiles.height = height();
    m_picture.lines.resize(std::size_t(m_readings.count()));
    for (int i = 0; i < m_readings.count(); ++i) {
        ChartPicture::Line &line = m_picture.lines[std::size_t(i)];
        line.color = m_colors.isEmpty() ? m_cursorColor : m_colors[i % m_colors.size()];
        toPixels(m_readings.points(i), m_scale, m_style == Step, line.points);
        toPixels(m_readings.base(i), m_scale, false, line.base);
        line.dashed.clear();
        const QVariantList lengths = m_dashes.value(i).toList();
        if (!lengths.isEmpty()) {
            tiles.lengths.clear();
            for (const QVariant &length : lengths) {
                tiles.lengths.push_back(length.toFloat());
            }
            dashTrace(line.points, tiles, line.dashed);
        }
    }
    shareTurns();
}

void LineChart::shareTurns()
{
    const std::int64_t columns = std::max<std::int64_t>(1,
                                                        std::llround(turnSlot * m_picture.scale));
    const std::int64_t slotUs = columns * m_readings.window().stepUs;
    TurnSlots slots;
    slots.first = stepOf(m_scale.fromUs, slotUs);
    slots.origin = usToX(double(slots.first * slotUs));
    slots.width = double(slotUs) * m_scale.pxPerUs;
    slots.end = width();
    slots.reach = m_lineWidth / 2;
    takeTurns(m_picture.lines, slots);
}

void LineChart::labelValues()
{
    QList<qreal> ticks;
    QStringList labels;
    const QString before = m_text.unitText();
    m_text.fit(m_axis.low(), m_axis.high(), m_axis.step(), m_unit);
    for (const double tick : m_axis.ticks()) {
        ticks.append(m_scale.y(tick));
        labels.append(m_text.tick(tick));
    }
    const bool placed = assign(m_yTicks, ticks);
    const bool named = assign(m_yLabels, labels);
    if (placed || named || m_text.unitText() != before) {
        Q_EMIT scaled();
    }
}

// Instants are named for as much time again as is in sight, on either side, so that a live window
// seldom asks, and one that goes to and fro neither.
void LineChart::labelTimes()
{
    const TimeWindow &window = m_readings.window();
    const std::int64_t spanUs = window.toUs - window.fromUs;
    if (window.stepUs != m_labelled.stepUs || width() != m_labelledWidth
        || window.fromUs < m_labelled.fromUs || window.toUs > m_labelled.toUs
        || m_labelled.toUs - m_labelled.fromUs != 3 * spanUs) {
        m_labelled = {window.fromUs - spanUs, window.toUs + spanUs, window.stepUs};
        m_labelledWidth = width();
        m_instants = timeTicks(m_labelled.fromUs, m_labelled.toUs, 3 * width(), labelSpacing,
                               m_zone);
    }
    m_xTicks.clear();
    m_xLabels.clear();
    for (const TimeTick &instant : m_instants) {
        if (instant.timeUs >= window.fromUs && instant.timeUs <= window.toUs) {
            m_xTicks.append(usToX(double(instant.timeUs)));
            m_xLabels.append(instant.text);
        }
    }
}

} // namespace sightglass
