#include "wire/columns.h"

#include <QCoreApplication>
#include <QtEndian>

namespace sightglass::columns {

namespace {

constexpr std::size_t width = 8;
constexpr int varintBits = 63;

QString say(const char *text)
{
    return QCoreApplication::translate("wire", text);
}

template<typename T>
QByteArray bytesOf(const T *values, std::size_t count)
{
    QByteArray bytes(qsizetype(count * width), Qt::Uninitialized);
    if (count > 0) {
        qToLittleEndian<T>(values, qsizetype(count), bytes.data());
    }
    return bytes;
}

template<typename T>
QString readFixed(std::string_view bytes, std::vector<T> &out)
{
    if (bytes.size() % width != 0) {
        return say(QT_TRANSLATE_NOOP("wire", "a binary column is not a whole number of values"));
    }
    const std::size_t before = out.size();
    out.resize(before + bytes.size() / width);
    if (!bytes.empty()) {
        qFromLittleEndian<T>(bytes.data(), qsizetype(bytes.size() / width), out.data() + before);
    }
    return {};
}

} // namespace

QByteArray float64(const double *values, std::size_t count)
{
    return bytesOf(values, count);
}

QByteArray int64(const std::int64_t *values, std::size_t count)
{
    return bytesOf(reinterpret_cast<const qint64 *>(values), count);
}

QString readFloat64(std::string_view bytes, std::vector<double> &out)
{
    return readFixed(bytes, out);
}

QString readInt64(std::string_view bytes, std::vector<std::int64_t> &out)
{
    return readFixed(bytes, out);
}

QString readDelta(std::string_view bytes, std::vector<std::int64_t> &out)
{
    std::uint64_t sum = 0; // unsigned: a hostile column may wrap, and must not be undefined
    std::size_t at = 0;
    while (at < bytes.size()) {
        std::uint64_t raw = 0;
        int shift = 0;
        bool more = true;
        while (more) {
            if (at == bytes.size() || shift > varintBits) {
                return say(QT_TRANSLATE_NOOP("wire", "a delta-coded column ends inside a number"));
            }
            const auto byte = std::uint8_t(bytes[at++]);
            raw |= std::uint64_t(byte & 0x7f) << shift;
            shift += 7;
            more = byte & 0x80;
        }
        sum += (raw >> 1) ^ (~(raw & 1) + 1);
        out.push_back(std::int64_t(sum));
    }
    return {};
}

QString placeTimes(std::int64_t t0, std::vector<std::int64_t> &times, std::size_t from)
{
    const auto outside = [](std::int64_t t) { return t > timeBound || t < -timeBound; };
    if (outside(t0)) {
        return say(QT_TRANSLATE_NOOP("wire", "t0 is not a time in microseconds since 1970"));
    }
    for (std::size_t i = from; i < times.size(); ++i) {
        if (outside(times[i]) || outside(times[i] + t0)) {
            return say(QT_TRANSLATE_NOOP("wire", "dt holds an offset that is out of range"));
        }
        times[i] += t0;
    }
    return {};
}

} // namespace sightglass::columns
