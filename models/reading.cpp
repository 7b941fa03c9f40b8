#include "models/reading.h"

#include "store/summary.h"

#include <QStringList>
#include <QStringView>

#include <algorithm>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double largestState = 1e9;

// The word for a value of a state series; empty if there is none.
QString stateWord(const Store::Series &series, double value)
{
    return series.info.kind == SeriesKind::State && std::abs(value) < largestState
               ? inOneLine(series.info.states.value(int(value)))
               : QString();
}

} // namespace

Newest newestOf(const Column &column, const Moment &moment)
{
    Newest newest;
    if (moment.atUs > 0) {
        newest.value = column.valueAt(moment.atUs, &newest.timeUs);
    } else if (!column.empty()) {
        newest = {column.lastTime(), column.lastValue()};
    }
    return newest;
}

bool isStale(const Store::Series &series, const Moment &moment)
{
    if (series.column.empty()) {
        return false; // nothing there to be old
    }
    const std::int64_t patience = Store::patienceUs(series.cadenceUs);
    if (moment.atUs > 0) {
        const std::int64_t timeUs = newestOf(series.column, moment).timeUs;
        return timeUs > 0 && moment.atUs - timeUs > patience;
    }
    return !moment.live || moment.nowUs - series.arrivedUs > patience;
}

Reading readSeries(const Store::Series &series, const Moment &moment, Steady *steady)
{
    Reading reading;
    reading.unit = inOneLine(series.info.unit);
    if (series.column.empty()) {
        return reading;
    }
    const Newest newest = newestOf(series.column, moment);
    reading.value = newest.value;
    reading.missing = std::isnan(reading.value);
    reading.stale = isStale(series, moment);
    if (reading.stale) {
        const std::int64_t age = moment.atUs > 0 ? moment.atUs - newest.timeUs
                                                 : moment.nowUs - series.arrivedUs;
        reading.age = formatDuration(std::max<std::int64_t>(age, 1'000'000));
    }
    if (const QString word = stateWord(series, newest.value); !word.isEmpty()) {
        reading.number = word;
        reading.unit.clear();
        return reading;
    }
    if (steady != nullptr) {
        steady->nowUs = moment.nowUs;
    }
    const Scaled scaled = formatQuantity(reading.value, series.info.unit, 3, steady);
    reading.number = scaled.number;
    reading.unit = scaled.unit;
    return reading;
}

Scaled readInFull(const Store::Series &series, int digits, Steady *steady, const Moment &moment)
{
    if (series.column.empty()) {
        return {u"–"_s, series.info.unit};
    }
    const double value = newestOf(series.column, moment).value;
    if (const QString word = stateWord(series, value); !word.isEmpty()) {
        return {word, {}};
    }
    return formatInFull(value, series.info.unit, digits, steady);
}

Extremes extremesWithin(const Column &column, std::int64_t fromUs, std::int64_t toUs)
{
    const Summary summary = summarise(column, fromUs, toUs);
    return {summary.min, summary.max};
}

double largestWithin(const Column &column, std::int64_t fromUs, std::int64_t toUs,
                     std::int64_t *timeUs)
{
    const Summary summary = summarise(column, fromUs, toUs);
    if (summary.count > 0) {
        *timeUs = summary.maxUs;
    }
    return summary.max;
}

QString spokenName(const QString &segment)
{
    const auto isDigit = [](QChar c) { return c.isDigit(); };
    const QStringView rest = QStringView(segment).mid(4);
    if (segment.startsWith(u"core") && !rest.isEmpty()
        && std::all_of(rest.begin(), rest.end(), isDigit)) {
        return u"core "_s + rest.toString();
    }
    return inOneLine(segment);
}

QString shortName(const QString &name, qsizetype shared)
{
    QStringList segments = name.split(u'.').mid(shared);
    std::transform(segments.begin(), segments.end(), segments.begin(), spokenName);
    return segments.join(u' ');
}

} // namespace sightglass
