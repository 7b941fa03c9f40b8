// A full chunk of a column: what is known of it, and its samples, packed, until they are forgotten.
//
// Any sample is read without those before it. Movable, not copyable; GUI thread, like the store.
#pragma once

#include "packing/packedvalues.h"
#include "store/brief.h"
#include "store/timeshare.h"

#include <memory>
#include <span>

namespace sightglass {

// Who passes it reads one cache line: the brief's extremes.
struct alignas(64) Chunk
{
    Brief brief;
    PackedValues values;                      // empty: forgotten, or being changed
    std::shared_ptr<const PackedTimes> times; // null: evenly from firstUs to lastUs
    std::uint16_t offset = 0;                 // of the first in `times`

    std::int64_t timeAt(std::size_t index) const
    {
        return times ? times->at(offset + index)
                     : std::int64_t(std::uint64_t(brief.firstUs) + index * interval());
    }
    void readTimes(std::size_t from, std::span<std::int64_t> to) const;
    // The first at or after; count if there is none.
    std::size_t firstFrom(std::int64_t timeUs) const;

    // What is known of one block of values; it has no sum.
    Brief blockBrief(std::size_t block) const;
    // The same of the samples from `from` up to `to`, of a chunk without breaks. Extremes that lie
    // within the fence need not be found.
    struct Fence
    {
        double min = std::numeric_limits<double>::infinity();
        double max = -std::numeric_limits<double>::infinity();
        bool strict = false; // on the fence is outside: who comes first counts

        bool holds(double low, double high) const
        {
            return strict ? low > min && high < max : low >= min && high <= max;
        }
        void widen(const Brief &by);
    };
    Brief part(std::size_t from, std::size_t to, Fence fence) const;

private:
    Brief extremesOf(std::size_t from, std::size_t to, const Fence &fence) const;
    // Unsigned, because the longest does not fit otherwise.
    std::uint64_t interval() const
    {
        return brief.count < 2 ? 0
                               : (std::uint64_t(brief.lastUs) - std::uint64_t(brief.firstUs))
                                     / (brief.count - 1);
    }
};

} // namespace sightglass
