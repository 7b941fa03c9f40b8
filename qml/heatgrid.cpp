#include "heatgrid.h"

#include "store/decimate.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sightglass {

namespace {

constexpr std::int64_t ms = 1000;
constexpr std::int64_t second = 1000 * ms;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;

constexpr std::array lengths{
    ms,          2 * ms,   5 * ms,     10 * ms,    20 * ms,     50 * ms,     100 * ms,
    200 * ms,    500 * ms, second,     2 * second, 5 * second,  10 * second, 15 * second,
    30 * second, minute,   2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
    hour,        2 * hour, 3 * hour,   6 * hour,   12 * hour,   24 * hour,
};

// A place between the samples of a column: before the sample it names.
struct Place
{
    std::size_t chunk = 0;
    std::size_t at = 0;
};

Place placeOf(const Column &column, std::int64_t timeUs)
{
    const std::size_t chunk = std::max(column.chunkFrom(timeUs), column.firstExact());
    return {chunk, chunk == column.chunkCount() ? 0 : column.indexFrom(chunk, timeUs)};
}

Place behind(const Column &column, Place place, std::size_t samples)
{
    while (place.chunk < column.chunkCount()) {
        const std::size_t rest = column.brief(place.chunk).count - place.at;
        if (samples < rest) {
            return {place.chunk, place.at + samples};
        }
        samples -= rest;
        place = {place.chunk + 1, 0};
    }
    return place;
}

std::size_t between(const Column &column, Place from, Place to)
{
    std::size_t samples = 0;
    for (; from.chunk < to.chunk; from = {from.chunk + 1, 0}) {
        samples += column.brief(from.chunk).count - from.at;
    }
    return samples + to.at - from.at;
}

} // namespace

void HeatGrid::choose(std::vector<const Column *> columns)
{
    m_columns = std::move(columns);
    m_cursors.assign(m_columns.size(), {});
    m_buckets.clear();
}

void HeatGrid::reset(HeatBucket &bucket) const
{
    bucket = {};
    bucket.seen.assign(m_columns.size(), 0);
}

void HeatGrid::moveTo(std::int64_t first, std::int64_t last)
{
    HeatBucket none;
    reset(none);
    const std::int64_t end = m_first + std::int64_t(m_buckets.size());
    if (m_buckets.empty() || last < m_first || first >= end) {
        m_buckets.assign(std::size_t(last - first + 1), none);
        m_first = first;
        return;
    }
    for (; m_first < first; ++m_first) {
        m_buckets.pop_front();
    }
    for (; m_first > first; --m_first) {
        m_buckets.push_front(none);
    }
    m_buckets.resize(std::size_t(last - first + 1), none);
}

bool HeatGrid::count(std::int64_t first, std::int64_t last, std::int64_t bucketUs,
                     const ValueCut &cut)
{
    if (bucketUs != m_bucketUs || !(cut == m_cut)) {
        m_buckets.clear();
        m_bucketUs = bucketUs;
        m_cut = cut;
    }
    moveTo(std::max(first, last - mostBuckets + 1), last);
    for (std::size_t s = 0; s < m_columns.size(); ++s) {
        catchUp(s);
    }
    std::size_t left = budget;
    for (std::size_t i = m_buckets.size(); i-- > 0;) {
        if (m_buckets[i].done == m_columns.size()) {
            continue;
        }
        countBucket(m_first + std::int64_t(i), left);
        if (left == 0) {
            return m_buckets[i].done == m_columns.size() && i == 0;
        }
    }
    return true;
}

bool HeatGrid::hasNews() const
{
    for (std::size_t s = 0; s < m_columns.size(); ++s) {
        if (m_columns[s]->revision() != m_cursors[s].revision) {
            return true;
        }
    }
    return false;
}

void HeatGrid::catchUp(std::size_t series)
{
    const Column &column = *m_columns[series];
    Cursor &cursor = m_cursors[series];
    if (column.revision() == cursor.revision) {
        return;
    }
    const std::int64_t firstUs = column.empty() ? 0 : column.exactFromUs();
    const bool grownOnly = cursor.size > 0 && column.size() >= cursor.size
                           && firstUs == cursor.firstUs && column.lateSamples() == cursor.late;
    const std::size_t fresh = grownOnly ? column.size() - cursor.size : 0;
    if (grownOnly && fresh <= budget) {
        addNew(series, fresh);
    } else {
        checkAgain(series);
    }
    cursor = {column.revision(), column.lateSamples(), firstUs, column.size()};
}

// The last `fresh` samples of the column.
void HeatGrid::addNew(std::size_t series, std::size_t fresh)
{
    const Column &column = *m_columns[series];
    std::size_t c = column.chunkCount();
    std::size_t back = 0;
    while (back < fresh) {
        back += column.brief(--c).count;
    }
    Column::Scratch scratch;
    for (std::size_t from = back - fresh; c < column.chunkCount(); ++c, from = 0) {
        const auto [times, values] = column.samples(c, scratch, from);
        for (std::size_t i = 0; i < times.size(); ++i) {
            const std::int64_t at = stepOf(times[i], m_bucketUs) - m_first;
            if (at < 0 || at >= std::int64_t(m_buckets.size())) {
                continue;
            }
            HeatBucket &bucket = m_buckets[std::size_t(at)];
            if (bucket.done > series) {
                ++bucket.seen[series];
                add(bucket, times[i], values[i]);
            } else if (bucket.done == series && bucket.taken > 0) {
                ++bucket.seen[series]; // still to be read with the rest
            }
        }
    }
}

// Samples came late or are forgotten: buckets that do not have as many as they had are counted
// anew.
void HeatGrid::checkAgain(std::size_t series)
{
    const Column &column = *m_columns[series];
    Place from = placeOf(column, m_first * m_bucketUs);
    for (std::size_t i = 0; i < m_buckets.size(); ++i) {
        const Place to = placeOf(column, (m_first + std::int64_t(i) + 1) * m_bucketUs);
        HeatBucket &bucket = m_buckets[i];
        const bool read = bucket.done > series || (bucket.done == series && bucket.taken > 0);
        if (read && between(column, from, to) != bucket.seen[series]) {
            reset(bucket);
        }
        from = to;
    }
}

void HeatGrid::countBucket(std::int64_t number, std::size_t &left)
{
    HeatBucket &bucket = m_buckets[std::size_t(number - m_first)];
    Column::Scratch scratch;
    while (bucket.done < m_columns.size()) {
        const Column &column = *m_columns[bucket.done];
        const Place from = placeOf(column, number * m_bucketUs);
        const Place to = placeOf(column, (number + 1) * m_bucketUs);
        const std::size_t all = between(column, from, to);
        std::size_t now = std::min(all - bucket.taken, left);
        bucket.seen[bucket.done] = std::uint32_t(all);
        left -= now;
        Place at = behind(column, from, bucket.taken);
        bucket.taken += std::uint32_t(now);
        for (; now > 0; at = {at.chunk + 1, 0}) {
            const auto [times, values] = column.samples(at.chunk, scratch, at.at, now);
            now -= times.size();
            for (std::size_t i = 0; i < times.size(); ++i) {
                add(bucket, times[i], values[i]);
            }
        }
        if (bucket.taken < all) {
            return; // the budget is spent
        }
        bucket.taken = 0;
        ++bucket.done;
    }
}

void HeatGrid::add(HeatBucket &bucket, std::int64_t timeUs, double value)
{
    ++m_read;
    if (!std::isfinite(value)) {
        return;
    }
    if (!(value <= bucket.extent.max)) {
        bucket.maxUs = timeUs;
    }
    bucket.extent.note(value);
    bucket.revision = m_read;
    ++bucket.total;
    const std::int64_t row = m_cut.rowOf(value);
    auto cell = std::lower_bound(bucket.cells.begin(), bucket.cells.end(), row,
                                 [](const HeatCell &c, std::int64_t r) { return c.row < r; });
    if (cell == bucket.cells.end() || cell->row != row) {
        cell = bucket.cells.insert(cell, {row, 0});
    }
    ++cell->count;
}

const HeatBucket *HeatGrid::bucket(std::int64_t number) const
{
    const std::int64_t at = number - m_first;
    return at >= 0 && at < std::int64_t(m_buckets.size()) ? &m_buckets[std::size_t(at)] : nullptr;
}

Extent HeatGrid::extent() const
{
    Extent all;
    for (const HeatBucket &bucket : m_buckets) {
        all.unite(bucket.extent);
    }
    return all;
}

std::int64_t roundBucket(double leastUs, double spanUs)
{
    const double least = std::max(leastUs, spanUs / double(HeatGrid::mostBuckets - 2));
    const auto it = std::find_if(lengths.begin(), lengths.end(),
                                 [least](std::int64_t length) { return double(length) >= least; });
    return it != lengths.end() ? *it
                               : lengths.back() * std::int64_t(least / double(lengths.back()) + 1);
}

} // namespace sightglass
