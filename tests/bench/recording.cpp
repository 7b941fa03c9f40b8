#include "recording.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace sightglass {

Recording::Recording(const char *path)
{
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line) && line.starts_with('#')) {
    }
    std::istringstream names(line);
    std::string name;
    names >> name;
    while (names >> name) {
        m_values.emplace_back();
    }
    std::vector<Reading> last(m_values.size());
    while (std::getline(file, line)) {
        std::istringstream cells(line);
        std::string cell;
        std::getline(cells, cell, ',');
        const auto row = std::int64_t(m_jitterUs.size());
        m_jitterUs.push_back((std::atoll(cell.c_str()) - row * 1000) * 1000);
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            const bool some = bool(std::getline(cells, cell, ',')) && !cell.empty();
            if (some) {
                last[i].given = cell != "-";
                std::from_chars(cell.data(), cell.data() + cell.size(), last[i].value);
            }
            m_values[i].push_back(last[i]);
            cell.clear();
        }
    }
    if (m_jitterUs.empty() || m_values.empty()) {
        std::fprintf(stderr, "%s: no recording\n", path);
        std::abort();
    }
}

} // namespace sightglass
