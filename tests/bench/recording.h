// What a machine said of itself for twenty minutes, for benchmarks that need real numbers.
//
// Read from tests/data/recorded/machine.txt; replayed in a circle as long as one likes. Fails
// loudly: a benchmark without its numbers is none.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace sightglass {

class Recording
{
public:
    explicit Recording(const char *path);

    std::size_t series() const { return m_values.size(); }
    std::size_t rows() const { return m_jitterUs.size(); }
    // How late the reading of second `row` was; goes round.
    std::int64_t jitterUs(std::size_t row) const { return m_jitterUs[row % rows()]; }
    struct Reading
    {
        double value = 0;
        bool given = false; // false: the series had none then
    };
    Reading reading(std::size_t series, std::size_t row) const
    {
        return m_values[series][row % rows()];
    }

private:
    std::vector<std::int64_t> m_jitterUs;
    std::vector<std::vector<Reading>> m_values;
};

} // namespace sightglass
