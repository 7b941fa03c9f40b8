// A machine whose every reading says which series it belongs to and which reading it is.
//
// On each channel the n-th message of a life holds n * 16 + i for its series i; now and then an
// alarm comes or goes. One thread.
#pragma once

#include "demo/machine.h"

#include <cmath>

namespace sightglass::fault {

class ScriptedMachine final : public Machine
{
public:
    void sampleCpu(std::int64_t, MachineReadings &out) override
    {
        fill(out, QStringLiteral("cpu.scripted"), 3, ++m_cpu);
    }
    void sampleSystem(std::int64_t, MachineReadings &out) override
    {
        fill(out, QStringLiteral("system.scripted"), 2, ++m_system);
        const bool hot = m_system % 8 < 4;
        out.push_back({m_table.series(QStringLiteral("filesystem.x.used"), QStringLiteral("%")),
                       hot ? 95.0 : 5.0});
        // And one that came once and stays: it is told again to whoever missed it.
        out.push_back({m_table.series(QStringLiteral("filesystem.y.used"), QStringLiteral("%")),
                       m_system < 2 ? 5.0 : 95.0});
    }
    void sampleProcesses(std::int64_t, MachineReadings &out) override
    {
        // One series more than before at each hundredth reading: the catalog grows meanwhile.
        ++m_processes;
        fill(out, QStringLiteral("process.scripted"), 1 + std::min(int(m_processes / 100), 14),
             m_processes);
    }

    // False: the value is that of another series.
    static bool belongs(const QString &name, double value)
    {
        const auto at = name.indexOf(QStringLiteral(".scripted"));
        return at < 0 || name.mid(at + 9).toInt() == int(std::fmod(value, 16));
    }

private:
    void fill(MachineReadings &out, const QString &name, int width, std::uint64_t number)
    {
        for (int i = 0; i < width; ++i) {
            out.push_back({m_table.series(name + QString::number(i), {}), double(number * 16) + i});
        }
    }

    std::uint64_t m_cpu = 0;
    std::uint64_t m_system = 0;
    std::uint64_t m_processes = 0;
};

} // namespace sightglass::fault
