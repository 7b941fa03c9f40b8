// HeatMap, second part: what it says in words, beside the axis, at the pointer and to a reader.
#include "heatmap.h"

#include "store/format.h"
#include "timeaxis.h"

#include <QLocale>

#include <array>
#include <cmath>
#include <map>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double tickSpacing = 24; // px, of the value axis
constexpr double thousand = 1000;
constexpr double asPower = 1e5; // from here on, and below its inverse, numbers are written 1e300

// "8.00" is "8".
QString trimmed(QString number)
{
    const QLocale locale;
    if (number.contains(locale.decimalPoint())) {
        while (number.endsWith(locale.zeroDigit())) {
            number.chop(1);
        }
        if (number.endsWith(locale.decimalPoint())) {
            number.chop(1);
        }
    }
    return number;
}

QString joined(const QString &number, const QString &unit)
{
    return unit.isEmpty() ? number : number + u' ' + unit;
}

QString quantity(double value, const QString &unit)
{
    const Scaled scaled = formatQuantity(value, unit);
    return joined(trimmed(scaled.number), scaled.unit);
}

// "1", "100", "1k", "0.01"
QString shortNumber(double value)
{
    static constexpr std::array letters{u'k', u'M', u'G', u'T', u'P'};
    std::size_t power = 0;
    while (value >= thousand && power < letters.size()) {
        value /= thousand;
        ++power;
    }
    const bool plain = value < asPower && value > 1 / asPower;
    const QString number = QLocale().toString(value, 'g', 3);
    return (plain ? number : QLocale().toString(value, 'e', 0))
           + (power > 0 ? QString(letters.at(power - 1)) : QString());
}

} // namespace

void HeatMap::labelValues()
{
    m_yTicks.clear();
    m_yLabels.clear();
    const bool known = !m_grid.extent().empty();
    const bool binary = prefixBase(m_unit) == 1024;
    const auto values = known ? m_rows.ticks(std::max(int(height() / tickSpacing), 2), binary)
                              : std::vector<double>();
    const double largest = std::max(std::abs(m_rows.cut().lowerOf(m_rows.low())),
                                    std::abs(m_rows.cut().lowerOf(m_rows.high() + 1)));
    const double perRow = height() / m_rows.count();
    // Octaves and decades are in the unit of the least of them.
    const double first = values.empty() ? 1 : values.front();
    QString unit;
    const double shown = QLocale().toDouble(formatTick(first, first, m_unit, &unit, first));
    const double scale = shown > 0 ? shown / first : 1;
    for (const double value : values) {
        const double step = values.size() > 1 ? values[1] - values[0] : m_rows.cut().step;
        m_yTicks.append(height() - m_rows.heightOf(value) * perRow);
        m_yLabels.append(!m_rows.cut().log ? formatTick(value, step, m_unit, &unit, largest)
                         : binary          ? quantity(value, m_unit)
                                           : shortNumber(value * scale));
    }
    if (known && m_rows.hasNotPositive()) {
        m_yTicks.append(height() - perRow / 2);
        m_yLabels.append(tr("≤ 0"));
    }
    m_unitText = binary && m_rows.cut().log ? QString() : unit;
    Q_EMIT scaled();
}

QString HeatMap::boundsText(std::int64_t low, std::int64_t high) const
{
    if (high == ValueCut::notPositive) {
        return tr("0 or less");
    }
    const Scaled until = formatQuantity(m_rows.cut().lowerOf(high + 1), m_unit);
    const QString end = joined(trimmed(until.number), until.unit);
    if (low == ValueCut::notPositive) {
        return tr("below %1").arg(end);
    }
    const double from = m_rows.cut().lowerOf(low);
    const Scaled begin = formatQuantity(from, m_unit);
    const QString start = begin.unit == until.unit ? trimmed(begin.number)
                                                   : joined(trimmed(begin.number), begin.unit);
    return from < 0 ? tr("%1 to %2").arg(start, end) : tr("%1–%2").arg(start, end);
}

QVariantMap HeatMap::cellAt(double us, double y) const
{
    if (!std::isfinite(us) || m_grid.bucketUs() <= 0 || !(y >= 0 && y < height())) {
        return {};
    }
    const std::int64_t number = stepOf(std::int64_t(us), m_grid.bucketUs());
    const HeatBucket *bucket = m_grid.bucket(number);
    if (bucket == nullptr || m_grid.extent().empty()) {
        return {};
    }
    const int count = m_rows.count();
    const std::int64_t row = m_rows.rowAt(int((height() - y) / height() * count));
    std::uint32_t found = 0;
    for (const HeatCell &cell : bucket->cells) {
        found = cell.row == row ? cell.count : found;
    }
    const std::int64_t from = number * m_grid.bucketUs();
    const bool fine = m_grid.bucketUs() % 1'000'000 != 0;
    return {
        {u"time"_s, tr("%1–%2").arg(clockText(from, zone(), fine),
                                    clockText(from + m_grid.bucketUs(), zone(), fine))},
        {u"values"_s, boundsText(row, row)},
        {u"total"_s, qulonglong(bucket->total)},
        {u"count"_s,
         tr("%1 of %2 samples")
             .arg(QLocale().toString(found), QLocale().toString(qulonglong(bucket->total)))},
    };
}

// The fewest rows side by side that have at least half of all samples.
QString HeatMap::mostlyText() const
{
    std::map<std::int64_t, std::uint64_t> rows;
    std::uint64_t total = 0;
    for (const HeatBucket &bucket : m_grid.buckets()) {
        total += bucket.total;
        for (const HeatCell &cell : bucket.cells) {
            rows[cell.row] += cell.count;
        }
    }
    std::pair best{rows.begin()->first, rows.rbegin()->first};
    int fewest = m_rows.placeOf(best.second) - m_rows.placeOf(best.first) + 1;
    std::uint64_t sum = 0;
    auto from = rows.begin();
    for (auto to = rows.begin(); to != rows.end(); ++to) {
        sum += to->second;
        for (; 2 * (sum - from->second) >= total && from != to; ++from) {
            sum -= from->second;
        }
        const int width = m_rows.placeOf(to->first) - m_rows.placeOf(from->first) + 1;
        if (2 * sum >= total && width < fewest) {
            fewest = width;
            best = {from->first, to->first};
        }
    }
    return boundsText(best.first, best.second);
}

QString HeatMap::summary(bool live) const
{
    const TimeWindow &window = plotWindow();
    std::uint64_t total = 0;
    const HeatBucket *highest = nullptr;
    for (const HeatBucket &bucket : m_grid.buckets()) {
        total += bucket.total;
        const bool higher = bucket.total > 0
                            && (highest == nullptr || bucket.extent.max > highest->extent.max);
        highest = higher ? &bucket : highest;
    }
    const QString when =
        live ? tr("in the last %1").arg(quantity(double(window.toUs - window.fromUs) / 1e6, u"s"_s))
             : tr("from %1 to %2")
                   .arg(clockText(window.fromUs, zone()), clockText(window.toUs, zone()));
    if (highest == nullptr) {
        return tr("no samples %1").arg(when);
    }
    return tr("%1 samples %2, mostly %3, largest %4 at %5")
        .arg(QLocale().toString(qulonglong(total)), when, mostlyText(),
             quantity(highest->extent.max, m_unit), clockText(highest->maxUs, zone()));
}

QColor HeatMap::leastColor() const
{
    return m_ramp.empty() ? m_surfaceColor : QColor::fromRgb(colorOf(1));
}

QString HeatMap::mostText() const
{
    return shortNumber(m_most);
}

QString HeatMap::cellText() const
{
    return quantity(double(m_grid.bucketUs()) / 1e6, u"s"_s);
}

} // namespace sightglass
