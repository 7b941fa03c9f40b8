// Briefs of sixteen chunks, of sixteen times as many, and so on: what a reader who sees far takes
// instead of looking at every chunk.
//
// Only complete groups have one. Chunks are counted from the column's first; who changes one that
// is in already says so. No times are interpreted, no samples kept.
#pragma once

#include "store/brief.h"

#include <array>
#include <deque>

namespace sightglass {

class Pyramid
{
public:
    static constexpr std::size_t fan = 16;
    static constexpr std::size_t mostLevels = 4; // 65,536 chunks: their counts fit

    struct Group
    {
        const Brief *brief = nullptr; // null: none begins there
        std::size_t chunks = 0;
    };
    // The group of `level` (0: of sixteen chunks) that begins with this chunk.
    Group groupAt(std::size_t chunk, std::size_t level) const;

    // `briefOf(i)` is the brief of chunk i. All chunks before `from` are as they were; there are
    // `count` now.
    template<typename BriefOf>
    void grow(std::size_t from, std::size_t count, const BriefOf &briefOf);
    // One chunk is not what it was.
    template<typename BriefOf>
    void change(std::size_t chunk, const BriefOf &briefOf);

    std::size_t bytes() const { return m_groups * sizeof(Brief); }

private:
    template<typename BriefOf>
    static Brief joined(std::size_t first, const BriefOf &briefOf);

    std::array<std::deque<Brief>, mostLevels> m_levels;
    std::size_t m_groups = 0;
};

template<typename BriefOf>
Brief Pyramid::joined(std::size_t first, const BriefOf &briefOf)
{
    Brief all;
    for (std::size_t i = first; i < first + fan; ++i) {
        all.join(briefOf(i));
    }
    return all;
}

template<typename BriefOf>
void Pyramid::grow(std::size_t from, std::size_t count, const BriefOf &briefOf)
{
    m_groups = 0;
    std::size_t whole = from / fan; // groups that stay
    std::size_t wanted = count / fan;
    for (std::size_t level = 0; level < mostLevels; ++level) {
        std::deque<Brief> &groups = m_levels[level];
        while (groups.size() > whole) {
            groups.pop_back();
        }
        while (groups.size() < wanted) {
            const std::size_t first = groups.size() * fan;
            groups.push_back(
                level == 0
                    ? joined(first, briefOf)
                    : joined(first, [&below = m_levels[level - 1]](std::size_t i) -> const Brief & {
                          return below[i];
                      }));
        }
        m_groups += groups.size();
        whole /= fan;
        wanted /= fan;
    }
}

template<typename BriefOf>
void Pyramid::change(std::size_t chunk, const BriefOf &briefOf)
{
    std::size_t group = chunk / fan;
    for (std::size_t level = 0; level < mostLevels && group < m_levels[level].size(); ++level) {
        m_levels[level][group] = level == 0 ? joined(group * fan, briefOf)
                                            : joined(group * fan,
                                                     [&below = m_levels[level - 1]](std::size_t i)
                                                         -> const Brief & { return below[i]; });
        group /= fan;
    }
}

} // namespace sightglass
