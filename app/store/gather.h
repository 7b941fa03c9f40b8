// A stretch of a batch as runs of one series each, so that every run is appended at once: in the
// order in which they came, or put together where many series take turns.
//
// The order within a series stays. What it returns borrows the batch and its own memory, which is
// used again by the next call; it grows to the longest stretch and the highest index. One thread.
#pragma once

#include "wire/batch.h"

#include <span>

namespace sightglass {

class Gather
{
public:
    struct Run
    {
        std::uint32_t index = 0; // as in the batch
        std::span<const std::int64_t> times;
        std::span<const double> values;
    };

    std::span<const Run> asTheyCame(const Batch &batch, std::size_t from, std::size_t to);
    // Or as they came, where that is as good: a series mostly follows itself, or comes but once.
    std::span<const Run> bySeries(const Batch &batch, std::size_t from, std::size_t to);

private:
    void scatter(const Batch &batch, std::size_t from, std::size_t to);

    std::vector<std::uint32_t>
        m_at; // by index: how many, then where the next goes; 0 between calls
    std::vector<std::uint32_t> m_seen;
    std::vector<std::int64_t> m_times;
    std::vector<double> m_values;
    std::vector<Run> m_runs;
};

} // namespace sightglass
