// What the texts under /proc say, as values. Pure: no files, no clock, any platform.
//
// Views point into the text they were parsed from. A line that is not what proc(5) describes is
// left out, and a number that is missing is an empty optional; nothing here fails.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass::procfs {

struct CpuTime // /proc/stat, in clock ticks; waiting for a disk is idle
{
    int core = -1; // -1: all together
    std::uint64_t busy = 0;
    std::uint64_t idle = 0;
};
void readCpuTimes(std::string_view text, std::vector<CpuTime> &out);

struct Load // /proc/loadavg
{
    double minutes1 = 0;
    double minutes5 = 0;
    double minutes15 = 0;
    std::optional<std::uint64_t> threads;
};
std::optional<Load> readLoad(std::string_view text);

std::optional<double> readUptime(std::string_view text); // seconds

struct Memory // /proc/meminfo, in bytes
{
    std::optional<std::uint64_t> total;
    std::optional<std::uint64_t> available;
    std::optional<std::uint64_t> cached;
    std::optional<std::uint64_t> swapTotal;
    std::optional<std::uint64_t> swapFree;
};
Memory readMemory(std::string_view text);

struct InterfaceCounts // /proc/net/dev, in bytes since the interface is there
{
    std::string_view name;
    std::uint64_t received = 0;
    std::uint64_t sent = 0;
};
void readInterfaces(std::string_view text, std::vector<InterfaceCounts> &out);

// /proc/diskstats: whole disks that have done something; no partitions, no loop, ram or zram.
struct DiskCounts
{
    std::string_view name;
    std::uint64_t readBytes = 0;
    std::uint64_t writtenBytes = 0;
    std::uint64_t busyMs = 0;
};
void readDisks(std::string_view text, std::vector<DiskCounts> &out);

// The mount points of /proc/self/mounts that are this machine's own storage, one for each device.
// Not among them: whatever asks somebody else for an answer (NFS, SMB, FUSE), and whatever lies
// below such a mount, because only looking there can hang for ever.
std::vector<std::string> readLocalMounts(std::string_view text);

struct Process // /proc/<pid>/stat
{
    std::string_view name; // of a kernel thread without its number: "kworker", not "kworker/0:1"
    std::uint64_t cpuTicks = 0;
    std::uint64_t startTicks = 0;
    std::int64_t threads = 0;
    std::uint64_t residentPages = 0;
};
std::optional<Process> readProcess(std::string_view text);

} // namespace sightglass::procfs
