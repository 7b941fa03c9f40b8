// What a reader takes together: a brief of all samples it met, and the first and the last finite
// one of them.
//
// Single samples, whole blocks, chunks and groups of them come in the order of time. The same comes
// out however the samples are kept. GUI thread, like the store; borrows the column.
#pragma once

#include "store/column.h"

namespace sightglass {

class Tally
{
public:
    struct Point
    {
        std::int64_t timeUs = 0;
        double value = std::numeric_limits<double>::quiet_NaN();
    };

    explicit Tally(const Column &column)
        : m_column(column)
    {
    }
    void clear();

    void takeRun(std::span<const std::int64_t> times, std::span<const double> values);
    // A part of a chunk that begins and ends with a finite value.
    void takeBlock(const Brief &block);
    // The same, but before all that was taken.
    void prepend(const Brief &block);
    void takeChunks(std::size_t from, std::size_t to); // not none

    const Brief &brief() const { return m_brief; }
    const Point &first() const { return m_first; } // of the finite ones; NaN if there is none
    Point last() const;

private:
    // Some chunks, or none.
    struct Range
    {
        std::size_t from = 0;
        std::size_t to = 0;
    };
    Point firstOf(std::size_t chunk, std::size_t end) const;
    Point lastOf(std::size_t chunk, std::size_t end) const;

    const Column &m_column;
    Brief m_brief;
    Point m_first;
    Point m_last;
    std::size_t m_lastFrom = 0; // the last is in one of these chunks,
    std::size_t m_lastTo = 0;   // looked for only when it is asked for
};

} // namespace sightglass
