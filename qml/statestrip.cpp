#include "statestrip.h"

#include "colorramp.h"
#include "store/format.h"

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
constexpr double stripePeriod = 8;       // px
constexpr double rowGap = 4;             // px
constexpr double gapShare = 0.2;         // of a row, where rows are low
constexpr double baseLine = 2;           // px, the full colour at the foot of a block
constexpr double tailHeight = 2;         // px
constexpr int mixedLeast = 3;            // px, so that it can be seen
constexpr int missedIntervals = 3;       // until a series is silent, as everywhere
constexpr std::size_t mostStates = 4096; // whose looks are kept; a number has any number of them
constexpr std::int64_t shortestPatienceUs = 2'000'000;

// Those that show in the part; `all` are in order.
template<typename Part, typename Use>
void eachIn(const PlotPart &part, const std::vector<Part> &all, const Use &use)
{
    auto at = std::partition_point(all.begin(), all.end(),
                                   [&](const Part &one) { return one.to <= part.from; });
    for (; at != all.end() && at->from < part.to; ++at) {
        use(*at);
    }
}

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

void StateStrip::arrange(bool afresh)
{
    if (afresh) {
        m_rows.clear();
        QFont font(m_fontFamily);
        font.setPixelSize(std::max(m_fontSize, 1));
        m_type = StateType(font, pixelScale());
    }
    m_rows.resize(std::size_t(rows()));
    m_newest.clear();
    for (int i = 0; i < rows(); ++i) {
        readRow(i);
        layOut(i);
        m_newest.append(newestOf(i));
    }
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

StateBand StateStrip::bandOf(int index) const
{
    const double inRows = std::max(0.0, m_tiles.height() - m_foot * pixelScale());
    const auto edge = [&](int i) { return int(std::lround(inRows * i / rows())); };
    const int whole = edge(index + 1) - edge(index);
    const int gap = int(std::min(rowGap * pixelScale(), gapShare * whole));
    return {edge(index) + gap / 2, whole - gap};
}

StateBand StateStrip::tailOf(StateBand band) const
{
    const int height = std::min(std::max(1, int(tailHeight * pixelScale())), band.height);
    return {band.top + (band.height - 1) / 2 - height / 2, height};
}

StateBlock StateStrip::across(std::int64_t fromUs, std::int64_t toUs, int least) const
{
    const std::int64_t from = columnOf(fromUs);
    const std::int64_t to = std::max(columnOf(toUs), from + least);
    StateBlock block;
    block.from = std::clamp(from, m_tiles.from(), m_tiles.to());
    block.to = std::clamp(to, block.from, m_tiles.to());
    return block;
}

// Only those that are still true.
void StateStrip::keepStates(Row &row, const SeriesInfo &info)
{
    if (row.named != info.states || row.unit != info.unit || row.states.size() >= mostStates) {
        row.named = info.states;
        row.unit = info.unit;
        row.states.clear();
    }
}

StateStrip::State &StateStrip::stateOf(int index, double value)
{
    Row &row = m_rows[std::size_t(index)];
    const auto [at, isNew] = row.states.try_emplace(value);
    State &state = at->second;
    if (isNew) {
        state.look = lookOf(*series(index), value + 0.0); // not -0
        const QColor &color = state.look.color;
        const bool solid = state.look.fill == Fill::Solid;
        const double stripes = state.look.severity.isEmpty() ? stripeTint : warningTint;
        state.paint.ground = blended(m_surfaceColor, color, solid ? 1 : tint).rgb();
        state.paint.stripe = blended(m_surfaceColor, color, stripes).rgb();
        state.paint.foot = color.rgb();
        state.paint.fill = state.look.fill;
        state.ink = (solid ? m_surfaceColor : m_textColor).rgb();
        state.whole = m_type.columnsFor(state.look.text);
    }
    return state;
}

void StateStrip::layOut(int index)
{
    Row &row = m_rows[std::size_t(index)];
    m_parts.clear();
    if (series(index) != nullptr && bandOf(index).height > 0) {
        keepStates(row, series(index)->info);
        for (const StateSpan &span : row.spans) {
            if (!span.mixed) {
                addPlain(index, span);
                continue;
            }
            StateBlock block = across(span.fromUs, span.toUs, int(mixedLeast * pixelScale()));
            block.look = mixedPaint(index, span);
            append(m_parts.mixed, block);
        }
        addTail(index);
    }
    touchDifferences(row.parts.plain, m_parts.plain, m_tiles);
    touchDifferences(row.parts.mixed, m_parts.mixed, m_tiles);
    touchDifferences(row.parts.tail, m_parts.tail, m_tiles);
    touchDifferences(row.parts.words, m_parts.words, m_tiles);
    std::swap(row.parts, m_parts);
}

void StateStrip::addPlain(int index, const StateSpan &span)
{
    State &state = stateOf(index, span.values[0]);
    StateBlock block = across(span.fromUs, span.toUs, 1);
    block.look = state.paint;
    const int gutter = std::max(1, int(pixelScale()));
    if (block.columns() > 4 * gutter && columnOf(span.fromUs) >= m_tiles.from()) {
        block.from += gutter; // blocks side by side stay two
    }
    append(m_parts.plain, block);
    const int columns = int(std::min<std::int64_t>(block.columns(), state.whole));
    const auto [cut, isNew] = state.cuts.try_emplace(columns);
    if (isNew) {
        cut->second = m_type.cut(state.look.text, columns);
    }
    if (cut->second.columns > 0) {
        const std::int64_t from = block.from + m_type.side();
        m_parts.words.push_back({from,
                                 std::min(from + cut->second.columns, block.to),
                                 {cut->second.text, state.ink, state.paint.ground, from}});
    }
}

StatePaint StateStrip::mixedPaint(int index, const StateSpan &span)
{
    std::array<const Look *, StateSpan::mostValues> looks{};
    const auto end = looks.begin() + span.count;
    for (int i = 0; i < span.count; ++i) {
        looks[std::size_t(i)] = &stateOf(index, span.values[std::size_t(i)]).look;
    }
    std::stable_sort(looks.begin(), end,
                     [](const Look *a, const Look *b) { return a->rank > b->rank; });
    const QColor other = span.count > 1 ? looks[1]->color : m_surfaceColor;
    const QColor first = span.count > 0 ? looks[0]->color : m_staleColor;
    return {blended(m_surfaceColor, other, mixedTint).rgb(),
            blended(m_surfaceColor, first, mixedTint).rgb(), 0, Fill::Rising};
}

// What was last said goes on as a thin line: nobody knows whether it still is so.
void StateStrip::addTail(int index)
{
    const Row &row = m_rows[std::size_t(index)];
    const Column &column = series(index)->column;
    if (column.empty() || !std::isfinite(column.lastValue()) || row.heldUs >= knownUntil()) {
        return;
    }
    StateBlock tail = across(std::max(row.heldUs, plotWindow().fromUs), knownUntil(), 0);
    tail.look.stripe = m_staleColor.rgb(); // on nothing
    tail.look.fill = Fill::Rising;
    append(m_parts.tail, tail);
}

void StateStrip::compose(const PlotPart &part) const
{
    const int period = std::max(2, int(std::lround(stripePeriod * pixelScale())));
    for (int i = 0; i < int(m_rows.size()); ++i) {
        const StateParts &parts = m_rows[std::size_t(i)].parts;
        const StateBand band = bandOf(i);
        const int foot = std::min(int(baseLine * pixelScale()), band.height);
        eachIn(part, parts.plain, [&](const auto &it) { paint(part, band, it, period, foot); });
        eachIn(part, parts.mixed, [&](const auto &it) { paint(part, band, it, period, 0); });
        eachIn(part, parts.tail, [&](const auto &it) { paint(part, tailOf(band), it, period, 0); });
        const StateBand above{band.top, band.height - foot};
        if (m_type.fits(above.height)) {
            const int top = m_type.topIn(above);
            eachIn(part, parts.words, [&](const auto &it) { m_type.paint(part, top, it); });
        }
    }
}

} // namespace sightglass
