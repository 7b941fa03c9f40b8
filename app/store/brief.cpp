#include "store/brief.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace sightglass {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t lanes = 4; // one sum would wait for the other

// Anything that is not finite makes this NaN.
bool allFinite(std::span<const double> values)
{
    std::array<double, lanes> zero{};
    std::size_t i = 0;
    for (; i + lanes <= values.size(); i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            zero[lane] += values[i + lane] * 0.0;
        }
    }
    for (; i < values.size(); ++i) {
        zero[0] += values[i] * 0.0;
    }
    return zero[0] + zero[1] + zero[2] + zero[3] == 0.0;
}

} // namespace

void Brief::note(std::span<const std::int64_t> times, std::span<const double> values)
{
    if (times.empty()) {
        return;
    }
    if (count == 0) {
        firstUs = times.front();
        first = values.front();
    }
    lastUs = times.back();
    last = values.back();
    count += std::uint32_t(times.size());
    if (values.size() > 2 * lanes && allFinite(values)) {
        noteFinite(times, values);
        return;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        noteOne(times[i], values[i]);
    }
}

void Brief::noteOne(std::int64_t timeUs, double value)
{
    if (!std::isfinite(value)) {
        return;
    }
    if (value < min) {
        min = value;
        minUs = timeUs;
        minFirst = finite == 0;
    }
    if (value > max) {
        max = value;
        maxUs = timeUs;
        minFirst = true;
    }
    sum += value;
    ++finite;
}

void Brief::noteFinite(std::span<const std::int64_t> times, std::span<const double> values)
{
    std::array<double, lanes> low;
    std::array<double, lanes> high;
    std::array<double, lanes> all{};
    low.fill(infinity);
    high.fill(-infinity);
    std::size_t i = 0;
    for (; i + lanes <= values.size(); i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const double value = values[i + lane];
            low[lane] = value < low[lane] ? value : low[lane];
            high[lane] = value > high[lane] ? value : high[lane];
            all[lane] += value;
        }
    }
    for (; i < values.size(); ++i) {
        low[0] = std::min(low[0], values[i]);
        high[0] = std::max(high[0], values[i]);
        all[0] += values[i];
    }
    Brief run;
    run.finite = std::uint32_t(values.size());
    run.min = *std::min_element(low.begin(), low.end());
    run.max = *std::max_element(high.begin(), high.end());
    run.sum = all[0] + all[1] + all[2] + all[3];
    if (run.min < min || run.max > max) {
        const auto lowest = std::find(values.begin(), values.end(), run.min) - values.begin();
        const auto highest = std::find(values.begin(), values.end(), run.max) - values.begin();
        run.minUs = times[std::size_t(lowest)];
        run.maxUs = times[std::size_t(highest)];
        run.minFirst = lowest <= highest;
    }
    joinExtremes(run);
}

void Brief::noteLate(std::int64_t timeUs, double value)
{
    Brief one;
    one.note({&timeUs, 1}, {&value, 1});
    if (timeUs < firstUs) {
        one.join(*this);
        *this = one;
        return;
    }
    const std::int64_t lastWas = lastUs;
    const double valueWas = last;
    join(one);
    if (timeUs < lastWas) {
        lastUs = lastWas;
        last = valueWas;
        minFirst = minUs <= maxUs;
    }
}

void Brief::join(const Brief &next)
{
    if (next.count == 0) {
        return;
    }
    if (count == 0) {
        *this = next;
        return;
    }
    lastUs = next.lastUs;
    last = next.last;
    count += next.count;
    joinExtremes(next);
}

void Brief::joinExtremes(const Brief &next)
{
    const bool lower = next.min < min;
    const bool higher = next.max > max;
    if (lower && higher) {
        minFirst = next.minFirst;
    } else if (lower) {
        minFirst = false;
    } else if (higher) {
        minFirst = true;
    }
    min = lower ? next.min : min;
    minUs = lower ? next.minUs : minUs;
    max = higher ? next.max : max;
    maxUs = higher ? next.maxUs : maxUs;
    sum += next.sum;
    finite += next.finite;
}

Sketch::Sketch(const Brief &brief)
{
    put(brief.firstUs, brief.first);
    if (brief.finite > 0) {
        const bool minFirst = brief.minFirst;
        put(minFirst ? brief.minUs : brief.maxUs, minFirst ? brief.min : brief.max);
        put(minFirst ? brief.maxUs : brief.minUs, minFirst ? brief.max : brief.min);
    }
    if (brief.count > 1) {
        put(brief.lastUs, brief.last);
    }
    if (brief.broken() && std::isfinite(brief.first) && std::isfinite(brief.last)) {
        breakLongest();
    }
}

void Sketch::put(std::int64_t timeUs, double value)
{
    const bool again = size > 0 && times[size - 1] == timeUs
                       && (values[size - 1] == value
                           || (std::isnan(values[size - 1]) && std::isnan(value)));
    if (!again) {
        times[size] = timeUs;
        values[size++] = value;
    }
}

void Sketch::breakLongest()
{
    std::size_t at = 0;
    for (std::size_t i = 1; i < size; ++i) {
        const auto length = [this](std::size_t end) {
            return std::uint64_t(times[end]) - std::uint64_t(times[end - 1]);
        };
        if (at == 0 || length(i) > length(at)) {
            at = i;
        }
    }
    if (at == 0) {
        return; // all at one instant
    }
    for (std::size_t i = size++; i > at; --i) {
        times[i] = times[i - 1];
        values[i] = values[i - 1];
    }
    times[at] = std::midpoint(times[at - 1], times[at + 1]);
    values[at] = std::numeric_limits<double>::quiet_NaN();
}

} // namespace sightglass
