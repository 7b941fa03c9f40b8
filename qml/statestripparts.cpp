#include "statestripparts.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sightglass {

namespace {

constexpr double wordMargin = 5;    // px
constexpr double leastWord = 14;    // px
constexpr int leastLetters = 4;     // of a word cut short
constexpr double groundShare = 0.5; // of the margin

} // namespace

void StateParts::clear()
{
    plain.clear();
    mixed.clear();
    tail.clear();
    words.clear();
}

void append(std::vector<StateBlock> &blocks, const StateBlock &block)
{
    if (block.to <= block.from) {
        return;
    }
    while (!blocks.empty() && blocks.back().from >= block.from) {
        blocks.pop_back();
    }
    if (!blocks.empty()) {
        blocks.back().to = std::min(blocks.back().to, block.from);
    }
    blocks.push_back(block);
}

void paint(const PlotPart &part, StateBand band, const StateBlock &block, int period, int foot)
{
    const std::int64_t from = std::max(block.from, part.from);
    const std::int64_t count = std::min(block.to, part.to) - from;
    const StatePaint &look = block.look;
    const bool slanted = look.fill == StateFill::Rising || look.fill == StateFill::Falling;
    const int start = int((from % period + period) % period);
    const int bottom = std::min(band.top + band.height, part.height);
    for (int y = std::max(band.top, 0); y < bottom && count > 0; ++y) {
        QRgb *line = part.at(from, y);
        if (look.foot != 0 && y >= band.top + band.height - foot) {
            std::fill_n(line, count, look.foot);
            continue;
        }
        if (!slanted) {
            const bool striped = look.fill == StateFill::Level && y % period < period / 2;
            std::fill_n(line, count, striped ? look.stripe : look.ground);
            continue;
        }
        int along = look.fill == StateFill::Rising ? (start + y) % period
                                                   : (start + period - y % period) % period;
        for (std::int64_t i = 0; i < count; ++i) {
            line[i] = along < period / 2 ? look.stripe : look.ground;
            along = along + 1 == period ? 0 : along + 1;
        }
    }
}

StateType::StateType(const QFont &font, qreal scale)
    : m_font(font)
    , m_scale(scale)
{
    const QFontMetricsF metrics(font);
    m_height = metrics.height();
    m_ascent = metrics.ascent();
}

int StateType::lines() const
{
    return int(std::ceil(std::ceil(m_height) * m_scale));
}

int StateType::side() const
{
    return int(std::lround(wordMargin * (1 - groundShare) * m_scale));
}

int StateType::inset() const
{
    return int(std::lround(wordMargin * m_scale)) - side();
}

int StateType::columnsFor(const QString &text) const
{
    const double width = std::ceil(QFontMetricsF(m_font).horizontalAdvance(text)) + 1;
    return int(std::ceil((width + 2 * wordMargin) * m_scale));
}

StateType::Cut StateType::cut(const QString &text, int columns) const
{
    const QFontMetricsF metrics(m_font);
    const double room = columns / m_scale - 2 * wordMargin;
    const QString shown = room < leastWord ? QString()
                                           : metrics.elidedText(text, Qt::ElideRight, room);
    if (shown.isEmpty() || (shown != text && shown.size() < leastLetters)) {
        return {};
    }
    const double width = std::ceil(metrics.horizontalAdvance(shown));
    return {shown, 2 * inset() + int(std::ceil(width * m_scale))};
}

int StateType::topIn(StateBand band) const
{
    const double middle = (band.top + band.height / 2.0) / m_scale;
    return int(std::lround(std::round(middle - m_height / 2) * m_scale));
}

// By way of an image of its own: a word cut by the edge of a part, or moved, is the same.
void StateType::paint(const PlotPart &part, int top, const StateWord &word) const
{
    QImage image(int(word.to - word.from), lines(), QImage::Format_ARGB32_Premultiplied);
    image.fill(word.look.ground);
    QPainter painter(&image);
    painter.scale(m_scale, m_scale);
    painter.setFont(m_font);
    painter.setPen(QColor::fromRgb(word.look.color));
    painter.drawText(QPointF(inset() / m_scale, m_ascent), word.look.text);
    painter.end();
    const std::int64_t from = std::max(word.from, part.from);
    const std::int64_t count = std::min(word.to, part.to) - from;
    for (int y = std::max(-top, 0); y < std::min(image.height(), part.height - top); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        std::copy_n(line + (from - word.from), count, part.at(from, top + y));
    }
}

} // namespace sightglass
