// How many samples fell into which cell of time and value: the numbers behind a heat map.
//
// Counts live in buckets of time that begin at whole multiples of their length, so they stay what
// they are while a window moves over them. Only what is new is read: samples at the end are added,
// a bucket that late or forgotten samples touched is counted again, and what is not counted yet
// comes within a budget, newest first. Samples the store forgot are not counted. Reads the store's
// columns: GUI thread. No Qt Quick.
#pragma once

#include "store/column.h"
#include "valuecut.h"

#include <deque>
#include <vector>

namespace sightglass {

struct HeatCell
{
    std::int64_t row = 0; // of the ValueCut
    std::uint32_t count = 0;
};

struct HeatBucket
{
    std::vector<HeatCell> cells; // that have samples, by row
    std::uint64_t total = 0;     // finite samples
    Extent extent;
    std::int64_t maxUs = 0; // when extent.max was
    // Another one whenever the cells are; no two buckets have the same, but 0 where there are none.
    std::uint64_t revision = 0;

    // How far counting came: all of `done` series, and `taken` samples of the next one.
    std::vector<std::uint32_t> seen; // samples in the bucket, per series
    std::uint32_t taken = 0;
    std::size_t done = 0;
};

class HeatGrid
{
public:
    static constexpr std::int64_t mostBuckets = 2000;
    static constexpr std::size_t budget = 400'000; // samples in one go, some milliseconds

    // The columns must live as long as the grid uses them.
    void choose(std::vector<const Column *> columns);

    // Counts the buckets from `first` to `last`, numbers of multiples of bucketUs; of older ones
    // none is kept. True: all is counted; false: call again. Other lengths and cuts start anew.
    bool count(std::int64_t first, std::int64_t last, std::int64_t bucketUs, const ValueCut &cut);

    bool hasNews() const; // a column changed since
    std::int64_t bucketUs() const { return m_bucketUs; }
    const HeatBucket *bucket(std::int64_t number) const; // null: outside
    std::int64_t firstBucket() const { return m_first; }
    const std::deque<HeatBucket> &buckets() const { return m_buckets; }
    Extent extent() const;                               // over all buckets
    std::uint64_t samplesRead() const { return m_read; } // ever, to see that little is read twice

private:
    struct Cursor
    {
        std::uint64_t revision = 0;
        std::uint64_t late = 0;
        std::int64_t firstUs = 0;
        std::size_t size = 0;
    };

    void moveTo(std::int64_t first, std::int64_t last);
    void catchUp(std::size_t series);
    void addNew(std::size_t series, std::size_t fresh);
    void checkAgain(std::size_t series);
    void countBucket(std::int64_t number, std::size_t &left);
    void add(HeatBucket &bucket, std::int64_t timeUs, double value);
    void reset(HeatBucket &bucket) const;

    std::vector<const Column *> m_columns;
    std::vector<Cursor> m_cursors;
    std::deque<HeatBucket> m_buckets;
    std::int64_t m_first = 0;
    std::int64_t m_bucketUs = 0;
    ValueCut m_cut;
    std::uint64_t m_read = 0;
};

// The length of a bucket: a round one, at least `leastUs`, and not so short that more than
// HeatGrid::mostBuckets are seen.
std::int64_t roundBucket(double leastUs, double spanUs);

} // namespace sightglass
