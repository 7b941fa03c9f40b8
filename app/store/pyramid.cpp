#include "store/pyramid.h"

namespace sightglass {

Pyramid::Group Pyramid::groupAt(std::size_t chunk, std::size_t level) const
{
    std::size_t size = fan;
    for (std::size_t i = 0; i < level; ++i) {
        size *= fan;
    }
    const std::size_t at = chunk / size;
    if (chunk % size != 0 || level >= mostLevels || at >= m_levels[level].size()) {
        return {};
    }
    return {&m_levels[level][at], size};
}

Pyramid::Group Pyramid::largestAt(std::size_t chunk, std::int64_t endUs) const
{
    Group largest;
    std::size_t size = fan;
    for (const std::vector<Brief> &groups : m_levels) {
        const std::size_t at = chunk / fan;
        if (chunk % fan != 0 || at >= groups.size() || groups[at].lastUs >= endUs) {
            break;
        }
        largest = {&groups[at], size};
        size *= fan;
        chunk = at;
    }
    return largest;
}

} // namespace sightglass
