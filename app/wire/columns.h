// Columns of numbers as bytes, little-endian (resources/protocol/README.md, "Columns").
//
// Readers append to `out` and return an error text, empty when all is well; `out` is then whole. No
// reader allocates more than the bytes it was given justify.
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <string_view>
#include <vector>

namespace sightglass::columns {

inline constexpr int extInt64 = 1; // MessagePack ext types
inline constexpr int extDelta = 2;

// Times further from 1970 than this are not times: 2^53 us, the year 2255, and exact in a double.
inline constexpr std::int64_t timeBound = std::int64_t(1) << 53;

QByteArray float64(const double *values, std::size_t count);
QByteArray int64(const std::int64_t *values, std::size_t count);

QString readFloat64(std::string_view bytes, std::vector<double> &out);
QString readInt64(std::string_view bytes, std::vector<std::int64_t> &out);
// Zigzag LEB128 varints: the first value, then differences.
QString readDelta(std::string_view bytes, std::vector<std::int64_t> &out);

// Adds t0 to every offset from position `from` on.
QString placeTimes(std::int64_t t0, std::vector<std::int64_t> &times, std::size_t from);

} // namespace sightglass::columns
