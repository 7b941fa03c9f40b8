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

std::size_t Pyramid::bytes() const
{
    std::size_t all = 0;
    for (const Blocks<Brief> &groups : m_levels) {
        all += groups.bytes();
    }
    return all;
}

Pyramid::Group Pyramid::largestAt(std::size_t chunk, std::size_t end) const
{
    Group largest;
    std::size_t size = fan;
    std::size_t at = chunk;
    for (const Blocks<Brief> &groups : m_levels) {
        if (at % fan != 0 || at / fan >= groups.size() || chunk + size > end) {
            break;
        }
        at /= fan;
        largest = {&groups[at], size};
        size *= fan;
    }
    return largest;
}

} // namespace sightglass
