// What is known of a run of samples without looking inside: its ends, its extremes and when they
// were, its sum.
//
// A value. Kept for every chunk of a column, joined for every eight of them and so on, and what
// stays of a chunk whose samples are forgotten. Times are microseconds and never decrease.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

namespace sightglass {

struct Brief
{
    // All that joinExtremes() takes, beside each other, so that who passes many reads little:
    double min = std::numeric_limits<double>::infinity(); // of the finite values; the first such
    double max = -std::numeric_limits<double>::infinity();
    std::int64_t minUs = 0;
    std::int64_t maxUs = 0;
    double sum = 0;
    std::uint64_t count : 63 = 0;   // of years of a fast series, too
    std::uint64_t minFirst : 1 = 1; // the lowest came before the highest
    std::uint64_t finite = 0;
    // The ends, as they came, breaks too:
    std::int64_t firstUs = 0;
    std::int64_t lastUs = 0;
    double first = std::numeric_limits<double>::quiet_NaN();
    double last = std::numeric_limits<double>::quiet_NaN();

    bool broken() const { return finite < count; } // holds a NaN or an infinity
    bool constant() const { return !broken() && min == max; }

    // Samples behind all noted so far; equal lengths.
    void note(std::span<const std::int64_t> times, std::span<const double> values);
    // One sample whose place is not known any more, only its time.
    void noteLate(std::int64_t timeUs, double value);
    // What follows.
    void join(const Brief &next);
    void joinExtremes(const Brief &next); // only of those, the sum and how many are finite

private:
    void noteOne(std::int64_t timeUs, double value);
    void noteFinite(std::span<const std::int64_t> times, std::span<const double> values);
};

// The few samples that stand for a run whose own are forgotten: its ends, its extremes where they
// were, and one break, where there were any, in the longest stretch between them.
struct Sketch
{
    static constexpr std::size_t most = 5;

    explicit Sketch(const Brief &brief);

    std::int64_t times[most]{};
    double values[most]{};
    std::size_t size = 0;

private:
    void put(std::int64_t timeUs, double value);
    void breakLongest();
};

} // namespace sightglass
