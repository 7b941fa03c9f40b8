// Messages compared field by field: a new field that is forgotten here does not compile. NaN equals
// NaN, because in a column it means "no value".
#pragma once

#include "wire/message.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace sightglass {

inline bool operator==(const StreamPosition &a, const StreamPosition &b)
{
    return a.epoch == b.epoch && a.seq == b.seq;
}

inline bool operator==(const SeriesInfo &x, const SeriesInfo &y)
{
    const auto fields = [](const SeriesInfo &info) {
        const auto &[a, b, c, d, e, f, g, h, i, j] = info;
        return std::tuple(a, b, c, d, e, f, g, h, i, j);
    };
    return fields(x) == fields(y);
}

inline auto fields(const Hello &m)
{
    const auto &[a, b, c, d] = m;
    return std::tuple(a, b, c, d);
}

inline auto fields(const Welcome &m)
{
    const auto &[a, b, c, d, e, f, g, h] = m;
    return std::tuple(a, b, c, d, e, f, g, h);
}

inline auto fields(const Heartbeat &m)
{
    const auto &[a, b] = m;
    return std::tuple(a, b);
}

inline auto fields(const Subscribe &m)
{
    const auto &[a, b, c] = m;
    return std::tuple(a, b, c);
}

inline auto fields(const Subscribed &m)
{
    const auto &[a, b, c] = m;
    return std::tuple(a, b, c);
}

inline auto fields(const Gap &m)
{
    const auto &[a, b, c] = m;
    return std::tuple(a, b, c);
}

inline auto fields(const Event &m)
{
    const auto &[a, b, c, d, e, f, g, h, i, j, k] = m;
    return std::tuple(a, b, c, d, e, f, g, h, i, j, k);
}

inline auto fields(const Ack &m)
{
    const auto &[a, b, c, d] = m;
    return std::tuple(a, b, c, d);
}

inline auto fields(const Samples &m)
{
    const auto &[a, b, c, d, values] = m; // values: see same()
    return std::tuple(a, b, c, d, values.size());
}

// Bye, Error: three; the rest: one.
template<typename T>
auto fields(const T &m)
{
    if constexpr (std::is_same_v<T, Bye> || std::is_same_v<T, Error>) {
        const auto &[a, b, c] = m;
        return std::tuple(a, b, c);
    } else {
        const auto &[a] = m;
        return std::tuple(a);
    }
}

inline bool same(const Message &x, const Message &y)
{
    if (x.index() != y.index()
        || !std::visit(
            [&](const auto &m) {
                return fields(m) == fields(std::get<std::decay_t<decltype(m)>>(y));
            },
            x)) {
        return false;
    }
    const auto *samples = std::get_if<Samples>(&x);
    const auto equal = [](double a, double b) {
        return a == b || (std::isnan(a) && std::isnan(b));
    };
    return !samples
           || std::equal(samples->values.begin(), samples->values.end(),
                         std::get<Samples>(y).values.begin(), equal);
}

} // namespace sightglass
