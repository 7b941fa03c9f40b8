#include "statestrip.h"

#include "colorramp.h"
#include "store/format.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double tint = 0.28;        // of a block's colour on the surface
constexpr double warningTint = 0.55; // of the stripes of a warning
constexpr double stripeTint = 0.4;   // of the others, which only tell apart
constexpr double mixedTint = 0.8;
constexpr double period = 8;       // px, of stripes
constexpr double rowGap = 4;       // px
constexpr double gapShare = 0.2;   // of a row, where rows are low
constexpr double baseLine = 2;     // px, the full colour at the foot of a block
constexpr double tailHeight = 2;   // px
constexpr int mixedLeast = 3;      // px, so that it can be seen
constexpr double wordMargin = 5;   // px
constexpr double leastWord = 14;   // px
constexpr int leastLetters = 4;    // of a word cut short
constexpr int missedIntervals = 3; // until a series is silent, as everywhere
constexpr std::int64_t shortestPatienceUs = 2'000'000;

} // namespace

StateStrip::StateStrip(QQuickItem *parent)
    : TimePlot(parent)
{
}

bool StateStrip::hasNews() const
{
    for (int i = 0; i < rows(); ++i) {
        const Store::Series *one = series(i);
        const bool read = std::size_t(i) < m_rows.size();
        if (one != nullptr
            && (!read || m_rows[std::size_t(i)].revision != one->column.revision())) {
            return true;
        }
    }
    return false;
}

std::int64_t StateStrip::knownUntil() const
{
    const std::int64_t end = plotWindow().toUs;
    return m_openHoleFromUs > 0 ? std::min(end, std::int64_t(m_openHoleFromUs)) : end;
}

void StateStrip::compose(QImage &image)
{
    m_rows.resize(std::size_t(rows()));
    m_words.clear();
    m_newest.clear();
    for (int i = 0; i < rows(); ++i) {
        readRow(i);
        paintRow(image, i);
        m_newest.append(newestOf(i));
    }
    paintWords(image);
}

void StateStrip::readRow(int index)
{
    Row &row = m_rows[std::size_t(index)];
    row.spans.clear();
    const Store::Series *one = series(index);
    if (one == nullptr) {
        return;
    }
    row.revision = one->column.revision();
    stateSpans(one->column, plotWindow(), row.spans);
    std::vector<Stretch> holes;
    for (const Store::Hole &hole : holesOf(index)) {
        holes.push_back({hole.fromUs, hole.toUs});
    }
    std::sort(holes.begin(), holes.end(),
              [](const auto &a, const auto &b) { return a.fromUs < b.fromUs; });
    cutOut(holes, row.spans);
    if (one->column.empty()) {
        return;
    }
    // The newest state holds while its series need not have spoken again.
    const std::int64_t last = one->column.lastTime();
    row.heldUs = last + std::max(missedIntervals * one->cadenceUs, shortestPatienceUs);
    if (!row.spans.empty() && row.spans.back().toUs == last && !row.spans.back().mixed) {
        row.spans.back().toUs = std::max(last, std::min(row.heldUs, knownUntil()));
    }
}

QRect StateStrip::bandOf(int index, int height) const
{
    const double inRows = std::max(0.0, height - m_foot * pixelScale());
    const auto edge = [&](int i) { return int(std::lround(inRows * i / rows())); };
    const int whole = edge(index + 1) - edge(index);
    const int gap = int(std::min(rowGap * pixelScale(), gapShare * whole));
    return {0, edge(index) + gap / 2, 0, whole - gap};
}

QRect StateStrip::across(std::int64_t fromUs, std::int64_t toUs, QRect band, int least) const
{
    const std::int64_t columns = pixelColumn(plotWindow().toUs);
    const std::int64_t from = pixelColumn(fromUs);
    const std::int64_t to = std::max(pixelColumn(toUs), from + least);
    const auto left = std::clamp<std::int64_t>(from, 0, columns);
    const auto right = std::clamp<std::int64_t>(to, left, columns);
    return {int(left), band.top(), int(right - left), band.height()};
}

void StateStrip::paintRow(QImage &image, int index)
{
    const Store::Series *one = series(index);
    const QRect band = bandOf(index, image.height());
    if (one == nullptr || band.height() <= 0) {
        return;
    }
    const Row &row = m_rows[std::size_t(index)];
    for (const StateSpan &span : row.spans) {
        if (!span.mixed) {
            paintSpan(image, *one, span, across(span.fromUs, span.toUs, band, 1));
        }
    }
    for (const StateSpan &span : row.spans) {
        if (span.mixed) {
            const int least = int(mixedLeast * pixelScale());
            paintSpan(image, *one, span, across(span.fromUs, span.toUs, band, least));
        }
    }
    paintTail(image, index, band);
}

void StateStrip::paintSpan(QImage &image, const Store::Series &series, const StateSpan &span,
                           QRect rect)
{
    if (span.mixed) {
        std::array<Look, StateSpan::mostValues> looks;
        for (int i = 0; i < span.count; ++i) {
            looks[std::size_t(i)] = lookOf(series, span.values[std::size_t(i)]);
        }
        std::stable_sort(looks.begin(), looks.begin() + span.count,
                         [](const Look &a, const Look &b) { return a.rank > b.rank; });
        const QColor other = span.count > 1 ? looks[1].color : m_surfaceColor;
        const QColor first = span.count > 0 ? looks[0].color : m_staleColor;
        paint(image, rect, blended(m_surfaceColor, other, mixedTint).rgb(),
              blended(m_surfaceColor, first, mixedTint).rgb(), Fill::Rising);
        return;
    }
    const Look look = lookOf(series, span.values[0]);
    const bool solid = look.fill == Fill::Solid;
    const QColor ground = blended(m_surfaceColor, look.color, solid ? 1 : tint);
    const int gutter = std::max(1, int(pixelScale()));
    if (rect.width() > 4 * gutter && pixelColumn(span.fromUs) >= 0) {
        rect.setLeft(rect.left() + gutter); // blocks side by side stay two
    }
    const double stripes = look.severity.isEmpty() ? stripeTint : warningTint;
    paint(image, rect, ground.rgb(), blended(m_surfaceColor, look.color, stripes).rgb(), look.fill);
    const int foot = std::min(int(baseLine * pixelScale()), rect.height());
    paint(image, {rect.left(), rect.bottom() + 1 - foot, rect.width(), foot}, look.color.rgb(),
          look.color.rgb(), Fill::Plain);
    const QRectF place(QPointF(rect.topLeft()) / pixelScale(),
                       QSizeF(rect.width(), rect.height() - foot) / pixelScale());
    m_words.push_back({place, look.text, solid ? m_surfaceColor : m_textColor, ground});
}

// What was last said goes on as a thin line: nobody knows whether it still is so.
void StateStrip::paintTail(QImage &image, int index, QRect band)
{
    const Row &row = m_rows[std::size_t(index)];
    const Column &column = series(index)->column;
    if (column.empty() || !std::isfinite(column.lastValue()) || row.heldUs >= knownUntil()) {
        return;
    }
    QRect tail = across(std::max(row.heldUs, plotWindow().fromUs), knownUntil(), band, 0);
    tail.setHeight(std::min(std::max(1, int(tailHeight * pixelScale())), band.height()));
    tail.moveTop(band.center().y() - tail.height() / 2);
    const QColor ground(Qt::transparent);
    paint(image, tail, ground.rgba(), m_staleColor.rgb(), Fill::Rising);
}

void StateStrip::paint(QImage &image, QRect rect, QRgb ground, QRgb stripe, Fill fill) const
{
    rect &= image.rect();
    const std::int64_t whole = std::max(2, int(std::lround(period * pixelScale())));
    // Stripes hang on time, not on the window: they move with their block.
    const std::int64_t anchor = stepOf(plotWindow().fromUs, plotWindow().stepUs) % whole + whole;
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = rect.left(); x <= rect.right(); ++x) {
            const std::int64_t along = fill == Fill::Rising    ? anchor + x + y
                                       : fill == Fill::Falling ? anchor + x - y % whole
                                                               : y;
            const bool striped = fill != Fill::Plain && fill != Fill::Solid
                                 && along % whole < whole / 2;
            line[x] = striped ? stripe : ground;
        }
    }
}

void StateStrip::paintWords(QImage &image)
{
    QPainter painter(&image);
    painter.scale(pixelScale(), pixelScale());
    QFont font(m_fontFamily);
    font.setPixelSize(std::max(m_fontSize, 1));
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    for (const Word &word : m_words) {
        const QRectF room = word.rect.adjusted(wordMargin, 0, -wordMargin, 0);
        if (room.width() < leastWord || room.height() < metrics.height()) {
            continue;
        }
        const QString text = metrics.elidedText(word.text, Qt::ElideRight, room.width());
        if (text != word.text && text.size() < leastLetters) {
            continue;
        }
        const qreal top = std::round(room.center().y() - metrics.height() / 2);
        const QRectF place(room.left(), top, std::ceil(metrics.horizontalAdvance(text)),
                           std::ceil(metrics.height()));
        painter.fillRect(place.adjusted(-wordMargin / 2, 0, wordMargin / 2, 0), word.ground);
        painter.setPen(word.color);
        painter.drawText(QPointF(place.left(), top + metrics.ascent()), text);
    }
}

} // namespace sightglass
