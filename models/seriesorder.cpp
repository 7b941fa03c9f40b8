// The order of a SeriesList: ranked, sorted, and what its rows were in the window of time.
#include "models/serieslist.h"

#include <QCollator>

#include <algorithm>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

std::vector<SeriesList::Row> SeriesList::rankNow(const Moment &moment) const
{
    std::vector<Row> ranked;
    Moment youngest{0, true, 0}; // of all
    for (const auto &[key, rank] : m_candidates) {
        const Store::Series &series = m_store->series(key);
        youngest.nowUs = std::max(youngest.nowUs, series.arrivedUs);
        youngest.atUs = moment.atUs == 0
                            ? 0
                            : std::max(youngest.atUs, newestOf(series.column, moment).timeUs);
    }
    for (const auto &[key, rank] : m_candidates) {
        const Store::Series &series = m_store->series(key);
        // Old beside the others is gone. When all are old the last list stays, marked stale.
        if (std::isfinite(newestOf(series.column, moment).value) && !isStale(series, youngest)) {
            Row row;
            row.key = key;
            row.rank = rank;
            ranked.push_back(std::move(row));
        }
    }
    const auto value = [&](const Row &row) {
        return newestOf(m_store->column(row.key), moment).value;
    };
    const std::size_t kept = std::min(ranked.size(), std::size_t(m_choice.most));
    std::partial_sort(ranked.begin(), ranked.begin() + std::ptrdiff_t(kept), ranked.end(),
                      [&](const Row &a, const Row &b) {
                          return std::pair(-value(a), a.key) < std::pair(-value(b), b.key);
                      });
    ranked.resize(kept);
    for (Row &row : ranked) {
        const Store::Series &series = m_store->series(row.key);
        const QString &pattern = m_choice.patterns.at(row.rank);
        row.name = shortName(series.info.name, pattern.section(u'*', 0, 0).count(u'.'));
        row.reading = readSeries(series, moment, nullptr);
        writeBeside(row.key, row.reading);
    }
    return ranked;
}

// Rows are places, first to last; who stands where changes their contents, not the rows.
void SeriesList::refreshRanked(const Moment &moment)
{
    std::vector<Row> ranked = rankNow(moment);
    const QList<int> before = keys();
    const int old = count();
    const int now = int(ranked.size());
    const int common = std::min(old, now);
    const bool same = std::equal(
        m_rows.begin(), m_rows.begin() + common, ranked.begin(), [](const Row &a, const Row &b) {
            return a.key == b.key && a.reading == b.reading && a.reading.value == b.reading.value;
        });
    if (now > old) {
        beginInsertRows({}, old, now - 1);
        m_rows = std::move(ranked);
        endInsertRows();
    } else if (now < old) {
        beginRemoveRows({}, now, old - 1);
        m_rows = std::move(ranked);
        endRemoveRows();
    } else {
        m_rows = std::move(ranked);
    }
    if (!same) {
        Q_EMIT dataChanged(index(0), index(common - 1));
    }
    if (now != old) {
        Q_EMIT countChanged();
    }
    if (before != keys()) {
        Q_EMIT keysChanged();
    }
}

// Numbers compare when they are in one unit, that of the largest.
void SeriesList::writeBeside(int key, Reading &reading) const
{
    const SeriesInfo &info = m_store->series(key).info;
    const bool word = info.kind == SeriesKind::State && !info.states.isEmpty();
    if (std::isfinite(m_largest) && std::isfinite(reading.value) && info.unit == m_unit && !m_mixed
        && !word) {
        reading.number = formatBeside(reading.value, m_largest, m_unit);
        formatTick(m_largest, m_largest, m_unit, &reading.unit, m_largest);
    }
}

QString SeriesList::unitText() const
{
    const QString unit = m_rows.empty() ? QString() : m_rows.front().reading.unit;
    const bool common = std::all_of(m_rows.begin(), m_rows.end(),
                                    [&unit](const Row &row) { return row.reading.unit == unit; });
    return common ? unit : QString();
}

QString SeriesList::pastText(const Row &row, int role) const
{
    const Store::Series &series = m_store->series(row.key);
    if (!m_choice.past || series.column.empty()) {
        return {};
    }
    const auto [last, newest] = newestOf(series.column, {0, true, m_atUs});
    const std::int64_t from = std::max(last - m_windowUs, series.column.firstTime());
    const Extremes extremes = role == ChangeTextRole ? Extremes{}
                                                     : extremesWithin(series.column, from, last);
    const double value = role == MinTextRole   ? extremes.min
                         : role == MaxTextRole ? extremes.max
                                               : newest - series.column.valueAt(from);
    if (!std::isfinite(value)) {
        return {};
    }
    const Scaled full = formatInFull(value, series.info.unit, m_choice.digits, nullptr);
    const QString text = full.unit == row.full.unit ? full.number : full.number + u' ' + full.unit;
    return role == ChangeTextRole && value > 0 ? u'+' + text : text;
}

// True if rows changed places.
bool SeriesList::sort()
{
    const QList<int> before = keys();
    if (m_choice.order == SeriesChoice::Order::Name) {
        QCollator collator;
        collator.setNumericMode(true);
        collator.setCaseSensitivity(Qt::CaseInsensitive);
        std::stable_sort(m_rows.begin(), m_rows.end(), [&](const Row &a, const Row &b) {
            return collator.compare(a.name, b.name) < 0;
        });
    } else if (m_choice.order == SeriesChoice::Order::Value) {
        const auto rank = [](const Row &row) { // no value comes last
            return std::isnan(row.reading.value) ? -std::numeric_limits<double>::infinity()
                                                 : row.reading.value;
        };
        std::stable_sort(m_rows.begin(), m_rows.end(), [&](const Row &a, const Row &b) {
            return std::pair(-rank(a), a.key) < std::pair(-rank(b), b.key);
        });
    }
    return before != keys();
}

void SeriesList::lookBack(std::int64_t windowUs)
{
    if (m_rows.empty() || !m_choice.past) {
        return;
    }
    m_windowUs = windowUs;
    if (sort()) {
        Q_EMIT dataChanged(index(0), index(count() - 1));
        Q_EMIT keysChanged();
    } else {
        Q_EMIT dataChanged(index(0), index(count() - 1),
                           {MinTextRole, MaxTextRole, ChangeTextRole});
    }
}

} // namespace sightglass
