#include "demo/machine.h"
#include "demo/processtable.h"
#include "demo/rates.h"

#include <ifaddrs.h>
#include <libproc.h>
#include <mach/mach.h>
#include <mach/mach_time.h>
#include <net/if.h>
#include <sys/mount.h>
#include <sys/param.h>
#include <sys/socket.h>
#include <sys/sysctl.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

class MacMachine final : public Machine
{
public:
    MacMachine();
    ~MacMachine() override;

    void sampleCpu(std::int64_t nowUs, MachineReadings &out) override;
    void sampleSystem(std::int64_t nowUs, MachineReadings &out) override;
    void sampleProcesses(std::int64_t nowUs, MachineReadings &out) override;

private:
    void sampleCounts(std::int64_t nowUs, MachineReadings &out);
    void sampleMemory(MachineReadings &out);
    void sampleNetwork(std::int64_t nowUs, MachineReadings &out);
    void sampleFilesystems(MachineReadings &out);
    void addProcess(pid_t pid);

    const host_t m_host = ::mach_host_self();
    mach_timebase_info_data_t m_timebase = {};
    BusyShare m_total;
    std::vector<BusyShare> m_cores;
    std::vector<pid_t> m_pids;
    RateGroup m_interfaceRates{
        m_table, u"network"_s, {{u"received"_s, u"B/s"_s, 1, {}}, {u"sent"_s, u"B/s"_s, 1, {}}}};
    ProcessTable m_processTable{m_table};
};

MacMachine::MacMachine()
{
    ::mach_timebase_info(&m_timebase);
}

MacMachine::~MacMachine()
{
    ::mach_port_deallocate(mach_task_self(), m_host);
}

void MacMachine::sampleCpu(std::int64_t /*nowUs*/, MachineReadings &out)
{
    natural_t count = 0;
    processor_info_array_t info = nullptr;
    mach_msg_type_number_t size = 0;
    if (::host_processor_info(m_host, PROCESSOR_CPU_LOAD_INFO, &count, &info, &size)
        != KERN_SUCCESS) {
        return;
    }
    const auto *loads = reinterpret_cast<const processor_cpu_load_info_data_t *>(info);
    m_cores.resize(count);
    std::uint64_t allBusy = 0;
    std::uint64_t allIdle = 0;
    for (natural_t i = 0; i < count; ++i) {
        const auto &ticks = loads[i].cpu_ticks;
        const std::uint64_t busy = std::uint64_t(ticks[CPU_STATE_USER]) + ticks[CPU_STATE_SYSTEM]
                                   + ticks[CPU_STATE_NICE];
        allBusy += busy;
        allIdle += ticks[CPU_STATE_IDLE];
        if (const auto share = m_cores[i].percent(busy, ticks[CPU_STATE_IDLE])) {
            give(out, *share, u"cpu.core"_s + QString::number(i), u"%"_s, 100);
        }
    }
    if (const auto share = m_total.percent(allBusy, allIdle)) {
        give(out, *share, u"cpu.total"_s, u"%"_s, 100);
    }
    ::vm_deallocate(mach_task_self(), reinterpret_cast<vm_address_t>(info), size * sizeof(*info));
}

void MacMachine::sampleSystem(std::int64_t nowUs, MachineReadings &out)
{
    sampleCounts(nowUs, out);
    sampleMemory(out);
    sampleNetwork(nowUs, out);
    sampleFilesystems(out);
}

void MacMachine::sampleCounts(std::int64_t nowUs, MachineReadings &out)
{
    std::array<double, 3> load{};
    if (::getloadavg(load.data(), 3) == 3) {
        give(out, load[0], u"load.1m"_s, {});
        give(out, load[1], u"load.5m"_s, {});
        give(out, load[2], u"load.15m"_s, {});
    }
    timeval boot = {};
    std::size_t size = sizeof(boot);
    if (::sysctlbyname("kern.boottime", &boot, &size, nullptr, 0) == 0 && boot.tv_sec > 0) {
        const double uptime = double(nowUs) / 1e6 - double(boot.tv_sec);
        if (uptime >= 0) {
            give(out, uptime, u"system.uptime"_s, u"s"_s);
        }
    }
    // The set's port has to be given back; the counts need no right to any process.
    processor_set_name_port_t set = MACH_PORT_NULL;
    if (::processor_set_default(m_host, &set) != KERN_SUCCESS) {
        return;
    }
    processor_set_load_info_data_t counts = {};
    mach_msg_type_number_t words = PROCESSOR_SET_LOAD_INFO_COUNT;
    if (::processor_set_statistics(set, PROCESSOR_SET_LOAD_INFO,
                                   reinterpret_cast<processor_set_info_t>(&counts), &words)
        == KERN_SUCCESS) {
        give(out, counts.task_count, u"processes.count"_s, {});
        give(out, counts.thread_count, u"threads.count"_s, {});
    }
    ::mach_port_deallocate(mach_task_self(), set);
}

void MacMachine::sampleMemory(MachineReadings &out)
{
    std::uint64_t bytes = 0;
    std::size_t size = sizeof(bytes);
    vm_size_t page = 0;
    vm_statistics64_data_t pages = {};
    mach_msg_type_number_t words = HOST_VM_INFO64_COUNT;
    if (::sysctlbyname("hw.memsize", &bytes, &size, nullptr, 0) == 0
        && ::host_page_size(m_host, &page) == KERN_SUCCESS
        && ::host_statistics64(m_host, HOST_VM_INFO64, reinterpret_cast<host_info64_t>(&pages),
                               &words)
               == KERN_SUCCESS) {
        // As Activity Monitor: what programs own, what cannot move, what is compressed.
        const auto total = double(bytes);
        const double owned = double(pages.internal_page_count) - double(pages.purgeable_count)
                             + double(pages.wire_count) + double(pages.compressor_page_count);
        const double used = std::clamp(owned * double(page), 0.0, total);
        const double cached = (double(pages.external_page_count) + double(pages.purgeable_count))
                              * double(page);
        give(out, total, u"memory.total"_s, u"B"_s);
        give(out, used, u"memory.used"_s, u"B"_s, total);
        give(out, total - used, u"memory.available"_s, u"B"_s, total);
        give(out, cached, u"memory.cached"_s, u"B"_s, total);
    }
    xsw_usage swap = {};
    size = sizeof(swap);
    if (::sysctlbyname("vm.swapusage", &swap, &size, nullptr, 0) == 0 && swap.xsu_total > 0) {
        give(out, double(swap.xsu_total), u"swap.total"_s, u"B"_s);
        give(out, double(swap.xsu_used), u"swap.used"_s, u"B"_s); // the total grows with need
    }
}

void MacMachine::sampleNetwork(std::int64_t nowUs, MachineReadings &out)
{
    ifaddrs *addresses = nullptr;
    if (::getifaddrs(&addresses) != 0) {
        return;
    }
    m_interfaceRates.begin(nowUs);
    for (const ifaddrs *each = addresses; each; each = each->ifa_next) {
        if (!each->ifa_addr || each->ifa_addr->sa_family != AF_LINK || !each->ifa_data) {
            continue;
        }
        const auto *counts = static_cast<const if_data *>(each->ifa_data); // 32 bits: they wrap
        m_interfaceRates.add(each->ifa_name, {counts->ifi_ibytes, counts->ifi_obytes}, out);
    }
    m_interfaceRates.end();
    ::freeifaddrs(addresses);
}

void MacMachine::sampleFilesystems(MachineReadings &out)
{
    struct statfs *mounts = nullptr;
    // MNT_NOWAIT answers from memory: a dead file server cannot hold it up.
    const int count = ::getmntinfo(&mounts, MNT_NOWAIT);
    for (int i = 0; i < count; ++i) {
        const struct statfs &mount = mounts[i];
        // The system's own volumes share their room with "/".
        if ((mount.f_flags & MNT_LOCAL) == 0
            || ((mount.f_flags & MNT_DONTBROWSE) != 0 && std::strcmp(mount.f_mntonname, "/") != 0)
            || mount.f_bavail > mount.f_blocks) {
            continue;
        }
        const auto block = double(mount.f_bsize);
        giveFilesystem(out, QString::fromUtf8(mount.f_mntonname),
                       double(mount.f_blocks - mount.f_bavail) * block,
                       double(mount.f_blocks) * block);
    }
}

void MacMachine::sampleProcesses(std::int64_t nowUs, MachineReadings &out)
{
    const int expected = ::proc_listallpids(nullptr, 0);
    if (expected <= 0) {
        return;
    }
    m_pids.resize(static_cast<std::size_t>(expected) + 64); // some may start meanwhile
    const int count = ::proc_listallpids(m_pids.data(), int(m_pids.size() * sizeof(pid_t)));
    m_processTable.begin(nowUs);
    for (int i = 0; i < count; ++i) {
        addProcess(m_pids[static_cast<std::size_t>(i)]);
    }
    m_processTable.end(out);
}

void MacMachine::addProcess(pid_t pid)
{
    proc_taskallinfo info = {};
    if (::proc_pidinfo(pid, PROC_PIDTASKALLINFO, 0, &info, sizeof(info)) != int(sizeof(info))) {
        return; // other people's
    }
    const char *const name = info.pbsd.pbi_name[0] ? info.pbsd.pbi_name : info.pbsd.pbi_comm;
    // Mach time is nanoseconds on Intel only.
    const double ticks = double(info.ptinfo.pti_total_user) + double(info.ptinfo.pti_total_system);
    const double cpuUs = ticks * m_timebase.numer / std::max(m_timebase.denom, 1u) / 1000;
    m_processTable.add({pid, info.pbsd.pbi_start_tvsec * 1'000'000 + info.pbsd.pbi_start_tvusec,
                        name, info.ptinfo.pti_threadnum, static_cast<std::uint64_t>(cpuUs),
                        double(info.ptinfo.pti_resident_size)});
}

} // namespace

std::unique_ptr<Machine> Machine::create(const QString & /*root*/)
{
    return std::make_unique<MacMachine>();
}

} // namespace sightglass
