// A list that lives long, becomes large and grows at its end.
//
// In blocks about as large as the packed pieces beside it, so that either fits where the other was:
// in one piece it would need ever larger room while what is forgotten leaves small holes. Grows by
// an eighth, at most by a block. Indexed like a vector.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace sightglass {

template<typename T>
class Blocks
{
public:
    static constexpr std::size_t blockSize = 32;

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    T &operator[](std::size_t at) { return m_blocks[at / blockSize][at % blockSize]; }
    const T &operator[](std::size_t at) const { return m_blocks[at / blockSize][at % blockSize]; }
    T &back() { return (*this)[m_size - 1]; }

    void push(T value)
    {
        if (m_size % blockSize == 0) {
            m_blocks.emplace_back();
        }
        std::vector<T> &last = m_blocks.back();
        if (last.size() == last.capacity()) {
            const std::size_t more = std::clamp(m_size / share, least, blockSize);
            m_room -= last.capacity();
            last.reserve(std::min(last.size() + more, blockSize));
            m_room += last.capacity();
        }
        last.push_back(std::move(value));
        ++m_size;
    }
    // Both move all that is behind.
    void insert(std::size_t at, T value)
    {
        push(std::move(value));
        for (std::size_t i = m_size - 1; i > at; --i) {
            std::swap((*this)[i], (*this)[i - 1]);
        }
    }
    void erase(std::size_t from, std::size_t to)
    {
        for (; to < m_size; ++from, ++to) {
            (*this)[from] = std::move((*this)[to]);
        }
        truncate(from);
    }
    void truncate(std::size_t size)
    {
        while (m_size > size) {
            std::vector<T> &last = m_blocks.back();
            const std::size_t n = std::min(last.size(), m_size - size);
            last.erase(last.end() - std::ptrdiff_t(n), last.end());
            m_size -= n;
            if (last.empty()) {
                m_room -= last.capacity();
                m_blocks.pop_back();
            }
        }
    }

    std::size_t bytes() const // of memory
    {
        return m_room * sizeof(T) + m_blocks.capacity() * sizeof(m_blocks[0]);
    }

private:
    static constexpr std::size_t least = 4;
    static constexpr std::size_t share = 8;

    std::vector<std::vector<T>> m_blocks; // all full but the last
    std::size_t m_size = 0;
    std::size_t m_room = 0; // of all blocks
};

} // namespace sightglass
