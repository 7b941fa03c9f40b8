// Which series a tile wants, in what order, and how it writes their values.
#pragma once

#include <QList>
#include <QStringList>

namespace sightglass {

struct SeriesChoice
{
    // Document: by pattern. Ranked: only the highest fresh values, bars. Value, Name: all, sorted.
    enum class Order { Document, Ranked, Value, Name };

    QStringList patterns;
    int source = 0;
    int most = 8;
    Order order = Order::Document;
    QList<int> colors; // slots of the first series; then the lowest free ones
    bool full = false; // values also with all their digits
    bool past = false; // also what they were in the window of time
    int digits = 0;    // of the full ones; 0: as many as they need
};

} // namespace sightglass
