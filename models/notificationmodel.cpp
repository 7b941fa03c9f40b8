#include "models/notificationmodel.h"

#include "store/format.h"

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return u"info"_s;
    case Severity::Warning:
        return u"warning"_s;
    case Severity::Critical:
        return u"critical"_s;
    }
    return u"info"_s;
}

} // namespace

NotificationModel::NotificationModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int NotificationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant NotificationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Entry &entry = m_entries.at(std::size_t(index.row()));
    switch (role) {
    case SeverityRole:
        return entry.cleared ? u"ok"_s : entry.severity;
    case WordRole:
        return entry.cleared                   ? tr("Over")
               : entry.severity == u"critical" ? tr("Critical")
               : entry.severity == u"warning"  ? tr("Warning")
                                               : tr("Information");
    case TitleRole:
    case Qt::DisplayRole:
        return entry.title;
    case BodyRole:
        return entry.body;
    case StateTextRole:
        return entry.stateText;
    case TimeTextRole:
        return clockText(entry.timeUs);
    case CountTextRole:
        return seen(entry);
    case RestTextRole: {
        const bool both = entry.times > 1 && !entry.stateText.isEmpty();
        return seen(entry) + (both ? u" · "_s : QString()) + entry.stateText;
    }
    case ActiveRole:
        return entry.active;
    case AcknowledgedRole:
        return entry.acknowledged;
    case LinkRole:
        return entry.link;
    default:
        return {};
    }
}

QHash<int, QByteArray> NotificationModel::roleNames() const
{
    return {{SeverityRole, "severity"},
            {WordRole, "word"},
            {TitleRole, "title"},
            {BodyRole, "body"},
            {StateTextRole, "stateText"},
            {TimeTextRole, "timeText"},
            {CountTextRole, "countText"},
            {RestTextRole, "restText"},
            {ActiveRole, "active"},
            {AcknowledgedRole, "acknowledged"},
            {LinkRole, "link"}};
}

QString NotificationModel::seen(const Entry &entry)
{
    return entry.times > 1 ? tr("seen %1 times").arg(entry.times) : QString();
}

int NotificationModel::needsYou() const
{
    return int(std::count_if(m_entries.begin(), m_entries.begin() + m_active, [](const Entry &e) {
        return !e.acknowledged && e.severity != u"info";
    }));
}

int NotificationModel::find(const QString &key) const
{
    const auto at = std::find_if(m_entries.begin(), m_entries.end(),
                                 [&key](const Entry &entry) { return entry.key == key; });
    return at == m_entries.end() ? -1 : int(at - m_entries.begin());
}

void NotificationModel::touch(int row)
{
    m_dirtyFrom = m_dirtyFrom < 0 ? row : std::min(m_dirtyFrom, row);
    m_dirtyTo = std::max(m_dirtyTo, row);
    m_counted = true;
}

void NotificationModel::flush()
{
    if (m_dirtyFrom >= 0 && count() > 0) {
        Q_EMIT dataChanged(index(m_dirtyFrom), index(std::min(m_dirtyTo, count() - 1)));
    }
    m_dirtyFrom = m_dirtyTo = -1;
    if (std::exchange(m_counted, false)) {
        Q_EMIT countsChanged();
    }
}

void NotificationModel::insert(Entry entry)
{
    if (count() == most) {
        beginRemoveRows({}, most - 1, most - 1);
        m_active -= m_entries.back().active ? 1 : 0;
        m_entries.pop_back();
        endRemoveRows();
    }
    const int row = entry.active ? 0 : m_active;
    m_active += entry.active ? 1 : 0;
    beginInsertRows({}, row, row);
    m_entries.insert(m_entries.begin() + row, std::move(entry));
    endInsertRows();
    m_dirtyTo += m_dirtyFrom >= 0 ? 1 : 0;
    m_counted = true;
}

// To the top of its part.
void NotificationModel::move(int row, bool active)
{
    Entry &entry = m_entries.at(std::size_t(row));
    m_active += int(active) - int(entry.active);
    entry.active = active;
    const int to = active ? 0 : m_active;
    if (to != row) {
        // Qt counts the destination before the removal.
        beginMoveRows({}, row, row, {}, to > row ? to + 1 : to);
        const auto first = m_entries.begin();
        if (to < row) {
            std::rotate(first + to, first + row, first + row + 1);
        } else {
            std::rotate(first + row, first + row + 1, first + to + 1);
        }
        endMoveRows();
    }
    touch(std::min(row, to));
    touch(std::max(row, to));
}

void NotificationModel::put(Entry entry)
{
    const int row = entry.key.isEmpty() ? -1 : find(entry.key);
    if (row < 0) {
        insert(std::move(entry));
        return;
    }
    Entry &known = m_entries.at(std::size_t(row));
    const bool stays = known.active && entry.active; // a repeat does not jump about
    const bool acknowledged = stays && known.acknowledged;
    entry.times = known.times + 1;
    entry.acknowledged = acknowledged;
    entry.stateText = acknowledged ? known.stateText : QString();
    const bool active = entry.active;
    entry.active = known.active;
    known = std::move(entry);
    if (stays) {
        touch(row);
    } else {
        move(row, active);
    }
}

void NotificationModel::clear(int row, std::int64_t timeUs, const QString &stateText)
{
    Entry &entry = m_entries.at(std::size_t(row));
    entry.stateText = stateText;
    entry.cleared = true;
    entry.timeUs = timeUs;
    move(row, false);
}

void NotificationModel::acknowledge(int row)
{
    if (row < 0 || row >= m_active) {
        return;
    }
    Entry &entry = m_entries.at(std::size_t(row));
    entry.acknowledged = true;
    entry.stateText = tr("Acknowledged at %1").arg(clockText(m_nowUs));
    touch(row);
    flush();
}

void NotificationModel::clearEarlier()
{
    if (m_active < count()) {
        beginRemoveRows({}, m_active, count() - 1);
        m_entries.resize(std::size_t(m_active));
        endRemoveRows();
        m_counted = true;
        m_dirtyFrom = m_dirtyTo = -1;
        flush();
    }
}

void NotificationModel::event(const Event &event, std::int64_t nowUs)
{
    m_nowUs = nowUs;
    const std::int64_t timeUs = event.timeUs > 0 ? event.timeUs : nowUs;
    const QString key = event.key.isEmpty() ? QString() : u"event:"_s + event.key;
    const int row = key.isEmpty() ? -1 : find(key);
    if (event.state == EventState::Cleared && row >= 0) {
        Entry &entry = m_entries.at(std::size_t(row));
        entry.body = event.body.isEmpty() ? entry.body : event.body;
        if (entry.active) {
            clear(row, timeUs, tr("Cleared after %1").arg(formatDuration(timeUs - entry.timeUs)));
        }
        return;
    }
    Entry entry;
    entry.key = key;
    entry.severity = severityName(event.severity);
    entry.title = event.title;
    entry.body = event.body;
    entry.timeUs = timeUs;
    entry.active = event.state == EventState::Raised;
    entry.cleared = event.state == EventState::Cleared; // raised before we were there
    if (entry.active && row >= 0 && m_entries.at(std::size_t(row)).active) {
        entry.timeUs = m_entries.at(std::size_t(row)).timeUs; // raised is raised, since then
    }
    mark(entry);
    put(std::move(entry));
}

void NotificationModel::mark(const Entry &entry)
{
    const QVariantMap mark{{u"timeUs"_s, double(entry.timeUs)}, {u"severity"_s, entry.severity}};
    if (entry.active && !m_marks.contains(mark)) {
        m_marks.append(mark);
        m_marks.remove(0, std::max<qsizetype>(0, m_marks.size() - mostMarks));
    }
}

} // namespace sightglass
