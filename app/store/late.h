// Samples that came when a newer one was there already: how many ever, and the newest of them.
//
// Bounded. Times are microseconds.
#pragma once

#include <cstdint>
#include <vector>

namespace sightglass {

struct Late
{
    std::int64_t timeUs = 0; // where it belongs
    std::int64_t byUs = 0;   // how much newer the newest one was
};

class Lates
{
public:
    static constexpr std::size_t kept = 256;

    void note(const Late &late)
    {
        if (m_newest.size() == kept) {
            m_newest[std::size_t(m_count % kept)] = late; // the oldest gives its place to the next
        } else {
            m_newest.push_back(late);
        }
        ++m_count;
    }
    std::uint64_t count() const { return m_count; }
    const std::vector<Late> &newest() const { return m_newest; }
    std::size_t bytes() const { return m_newest.capacity() * sizeof(Late); }

private:
    std::vector<Late> m_newest;
    std::uint64_t m_count = 0;
};

} // namespace sightglass
