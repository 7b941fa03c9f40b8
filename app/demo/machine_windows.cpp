#include "demo/machine.h"
#include "demo/processtable.h"
#include "demo/rates.h"

// Sockets come before windows.h, and the rest after it.
#include <winsock2.h>
#include <ws2ipdef.h>

#include <windows.h>

#include <iphlpapi.h>
#include <psapi.h>
#include <tlhelp32.h>

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

std::uint64_t toNumber(const FILETIME &time) // 100 ns
{
    return (std::uint64_t(time.dwHighDateTime) << 32) | time.dwLowDateTime;
}

std::uint64_t toNumber(const LARGE_INTEGER &number)
{
    return static_cast<std::uint64_t>(number.QuadPart);
}

// What NtQuerySystemInformation gives for each core; the kernel's time has the idle time in it.
struct CoreTimes
{
    LARGE_INTEGER idle;
    LARGE_INTEGER kernel;
    LARGE_INTEGER user;
    LARGE_INTEGER reserved1[2];
    ULONG reserved2;
};
constexpr int coreTimesQuery = 8; // SystemProcessorPerformanceInformation
using QuerySystem = LONG(WINAPI *)(int, void *, ULONG, ULONG *);

class WindowsMachine final : public Machine
{
public:
    WindowsMachine();

    void sampleCpu(std::int64_t nowUs, MachineReadings &out) override;
    void sampleSystem(std::int64_t nowUs, MachineReadings &out) override;
    void sampleProcesses(std::int64_t nowUs, MachineReadings &out) override;

private:
    void sampleCores(MachineReadings &out);
    void sampleMemory(MachineReadings &out);
    void sampleNetwork(std::int64_t nowUs, MachineReadings &out);
    void sampleFilesystems(MachineReadings &out);
    void addProcess(const PROCESSENTRY32W &entry);

    QuerySystem m_querySystem = nullptr;
    BusyShare m_total;
    std::vector<CoreTimes> m_coreTimes;
    std::vector<BusyShare> m_cores;
    RateGroup m_interfaceRates{
        m_table, u"network"_s, {{u"received"_s, u"B/s"_s, 1, {}}, {u"sent"_s, u"B/s"_s, 1, {}}}};
    ProcessTable m_processTable{m_table};
};

WindowsMachine::WindowsMachine()
{
    if (const HMODULE system = ::GetModuleHandleW(L"ntdll.dll")) {
        m_querySystem = reinterpret_cast<QuerySystem>(
            reinterpret_cast<void *>(::GetProcAddress(system, "NtQuerySystemInformation")));
    }
    SYSTEM_INFO info = {};
    ::GetSystemInfo(&info); // of this processor group, as the query is
    m_coreTimes.resize(std::max<DWORD>(info.dwNumberOfProcessors, 1));
    m_cores.resize(m_coreTimes.size());
}

void WindowsMachine::sampleCpu(std::int64_t /*nowUs*/, MachineReadings &out)
{
    FILETIME idle = {};
    FILETIME kernel = {};
    FILETIME user = {};
    if (::GetSystemTimes(&idle, &kernel, &user) != 0) {
        const std::uint64_t all = toNumber(kernel) + toNumber(user);
        const std::uint64_t free = std::min(toNumber(idle), all);
        if (const auto share = m_total.percent(all - free, free)) {
            give(out, *share, u"cpu.total"_s, u"%"_s, 100);
        }
    }
    sampleCores(out);
}

void WindowsMachine::sampleCores(MachineReadings &out)
{
    ULONG size = 0;
    const auto room = static_cast<ULONG>(m_coreTimes.size() * sizeof(CoreTimes));
    if (!m_querySystem || m_querySystem(coreTimesQuery, m_coreTimes.data(), room, &size) < 0) {
        return;
    }
    const std::size_t count = std::min<std::size_t>(size / sizeof(CoreTimes), m_cores.size());
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t all = toNumber(m_coreTimes[i].kernel) + toNumber(m_coreTimes[i].user);
        const std::uint64_t free = std::min(toNumber(m_coreTimes[i].idle), all);
        if (const auto share = m_cores[i].percent(all - free, free)) {
            give(out, *share, u"cpu.core"_s + QString::number(i), u"%"_s, 100);
        }
    }
}

void WindowsMachine::sampleSystem(std::int64_t nowUs, MachineReadings &out)
{
    give(out, double(::GetTickCount64()) / 1000, u"system.uptime"_s, u"s"_s);
    sampleMemory(out);
    sampleNetwork(nowUs, out);
    sampleFilesystems(out);
}

void WindowsMachine::sampleMemory(MachineReadings &out)
{
    MEMORYSTATUSEX memory = {};
    memory.dwLength = sizeof(memory);
    if (::GlobalMemoryStatusEx(&memory) == 0) {
        return;
    }
    const auto total = double(memory.ullTotalPhys);
    const auto available = double(memory.ullAvailPhys);
    give(out, total, u"memory.total"_s, u"B"_s);
    give(out, total - available, u"memory.used"_s, u"B"_s, total);
    give(out, available, u"memory.available"_s, u"B"_s, total);

    PERFORMANCE_INFORMATION counts = {};
    counts.cb = sizeof(counts);
    if (::K32GetPerformanceInfo(&counts, sizeof(counts)) != 0) {
        give(out, double(counts.SystemCache) * double(counts.PageSize), u"memory.cached"_s, u"B"_s,
             total);
        give(out, counts.ProcessCount, u"processes.count"_s, {});
        give(out, counts.ThreadCount, u"threads.count"_s, {});
    }
}

void WindowsMachine::sampleNetwork(std::int64_t nowUs, MachineReadings &out)
{
    MIB_IF_TABLE2 *interfaces = nullptr;
    if (::GetIfTable2(&interfaces) != NO_ERROR) {
        return;
    }
    m_interfaceRates.begin(nowUs);
    for (ULONG i = 0; i < interfaces->NumEntries; ++i) {
        const MIB_IF_ROW2 &row = interfaces->Table[i];
        // Every filter driver shows the traffic of its adapter once more.
        if (row.InterfaceAndOperStatusFlags.FilterInterface || row.OperStatus != IfOperStatusUp) {
            continue;
        }
        const std::string name = QString::fromWCharArray(row.Alias).toStdString();
        m_interfaceRates.add(name, {row.InOctets, row.OutOctets}, out);
    }
    m_interfaceRates.end();
    ::FreeMibTable(interfaces);
}

void WindowsMachine::sampleFilesystems(MachineReadings &out)
{
    const DWORD drives = ::GetLogicalDrives();
    for (int letter = 0; letter < 26; ++letter) {
        const wchar_t path[] = {static_cast<wchar_t>(L'A' + letter), L':', L'\\', L'\0'};
        // Network drives can hang, and the others may be without a disk.
        if ((drives & (1u << letter)) == 0 || ::GetDriveTypeW(path) != DRIVE_FIXED) {
            continue;
        }
        ULARGE_INTEGER available = {};
        ULARGE_INTEGER size = {};
        ULARGE_INTEGER unused = {};
        if (::GetDiskFreeSpaceExW(path, &available, &size, &unused) != 0
            && available.QuadPart <= size.QuadPart) {
            giveFilesystem(out, QString::fromWCharArray(path),
                           double(size.QuadPart - available.QuadPart), double(size.QuadPart));
        }
    }
}

void WindowsMachine::sampleProcesses(std::int64_t nowUs, MachineReadings &out)
{
    const HANDLE snapshot = ::CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    if (snapshot == INVALID_HANDLE_VALUE) {
        return;
    }
    m_processTable.begin(nowUs);
    PROCESSENTRY32W entry = {};
    entry.dwSize = sizeof(entry);
    for (BOOL more = ::Process32FirstW(snapshot, &entry); more != 0;
         more = ::Process32NextW(snapshot, &entry)) {
        addProcess(entry);
    }
    ::CloseHandle(snapshot);
    m_processTable.end(out);
}

void WindowsMachine::addProcess(const PROCESSENTRY32W &entry)
{
    const HANDLE process = ::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE,
                                         entry.th32ProcessID);
    if (!process) {
        return; // the system's own and other people's
    }
    FILETIME started = {};
    FILETIME ended = {};
    FILETIME kernel = {};
    FILETIME user = {};
    PROCESS_MEMORY_COUNTERS memory = {};
    memory.cb = sizeof(memory);
    if (::GetProcessTimes(process, &started, &ended, &kernel, &user) != 0) {
        if (::K32GetProcessMemoryInfo(process, &memory, sizeof(memory)) == 0) {
            memory.WorkingSetSize = 0;
        }
        QString name = QString::fromWCharArray(entry.szExeFile);
        if (name.endsWith(u".exe"_s, Qt::CaseInsensitive)) {
            name.chop(4);
        }
        const std::string text = name.toStdString();
        m_processTable.add({entry.th32ProcessID, toNumber(started), text, entry.cntThreads,
                            (toNumber(kernel) + toNumber(user)) / 10,
                            double(memory.WorkingSetSize)});
    }
    ::CloseHandle(process);
}

} // namespace

std::unique_ptr<Machine> Machine::create(const QString & /*root*/)
{
    return std::make_unique<WindowsMachine>();
}

} // namespace sightglass
