// Finds the shortest way to write the values of a chunk, and writes it.
//
// Looks at a few values before it tries a way on all; the usual ones cost a few nanoseconds a
// value. Used once, on the stack; nothing is allocated but what it leaves behind.
#pragma once

#include "store/packedvalues.h"

#include <array>

namespace sightglass {

class ValuePacker
{
public:
    ValuePacker(std::span<const double> values, const PackedValues *like);
    void write(PackedValues &to);

private:
    using Kind = PackedValues::Kind;
    static constexpr std::size_t mostEntries = 128;
    static constexpr std::size_t mostPatches = 64;

    bool chooseLike(const PackedValues::Head &before);
    void choose();
    bool chooseScale();
    bool useScale(double scale);
    bool useTable(std::size_t shorterThan);
    bool useSplit(std::size_t shorterThan);
    void useBits();
    int lowZeros() const;
    std::size_t entryOf(std::uint64_t bits);
    std::size_t size() const;

    PackedValues::Block blockOf(std::size_t first, std::size_t n) const;
    void findExtremes(std::size_t first, std::size_t n, PackedValues::Block &block) const;

    std::span<const double> m_values;
    PackedValues::Head m_head;
    std::array<std::int64_t, PackedValues::mostValues> m_codes;
    std::array<double, mostEntries> m_table;
    std::array<std::uint8_t, 4 * mostEntries> m_slots; // of the table, by hash; 0: free
    std::array<PackedValues::Patch, mostPatches> m_patches;
};

} // namespace sightglass
