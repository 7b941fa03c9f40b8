// Samples outside a packed chunk: borrowed, as they came, or room for some. Times are microseconds
// and beside each stands its value. Values; no order is kept here.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace sightglass {

struct SampleSpans
{
    std::span<const std::int64_t> times;
    std::span<const double> values;
};

// Where there is none to point at.
template<std::size_t most>
struct SampleRoom
{
    std::array<std::int64_t, most> times;
    std::array<double, most> values;
};

struct LooseSamples
{
    std::vector<std::int64_t> times;
    std::vector<double> values;

    std::size_t bytes() const { return times.capacity() * 2 * sizeof(std::int64_t); }
};

struct Sample
{
    std::int64_t timeUs = 0;
    double value = 0;
};

struct SamplePair
{
    Sample before;
    Sample at;
    bool hasBefore = false;
};

} // namespace sightglass
