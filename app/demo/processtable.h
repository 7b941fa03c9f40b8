// Who uses the machine: processes summed by name, the busiest and the largest of them.
//
// begin(), add() for every process there is, end(). CPU is in percent of one core over the time
// since the previous begin(); the first round has none. A process that was not there in the
// previous round counts from its start, so that many short ones are seen. Memory is what its system
// calls resident, in bytes; pages that several processes share are counted for each.
#pragma once

#include "demo/machine.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sightglass {

struct ProcessUse
{
    std::int64_t pid = 0;
    std::uint64_t started = 0; // whatever tells two processes of one pid apart
    std::string_view name;
    std::int64_t threads = 1;
    std::uint64_t cpuUs = 0; // since its start
    double memory = 0;
};

class ProcessTable
{
public:
    static constexpr std::size_t top = 8; // how many of each a round reports

    explicit ProcessTable(SeriesTable &table);

    void begin(std::int64_t nowUs);
    void add(const ProcessUse &process);
    void end(MachineReadings &out);

private:
    struct Process
    {
        std::uint64_t started = 0;
        std::uint64_t cpuUs = 0;
        std::uint64_t round = 0;
    };
    struct Measure // of one name: its CPU or its memory
    {
        double value = 0;
        std::optional<std::uint32_t> series;
        bool listed = false; // in this round
        bool wasListed = false;
    };
    struct Name
    {
        QString plain;
        Measure cpu;
        Measure memory;
        std::uint64_t round = 0;
    };
    using Which = Measure Name::*;

    std::uint64_t cpuSinceLastRound(const ProcessUse &process);
    Name &nameOf(std::string_view original);
    void rank(Which which, const QString &group, const QString &unit, MachineReadings &out);

    SeriesTable &m_table;
    std::unordered_map<std::int64_t, Process> m_processes;
    std::map<QString, Name> m_names;
    std::map<std::string, Name *, std::less<>> m_byOriginal; // several may share one plain name
    std::vector<Name *> m_ranked;
    std::uint64_t m_round = 0;
    std::int64_t m_nowUs = 0;
    std::int64_t m_elapsedUs = 0; // 0: there is no time to give CPU over
};

} // namespace sightglass
