// Values of a chunk of samples, bit for bit as they came, in as few bytes as the best of a few ways
// to write them takes; any of them is read without those before it.
//
// All equal; whole multiples of a decimal or binary fraction, with the few that are none apart;
// few different ones; one exponent and full mantissas; the bits as integers, which always works.
// Whichever it is: per block the lowest, and how far each is above it, in a fixed number of bits.
// Each block also knows where its extremes are. Immutable.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace sightglass {

class PackedValues
{
public:
    static constexpr std::size_t blockSize = 128;
    static constexpr std::size_t mostValues = 1024;

    PackedValues() = default; // empty
    // 1 to mostValues; `like` were those before them, so what did for those is tried first.
    explicit PackedValues(std::span<const double> values, const PackedValues *like = nullptr);

    explicit operator bool() const { return m_bytes != nullptr; }
    std::size_t count() const { return head().count; }
    double at(std::size_t index) const;
    // Those from `from` on, as many as `to` takes.
    void read(std::size_t from, std::span<double> to) const;

    // Where the first lowest and the first highest finite value of a block are.
    struct Extremes
    {
        std::size_t min = 0;
        std::size_t max = 0;
        bool finite = true;  // there is one
        bool broken = false; // there is one that is not
    };
    Extremes extremes(std::size_t block) const;

    // Soon at() will be asked: fetches what it looks at first; then, of that value, the rest.
    void prefetch() const;
    void prefetch(std::size_t index) const;

    std::size_t bytes() const; // of memory, what the allocator keeps beside it too

    enum class Kind : std::uint8_t {
        Constant, // scale: the value
        Scaled,   // integer / scale
        Table,    // place in a table of values
        Split,    // place in a table of signs and exponents, and the mantissa
        Bits,     // the bits as an integer in the order of the values
    };
    Kind kind() const { return head().kind; }

private:
    friend class ValuePacker;
    struct Head
    {
        Kind kind = Kind::Constant;
        std::uint8_t shift = 0;   // Split, Bits: so many low bits are 0 in all
        std::uint8_t table = 0;   // entries
        std::uint8_t patches = 0; // Scaled: values that stand apart
        std::uint16_t count = 0;
        std::uint16_t bytes = 0; // of all
        double scale = 0;
    };
    struct Block
    {
        std::int64_t base = 0;
        std::uint16_t offset = 0; // of its bits, from the head on
        std::uint8_t width = 0;
        std::uint8_t min = 0;
        std::uint8_t max = 0;
        std::uint8_t flags = 0;
    };
    struct Patch
    {
        double value = 0;
        std::uint64_t at = 0;
    };
    static constexpr std::uint8_t noneFinite = 1;
    static constexpr std::uint8_t isBroken = 2;
    static_assert(sizeof(Head) == 16 && sizeof(Block) == 16);

    const Head &head() const { return *reinterpret_cast<const Head *>(m_bytes.get()); }
    const Block *blocks() const { return reinterpret_cast<const Block *>(m_bytes.get() + 16); }
    std::size_t blockCount() const { return (count() + blockSize - 1) / blockSize; }
    const double *table() const
    {
        return reinterpret_cast<const double *>(blocks() + blockCount());
    }
    const Patch *patches() const { return reinterpret_cast<const Patch *>(table() + head().table); }
    double valueOf(std::uint64_t code) const;
    void readBlock(std::size_t block, std::size_t first, std::span<double> to) const;
    void mend(std::size_t from, std::span<double> to) const;

    std::unique_ptr<std::uint8_t[]> m_bytes;
};

} // namespace sightglass
