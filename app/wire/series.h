// Series and their samples: what is measured, and the numbers.
#pragma once

#include <QMap>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace sightglass {

enum class SeriesKind : std::uint8_t { Gauge, Counter, State, Histogram };

struct SeriesInfo
{
    std::uint32_t id = 0;
    QString name; // hierarchical, with dots
    QString unit;
    SeriesKind kind = SeriesKind::Gauge;
    std::optional<double> min;
    std::optional<double> max;
    std::optional<int> intervalMs;
    QMap<QString, QString> labels;
    QMap<int, QString> states; // what the integers of a state series mean
    QString channel;           // filled in on arrival of the first sample; not on the wire
};

struct Catalog
{
    std::vector<SeriesInfo> series;
};

// Column-wise: values[s * times.size() + i] is series[s] at times[i]. NaN is "no value".
struct Samples
{
    QString channel;
    std::uint64_t seq = 0; // 0: the stream is not numbered
    std::vector<std::int64_t> times;
    std::vector<std::uint32_t> series;
    std::vector<double> values;

    void clear()
    {
        channel.clear();
        seq = 0;
        times.clear();
        series.clear();
        values.clear();
    }
};

} // namespace sightglass
