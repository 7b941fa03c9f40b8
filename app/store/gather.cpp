#include "store/gather.h"

namespace sightglass {

namespace {

constexpr std::size_t shortRun = 4;
constexpr std::size_t perSeries = 3;

std::size_t countRuns(const Batch &batch, std::size_t from, std::size_t to)
{
    std::size_t runs = 1;
    for (std::size_t i = from + 1; i < to; ++i) {
        runs += batch.series[i] != batch.series[i - 1] ? 1 : 0;
    }
    return runs;
}

} // namespace

std::span<const Gather::Run> Gather::asTheyCame(const Batch &batch, std::size_t from,
                                                std::size_t to)
{
    m_runs.clear();
    const std::span times(batch.times);
    const std::span values(batch.values);
    while (from < to) {
        std::size_t end = from + 1;
        while (end < to && batch.series[end] == batch.series[from]) {
            ++end;
        }
        m_runs.push_back({batch.series[from], times.subspan(from, end - from),
                          values.subspan(from, end - from)});
        from = end;
    }
    return m_runs;
}

std::span<const Gather::Run> Gather::bySeries(const Batch &batch, std::size_t from, std::size_t to)
{
    if (to - from >= shortRun * countRuns(batch, from, to)) {
        return asTheyCame(batch, from, to);
    }
    m_seen.clear();
    for (std::size_t i = from; i < to; ++i) {
        const std::uint32_t index = batch.series[i];
        if (index >= m_at.size()) {
            m_at.resize(index + 1);
        }
        if (m_at[index]++ == 0) {
            m_seen.push_back(index);
        }
    }
    const bool pays = to - from >= perSeries * m_seen.size();
    if (pays) {
        scatter(batch, from, to);
    }
    for (const std::uint32_t index : m_seen) {
        m_at[index] = 0;
    }
    return pays ? std::span<const Run>(m_runs) : asTheyCame(batch, from, to);
}

void Gather::scatter(const Batch &batch, std::size_t from, std::size_t to)
{
    m_times.resize(std::max(m_times.size(), to - from));
    m_values.resize(m_times.size());
    m_runs.clear();
    std::uint32_t start = 0;
    for (const std::uint32_t index : m_seen) {
        const std::uint32_t size = std::exchange(m_at[index], start);
        m_runs.push_back({index, std::span(m_times).subspan(start, size),
                          std::span(m_values).subspan(start, size)});
        start += size;
    }
    for (std::size_t i = from; i < to; ++i) {
        const std::uint32_t at = m_at[batch.series[i]]++;
        m_times[at] = batch.times[i];
        m_values[at] = batch.values[i];
    }
}

} // namespace sightglass
