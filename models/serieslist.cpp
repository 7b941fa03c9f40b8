#include "models/serieslist.h"

#include "boards/pattern.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

// What distinguishes a name from the others of its tile: the segments after those all share.
QString shortName(const QString &name, qsizetype shared)
{
    QStringList segments = name.split(u'.').mid(shared);
    std::transform(segments.begin(), segments.end(), segments.begin(), spokenName);
    return segments.join(u' ');
}

qsizetype sharedSegments(const QStringList &a, const QStringList &b)
{
    const qsizetype most = std::min(a.size(), b.size()) - 1; // the last one is always said
    qsizetype shared = 0;
    while (shared < most && a.at(shared) == b.at(shared)) {
        ++shared;
    }
    return shared;
}

} // namespace

SeriesList::SeriesList(const Store *store, Choice choice, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
    , m_choice(std::move(choice))
{
    for (int key = 0; key < m_store->count(); ++key) {
        consider(key);
    }
}

int SeriesList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant SeriesList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows.at(std::size_t(index.row()));
    switch (role) {
    case KeyRole:
        return row.key;
    case NameRole:
    case Qt::DisplayRole:
        return row.name;
    case ValueRole:
        return row.reading.value;
    case ValueTextRole:
        return row.reading.number;
    case UnitTextRole:
        return row.reading.unit;
    case StaleRole:
        return row.reading.stale;
    case AgeTextRole:
        return row.reading.age;
    case SlotRole:
        return row.slot;
    case MissingRole:
        return row.reading.missing;
    default:
        return {};
    }
}

QHash<int, QByteArray> SeriesList::roleNames() const
{
    return {{KeyRole, "key"},           {NameRole, "name"},
            {ValueRole, "value"},       {ValueTextRole, "valueText"},
            {UnitTextRole, "unitText"}, {StaleRole, "stale"},
            {AgeTextRole, "ageText"},   {SlotRole, "slot"},
            {MissingRole, "missing"}};
}

QList<int> SeriesList::keys() const
{
    QList<int> keys;
    for (const Row &row : m_rows) {
        keys.append(row.key);
    }
    return keys;
}

void SeriesList::consider(int key)
{
    const Store::Series &series = m_store->series(key);
    const int rank = series.source == m_choice.source
                         ? patternRank(m_choice.patterns, series.info.name)
                         : -1;
    if (rank < 0) {
        return;
    }
    if (m_choice.ranked) {
        const std::pair candidate{key, rank};
        if (std::find(m_candidates.begin(), m_candidates.end(), candidate) == m_candidates.end()) {
            m_candidates.push_back(candidate);
        }
        return;
    }
    const auto known = std::find_if(m_rows.begin(), m_rows.end(),
                                    [key](const Row &row) { return row.key == key; });
    if (known == m_rows.end()) {
        insert(key, rank);
    }
    updateUnit();
}

void SeriesList::setPatterns(const QStringList &patterns)
{
    m_choice.patterns = patterns;
    for (int key = 0; key < m_store->count(); ++key) {
        consider(key);
    }
}

int SeriesList::freeSlot() const
{
    const auto taken = [this](int slot) {
        return std::any_of(m_rows.begin(), m_rows.end(),
                           [slot](const Row &row) { return row.slot == slot; });
    };
    for (const int color : m_choice.colors) {
        if (!taken(color)) {
            return color;
        }
    }
    int slot = 0;
    while (taken(slot)) {
        ++slot;
    }
    return slot;
}

void SeriesList::insert(int key, int rank)
{
    if (count() >= m_choice.most) {
        if (!m_omitted.contains(key)) {
            m_omitted.insert(key);
            Q_EMIT countChanged();
        }
        return;
    }
    const auto at = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) {
        return std::pair(row.rank, row.key) > std::pair(rank, key);
    });
    const int position = int(at - m_rows.begin());
    Row row;
    row.key = key;
    row.rank = rank;
    row.slot = freeSlot();
    row.reading.unit = m_store->series(key).info.unit;
    beginInsertRows({}, position, position);
    m_rows.insert(at, std::move(row));
    endInsertRows();
    rename();
    Q_EMIT countChanged();
    Q_EMIT keysChanged();
}

void SeriesList::rename()
{
    const auto segments = [this](const Row &row) {
        return m_store->series(row.key).info.name.split(u'.');
    };
    qsizetype shared = std::numeric_limits<qsizetype>::max();
    const QStringList first = segments(m_rows.front());
    for (const Row &row : m_rows) {
        shared = std::min(shared, sharedSegments(first, segments(row)));
    }
    for (Row &row : m_rows) {
        row.name = shortName(m_store->series(row.key).info.name, shared);
    }
    Q_EMIT dataChanged(index(0), index(count() - 1), {NameRole});
}

void SeriesList::refresh(const Moment &moment)
{
    if (m_choice.ranked) {
        refreshRanked(moment);
        updateUnit();
    } else {
        refreshChosen(moment);
    }
    updateState();
}

void SeriesList::refreshChosen(const Moment &moment)
{
    int first = count();
    int last = -1;
    for (int i = 0; i < count(); ++i) {
        Row &row = m_rows.at(std::size_t(i));
        Reading reading = readSeries(m_store->series(row.key), moment, &row.steady);
        if (!(reading == row.reading)) {
            first = std::min(first, i);
            last = i;
        }
        row.reading = std::move(reading);
    }
    if (last >= 0) {
        Q_EMIT dataChanged(
            index(first), index(last),
            {ValueRole, ValueTextRole, UnitTextRole, StaleRole, AgeTextRole, MissingRole});
    }
}

std::vector<SeriesList::Row> SeriesList::rankNow(const Moment &moment) const
{
    std::vector<Row> ranked;
    for (const auto &[key, rank] : m_candidates) {
        const Store::Series &series = m_store->series(key);
        if (series.column.empty() || !std::isfinite(series.column.lastValue())) {
            continue;
        }
        // While the link is down the last list stays, marked stale.
        const bool gone = isStale(series, {moment.nowUs, true}) && moment.live;
        if (!gone) {
            ranked.push_back({key, rank, 0, {}, {}, {}});
        }
    }
    const auto value = [this](const Row &row) { return m_store->column(row.key).lastValue(); };
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

void SeriesList::updateUnit()
{
    QString unit = m_rows.empty() ? QString() : m_store->series(m_rows.front().key).info.unit;
    const bool common = std::all_of(m_rows.begin(), m_rows.end(), [&](const Row &row) {
        return m_store->series(row.key).info.unit == unit;
    });
    if (!common) {
        unit.clear();
    }
    if (unit != m_unit) {
        m_unit = unit;
        Q_EMIT unitChanged();
    }
}

void SeriesList::updateState()
{
    bool waiting = true;
    bool stale = true;
    std::int64_t youngest = 0;
    QString age;
    for (const Row &row : m_rows) {
        const Store::Series &series = m_store->series(row.key);
        if (series.column.empty()) {
            continue;
        }
        waiting = false;
        stale = stale && row.reading.stale;
        if (series.arrivedUs >= youngest) {
            youngest = series.arrivedUs;
            age = row.reading.age;
        }
    }
    stale = stale && !waiting;
    if (!stale) {
        age.clear();
    }
    if (waiting != m_waiting || stale != m_stale || age != m_ageText) {
        m_waiting = waiting;
        m_stale = stale;
        m_ageText = age;
        Q_EMIT stateChanged();
    }
}

} // namespace sightglass
