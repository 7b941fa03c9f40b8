#include "models/serieslist.h"

#include "boards/pattern.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

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

SeriesList::SeriesList(const Store *store, SeriesChoice choice, QObject *parent)
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
    case FullTextRole:
        return row.full.number;
    case FullUnitRole:
        return row.full.unit;
    case MinTextRole:
    case MaxTextRole:
    case ChangeTextRole:
        return pastText(row, role); // on demand: only rows on the screen cost
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
            {MissingRole, "missing"},   {FullTextRole, "fullText"},
            {FullUnitRole, "fullUnit"}, {MinTextRole, "minText"},
            {MaxTextRole, "maxText"},   {ChangeTextRole, "changeText"}};
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
    if (m_choice.order == SeriesChoice::Order::Ranked) {
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
    rename(position);
    Q_EMIT countChanged();
    Q_EMIT keysChanged();
}

// Of many series each is looked at once, unless it shares less than those before it.
void SeriesList::rename(int position)
{
    const auto nameOf = [this](const Row &row) { return m_store->series(row.key).info.name; };
    Row &fresh = m_rows.at(std::size_t(position));
    const Row &other = position == 0 ? m_rows.back() : m_rows.front();
    const qsizetype shared = std::min(
        m_shared, sharedSegments(nameOf(other).split(u'.'), nameOf(fresh).split(u'.')));
    if (std::exchange(m_shared, shared) == shared) {
        fresh.name = shortName(nameOf(fresh), shared);
        Q_EMIT dataChanged(index(position), index(position), {NameRole});
        return;
    }
    for (Row &row : m_rows) {
        row.name = shortName(nameOf(row), shared);
    }
    Q_EMIT dataChanged(index(0), index(count() - 1), {NameRole});
}

void SeriesList::refresh(const Moment &moment)
{
    m_atUs = moment.atUs;
    if (m_choice.order == SeriesChoice::Order::Ranked) {
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
        writeBeside(row.key, reading);
        Scaled full;
        if (m_choice.full) {
            row.steadyFull.nowUs = moment.nowUs;
            full = readInFull(m_store->series(row.key), m_choice.digits, &row.steadyFull, moment);
        }
        if (!(reading == row.reading) || full.number != row.full.number) {
            first = std::min(first, i);
            last = i;
        }
        row.reading = std::move(reading);
        row.full = std::move(full);
    }
    if (last >= 0) {
        Q_EMIT dataChanged(index(first), index(last),
                           {ValueRole, ValueTextRole, UnitTextRole, StaleRole, AgeTextRole,
                            MissingRole, FullTextRole, FullUnitRole});
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
    if (unit != m_unit || common == m_mixed) {
        m_unit = unit;
        m_mixed = !common;
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
        const std::int64_t newestUs = m_atUs > 0 ? newestOf(series.column, {0, true, m_atUs}).timeUs
                                                 : series.arrivedUs;
        if (newestUs >= youngest) {
            youngest = newestUs;
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
