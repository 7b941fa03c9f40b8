// This machine's own metrics: real readings, one operating system per .cpp file.
//
// A Machine is used from one thread; nowUs is microseconds since the Unix epoch. Each sample…()
// call appends readings for its group; a series that appears for the first time (a disk is plugged
// in, a process climbs into the top list) is added to catalog() and keeps its id for the life of
// the object. What the system does not offer is absent, never zero. Rates (bytes per second,
// percent of time) are over the time since the previous call of the same group; the first call has
// none to give and leaves them out.
#pragma once

#include "demo/seriestable.h"

#include <memory>
#include <vector>

namespace sightglass {

struct MachineReading
{
    std::uint32_t series = 0; // SeriesInfo::id
    double value = 0;         // NaN: no value any more (a process left the top list)
};
using MachineReadings = std::vector<MachineReading>;

class Machine
{
public:
    // The machine the program runs on. `root` is put before /proc, /sys and the mount points on
    // Linux ("" is the real ones), so that tests can show a machine with known files; the other
    // systems ignore it.
    static std::unique_ptr<Machine> create(const QString &root = {});
    Machine() = default;
    virtual ~Machine() = default;
    Q_DISABLE_COPY_MOVE(Machine)

    // Channel "cpu": cpu.total, cpu.core<N> in percent, 0 to 100.
    virtual void sampleCpu(std::int64_t nowUs, MachineReadings &out) = 0;

    // Channel "machine": load.1m 5m 15m; memory.used available cached total, swap.used total in
    // bytes (B); network.<interface>.received sent in B/s; disk.<device>.read written in B/s and
    // disk.<device>.busy in percent; filesystem.<mount>.used percent (%), size (B);
    // temperature.<sensor> in °C; processes.count, threads.count; system.uptime in s.
    // Windows has no load, swap, disk or temperature; macOS no disk or temperature.
    virtual void sampleSystem(std::int64_t nowUs, MachineReadings &out) = 0;

    // Channel "processes": process.cpu.<name> in percent of one core and process.memory.<name> in
    // bytes, summed over processes of one name: the eight largest of each at this moment. One that
    // leaves the list gets one NaN.
    virtual void sampleProcesses(std::int64_t nowUs, MachineReadings &out) = 0;

    // Grows at the end; the series with id i is at position i.
    const std::vector<SeriesInfo> &catalog() const { return m_table.all(); }
    virtual QString hostName() const;

protected:
    // One value of a series that is always there under the same name.
    void give(MachineReadings &out, double value, const QString &name, const QString &unit,
              std::optional<double> max = {});
    // filesystem.<mount>.used and .size; `used` and `size` in bytes as a plain user sees them.
    void giveFilesystem(MachineReadings &out, const QString &mount, double used, double size);

    SeriesTable m_table;
};

} // namespace sightglass
