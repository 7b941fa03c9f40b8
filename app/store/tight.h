// Appends to a vector that may be large and lives long: grows by an eighth, not to the double.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

namespace sightglass {

template<typename T>
void pushTight(std::vector<T> &to, T value)
{
    constexpr std::size_t least = 4;
    constexpr std::size_t share = 8;
    if (to.size() == to.capacity()) {
        to.reserve(to.size() + std::max(least, to.size() / share));
    }
    to.push_back(std::move(value));
}

} // namespace sightglass
