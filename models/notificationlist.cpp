#include "models/notificationlist.h"

#include <QDateTime>

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

NotificationList::NotificationList(QObject *parent)
    : QAbstractListModel(parent)
{
}

int NotificationList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QHash<int, QByteArray> NotificationList::roleNames() const
{
    return {{IdentRole, "ident"},         {SeverityRole, "severity"},
            {WordRole, "word"},           {TitleRole, "title"},
            {BodyRole, "body"},           {DetailsRole, "details"},
            {TimeTextRole, "timeText"},   {TimeRole, "timeUs"},
            {SinceTextRole, "sinceText"}, {AgeTextRole, "ageText"},
            {UnknownRole, "unknown"},     {CountTextRole, "countText"},
            {StateTextRole, "stateText"}, {RestTextRole, "restText"},
            {ActiveRole, "active"},       {AcknowledgedRole, "acknowledged"},
            {SnoozedRole, "snoozed"},     {LinkRole, "link"},
            {SummaryRole, "summary"}};
}

QVariant NotificationList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Entry &entry = m_entries.at(std::size_t(m_rows.at(std::size_t(index.row()))));
    switch (role) {
    case IdentRole:
        return entry.ident;
    case SeverityRole:
        return entry.cleared ? u"ok"_s : entry.severity;
    case WordRole:
        return severityWord(entry, m_clock);
    case TitleRole:
    case Qt::DisplayRole:
        return entry.title;
    case BodyRole:
        return bodyText(entry, m_clock);
    case DetailsRole:
        return detailsText(entry, m_clock.nowUs);
    case TimeTextRole:
        return momentText(entry.timeUs, m_clock.nowUs);
    case TimeRole:
        return double(entry.timeUs);
    case SinceTextRole:
        return sinceText(entry, m_clock);
    case AgeTextRole:
        return entry.age;
    case UnknownRole:
        return m_clock.unknown(entry);
    case CountTextRole:
        return timesText(entry.times);
    case StateTextRole:
        return stateOf(entry);
    case RestTextRole: {
        const QString state = stateOf(entry);
        const bool both = entry.times > 1 && !state.isEmpty();
        return state + (both ? u" · "_s : QString()) + timesText(entry.times);
    }
    case ActiveRole:
        return entry.active;
    case AcknowledgedRole:
        return entry.active && entry.acknowledged();
    case SnoozedRole:
        return entry.snoozed();
    case LinkRole:
        return entry.link;
    case SummaryRole:
        return entry.summary;
    default:
        return {};
    }
}

QString NotificationList::stateOf(const Entry &entry) const
{
    if (entry.snoozed()) {
        return tr("Snoozed until %1").arg(momentText(entry.snoozedToUs, m_clock.nowUs));
    }
    if (entry.active && entry.acknowledged()) {
        return ackText(entry, m_clock.nowUs);
    }
    return entry.stateText;
}

bool NotificationList::shows(const Entry &entry) const
{
    switch (m_filter) {
    case Active:
        return entry.active ? !entry.snoozed()
                            : !entry.folded && entry.earlierSince > m_clock.nowUs - recentUs;
    case Snoozed:
        return entry.snoozed();
    case Cleared:
        return !entry.active;
    }
    return false;
}

void NotificationList::setFilter(Filter filter)
{
    if (filter == m_filter) {
        return;
    }
    beginResetModel();
    m_filter = filter;
    for (Entry &entry : m_entries) {
        entry.shown = shows(entry);
    }
    number();
    endResetModel();
    Q_EMIT filterChanged();
}

int NotificationList::above(Part part) const
{
    return int(std::count_if(m_entries.begin(), m_entries.end(),
                             [part](const Entry &entry) { return entry.part() < part; }));
}

int NotificationList::needsYou() const
{
    return above(Part::Quiet);
}

int NotificationList::active() const
{
    return above(Part::Snoozed);
}

int NotificationList::snoozed() const
{
    return above(Part::Earlier) - above(Part::Snoozed);
}

int NotificationList::earlier() const
{
    return count() - above(Part::Earlier);
}

int NotificationList::find(const QString &key) const
{
    const auto at = std::find_if(m_entries.begin(), m_entries.end(),
                                 [&key](const Entry &entry) { return entry.key == key; });
    return at == m_entries.end() ? -1 : int(at - m_entries.begin());
}

int NotificationList::findIdent(int ident) const
{
    const auto at = std::find_if(m_entries.begin(), m_entries.end(),
                                 [ident](const Entry &entry) { return entry.ident == ident; });
    return at == m_entries.end() ? -1 : int(at - m_entries.begin());
}

int NotificationList::rowOf(int ident) const
{
    const int position = findIdent(ident);
    return position >= 0 && m_entries.at(std::size_t(position)).shown ? rowsBefore(position) : -1;
}

int NotificationList::rowsBefore(int position) const
{
    return int(std::lower_bound(m_rows.begin(), m_rows.end(), position) - m_rows.begin());
}

void NotificationList::number()
{
    m_rows.clear();
    for (int position = 0; position < count(); ++position) {
        if (m_entries.at(std::size_t(position)).shown) {
            m_rows.push_back(position);
        }
    }
}

int NotificationList::insert(Entry entry)
{
    if (count() == most) {
        if (!entry.active && m_entries.back().active) {
            return 0; // what is over never drives out what is not
        }
        remove(most - 1, most - 1);
    }
    entry.ident = ++m_lastIdent;
    entry.age = ageText(entry, m_clock);
    entry.shown = shows(entry);
    entry.dirty = false;
    if (entry.part() == Part::Critical) {
        m_alarms.push_back(entry.ident);
    }
    const bool shown = entry.shown;
    const int position = above(entry.part());
    const int row = rowsBefore(position);
    if (shown) {
        beginInsertRows({}, row, row);
    }
    m_entries.insert(m_entries.begin() + position, std::move(entry));
    number();
    if (shown) {
        endInsertRows();
    }
    m_counted = true;
    return m_lastIdent;
}

void NotificationList::replace(int position, Entry changed, bool up)
{
    Entry &entry = m_entries.at(std::size_t(position));
    const Part before = entry.part();
    const bool was = entry.shown;
    changed.ident = entry.ident;
    changed.age = ageText(changed, m_clock);
    changed.shown = shows(changed);
    changed.dirty = m_dirty = true;
    entry = std::move(changed);
    const Part part = entry.part();
    const bool is = entry.shown;
    const bool moves = up || part != before;
    m_counted = m_counted || part != before;
    if (part == Part::Critical && before != Part::Critical) {
        m_alarms.push_back(entry.ident);
    }
    // The entry stands where it stood; above() counts its new part, which is never above itself.
    const int to = moves ? above(part) : position;
    const int row = rowsBefore(position);
    const int toRow = to <= position ? rowsBefore(to) : rowsBefore(to + 1) - (was ? 1 : 0);
    const bool rowMoves = was && is && row != toRow;
    if (rowMoves) {
        // Qt counts the destination before the removal.
        beginMoveRows({}, row, row, {}, toRow > row ? toRow + 1 : toRow);
    } else if (was && !is) {
        beginRemoveRows({}, row, row);
    } else if (is && !was) {
        beginInsertRows({}, toRow, toRow);
    }
    shift(position, to);
    if (rowMoves) {
        endMoveRows();
    } else if (was && !is) {
        endRemoveRows();
    } else if (is && !was) {
        endInsertRows();
    }
}

void NotificationList::shift(int from, int to)
{
    const auto first = m_entries.begin();
    if (to < from) {
        std::rotate(first + to, first + from, first + from + 1);
    } else {
        std::rotate(first + from, first + from + 1, first + to + 1);
    }
    number();
}

void NotificationList::remove(int first, int last)
{
    const int row = rowsBefore(first);
    const int endRow = rowsBefore(last + 1);
    if (row < endRow) {
        beginRemoveRows({}, row, endRow - 1);
    }
    m_entries.erase(m_entries.begin() + first, m_entries.begin() + last + 1);
    number();
    if (row < endRow) {
        endRemoveRows();
    }
    m_counted = true;
}

void NotificationList::expire()
{
    while (!m_rows.empty() && !shows(m_entries.at(std::size_t(m_rows.back())))) {
        const int row = rowCount() - 1;
        beginRemoveRows({}, row, row);
        m_entries.at(std::size_t(m_rows.back())).shown = false;
        m_rows.pop_back();
        endRemoveRows();
    }
}

void NotificationList::age()
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_clock.nowUs / 1000).date();
    const bool another = std::exchange(m_today, today) != today; // 13:41 is now yesterday's
    for (Entry &entry : m_entries) {
        if (another) {
            entry.dirty = m_dirty = true;
        }
        QString text = ageText(entry, m_clock);
        if (text != entry.age) {
            entry.age = std::move(text);
            entry.aged = m_dirty = true;
        }
    }
}

void NotificationList::setUnknownFrom(std::int64_t fromUs)
{
    if (std::exchange(m_clock.unknownFromUs, fromUs) == fromUs) {
        return;
    }
    for (Entry &entry : m_entries) {
        if (entry.remote && entry.active) {
            entry.age = ageText(entry, m_clock);
            entry.dirty = m_dirty = true;
        }
    }
}

void NotificationList::flush()
{
    int first = -1;
    int last = -1;
    bool whole = false;
    if (std::exchange(m_dirty, false)) {
        for (int row = 0; row < rowCount(); ++row) {
            const Entry &entry = m_entries.at(std::size_t(m_rows.at(std::size_t(row))));
            if (entry.dirty || entry.aged) {
                first = first < 0 ? row : first;
                last = row;
                whole = whole || entry.dirty;
            }
        }
        for (Entry &entry : m_entries) {
            entry.dirty = entry.aged = false;
        }
    }
    if (first >= 0) {
        Q_EMIT dataChanged(index(first), index(last),
                           whole ? QList<int>{} : QList<int>{AgeTextRole});
    }
    if (std::exchange(m_counted, false)) {
        Q_EMIT countsChanged();
    }
    sayAlarms();
}

void NotificationList::sayAlarms()
{
    QString title;
    int alarms = 0;
    for (const int ident : std::exchange(m_alarms, {})) {
        const int position = findIdent(ident);
        if (position >= 0 && m_entries.at(std::size_t(position)).part() == Part::Critical) {
            title = m_entries.at(std::size_t(position)).title;
            ++alarms;
        }
    }
    if (alarms > 0) {
        Q_EMIT alarmed(alarms == 1 ? tr("Critical: %1").arg(title)
                                   : tr("%1 critical alarms, the last: %2").arg(alarms).arg(title));
    }
}

} // namespace sightglass
