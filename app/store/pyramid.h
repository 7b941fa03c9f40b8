// Briefs of eight chunks, of eight times as many, and so on: what a reader who sees far takes
// instead of looking at every chunk.
//
// Only complete groups have one. Chunks are counted from the column's first; who changes one that
// is in already says so. No samples are kept.
#pragma once

#include "store/blocks.h"
#include "store/brief.h"

#include <array>

namespace sightglass {

class Pyramid
{
public:
    static constexpr std::size_t fan = 8;
    static constexpr std::size_t mostLevels = 6; // 262,144 chunks

    struct Group
    {
        const Brief *brief = nullptr; // null: none begins there
        std::size_t chunks = 0;
    };
    // The group of `level` (0: of eight chunks) that begins with this chunk.
    Group groupAt(std::size_t chunk, std::size_t level) const;
    // The largest that begins with it and has none from `end` on.
    Group largestAt(std::size_t chunk, std::size_t end) const;

    // `briefOf(i)` is the brief of chunk i. All chunks before `from` are as they were; there are
    // `count` now.
    template<typename BriefOf>
    void grow(std::size_t from, std::size_t count, const BriefOf &briefOf);
    // One chunk is not what it was.
    template<typename BriefOf>
    void change(std::size_t chunk, const BriefOf &briefOf);

    std::size_t bytes() const;

private:
    template<typename BriefOf>
    Brief joined(std::size_t level, std::size_t group, const BriefOf &briefOf) const;

    std::array<Blocks<Brief>, mostLevels> m_levels;
};

template<typename BriefOf>
Brief Pyramid::joined(std::size_t level, std::size_t group, const BriefOf &briefOf) const
{
    Brief all;
    for (std::size_t i = group * fan; i < (group + 1) * fan; ++i) {
        all.join(level == 0 ? briefOf(i) : m_levels[level - 1][i]);
    }
    return all;
}

template<typename BriefOf>
void Pyramid::grow(std::size_t from, std::size_t count, const BriefOf &briefOf)
{
    std::size_t same = from / fan; // groups that stay
    std::size_t wanted = count / fan;
    for (std::size_t level = 0; level < mostLevels; ++level) {
        Blocks<Brief> &groups = m_levels[level];
        groups.truncate(same);
        while (groups.size() < wanted) {
            groups.push(joined(level, groups.size(), briefOf));
        }
        same /= fan;
        wanted /= fan;
    }
}

template<typename BriefOf>
void Pyramid::change(std::size_t chunk, const BriefOf &briefOf)
{
    std::size_t group = chunk / fan;
    for (std::size_t level = 0; level < mostLevels && group < m_levels[level].size(); ++level) {
        m_levels[level][group] = joined(level, group, briefOf);
        group /= fan;
    }
}

} // namespace sightglass
