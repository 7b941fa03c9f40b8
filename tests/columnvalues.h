// A column's samples as plain vectors, for tests.
#pragma once

#include "store/column.h"

#include <vector>

using Times = std::vector<std::int64_t>;
using Values = std::vector<double>;

inline Times timesOf(const sightglass::Column &column)
{
    Times all;
    for (const sightglass::Column::Chunk &chunk : column.chunks()) {
        all.insert(all.end(), chunk.times.begin(), chunk.times.end());
    }
    return all;
}

inline Values valuesOf(const sightglass::Column &column)
{
    Values all;
    for (const sightglass::Column::Chunk &chunk : column.chunks()) {
        all.insert(all.end(), chunk.values.begin(), chunk.values.end());
    }
    return all;
}
