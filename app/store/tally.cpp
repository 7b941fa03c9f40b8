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
    const std::uint32_t before = m_brief.finite;
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

void Tally::takeChunks(const Brief &all, std::size_t first, std::size_t count)
{
    const bool none = m_brief.finite == 0;
    m_brief.join(all);
    if (all.finite == 0) {
        return;
    }
    if (none) {
        m_first = std::isfinite(all.first) ? Point{all.firstUs, all.first}
                                           : firstOf(first, first + count);
    }
    m_last = {all.lastUs, all.last};
    m_lastFrom = first;
    m_lastTo = std::isfinite(all.last) ? first : first + count;
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
