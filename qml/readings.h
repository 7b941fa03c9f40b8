// What a chart last read from the store: the window it shows and the decimated points of each
// series.
//
// Knows when reading again would show something new. GUI thread, like the store; no Qt Quick.
#pragma once

#include "holebands.h"
#include "trace.h"

#include <QList>

namespace sightglass {

// Cuts time into pixel columns at whole multiples of a step. A window that only moves keeps its
// step to the microsecond, so it moves by whole columns and what it shows stays as it was.
class ColumnGrid
{
public:
    // Up to the end of the column that `toUs` is in. Ends that are no times, or no columns: an
    // empty window (toUs == fromUs).
    TimeWindow windowFor(double fromUs, double toUs, double columns);

private:
    double m_spanUs = 0;
    double m_columns = 0;
    std::int64_t m_stepUs = 1;
};

class Readings
{
public:
    void choose(const Store *store, const QList<int> &keys);

    int count() const { return int(m_all.size()); }
    const Column *column(int index) const; // null: no such series
    // Samples came that show in the window as it was read last.
    bool hasNews() const;
    // Those have no points and no part in a stack or in extents. Counts from the next read(); false
    // if it was so before.
    bool hide(const QList<int> &keys);
    bool isHidden(int index) const;
    // Decimates what changed; `stacked` lays all on each other too. Reading begins at a whole
    // multiple of `columns` steps, at or before the window.
    void read(const TimeWindow &window, bool stacked, std::int64_t columns = 1);

    const TimeWindow &window() const { return m_window; }
    // Of the series, or of its layer in the stack.
    const std::vector<TracePoint> &points(int index) const;
    const std::vector<TracePoint> &base(int index) const; // empty unless stacked

    struct Extent
    {
        double min = std::numeric_limits<double>::quiet_NaN();
        double max = std::numeric_limits<double>::quiet_NaN();
    };
    // Of all points inside the window; of those next to it if there are none.
    Extent extent() const;
    const std::vector<Late> &lates(int index) const; // none of a hidden one
    // In bands, newest first: see holeBands().
    std::vector<Hole> holes() const { return holeBands(m_store, m_keys, m_window); }

private:
    struct Reading
    {
        std::vector<TracePoint> points;
        TimeWindow window;
        std::uint64_t revision = 0;
        std::uint64_t late = 0;
        std::uint64_t forgotten = 0;
        std::int64_t lastUs = 0;
        bool known = false;
    };
    bool isNews(const Column &column, const Reading &reading) const;

    const Store *m_store = nullptr;
    QList<int> m_keys;
    QList<int> m_hidden;
    TimeWindow m_window;
    std::vector<Reading> m_all;
    std::vector<Layer> m_layers;
    bool m_stacked = false;
};

} // namespace sightglass
