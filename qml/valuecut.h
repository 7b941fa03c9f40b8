// How the values of a heat map are cut into rows: even steps, or octaves and parts of them.
//
// Rows lie at whole multiples, so a range that grows adds rows and moves none. The range grows at
// once and shrinks only after the data have been content with less for a while, as ValueAxis does.
// Pure logic; values handed in are finite.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace sightglass {

struct Extent
{
    static constexpr double far = std::numeric_limits<double>::infinity();
    double min = far;
    double max = -far;
    double leastPositive = far;

    bool empty() const { return min > max; }
    void note(double value);
    void unite(const Extent &other);
    bool operator==(const Extent &) const = default;
};

struct ValueCut
{
    // Of everything at and below zero, where rows are octaves.
    static constexpr std::int64_t notPositive = std::numeric_limits<std::int64_t>::min();

    bool log = false;
    int perOctave = 1; // log: rows in an octave, 1, 2 or 4
    int octaves = 1;   // log: octaves in a row
    double step = 1;   // else

    std::int64_t rowOf(double value) const;
    double lowerOf(std::int64_t row) const; // the least value of the row
    bool operator==(const ValueCut &) const = default;
};

class ValueRows
{
public:
    enum class Mode { Auto, Linear, Log };
    static constexpr std::int64_t patienceUs = 3'000'000; // before it shrinks
    static constexpr int mostRows = 200;

    struct Demand
    {
        Extent data;
        double min = std::numeric_limits<double>::quiet_NaN(); // reaches down to here at least
        double max = std::numeric_limits<double>::quiet_NaN();
        Mode mode = Mode::Auto;
        bool binary = false; // even steps at powers of two: bytes
        int rows = 20;       // at most
    };

    // `nowUs` is any clock that runs evenly. True: the rows are cut in another way.
    bool fit(const Demand &demand, std::int64_t nowUs);
    void reset() { m_valid = false; }

    const ValueCut &cut() const { return m_layout.cut; }
    std::int64_t low() const { return m_layout.low; } // the lowest row above zero, log
    std::int64_t high() const { return m_layout.high; }
    bool hasNotPositive() const { return m_layout.notPositive; } // below all others
    int count() const { return int(high() - low() + 1) + (hasNotPositive() ? 1 : 0); }
    // From the bottom, 0 to count(); fractions inside a row.
    int placeOf(std::int64_t row) const;
    double heightOf(double value) const;
    std::int64_t rowAt(int place) const;
    // Values to label when `most` labels have room: decades, with `binary` powers of two, else
    // where rows begin.
    std::vector<double> ticks(int most, bool binary) const;

private:
    std::vector<double> decades(int most) const;
    std::vector<double> rowEdges(int most) const;

    struct Layout
    {
        ValueCut cut;
        std::int64_t low = 0;
        std::int64_t high = 0;
        bool notPositive = false;
        bool operator==(const Layout &) const = default;
    };
    static Layout layOut(const Demand &demand, bool wasLog);

    Layout m_layout;
    Extent m_held;   // what the layout is made for
    Extent m_modest; // what would have been enough since m_modestSinceUs
    std::int64_t m_modestSinceUs = 0;
    bool m_waits = false;
    bool m_valid = false;
};

} // namespace sightglass
