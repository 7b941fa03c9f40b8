#include "store/valuepacker.h"

#include "store/bitpack.h"
#include "store/doublebits.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace sightglass {

namespace {

constexpr std::array powersOfTen{1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
constexpr double bitsPerDigit = 3.3219;
constexpr double largestWhole = 0x1p51;
constexpr double rounder = 0x1.8p52; // added and taken away again it leaves a whole number
constexpr int exactBits = 53;        // of an integer in a double
constexpr int exponentBias = 1023;
constexpr int exponentMask = 0x7ff;
constexpr std::size_t looks = 16; // at single values

bool same(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

double roundedTimes(double value, double scale)
{
    return (value * scale + rounder) - rounder;
}

bool isMultiple(double value, double scale)
{
    const double whole = roundedTimes(value, scale);
    return std::abs(whole) < largestWhole && same(double(std::int64_t(whole)) / scale, value);
}

// The grain all values are multiples of, as a power of two; none if the integers that count it
// would not fit into a double.
std::optional<int> grainOf(std::span<const double> values)
{
    int least = std::numeric_limits<int>::max();
    int largest = 0;
    for (const double value : values) {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        const int exponent = int(bits >> mantissaBits) & exponentMask;
        if (exponent == 0 || exponent == exponentMask) {
            continue; // zero and denormals; what is not finite
        }
        const int zeros = std::countr_zero((bits & mantissaMask) | (mantissaMask + 1));
        least = std::min(least, exponent + zeros);
        largest = std::max(largest, exponent);
    }
    constexpr int steepest = 1000; // of a scale that is a double
    const int grain = least - exponentBias - mantissaBits;
    const bool fits = largest > 0 && largest + mantissaBits + 1 - least <= exactBits
                      && std::abs(grain) <= steepest;
    return fits ? std::optional(grain) : std::nullopt;
}

// So many decimals do most of some values have; none if too many have more.
std::optional<std::size_t> decimalsOf(std::span<const double> values)
{
    const std::size_t step = std::max<std::size_t>(1, values.size() / looks);
    std::size_t most = 0;
    std::size_t without = 0;
    for (std::size_t i = 0; i < values.size(); i += step) {
        std::size_t digits = most;
        while (digits < powersOfTen.size() && !isMultiple(values[i], powersOfTen[digits])) {
            ++digits;
        }
        const bool found = digits < powersOfTen.size();
        most = found ? digits : most;
        without += found ? 0 : 1;
    }
    return without <= looks / 8 ? std::optional(most) : std::nullopt;
}

} // namespace

ValuePacker::ValuePacker(std::span<const double> values, const PackedValues *like)
    : m_values(values)
{
    m_head.count = std::uint16_t(values.size());
    if (like == nullptr || !*like || !chooseLike(like->head())) {
        m_head = {};
        m_head.count = std::uint16_t(values.size());
        choose();
    }
}

// False: what did for those before does no longer, or would now take more room.
bool ValuePacker::chooseLike(const PackedValues::Head &before)
{
    if (before.count != m_head.count || before.kind == Kind::Constant) {
        return false;
    }
    const std::size_t most = before.bytes + before.bytes / 16U;
    const std::size_t blocks = (m_values.size() + PackedValues::blockSize - 1)
                               / PackedValues::blockSize;
    const std::size_t beside = sizeof(m_head) + blocks * sizeof(PackedValues::Block)
                               + bitpack::slack;
    switch (before.kind) {
    case Kind::Scaled:
        return useScale(before.scale) && size() + beside <= most;
    case Kind::Table:
        return useTable(most - beside);
    case Kind::Split:
        return useSplit(most - beside);
    default:
        useBits();
        return size() + beside <= most;
    }
}

void ValuePacker::choose()
{
    const auto differs = [first = m_values[0]](double value) { return !same(value, first); };
    if (std::none_of(m_values.begin(), m_values.end(), differs)) {
        m_head.kind = Kind::Constant;
        m_head.scale = m_values[0];
        return;
    }
    constexpr std::size_t good = 10;  // bits a value
    constexpr std::size_t usual = 32; // longer ones may be better split
    const std::size_t n = m_values.size();
    const bool scaled = chooseScale();
    std::size_t best = scaled ? size() : std::numeric_limits<std::size_t>::max();
    if (scaled && best <= n * good / 8) {
        return;
    }
    if (useTable(best) || (scaled && best <= n * usual / 8)) {
        return;
    }
    const PackedValues::Head scaledHead = m_head;
    useBits();
    const std::size_t asBits = size();
    if (useSplit(std::min(best, asBits)) || asBits <= best) {
        return;
    }
    useScale(scaledHead.scale);
}

bool ValuePacker::chooseScale()
{
    const std::optional<int> grain = grainOf(m_values);
    const auto digits = grain && *grain >= 0 ? std::nullopt : decimalsOf(m_values);
    const bool binary = grain && (!digits || -*grain <= bitsPerDigit * double(*digits));
    if (!binary && digits && useScale(powersOfTen[*digits])) {
        return true;
    }
    return grain && useScale(std::ldexp(1.0, -*grain));
}

// What is no multiple stands apart; false if there is too much of that.
bool ValuePacker::useScale(double scale)
{
    const std::size_t most = std::min(mostPatches, 1 + m_values.size() / 16);
    std::size_t patches = 0;
    std::int64_t code = 0;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const double value = m_values[i];
        const double whole = value * scale;
        const bool small = std::abs(whole) < largestWhole;
        const auto next = std::int64_t(small ? (whole + rounder) - rounder : 0.0);
        const bool exact = same(double(next) / scale, value);
        code = exact ? next : code; // as the one before, to be out of the way
        m_codes[i] = code;
        if (!exact) {
            if (patches == most) {
                return false;
            }
            m_patches[patches++] = {value, i};
        }
    }
    m_head.kind = Kind::Scaled;
    m_head.scale = scale;
    m_head.patches = std::uint8_t(patches);
    m_head.table = 0;
    return true;
}

// Its place in the table, where it is put if it is new; mostEntries when the table is full.
std::size_t ValuePacker::entryOf(std::uint64_t bits)
{
    constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;
    std::size_t slot = (bits * golden) >> 55; // one of the 512
    static_assert(std::tuple_size_v<decltype(m_slots)> == 512);
    while (m_slots[slot] != 0) {
        const std::size_t entry = m_slots[slot] - 1U;
        if (std::bit_cast<std::uint64_t>(m_table[entry]) == bits) {
            return entry;
        }
        slot = (slot + 1) % m_slots.size();
    }
    if (m_head.table == mostEntries) {
        return mostEntries;
    }
    m_table[m_head.table] = std::bit_cast<double>(bits);
    m_slots[slot] = ++m_head.table;
    return m_head.table - 1U;
}

bool ValuePacker::useTable(std::size_t shorterThan)
{
    const PackedValues::Head before = m_head;
    std::array<std::uint8_t, PackedValues::mostValues> places;
    m_slots.fill(0);
    m_head.table = 0;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const std::size_t entry = entryOf(std::bit_cast<std::uint64_t>(m_values[i]));
        if (entry == mostEntries) {
            m_head = before;
            return false;
        }
        places[i] = std::uint8_t(entry);
    }
    const int width = int(std::bit_width(m_head.table - 1U));
    if (bitpack::bytesFor(m_values.size(), width) + m_head.table * sizeof(double) >= shorterThan) {
        m_head = before;
        return false;
    }
    std::copy_n(places.begin(), m_values.size(), m_codes.begin());
    m_head.kind = Kind::Table;
    m_head.patches = 0;
    return true;
}

int ValuePacker::lowZeros() const
{
    std::uint64_t any = 0;
    for (const double value : m_values) {
        any |= std::bit_cast<std::uint64_t>(value);
    }
    return std::min(std::countr_zero(any), mantissaBits);
}

bool ValuePacker::useSplit(std::size_t shorterThan)
{
    const PackedValues::Head before = m_head;
    const int shift = lowZeros();
    std::array<std::uint8_t, PackedValues::mostValues> places;
    m_slots.fill(0);
    m_head.table = 0;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const std::uint64_t bits = std::bit_cast<std::uint64_t>(m_values[i]) & ~mantissaMask;
        const std::size_t entry = entryOf(bits);
        if (entry == mostEntries) {
            m_head = before;
            return false;
        }
        places[i] = std::uint8_t(entry);
    }
    const int width = int(std::bit_width(m_head.table - 1U)) + mantissaBits - shift;
    if (width > bitpack::widest
        || bitpack::bytesFor(m_values.size(), width) + m_head.table * sizeof(double)
               >= shorterThan) {
        m_head = before;
        return false;
    }
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const std::uint64_t mantissa = std::bit_cast<std::uint64_t>(m_values[i]) & mantissaMask;
        m_codes[i] = std::int64_t((std::uint64_t(places[i]) << (mantissaBits - shift))
                                  | (mantissa >> shift));
    }
    m_head.kind = Kind::Split;
    m_head.shift = std::uint8_t(shift);
    m_head.patches = 0;
    return true;
}

void ValuePacker::useBits()
{
    const int shift = lowZeros();
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        m_codes[i] = toOrdered(m_values[i], shift);
    }
    m_head.kind = Kind::Bits;
    m_head.shift = std::uint8_t(shift);
    m_head.patches = 0;
    m_head.table = 0;
}

PackedValues::Block ValuePacker::blockOf(std::size_t first, std::size_t n) const
{
    std::int64_t lowest = m_codes[first];
    std::int64_t highest = lowest;
    for (std::size_t i = first; i < first + n; ++i) {
        lowest = std::min(lowest, m_codes[i]);
        highest = std::max(highest, m_codes[i]);
    }
    PackedValues::Block block;
    block.base = lowest;
    block.width = std::uint8_t(bitpack::widthOf(std::uint64_t(highest) - std::uint64_t(lowest)));
    return block;
}

std::size_t ValuePacker::size() const
{
    std::size_t bytes = m_head.table * sizeof(double)
                        + m_head.patches * sizeof(PackedValues::Patch);
    for (std::size_t first = 0; first < m_values.size(); first += PackedValues::blockSize) {
        const std::size_t n = std::min(PackedValues::blockSize, m_values.size() - first);
        bytes += bitpack::bytesFor(n, blockOf(first, n).width);
    }
    return bytes;
}

void ValuePacker::findExtremes(std::size_t first, std::size_t n, PackedValues::Block &block) const
{
    double min = std::numeric_limits<double>::infinity();
    double max = -min;
    std::size_t finite = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double value = m_values[first + i];
        if (!std::isfinite(value)) {
            continue;
        }
        ++finite;
        if (value < min) {
            min = value;
            block.min = std::uint8_t(i);
        }
        if (value > max) {
            max = value;
            block.max = std::uint8_t(i);
        }
    }
    block.flags = std::uint8_t((finite == 0 ? PackedValues::noneFinite : 0)
                               | (finite < n ? PackedValues::isBroken : 0));
}

void ValuePacker::write(PackedValues &to)
{
    using Block = PackedValues::Block;
    constexpr std::size_t blockSize = PackedValues::blockSize;
    const std::size_t count = m_values.size();
    if (m_head.kind == Kind::Constant) {
        m_head.bytes = sizeof(m_head);
        to.m_bytes = std::make_unique_for_overwrite<std::uint8_t[]>(sizeof(m_head));
        std::memcpy(to.m_bytes.get(), &m_head, sizeof(m_head));
        return;
    }
    std::array<Block, PackedValues::mostValues / blockSize> blocks;
    const std::size_t blockCount = (count + blockSize - 1) / blockSize;
    const std::size_t tableAt = sizeof(m_head) + blockCount * sizeof(Block);
    const std::size_t patchesAt = tableAt + m_head.table * sizeof(double);
    std::size_t at = patchesAt + m_head.patches * sizeof(PackedValues::Patch);
    for (std::size_t b = 0; b < blockCount; ++b) {
        const std::size_t n = std::min(blockSize, count - b * blockSize);
        blocks[b] = blockOf(b * blockSize, n);
        findExtremes(b * blockSize, n, blocks[b]);
        blocks[b].offset = std::uint16_t(at);
        at += bitpack::bytesFor(n, blocks[b].width);
    }
    m_head.bytes = std::uint16_t(at + bitpack::slack);
    to.m_bytes = std::make_unique_for_overwrite<std::uint8_t[]>(m_head.bytes);
    std::uint8_t *bytes = to.m_bytes.get();
    std::memcpy(bytes, &m_head, sizeof(m_head));
    std::memcpy(bytes + sizeof(m_head), blocks.data(), blockCount * sizeof(Block));
    std::copy_n(m_table.begin(), m_head.table, reinterpret_cast<double *>(bytes + tableAt));
    std::copy_n(m_patches.begin(), m_head.patches,
                reinterpret_cast<PackedValues::Patch *>(bytes + patchesAt));
    for (std::size_t b = 0; b < blockCount; ++b) {
        const std::size_t n = std::min(blockSize, count - b * blockSize);
        std::array<std::uint64_t, blockSize> above;
        for (std::size_t i = 0; i < n; ++i) {
            above[i] = std::uint64_t(m_codes[b * blockSize + i]) - std::uint64_t(blocks[b].base);
        }
        bitpack::pack(above.data(), n, blocks[b].width, bytes + blocks[b].offset);
    }
}

} // namespace sightglass
