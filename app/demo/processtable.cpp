#include "demo/processtable.h"

#include <algorithm>
#include <limits>

namespace sightglass {

using namespace Qt::StringLiterals;

ProcessTable::ProcessTable(SeriesTable &table)
    : m_table(table)
{
}

void ProcessTable::begin(std::int64_t nowUs)
{
    m_elapsedUs = m_round > 0 && nowUs > m_nowUs ? nowUs - m_nowUs : 0;
    m_nowUs = nowUs;
    ++m_round;
}

void ProcessTable::add(const ProcessUse &process)
{
    const std::uint64_t used = cpuSinceLastRound(process);
    Name &name = nameOf(process.name);
    if (name.round != m_round) {
        name.round = m_round;
        name.cpu.value = 0;
        name.memory.value = 0;
    }
    name.memory.value += process.memory;
    if (m_elapsedUs > 0) {
        name.cpu.value += 100 * static_cast<double>(used) / static_cast<double>(m_elapsedUs);
    }
}

std::uint64_t ProcessTable::cpuSinceLastRound(const ProcessUse &process)
{
    const auto [found, fresh] = m_processes.try_emplace(process.pid);
    Process &known = found->second;
    std::uint64_t used = 0;
    if (fresh || known.started != process.started) {
        // More than its threads can have used in one round: it is older than that and was only
        // unreadable for a while. Its past is no use of this round.
        const auto possible = static_cast<std::uint64_t>(m_elapsedUs)
                              * static_cast<std::uint64_t>(
                                  std::max<std::int64_t>(process.threads, 1));
        used = process.cpuUs <= possible ? process.cpuUs : 0;
    } else if (process.cpuUs > known.cpuUs) {
        used = process.cpuUs - known.cpuUs;
    }
    known = {process.started, process.cpuUs, m_round};
    return used;
}

ProcessTable::Name &ProcessTable::nameOf(std::string_view original)
{
    const auto known = m_byOriginal.find(original);
    if (known != m_byOriginal.end()) {
        return *known->second;
    }
    const QString plain = plainName(QString::fromUtf8(original.data(), qsizetype(original.size())));
    Name &name = m_names[plain];
    name.plain = plain;
    m_byOriginal.emplace(std::string(original), &name);
    return name;
}

void ProcessTable::rank(Which which, const QString &group, const QString &unit,
                        MachineReadings &out)
{
    m_ranked.clear();
    for (auto &[plain, name] : m_names) {
        Measure &measure = name.*which;
        measure.wasListed = std::exchange(measure.listed, false);
        if (name.round == m_round && measure.value > 0) {
            m_ranked.push_back(&name);
        }
    }
    const std::size_t kept = std::min(top, m_ranked.size());
    std::partial_sort(m_ranked.begin(), m_ranked.begin() + std::ptrdiff_t(kept), m_ranked.end(),
                      [which](const Name *a, const Name *b) {
                          const double left = (a->*which).value;
                          const double right = (b->*which).value;
                          return left != right ? left > right : a->plain < b->plain;
                      });
    for (std::size_t i = 0; i < kept; ++i) {
        Measure &measure = m_ranked[i]->*which;
        const QString &plain = m_ranked[i]->plain;
        if (!measure.series) {
            const QString place = m_table.place(group, plain);
            if (place.isEmpty()) {
                continue;
            }
            measure.series = m_table.series(place, unit, 0, {}, {{u"process"_s, plain}});
        }
        measure.listed = true;
        out.push_back({*measure.series, measure.value});
    }
    for (const auto &[plain, name] : m_names) {
        const Measure &measure = name.*which;
        if (measure.wasListed && !measure.listed) {
            out.push_back({*measure.series, std::numeric_limits<double>::quiet_NaN()});
        }
    }
}

void ProcessTable::end(MachineReadings &out)
{
    if (m_elapsedUs > 0) {
        rank(&Name::cpu, u"process.cpu"_s, u"%"_s, out);
    }
    rank(&Name::memory, u"process.memory"_s, u"B"_s, out);

    std::erase_if(m_processes, [this](const auto &entry) { return entry.second.round != m_round; });
    const auto over = [this](const Name &name) {
        return name.round != m_round && !name.cpu.listed && !name.memory.listed;
    };
    std::erase_if(m_byOriginal, [&](const auto &entry) { return over(*entry.second); });
    std::erase_if(m_names, [&](const auto &entry) { return over(entry.second); });
}

} // namespace sightglass
