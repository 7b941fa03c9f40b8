// The history of one series: times and values side by side, in chunks, oldest first.
//
// Times never decrease from one sample to the next: what arrives late is put where it belongs. A
// NaN value is a break in the line. Each chunk knows its extremes, so that a reader who only needs
// those need not look inside. Which samples came late is known of the newest of them. Not
// thread-safe: the GUI thread owns the store.
#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <span>
#include <vector>

namespace sightglass {

class Column
{
public:
    static constexpr std::size_t chunkSize = 512;
    static constexpr std::size_t latesKept = 256;

    // A sample that came when a newer one was there already.
    struct Late
    {
        std::int64_t timeUs = 0; // where it belongs
        std::int64_t byUs = 0;   // how much newer the newest one was
    };

    struct Chunk
    {
        std::vector<std::int64_t> times;
        std::vector<double> values;
        double min = std::numeric_limits<double>::infinity(); // of the finite values
        double max = -std::numeric_limits<double>::infinity();
        double sum = 0;
        bool broken = false; // holds a NaN or an infinity

        std::size_t bytes() const
        {
            return times.capacity() * sizeof(std::int64_t) + values.capacity() * sizeof(double);
        }
        void note(double value);
    };

    // Equal lengths. Returns how many samples came late, that is before the last one kept.
    std::size_t append(std::span<const std::int64_t> times, std::span<const double> values);

    // Forgets the oldest chunk; returns the bytes given back.
    std::size_t evictOldest();

    const std::deque<Chunk> &chunks() const { return m_chunks; }
    // The first chunk that may hold samples at or after `timeUs`; chunks().size() if none does.
    std::size_t chunkFrom(std::int64_t timeUs) const;

    bool empty() const { return m_size == 0; }
    std::size_t size() const { return m_size; }
    std::size_t bytes() const { return m_bytes; }
    std::int64_t firstTime() const { return m_chunks.front().times.front(); } // not when empty()
    std::int64_t lastTime() const { return m_chunks.back().times.back(); }
    double lastValue() const { return m_chunks.back().values.back(); }

    // The newest sample at or before `timeUs`; NaN if there is none.
    double valueAt(std::int64_t timeUs, std::int64_t *sampleTime = nullptr) const;

    // Counts changes, so that a reader can tell whether to look again.
    std::uint64_t revision() const { return m_revision; }
    std::uint64_t lateSamples() const { return m_late; }
    // The newest of them, in no order.
    const std::vector<Late> &lates() const { return m_lates; }

private:
    void pushBack(std::span<const std::int64_t> times, std::span<const double> values);
    void insertLate(std::int64_t time, double value);
    void noteLate(const Late &late);

    std::deque<Chunk> m_chunks;
    std::size_t m_size = 0;
    std::size_t m_bytes = 0;
    std::uint64_t m_revision = 0;
    std::uint64_t m_late = 0;
    std::vector<Late> m_lates; // the oldest gives its place to the next
};

} // namespace sightglass
