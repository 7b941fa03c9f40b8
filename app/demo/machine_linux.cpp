#include "demo/machine.h"
#include "demo/processtable.h"
#include "demo/procfile.h"
#include "demo/procfs.h"
#include "demo/rates.h"

#include <QByteArray>

#include <dirent.h>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t sensorSearchUs = 30'000'000; // a plugged-in sensor can wait that long

struct DirCloser
{
    void operator()(DIR *dir) const { ::closedir(dir); }
};
using Dir = std::unique_ptr<DIR, DirCloser>;

std::string_view trimmed(std::string_view text)
{
    const std::size_t end = text.find_last_not_of(" \t\n");
    return text.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

bool isNumber(const char *name)
{
    return std::string_view(name).find_first_not_of("0123456789") == std::string_view::npos;
}

class LinuxMachine final : public Machine
{
public:
    explicit LinuxMachine(const QString &root);

    void sampleCpu(std::int64_t nowUs, MachineReadings &out) override;
    void sampleSystem(std::int64_t nowUs, MachineReadings &out) override;
    void sampleProcesses(std::int64_t nowUs, MachineReadings &out) override;

private:
    struct Core
    {
        std::uint32_t series = 0;
        BusyShare share;
        bool present = false;
    };
    struct Sensor
    {
        ProcFile file;
        std::uint32_t series = 0;
    };

    void sampleMemory(MachineReadings &out);
    void sampleNetwork(std::int64_t nowUs, MachineReadings &out);
    void sampleDisks(std::int64_t nowUs, MachineReadings &out);
    void sampleFilesystems(MachineReadings &out);
    void sampleTemperatures(std::int64_t nowUs, MachineReadings &out);
    void sampleCounts(MachineReadings &out);
    void findSensors();
    void findSensorsOf(const std::string &device);
    DIR *processes();
    void addProcess(const char *pid);

    const std::string m_root;
    const double m_pageSize = static_cast<double>(std::max(::sysconf(_SC_PAGESIZE), 1L));
    const std::uint64_t m_tickUs = 1'000'000 / std::uint64_t(std::max(::sysconf(_SC_CLK_TCK), 1L));

    ProcFile m_stat{m_root + "/proc/stat"};
    ProcFile m_load{m_root + "/proc/loadavg"};
    ProcFile m_uptime{m_root + "/proc/uptime"};
    ProcFile m_memory{m_root + "/proc/meminfo"};
    ProcFile m_network{m_root + "/proc/net/dev"};
    ProcFile m_disks{m_root + "/proc/diskstats"};
    ProcFile m_mounts{m_root + "/proc/self/mounts"};
    Dir m_processDir;

    std::vector<procfs::CpuTime> m_cpuTimes;
    std::vector<procfs::InterfaceCounts> m_interfaceCounts;
    std::vector<procfs::DiskCounts> m_diskCounts;
    std::string m_mountsText;
    std::vector<std::string> m_mountPoints;

    std::map<int, Core> m_cores;
    RateGroup m_interfaceRates{
        m_table, u"network"_s, {{u"received"_s, u"B/s"_s, 1, {}}, {u"sent"_s, u"B/s"_s, 1, {}}}};
    RateGroup m_diskRates{m_table,
                          u"disk"_s,
                          {{u"read"_s, u"B/s"_s, 1, {}},
                           {u"written"_s, u"B/s"_s, 1, {}},
                           {u"busy"_s, u"%"_s, 0.1, 100}}}; // 1,000 ms of a second are 100 %
    std::vector<Sensor> m_sensors;
    std::optional<std::int64_t> m_sensorsFoundUs;
    ProcessTable m_processTable{m_table};
};

LinuxMachine::LinuxMachine(const QString &root)
    : m_root(root.toStdString())
{
}

void LinuxMachine::sampleCpu(std::int64_t /*nowUs*/, MachineReadings &out)
{
    for (auto &[number, core] : m_cores) {
        core.present = false;
    }
    procfs::readCpuTimes(m_stat.read(), m_cpuTimes);
    for (const procfs::CpuTime &time : m_cpuTimes) {
        auto [found, fresh] = m_cores.try_emplace(time.core);
        Core &core = found->second;
        if (fresh) {
            const QString name = time.core < 0 ? u"cpu.total"_s
                                               : u"cpu.core"_s + QString::number(time.core);
            core.series = m_table.series(name, u"%"_s, 0, 100);
        }
        core.present = true;
        if (const auto share = core.share.percent(time.busy, time.idle)) {
            out.push_back({core.series, *share});
        }
    }
    // A core that was switched off meanwhile starts afresh.
    std::erase_if(m_cores, [](const auto &entry) { return !entry.second.present; });
}

void LinuxMachine::sampleSystem(std::int64_t nowUs, MachineReadings &out)
{
    sampleCounts(out);
    sampleMemory(out);
    sampleNetwork(nowUs, out);
    sampleDisks(nowUs, out);
    sampleFilesystems(out);
    sampleTemperatures(nowUs, out);
}

void LinuxMachine::sampleCounts(MachineReadings &out)
{
    if (const auto load = procfs::readLoad(m_load.read())) {
        give(out, load->minutes1, u"load.1m"_s, {});
        give(out, load->minutes5, u"load.5m"_s, {});
        give(out, load->minutes15, u"load.15m"_s, {});
        if (load->threads) {
            give(out, double(*load->threads), u"threads.count"_s, {});
        }
    }
    if (const auto uptime = procfs::readUptime(m_uptime.read())) {
        give(out, *uptime, u"system.uptime"_s, u"s"_s);
    }
    int count = 0;
    if (DIR *dir = processes()) {
        while (const dirent *entry = ::readdir(dir)) {
            count += isNumber(entry->d_name) ? 1 : 0;
        }
    }
    if (count > 0) {
        give(out, count, u"processes.count"_s, {});
    }
}

void LinuxMachine::sampleMemory(MachineReadings &out)
{
    const procfs::Memory memory = procfs::readMemory(m_memory.read());
    if (memory.total) {
        const auto total = double(*memory.total);
        give(out, total, u"memory.total"_s, u"B"_s);
        if (memory.available && *memory.available <= *memory.total) {
            give(out, total - double(*memory.available), u"memory.used"_s, u"B"_s, total);
            give(out, double(*memory.available), u"memory.available"_s, u"B"_s, total);
        }
        if (memory.cached) {
            give(out, double(*memory.cached), u"memory.cached"_s, u"B"_s, total);
        }
    }
    if (memory.swapTotal.value_or(0) > 0 && memory.swapFree
        && *memory.swapFree <= *memory.swapTotal) {
        const auto total = double(*memory.swapTotal);
        give(out, total, u"swap.total"_s, u"B"_s);
        give(out, total - double(*memory.swapFree), u"swap.used"_s, u"B"_s, total);
    }
}

void LinuxMachine::sampleNetwork(std::int64_t nowUs, MachineReadings &out)
{
    procfs::readInterfaces(m_network.read(), m_interfaceCounts);
    m_interfaceRates.begin(nowUs);
    for (const procfs::InterfaceCounts &counts : m_interfaceCounts) {
        m_interfaceRates.add(counts.name, {counts.received, counts.sent}, out);
    }
    m_interfaceRates.end();
}

void LinuxMachine::sampleDisks(std::int64_t nowUs, MachineReadings &out)
{
    procfs::readDisks(m_disks.read(), m_diskCounts);
    m_diskRates.begin(nowUs);
    for (const procfs::DiskCounts &counts : m_diskCounts) {
        m_diskRates.add(counts.name, {counts.readBytes, counts.writtenBytes, counts.busyMs}, out);
    }
    m_diskRates.end();
}

void LinuxMachine::sampleFilesystems(MachineReadings &out)
{
    const std::string_view text = m_mounts.read();
    if (text != m_mountsText) {
        m_mountsText = text;
        m_mountPoints = procfs::readLocalMounts(text);
    }
    for (const std::string &point : m_mountPoints) {
        struct statvfs room = {};
        if (::statvfs((m_root + point).c_str(), &room) != 0 || room.f_blocks == 0
            || room.f_bfree > room.f_blocks) {
            continue;
        }
        // As df: what only root may fill is no room for anybody else.
        const auto block = double(room.f_frsize);
        const double used = double(room.f_blocks - room.f_bfree) * block;
        giveFilesystem(out, toText(point), used, used + double(room.f_bavail) * block);
    }
}

void LinuxMachine::sampleTemperatures(std::int64_t nowUs, MachineReadings &out)
{
    if (!m_sensorsFoundUs || nowUs - *m_sensorsFoundUs >= sensorSearchUs) {
        m_sensorsFoundUs = nowUs;
        findSensors();
    }
    for (Sensor &sensor : m_sensors) {
        const std::string_view text = trimmed(sensor.file.read());
        int millidegrees = 0;
        const char *const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, millidegrees);
        if (error == std::errc{} && stop == end) {
            out.push_back({sensor.series, millidegrees / 1000.0});
        }
    }
}

void LinuxMachine::findSensors()
{
    m_sensors.clear();
    const std::string folder = m_root + "/sys/class/hwmon";
    const Dir dir(::opendir(folder.c_str()));
    while (const dirent *entry = dir ? ::readdir(dir.get()) : nullptr) {
        if (entry->d_name[0] != '.') {
            findSensorsOf(folder + '/' + entry->d_name);
        }
    }
}

void LinuxMachine::findSensorsOf(const std::string &device)
{
    const QString chip = toText(trimmed(ProcFile(device + "/name").read()));
    const Dir dir(::opendir(device.c_str()));
    while (const dirent *entry = dir ? ::readdir(dir.get()) : nullptr) {
        const std::string_view file(entry->d_name);
        if (!file.starts_with("temp") || !file.ends_with("_input")) {
            continue;
        }
        const std::string sensor(file.substr(0, file.size() - 6));
        const QString label = toText(trimmed(ProcFile(device + '/' + sensor + "_label").read()));
        const QString shown = chip + u' ' + (label.isEmpty() ? toText(sensor) : label);
        // Devices change their numbers when others come and go: the path alone tells too little.
        const QString original = QString::fromStdString(device + '/' + sensor) + u' ' + shown;
        const QString place = m_table.place(u"temperature"_s, original, plainName(shown));
        if (!place.isEmpty()) {
            m_sensors.push_back({ProcFile(device + '/' + std::string(file)),
                                 m_table.series(place, u"°C"_s, {}, {}, {{u"device"_s, shown}})});
        }
    }
}

DIR *LinuxMachine::processes()
{
    if (m_processDir) {
        ::rewinddir(m_processDir.get());
    } else {
        m_processDir.reset(::opendir((m_root + "/proc").c_str()));
    }
    return m_processDir.get();
}

void LinuxMachine::sampleProcesses(std::int64_t nowUs, MachineReadings &out)
{
    m_processTable.begin(nowUs);
    if (DIR *dir = processes()) {
        while (const dirent *entry = ::readdir(dir)) {
            if (isNumber(entry->d_name)) {
                addProcess(entry->d_name);
            }
        }
    }
    m_processTable.end(out);
}

void LinuxMachine::addProcess(const char *pid)
{
    std::array<char, 32> path{};
    std::snprintf(path.data(), path.size(), "%s/stat", pid);
    const int file = ::openat(::dirfd(m_processDir.get()), path.data(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return; // it has ended since
    }
    std::array<char, 1024> text; // fifty numbers and a name of at most 64
    const ssize_t size = ::read(file, text.data(), text.size());
    ::close(file);
    const auto process = procfs::readProcess(
        {text.data(), std::size_t(std::max<ssize_t>(size, 0))});
    if (process) {
        m_processTable.add({std::atoll(pid), process->startTicks, process->name, process->threads,
                            process->cpuTicks * m_tickUs,
                            double(process->residentPages) * m_pageSize});
    }
}

} // namespace

std::unique_ptr<Machine> Machine::create(const QString &root)
{
    return std::make_unique<LinuxMachine>(root);
}

} // namespace sightglass
