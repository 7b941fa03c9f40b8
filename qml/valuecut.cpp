#include "valuecut.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sightglass {

namespace {

constexpr double logFrom = 100; // largest to least: from here on rows are octaves
constexpr double logUntil = 30;
constexpr double farRow = 9e15;  // whole numbers are exact up to here
constexpr double evenHalf = 0.1; // of a value that stands alone, the range around it
// Where the parts of an octave begin, as the mantissa of frexp() has them.
constexpr std::array quarters{0.5, 0.59460355750136051, 0.70710678118654757, 0.84089641525371461};

std::int64_t floorDivide(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

double roundStep(double raw, bool binary)
{
    if (!(raw > 0) || !std::isfinite(raw)) {
        return raw > 0 ? std::numeric_limits<double>::max() : std::numeric_limits<double>::min();
    }
    if (binary && raw >= 1) {
        return std::exp2(std::ceil(std::log2(raw)));
    }
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= raw * (1 - 1e-9)) {
            return factor * power;
        }
    }
    return 10 * power;
}

} // namespace

void Extent::note(double value)
{
    min = std::min(min, value);
    max = std::max(max, value);
    if (value > 0) {
        leastPositive = std::min(leastPositive, value);
    }
}

void Extent::unite(const Extent &other)
{
    min = std::min(min, other.min);
    max = std::max(max, other.max);
    leastPositive = std::min(leastPositive, other.leastPositive);
}

std::int64_t ValueCut::rowOf(double value) const
{
    if (!log) {
        return std::int64_t(std::floor(std::clamp(value / step, -farRow, farRow)));
    }
    if (!(value > 0)) {
        return notPositive;
    }
    int exponent = 0;
    const double mantissa = std::frexp(value, &exponent);
    const std::int64_t octave = exponent - 1;
    if (perOctave == 1) {
        return floorDivide(octave, octaves);
    }
    const auto quarter = std::upper_bound(quarters.begin(), quarters.end(), mantissa)
                         - quarters.begin() - 1;
    return octave * perOctave + quarter * perOctave / std::int64_t(quarters.size());
}

double ValueCut::lowerOf(std::int64_t row) const
{
    if (!log) {
        return double(row) * step;
    }
    if (row == notPositive) {
        return -Extent::far;
    }
    const std::int64_t octave = perOctave == 1 ? row * octaves : floorDivide(row, perOctave);
    const std::int64_t part = perOctave == 1 ? 0 : row - octave * perOctave;
    const double mantissa = quarters.at(std::size_t(part) * quarters.size()
                                        / std::size_t(perOctave));
    return std::ldexp(mantissa, int(std::clamp<std::int64_t>(octave, -2000, 2000)) + 1);
}

ValueRows::Layout ValueRows::layOut(const Demand &demand, bool wasLog)
{
    Extent data = demand.data;
    if (std::isfinite(demand.min)) {
        data.note(demand.min);
    }
    if (std::isfinite(demand.max)) {
        data.note(std::nextafter(demand.max, -Extent::far)); // not a row of its own above
    }
    const bool wide = data.min >= 0
                      && data.max / data.leastPositive > (wasLog ? logUntil : logFrom);
    Layout layout;
    layout.cut.log = demand.mode == Mode::Log || (demand.mode == Mode::Auto && wide);
    if (data.empty()) {
        return layout;
    }
    const int rows = std::clamp(demand.rows, 1, mostRows);
    if (layout.cut.log) {
        layout.notPositive = demand.data.min <= 0;
        const bool any = data.max > 0;
        const auto range = [&] {
            layout.low = layout.cut.rowOf(any ? data.leastPositive : 1);
            layout.high = layout.cut.rowOf(any ? data.max : 1);
            return layout.high - layout.low + 1 > rows;
        };
        for (layout.cut.perOctave = 4; range() && layout.cut.perOctave > 1;) {
            layout.cut.perOctave /= 2;
        }
        while (range() && layout.cut.octaves < 4096) {
            layout.cut.octaves *= 2;
        }
        return layout;
    }
    if (data.min == data.max) {
        const double half = data.min == 0 ? 1 : std::abs(data.min) * evenHalf;
        data.min = std::max(data.min - half, std::numeric_limits<double>::lowest());
        data.max = std::min(data.max + half, std::numeric_limits<double>::max());
    }
    // Two rows more than steps, as neither end need be a multiple.
    const int steps = std::max(rows - 2, 1);
    layout.cut.step = roundStep(data.max / steps - data.min / steps, demand.binary);
    layout.low = layout.cut.rowOf(data.min);
    layout.high = layout.cut.rowOf(data.max);
    return layout;
}

bool ValueRows::fit(const Demand &demand, std::int64_t nowUs)
{
    const ValueCut before = m_layout.cut;
    const bool wasValid = m_valid;
    Demand held = demand;
    if (m_valid) {
        held.data.unite(m_held);
    }
    Layout wanted = layOut(demand, m_layout.cut.log);
    Layout layout = layOut(held, m_layout.cut.log);
    m_held = held.data;
    if (wanted == layout || demand.data.empty()) {
        m_waits = false;
    } else if (!m_waits) {
        m_waits = true;
        m_modest = demand.data;
        m_modestSinceUs = nowUs;
    } else {
        m_modest.unite(demand.data);
        if (nowUs - m_modestSinceUs >= patienceUs) {
            held.data = m_modest;
            m_held = m_modest;
            layout = layOut(held, m_layout.cut.log);
            m_waits = false;
        }
    }
    m_layout = layout;
    m_valid = m_valid || !demand.data.empty();
    return !wasValid || !(before == m_layout.cut);
}

int ValueRows::placeOf(std::int64_t row) const
{
    const int above = hasNotPositive() ? 1 : 0;
    return row == ValueCut::notPositive
               ? 0
               : int(std::clamp<std::int64_t>(row, low() - above, high() + 1) - low()) + above;
}

double ValueRows::heightOf(double value) const
{
    const ValueCut &by = cut();
    const double above = hasNotPositive() ? 1 : 0;
    if (!by.log) {
        return value / by.step - double(low()) + above;
    }
    return value > 0 ? std::log2(value) * by.perOctave / by.octaves - double(low()) + above : 0;
}

std::int64_t ValueRows::rowAt(int place) const
{
    return hasNotPositive() ? (place == 0 ? ValueCut::notPositive : low() + place - 1)
                            : low() + place;
}

std::vector<double> ValueRows::ticks(int most, bool binary) const
{
    std::vector<double> found;
    if (cut().log && !binary) {
        found = decades(most);
    }
    return found.size() < 2 ? rowEdges(most) : found;
}

// Every power of ten, or every second, third; with 2 and 5 between them where there is room.
std::vector<double> ValueRows::decades(int most) const
{
    const auto decadeOf = [this](std::int64_t row) {
        return int(std::clamp(std::floor(std::log10(cut().lowerOf(row))), -323.0, 308.0));
    };
    const double bottom = hasNotPositive() ? 1 : 0;
    const int first = decadeOf(low());
    const int last = decadeOf(high() + 1) + 1;
    std::vector<double> found;
    const auto keep = [&](double value) {
        const double height = heightOf(value);
        if (height >= bottom - 1e-9 && height <= count() + 1e-9) {
            found.push_back(value);
        }
    };
    for (int every = 0; every <= last - first + 1; ++every) {
        found.clear();
        const int step = std::max(every, 1);
        for (int decade = first - first % step; decade <= last; decade += step) {
            const double power = std::pow(10, decade);
            keep(power);
            if (every == 0) {
                keep(2 * power);
                keep(5 * power);
            }
        }
        if (int(found.size()) <= most) {
            break;
        }
    }
    return found;
}

std::vector<double> ValueRows::rowEdges(int most) const
{
    const std::int64_t edges = high() - low() + 2;
    std::int64_t every = 1;
    while (edges / every > std::max(most, 2)) {
        every = every % 4 == 0 ? every / 4 * 10 : every * 2; // 1, 2, 4, 10, 20, 40
    }
    std::vector<double> found;
    for (std::int64_t row = -floorDivide(-low(), every) * every; row <= high() + 1; row += every) {
        found.push_back(cut().lowerOf(row));
    }
    return found;
}

} // namespace sightglass
