#include "store/packedtimes.h"

#include "store/bitpack.h"

#include <algorithm>
#include <array>

namespace sightglass {

namespace {

// Steeper lines could leave the 64 bits the product has; such times are packed as they are.
constexpr std::uint64_t steepest = std::uint64_t(1) << 40;

constexpr std::uint64_t ms = 1'000;
constexpr std::uint64_t second = 1'000'000;

// Known when compiled, a division is a multiplication.
template<std::uint64_t unit>
bool areWhole(std::span<const std::int64_t> times)
{
    const auto origin = std::uint64_t(times.front());
    return std::all_of(times.begin(), times.end(), [origin](std::int64_t time) {
        return (std::uint64_t(time) - origin) % unit == 0;
    });
}

std::uint64_t sharedUnit(std::span<const std::int64_t> times)
{
    return areWhole<second>(times) ? second : areWhole<ms>(times) ? ms : 1;
}

std::uint64_t inUnits(std::uint64_t above, std::uint64_t unit)
{
    return unit == 1 ? above : unit == ms ? above / ms : above / second;
}

} // namespace

PackedTimes::PackedTimes(std::span<const std::int64_t> times)
    : m_origin(std::uint64_t(times.front()))
    , m_unit(sharedUnit(times))
    , m_count(std::uint32_t(times.size()))
{
    m_bits.reserve(times.size() * 2);
    for (std::size_t from = 0; from < times.size(); from += blockSize) {
        const std::size_t n = std::min(blockSize, times.size() - from);
        std::array<std::uint64_t, blockSize> above{};
        for (std::size_t i = 0; i < n; ++i) {
            above[i] = inUnits(std::uint64_t(times[from + i]) - m_origin, m_unit);
        }
        Block block;
        const std::uint64_t rise = above[n - 1] - above[0];
        block.slope = rise < steepest && n > 1 ? (rise << slopeBits) / (n - 1) : 0;
        // The line may run above the times: it is lowered until none is below it.
        std::int64_t lowest = 0;
        for (std::size_t i = 0; i < n && block.slope > 0; ++i) {
            const std::uint64_t line = above[0] + ((block.slope * i) >> slopeBits);
            lowest = std::min(lowest, std::int64_t(above[i] - line));
        }
        block.base = above[0] + std::uint64_t(lowest);
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < n; ++i) {
            above[i] -= lineAt(block, i);
            bits |= above[i];
        }
        block.width = std::uint8_t(bitpack::widthOf(bits));
        block.offset = std::uint32_t(m_bits.size());
        m_bits.resize(block.offset + bitpack::bytesFor(n, block.width) + bitpack::slack);
        bitpack::pack(above.data(), n, block.width, m_bits.data() + block.offset);
        m_bits.resize(m_bits.size() - bitpack::slack);
        m_blocks.push_back(block);
    }
    m_bits.resize(m_bits.size() + bitpack::slack);
    m_bits.shrink_to_fit();
    m_blocks.shrink_to_fit();
}

std::int64_t PackedTimes::at(std::size_t index) const
{
    const Block &block = m_blocks[index / blockSize];
    const std::size_t i = index % blockSize;
    const std::uint64_t above = bitpack::get(m_bits.data() + block.offset, block.width, i);
    return std::int64_t(m_origin + m_unit * (lineAt(block, i) + above));
}

void PackedTimes::read(std::size_t from, std::span<std::int64_t> to) const
{
    std::size_t done = 0;
    while (done < to.size()) {
        const Block &block = m_blocks[(from + done) / blockSize];
        const std::size_t first = (from + done) % blockSize;
        const std::size_t n = std::min(blockSize - first, to.size() - done);
        const std::uint8_t *bits = m_bits.data() + block.offset;
        for (std::size_t i = 0; i < n; ++i) {
            const std::uint64_t above = bitpack::get(bits, block.width, first + i);
            to[done + i] = std::int64_t(m_origin + m_unit * (lineAt(block, first + i) + above));
        }
        done += n;
    }
}

bool PackedTimes::equals(std::size_t from, std::span<const std::int64_t> times) const
{
    if (from + times.size() > m_count || at(from) != times.front()) {
        return false;
    }
    std::array<std::int64_t, blockSize> mine;
    for (std::size_t done = 0; done < times.size(); done += blockSize) {
        const std::size_t n = std::min(blockSize, times.size() - done);
        read(from + done, std::span(mine.data(), n));
        if (!std::equal(mine.begin(), mine.begin() + long(n), times.begin() + long(done))) {
            return false;
        }
    }
    return true;
}

std::size_t PackedTimes::bytes() const
{
    constexpr std::size_t allocations = 3 * 16; // what the allocator keeps beside each
    return sizeof(PackedTimes) + m_blocks.capacity() * sizeof(Block) + m_bits.capacity()
           + allocations;
}

bool PackedTimes::areEven(std::span<const std::int64_t> times)
{
    if (times.size() < 2) {
        return true;
    }
    const std::uint64_t interval = std::uint64_t(times[1]) - std::uint64_t(times[0]);
    for (std::size_t i = 2; i < times.size(); ++i) {
        if (std::uint64_t(times[i]) - std::uint64_t(times[i - 1]) != interval) {
            return false;
        }
    }
    return true;
}

} // namespace sightglass
