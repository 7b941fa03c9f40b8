#include "demo/procfs.h"

#include <QByteArrayView>

#include <algorithm>
#include <array>
#include <charconv>

namespace sightglass::procfs {

namespace {

// The text up to the first `end`; both are taken off the front of `text`.
std::string_view takeUntil(std::string_view &text, char end)
{
    const std::size_t at = text.find(end);
    const std::string_view head = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return head;
}

std::string_view takeWord(std::string_view &text)
{
    const std::size_t start = text.find_first_not_of(" \t");
    if (start == std::string_view::npos) {
        text = {};
        return {};
    }
    text.remove_prefix(start);
    const std::string_view word = text.substr(0, text.find_first_of(" \t"));
    text.remove_prefix(word.size());
    return word;
}

template<typename Number>
std::optional<Number> toNumber(std::string_view word)
{
    Number number{};
    const char *const end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, number);
    if (error != std::errc{} || stop != end) {
        return {};
    }
    return number;
}

std::optional<double> toReal(std::string_view word)
{
    bool good = false;
    const double number = QByteArrayView(word.data(), qsizetype(word.size())).toDouble(&good);
    return good && number >= 0 ? std::optional(number) : std::nullopt;
}

// Fills `numbers` from the front of the line; true if there were enough good ones.
template<typename Number, std::size_t Count>
bool takeNumbers(std::string_view line, std::array<Number, Count> &numbers)
{
    for (Number &number : numbers) {
        const auto parsed = toNumber<Number>(takeWord(line));
        if (!parsed) {
            return false;
        }
        number = *parsed;
    }
    return true;
}

bool isPartitionOf(std::string_view name, std::string_view disk)
{
    if (disk.empty() || name.size() <= disk.size() || !name.starts_with(disk)) {
        return false;
    }
    name.remove_prefix(disk.size());
    if (disk.back() >= '0' && disk.back() <= '9') { // nvme0n1p2, but not dm-1 and dm-10
        if (name.front() != 'p') {
            return false;
        }
        name.remove_prefix(1);
    }
    return !name.empty() && name.find_first_not_of("0123456789") == std::string_view::npos;
}

// Spaces in paths are written as \040.
std::string unescaped(std::string_view text)
{
    std::string plain;
    while (!text.empty()) {
        const std::string_view digits = text.substr(1, 3);
        int code = 0;
        const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(),
                                                   code, 8);
        if (text.front() == '\\' && error == std::errc{} && stop == digits.data() + 3) {
            plain += static_cast<char>(code);
            text.remove_prefix(4);
        } else {
            plain += text.front();
            text.remove_prefix(1);
        }
    }
    return plain;
}

bool isLocalStorage(std::string_view type, std::string_view point)
{
    static constexpr std::array<std::string_view, 20> types{
        "ext2",  "ext3",     "ext4",   "xfs",     "btrfs", "bcachefs", "f2fs",
        "jfs",   "reiserfs", "nilfs2", "vfat",    "msdos", "exfat",    "ntfs",
        "ntfs3", "fuseblk",  "hfs",    "hfsplus", "ufs",   "zfs"};
    return std::find(types.begin(), types.end(), type) != types.end()
           || (type == "overlay" && point == "/"); // the only storage a container has
}

bool mayHang(std::string_view type)
{
    static constexpr std::array<std::string_view, 12> types{"nfs",   "nfs4",   "cifs",      "smb3",
                                                            "smbfs", "ncpfs",  "afs",       "ceph",
                                                            "9p",    "lustre", "glusterfs", "fuse"};
    return std::find(types.begin(), types.end(), type) != types.end() || type.starts_with("fuse.");
}

bool isAtOrBelow(std::string_view path, std::string_view parent)
{
    return path == parent
           || (path.starts_with(parent) && path.size() > parent.size()
               && path[parent.size()] == '/');
}

} // namespace

void readCpuTimes(std::string_view text, std::vector<CpuTime> &out)
{
    out.clear();
    while (!text.empty()) {
        std::string_view line = takeUntil(text, '\n');
        std::string_view name = takeWord(line);
        if (!name.starts_with("cpu")) {
            continue;
        }
        name.remove_prefix(3);
        const auto core = name.empty() ? std::optional(-1) : toNumber<int>(name);
        // user nice system idle iowait irq softirq steal; guest time is in user already
        std::array<std::uint64_t, 8> ticks{};
        if (core && takeNumbers(line, ticks)) {
            out.push_back({*core, ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7],
                           ticks[3] + ticks[4]});
        }
    }
}

std::optional<Load> readLoad(std::string_view text)
{
    std::string_view line = takeUntil(text, '\n');
    const auto minutes1 = toReal(takeWord(line));
    const auto minutes5 = toReal(takeWord(line));
    const auto minutes15 = toReal(takeWord(line));
    if (!minutes1 || !minutes5 || !minutes15) {
        return {};
    }
    std::string_view threads = takeWord(line); // running/all
    takeUntil(threads, '/');
    return Load{*minutes1, *minutes5, *minutes15, toNumber<std::uint64_t>(threads)};
}

std::optional<double> readUptime(std::string_view text)
{
    std::string_view line = takeUntil(text, '\n');
    return toReal(takeWord(line));
}

Memory readMemory(std::string_view text)
{
    Memory memory;
    while (!text.empty()) {
        std::string_view line = takeUntil(text, '\n');
        const std::string_view key = takeUntil(line, ':');
        const auto kibibytes = toNumber<std::uint64_t>(takeWord(line));
        if (!kibibytes) {
            continue;
        }
        const std::uint64_t bytes = *kibibytes * 1024;
        if (key == "MemTotal") {
            memory.total = bytes;
        } else if (key == "MemAvailable") {
            memory.available = bytes;
        } else if (key == "Cached") {
            memory.cached = bytes;
        } else if (key == "SwapTotal") {
            memory.swapTotal = bytes;
        } else if (key == "SwapFree") {
            memory.swapFree = bytes;
        }
    }
    return memory;
}

void readInterfaces(std::string_view text, std::vector<InterfaceCounts> &out)
{
    out.clear();
    while (!text.empty()) {
        const std::string_view line = takeUntil(text, '\n');
        const std::size_t colon = line.rfind(':'); // "eth0:1" has one of its own
        if (colon == std::string_view::npos) {
            continue;
        }
        std::string_view before = line.substr(0, colon);
        const std::string_view name = takeWord(before);
        std::array<std::uint64_t, 9> numbers{}; // eight of receiving, then the first of sending
        if (!name.empty() && takeNumbers(line.substr(colon + 1), numbers)) {
            out.push_back({name, numbers[0], numbers[8]});
        }
    }
}

void readDisks(std::string_view text, std::vector<DiskCounts> &out)
{
    static constexpr std::uint64_t sector = 512; // in this file always, whatever the disk says
    out.clear();
    std::string_view disk; // partitions follow their disk
    while (!text.empty()) {
        std::string_view line = takeUntil(text, '\n');
        takeWord(line);
        takeWord(line);
        const std::string_view name = takeWord(line);
        if (name.starts_with("loop") || name.starts_with("ram") || name.starts_with("zram")
            || isPartitionOf(name, disk)) {
            continue;
        }
        disk = name;
        // reads, merged, sectors, ms; writes, merged, sectors, ms; now in flight, busy ms
        std::array<std::uint64_t, 10> numbers{};
        if (takeNumbers(line, numbers) && (numbers[0] > 0 || numbers[4] > 0)) {
            out.push_back({name, numbers[2] * sector, numbers[6] * sector, numbers[9]});
        }
    }
}

std::vector<std::string> readLocalMounts(std::string_view text)
{
    std::vector<std::string> points;
    std::vector<std::string> devices;
    std::vector<std::string> dangers;
    while (!text.empty()) {
        std::string_view line = takeUntil(text, '\n');
        const std::string device = unescaped(takeWord(line));
        std::string point = unescaped(takeWord(line));
        const std::string_view type = takeWord(line);
        if (mayHang(type)) {
            dangers.push_back(std::move(point));
        } else if (point.starts_with('/') && isLocalStorage(type, point)
                   && std::find(devices.begin(), devices.end(), device) == devices.end()) {
            devices.push_back(device);
            points.push_back(std::move(point));
        }
    }
    std::erase_if(points, [&](const std::string &point) {
        return std::any_of(dangers.begin(), dangers.end(),
                           [&](const std::string &danger) { return isAtOrBelow(point, danger); });
    });
    return points;
}

std::optional<Process> readProcess(std::string_view text)
{
    static constexpr std::uint64_t kernelThread = 0x00200000; // PF_KTHREAD
    // The name may hold anything, brackets and spaces too; what follows its last bracket may not.
    const std::size_t open = text.find('(');
    const std::size_t close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
        return {};
    }
    std::string_view rest = text.substr(close + 1);
    takeWord(rest); // field 3, its state, is a letter
    std::array<std::int64_t, 21> fields{};
    if (!takeNumbers(rest, fields)) {
        return {};
    }
    const auto field = [&fields](std::size_t number) { // as proc(5) counts them
        return static_cast<std::uint64_t>(std::max<std::int64_t>(fields[number - 4], 0));
    };
    Process process;
    process.name = text.substr(open + 1, close - open - 1);
    if ((field(9) & kernelThread) != 0) {
        process.name = process.name.substr(0, process.name.find('/'));
    }
    process.cpuTicks = field(14) + field(15);
    process.threads = static_cast<std::int64_t>(field(20));
    process.startTicks = field(22);
    process.residentPages = field(24);
    return process;
}

} // namespace sightglass::procfs
