// The history of one series: times and values side by side, in chunks, oldest first.
//
// Times never decrease from one sample to the next: what arrives late is put where it belongs. A
// NaN value is a break in the line. Full chunks are packed; of the oldest the samples may be
// forgotten, then a sketch of a few stands for them. Every chunk has a brief. GUI thread.
#pragma once

#include "store/blocks.h"
#include "store/chunk.h"
#include "store/late.h"
#include "store/pyramid.h"
#include "store/samples.h"

#include <memory>
#include <span>
#include <vector>

namespace sightglass {

class Column
{
public:
    static constexpr std::size_t chunkSize = 512;
    static constexpr std::size_t mostInChunk = 2 * chunkSize; // with those that came late
    static constexpr std::size_t latesKept = Lates::kept;
    // Of series of one channel, before the first sample; without it each keeps its own times.
    void shareTimes(std::shared_ptr<TimeShare> share) { m_share = std::move(share); }

    // Equal lengths. Returns how many samples came late, that is before the last one kept.
    std::size_t append(std::span<const std::int64_t> times, std::span<const double> values);

    // Forgets the samples of the oldest full chunk that has them; 0: there is none.
    std::size_t evictOldest();
    // Joins sketches in pairs. Both return the bytes given back.
    std::size_t coarsen();
    bool canEvict() const { return m_firstExact + 1 < chunkCount(); } // the newest chunk stays

    // The chunks, the open one too; from firstExact() on they have their samples.
    std::size_t chunkCount() const { return m_chunks.size() + (m_open.times.empty() ? 0 : 1); }
    std::size_t firstExact() const { return m_firstExact; }
    const Brief &brief(std::size_t chunk) const
    {
        return chunk < m_chunks.size() ? m_chunks[chunk].brief : m_openBrief;
    }
    const Pyramid &pyramid() const { return m_pyramid; }
    // Null if its samples are not packed.
    const Chunk *packed(std::size_t chunk) const
    {
        return chunk < m_chunks.size() && m_chunks[chunk].values ? &m_chunks[chunk] : nullptr;
    }
    // The first chunk from `from` on that may hold samples at or after `timeUs`; chunkCount() if
    // none does. It is looked for near `guess` first, which is none before `from`.
    std::size_t chunkFrom(std::int64_t timeUs, std::size_t from = 0, std::size_t guess = 0) const;
    std::size_t indexFrom(std::size_t chunk, std::int64_t timeUs) const; // the same in a chunk

    using Scratch = SampleRoom<mostInChunk>;
    using Samples = SampleSpans;
    // A chunk's samples, or those that stand for it, from `from` on, `most` at most; until the
    // column or `scratch` is changed.
    Samples samples(std::size_t chunk, Scratch &scratch, std::size_t from = 0,
                    std::size_t most = mostInChunk) const;
    // The same of one that is not packed; room for a Sketch is enough.
    Samples plain(std::size_t chunk, std::span<std::int64_t> times, std::span<double> values) const;

    bool empty() const { return m_chunks.empty() && m_open.times.empty(); }
    std::size_t size() const { return m_size; } // samples kept
    std::size_t bytes() const;                  // without what is shared
    // Not when empty(). Before exactFromUs() only briefs are left.
    std::int64_t firstTime() const { return brief(0).firstUs; }
    std::int64_t exactFromUs() const { return brief(m_firstExact).firstUs; }
    std::int64_t lastTime() const { return brief(chunkCount() - 1).lastUs; }
    double lastValue() const { return brief(chunkCount() - 1).last; }

    // The newest sample at or before `timeUs`; NaN if there is none.
    double valueAt(std::int64_t timeUs, std::int64_t *sampleTime = nullptr) const;

    // Counts changes, so that a reader can tell whether to look again.
    std::uint64_t revision() const { return m_revision; }
    std::uint64_t lateSamples() const { return m_lates.count(); }
    std::uint64_t forgotten() const { return m_forgotten; }             // times something was
    const std::vector<Late> &lates() const { return m_lates.newest(); } // the newest, in no order

private:
    using Open = LooseSamples;
    static constexpr std::size_t none = std::size_t(-1);

    void pushBack(std::span<const std::int64_t> times, std::span<const double> values);
    void makeRoom(std::size_t wanted);
    void sealOpen();
    std::size_t seal(std::span<const std::int64_t> times, std::span<const double> values);
    // Returns how many it took: all, or at least `leastCut`.
    std::size_t pack(Chunk &chunk, std::span<const std::int64_t> times,
                     std::span<const double> values, std::size_t leastCut);
    std::size_t chunkAfter(std::int64_t timeUs) const; // the first that begins later
    SamplePair pairAt(std::size_t chunk, std::int64_t timeUs) const;
    void insertLate(std::int64_t time, double value);
    static void insert(Open &open, Brief &brief, std::int64_t time, double value);
    void changePyramid(std::size_t chunk);
    void thaw(std::size_t chunk);
    void freeze();
    void dropSamples(Chunk &chunk);
    void growPyramid(std::size_t from);

    Blocks<Chunk> m_chunks; // full ones; the first m_firstExact have no samples any more
    Pyramid m_pyramid;      // of them
    Open m_open;            // the newest samples
    Brief m_openBrief;
    Open m_thawed; // of the one full chunk that late samples went into last
    std::size_t m_thawedAt = none;
    std::shared_ptr<TimeShare> m_share;
    std::shared_ptr<std::size_t> m_ownTimes; // bytes of times, if it does not share them
    std::size_t m_firstExact = 0;
    std::size_t m_size = 0;
    std::size_t m_packedBytes = 0;
    std::uint64_t m_revision = 0;
    std::uint64_t m_forgotten = 0;
    Lates m_lates;
};

} // namespace sightglass
