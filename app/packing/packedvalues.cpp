#include "packing/packedvalues.h"

#include "packing/bitpack.h"
#include "packing/doublebits.h"
#include "packing/prefetch.h"
#include "packing/valuepacker.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace sightglass {

namespace {

// The code of a value is its block's base and how far it is above.
template<typename ValueOf>
void unpack(const std::uint8_t *bits, int width, std::size_t first, std::int64_t base,
            std::span<double> to, const ValueOf &valueOf)
{
    for (std::size_t i = 0; i < to.size(); ++i) {
        to[i] = valueOf(std::uint64_t(base) + bitpack::get(bits, width, first + i));
    }
}

} // namespace

PackedValues::PackedValues(std::span<const double> values, const PackedValues *like)
{
    assert(!values.empty() && values.size() <= mostValues);
    ValuePacker(values, like).write(*this);
}

double PackedValues::valueOf(std::uint64_t code) const
{
    switch (head().kind) {
    case Kind::Constant:
        break;
    case Kind::Scaled:
        return double(std::int64_t(code)) / head().scale;
    case Kind::Table:
        return table()[code];
    case Kind::Split:
        return joined(table(), code, head().shift);
    case Kind::Bits:
        return fromOrdered(std::int64_t(code), head().shift);
    }
    return head().scale;
}

double PackedValues::at(std::size_t index) const
{
    assert(index < count());
    if (head().kind == Kind::Constant) {
        return head().scale;
    }
    for (std::size_t i = 0; i < head().patches; ++i) {
        if (patches()[i].at == index) {
            return patches()[i].value;
        }
    }
    const Block &block = blocks()[index / blockSize];
    return valueOf(std::uint64_t(block.base)
                   + bitpack::get(m_bytes.get() + block.offset, block.width, index % blockSize));
}

void PackedValues::prefetch() const
{
    constexpr std::size_t cacheLine = 64;
    sightglass::prefetch(m_bytes.get());
    sightglass::prefetch(m_bytes.get() + cacheLine);
}

void PackedValues::prefetch(std::size_t index) const
{
    if (head().kind != Kind::Constant) {
        const Block &block = blocks()[index / blockSize];
        sightglass::prefetch(m_bytes.get() + block.offset + block.width * (index % blockSize) / 8);
    }
}

void PackedValues::read(std::size_t from, std::span<double> to) const
{
    assert(from + to.size() <= count());
    if (head().kind == Kind::Constant) {
        std::fill(to.begin(), to.end(), head().scale);
        return;
    }
    std::size_t done = 0;
    while (done < to.size()) {
        const std::size_t first = (from + done) % blockSize;
        const std::size_t n = std::min(blockSize - first, to.size() - done);
        readBlock((from + done) / blockSize, first, to.subspan(done, n));
        done += n;
    }
    mend(from, to);
}

void PackedValues::readBlock(std::size_t block, std::size_t first, std::span<double> to) const
{
    const Block &of = blocks()[block];
    const std::uint8_t *bits = m_bytes.get() + of.offset;
    const int shift = head().shift;
    switch (head().kind) {
    case Kind::Constant:
        break;
    case Kind::Scaled:
        unpack(bits, of.width, first, of.base, to, [scale = head().scale](std::uint64_t code) {
            return double(std::int64_t(code)) / scale;
        });
        break;
    case Kind::Table:
        unpack(bits, of.width, first, of.base, to,
               [entries = table()](std::uint64_t code) { return entries[code]; });
        break;
    case Kind::Split:
        unpack(bits, of.width, first, of.base, to, [entries = table(), shift](std::uint64_t code) {
            return joined(entries, code, shift);
        });
        break;
    case Kind::Bits:
        unpack(bits, of.width, first, of.base, to,
               [shift](std::uint64_t code) { return fromOrdered(std::int64_t(code), shift); });
        break;
    }
}

void PackedValues::mend(std::size_t from, std::span<double> to) const
{
    for (std::size_t i = 0; i < head().patches; ++i) {
        const Patch &patch = patches()[i];
        if (patch.at >= from && patch.at < from + to.size()) {
            to[patch.at - from] = patch.value;
        }
    }
}

PackedValues::Extremes PackedValues::extremes(std::size_t block) const
{
    const std::size_t first = block * blockSize;
    if (head().kind == Kind::Constant) {
        const bool finite = std::isfinite(head().scale);
        return {first, first, finite, !finite};
    }
    const Block &of = blocks()[block];
    return {first + of.min, first + of.max, (of.flags & noneFinite) == 0,
            (of.flags & isBroken) != 0};
}

std::size_t PackedValues::bytes() const
{
    constexpr std::size_t beside = 8;
    constexpr std::size_t grain = 16;
    return m_bytes ? (head().bytes + beside + grain - 1) / grain * grain : 0;
}

} // namespace sightglass
