// A column's samples as plain vectors, for tests.
#pragma once

#include "store/column.h"

#include <vector>

using Times = std::vector<std::int64_t>;
using Values = std::vector<double>;

// Of forgotten chunks, their sketches.
inline Times timesOf(const sightglass::Column &column)
{
    Times all;
    sightglass::Column::Scratch scratch;
    for (std::size_t i = 0; i < column.chunkCount(); ++i) {
        const auto times = column.samples(i, scratch).times;
        all.insert(all.end(), times.begin(), times.end());
    }
    return all;
}

inline Values valuesOf(const sightglass::Column &column)
{
    Values all;
    sightglass::Column::Scratch scratch;
    for (std::size_t i = 0; i < column.chunkCount(); ++i) {
        const auto values = column.samples(i, scratch).values;
        all.insert(all.end(), values.begin(), values.end());
    }
    return all;
}
