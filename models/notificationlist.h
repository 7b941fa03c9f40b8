// The notifications in their order, and the rows a filter lets through.
//
// Order: critical and warning ones that need you, active ones that do not, snoozed ones, earlier
// ones; in each the newest on top. Rows: Active is what is active and awake and, below it, what
// ended within the last hours; Snoozed what sleeps; Cleared all that is over. Rows come, go and
// move as things happen, never by a reset but for another filter; changed contents, counts and
// alarms are said once per flush(). Bounded. Knows no clock: m_clock is what the heir was
// last told.
#pragma once

#include "models/notificationtext.h"

#include <QAbstractListModel>
#include <QDate>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace sightglass {

class NotificationList : public QAbstractListModel
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(Filter filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(int count READ count NOTIFY countsChanged) // of all, whatever the filter
    Q_PROPERTY(int active READ active NOTIFY countsChanged)
    Q_PROPERTY(int snoozed READ snoozed NOTIFY countsChanged)
    Q_PROPERTY(int earlier READ earlier NOTIFY countsChanged)
    Q_PROPERTY(int needsYou READ needsYou NOTIFY countsChanged) // active, not seen to, not info

public:
    static constexpr int most = 1000;
    static constexpr std::int64_t recentUs = 4 * 3'600'000'000LL; // earlier ones among the active

    enum Filter { Active, Snoozed, Cleared };
    Q_ENUM(Filter)

    enum Role {
        IdentRole = Qt::UserRole, // stays with the notification; what the invokables want
        SeverityRole,             // "info", "warning", "critical", "ok": the shape and the colour
        WordRole,                 // the same for people
        TitleRole,
        BodyRole,
        DetailsRole,
        TimeTextRole,
        TimeRole,      // microseconds
        SinceTextRole, // "since 14:02:10" or "unknown since 14:02:41", while active
        AgeTextRole,   // "12 s ago"
        UnknownRole,   // nobody knows whether it goes on: its server is not heard
        CountTextRole, // "seen 3 times"; empty for once
        StateTextRole, // "Acknowledged by you at 13:59", "Cleared after 4 m 12 s"
        RestTextRole,  // the state and the count, as one
        ActiveRole,
        AcknowledgedRole,
        SnoozedRole,
        LinkRole,    // about the connection: can be tried now while active
        SummaryRole, // stands for folded ones: unfold()
    };

    explicit NotificationList(QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    Filter filter() const { return m_filter; }
    void setFilter(Filter filter);
    int count() const { return int(m_entries.size()); }
    int active() const;
    int snoozed() const;
    int earlier() const;
    int needsYou() const;
    Q_INVOKABLE int rowOf(int ident) const; // -1: none

    void flush();

Q_SIGNALS:
    void filterChanged();
    void countsChanged();
    void alarmed(const QString &text); // critical ones are new, or back: to be said aloud

protected:
    using Entry = NotificationEntry;
    using Part = NotificationEntry::Part;

    int find(const QString &key) const; // -1: not there
    int findIdent(int ident) const;
    int insert(Entry entry); // the ident; 0: there is no room for it
    // Goes to the top of its part if it comes from another, or if `up`.
    void replace(int position, Entry changed, bool up = false);
    void remove(int first, int last);
    void age(); // "12 s ago", of all that is active
    void setUnknownFrom(
        std::int64_t fromUs); // what the server's alarms say is unknown since then; 0: known
    void expire();            // rows of earlier ones that are no longer recent

    std::vector<Entry> m_entries; // sorted by part()
    NotificationClock m_clock;

private:
    bool shows(const Entry &entry) const;
    QString stateOf(const Entry &entry) const;
    int above(Part part) const; // how many stand in a part before it
    int rowsBefore(int position) const;
    void shift(int from, int to);
    void number(); // m_rows from what is shown
    void sayAlarms();

    std::vector<int> m_rows; // positions of the shown
    std::vector<int> m_alarms;
    Filter m_filter = Active;
    QDate m_today;
    int m_lastIdent = 0;
    bool m_dirty = false;
    bool m_counted = false;
};

} // namespace sightglass
