// Whose samples are forgotten next: those of the oldest chunk of all series, found without asking
// each. Also knows when there are too many sketches of what is forgotten.
//
// A series is put in when it has something to forget; what is wrong by then is put right when it
// comes to the top. GUI thread, like the store.
#pragma once

#include "store/column.h"

#include <functional>
#include <optional>
#include <queue>
#include <utility>
#include <vector>

namespace sightglass {

class Forgetting
{
public:
    // Costs next to nothing if the series is in there already.
    void watch(std::size_t key, const Column &column)
    {
        if (key >= m_watched.size()) {
            m_watched.resize(key + 1, false);
        }
        if (!m_watched[key] && column.canEvict()) {
            m_watched[key] = true;
            m_oldest.emplace(column.exactFromUs(), key);
        }
    }

    // The series whose oldest chunk is the oldest; it is not watched any more. None: all are down
    // to their newest chunks.
    template<typename ColumnOf>
    std::optional<std::size_t> next(const ColumnOf &columnOf)
    {
        while (!m_oldest.empty()) {
            const auto [fromUs, key] = m_oldest.top();
            m_oldest.pop();
            m_watched[key] = false;
            const Column &column = columnOf(key);
            if (column.canEvict() && column.exactFromUs() == fromUs) {
                return key;
            }
            watch(key, column);
        }
        return std::nullopt;
    }

    std::size_t sketches = 0;        // of all series
    std::size_t sketchesAllowed = 0; // since they were made coarser last

private:
    using Oldest = std::pair<std::int64_t, std::size_t>;
    std::priority_queue<Oldest, std::vector<Oldest>, std::greater<>> m_oldest;
    std::vector<bool> m_watched;
};

} // namespace sightglass
