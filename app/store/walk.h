// Goes through a column in the order of time and takes as much at once as it can: groups of chunks,
// chunks, blocks of packed samples, single ones.
//
// Costs what is taken apart, not what is passed over. The column must not change meanwhile; GUI
// thread, like the store. Times are microseconds.
#pragma once

#include "store/tally.h"

namespace sightglass {

class Walk
{
public:
    // Stands at the first sample at or after `fromUs`. Blocks have no sum: who wants sums has their
    // samples taken one by one.
    Walk(const Column &column, std::int64_t fromUs, bool sums = false);

    bool atEnd() const { return m_chunk == m_column.chunkCount(); }
    // Of the sample it stands at; not atEnd().
    std::int64_t timeUs();
    double value();
    bool before(Tally::Point &point); // the sample behind which it stands; false: there is none
    // Takes all samples before `endUs`, from here on.
    void takeUntil(std::int64_t endUs, Tally &tally);

    // Steps of that length hold so few samples here that these are quicker read than passed over.
    bool isFine(std::int64_t stepUs) const;
    // From where it stands to the end of the block, or of what is not packed; not atEnd().
    Column::Samples rest();
    void skip(std::size_t count) { m_index += count; } // less than rest() has

private:
    const Chunk *unbroken() const;
    bool takePart(const Chunk &chunk, std::int64_t endUs, Tally &tally);
    std::size_t findCut(std::int64_t endUs);
    bool takeBlock(std::int64_t endUs, Tally &tally);
    bool takeRun(std::int64_t endUs, Tally &tally);
    void load();
    bool isLoaded() const { return m_loadedChunk == m_chunk && m_index >= m_loadedFrom; }

    const Column &m_column;
    bool m_sums;
    std::size_t m_chunk = 0;
    std::size_t m_index = 0;  // in the chunk
    std::size_t m_stride = 0; // chunks, of the step before
    std::size_t m_loadedChunk = std::size_t(-1);
    std::size_t m_loadedFrom = 0;
    Column::Samples m_loaded; // of the chunk, from there on
    std::array<std::int64_t, PackedValues::blockSize> m_times;
    std::array<double, PackedValues::blockSize> m_values;
};

} // namespace sightglass
