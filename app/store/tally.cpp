#include "store/tally.h"

#include <algorithm>

namespace sightglass {

namespace {

bool isFinite(double value)
{
    return std::isfinite(value);
}

} // namespace

void Tally::clear()
{
    m_brief = {};
    m_first = m_last = {};
    m_lastFrom = m_lastTo = 0;
}

void Tally::takeRun(std::span<const std::int64_t> times, std::span<const double> values)
{
    const std::uint64_t before = m_brief.finite;
    m_brief.note(times, values);
    if (m_brief.finite == before) {
        return;
    }
    if (before == 0) {
        const auto at = std::find_if(values.begin(), values.end(), isFinite) - values.begin();
        m_first = {times[std::size_t(at)], values[std::size_t(at)]};
    }
    const auto behind = std::find_if(values.rbegin(), values.rend(), isFinite) - values.rbegin();
    const std::size_t at = values.size() - 1 - std::size_t(behind);
    m_last = {times[at], values[at]};
    m_lastTo = m_lastFrom;
}

void Tally::takeBlock(const Brief &block)
{
    if (m_brief.finite == 0) {
        m_first = {block.firstUs, block.first};
    }
    m_brief.join(block);
    m_last = {block.lastUs, block.last};
    m_lastTo = m_lastFrom;
}

void Tally::prepend(const Brief &block)
{
    if (m_brief.finite == 0) {
        m_last = {block.lastUs, block.last};
        m_lastTo = m_lastFrom;
    }
    Brief all = block;
    all.join(m_brief);
    m_brief = all;
    m_first = {block.firstUs, block.first};
}

void Tally::takeChunks(std::size_t from, std::size_t to)
{
    Brief all;
    Range first; // the first that hold a finite value, and the last
    Range last;
    for (std::size_t chunk = from; chunk < to;) {
        const Pyramid::Group group = m_column.pyramid().largestAt(chunk, to);
        const Brief &some = group.brief ? *group.brief : m_column.brief(chunk);
        const Range range{chunk, chunk + std::max<std::size_t>(group.chunks, 1)};
        all.count += some.count;
        all.joinExtremes(some);
        if (some.finite > 0) {
            first = first.to == 0 ? range : first;
            last = range;
        }
        chunk = range.to;
    }
    const bool none = m_brief.finite == 0;
    const Brief &begin = m_column.brief(from);
    const Brief &end = m_column.brief(to - 1);
    all.firstUs = begin.firstUs;
    all.first = begin.first;
    all.lastUs = end.lastUs;
    all.last = end.last;
    m_brief.join(all);
    if (all.finite == 0) {
        return;
    }
    if (none) {
        const Brief &brief = m_column.brief(first.from);
        m_first = std::isfinite(brief.first) ? Point{brief.firstUs, brief.first}
                                             : firstOf(first.from, first.to);
    }
    m_last = {end.lastUs, end.last};
    m_lastFrom = last.from;
    m_lastTo = std::isfinite(end.last) ? last.from : last.to;
}

Tally::Point Tally::last() const
{
    return m_lastTo > m_lastFrom ? lastOf(m_lastFrom, m_lastTo) : m_last;
}

Tally::Point Tally::firstOf(std::size_t chunk, std::size_t end) const
{
    while (chunk + 1 < end && m_column.brief(chunk).finite == 0) {
        ++chunk;
    }
    if (const Chunk *packed = m_column.packed(chunk)) {
        std::size_t at = 0;
        while (!std::isfinite(packed->values.at(at))) {
            ++at;
        }
        return {packed->timeAt(at), packed->values.at(at)};
    }
    Column::Scratch scratch;
    const auto [times, values] = m_column.samples(chunk, scratch);
    const auto at = std::find_if(values.begin(), values.end(), isFinite) - values.begin();
    return {times[std::size_t(at)], values[std::size_t(at)]};
}

Tally::Point Tally::lastOf(std::size_t chunk, std::size_t end) const
{
    do {
        --end;
    } while (end > chunk && m_column.brief(end).finite == 0);
    if (const Chunk *packed = m_column.packed(end)) {
        std::size_t at = packed->brief.count - 1;
        while (!std::isfinite(packed->values.at(at))) {
            --at;
        }
        return {packed->timeAt(at), packed->values.at(at)};
    }
    Column::Scratch scratch;
    const auto [times, values] = m_column.samples(end, scratch);
    const auto behind = std::find_if(values.rbegin(), values.rend(), isFinite) - values.rbegin();
    const std::size_t at = values.size() - 1 - std::size_t(behind);
    return {times[at], values[at]};
}

} // namespace sightglass
