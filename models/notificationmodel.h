// What a person should know: alarms of the server and the story of the link, active ones first.
//
// Same key, same entry: repeats are counted, a clear ends it. Within active and earlier the newest
// comes first. Bounded; the oldest earlier entry goes. Content changes are said once per flush().
#pragma once

#include "models/notificationtext.h"
#include "session/status.h"

#include <QAbstractListModel>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace sightglass {

class NotificationModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The desk has one.")
    Q_PROPERTY(int count READ count NOTIFY countsChanged)
    Q_PROPERTY(int active READ active NOTIFY countsChanged)
    Q_PROPERTY(
        int needsYou READ needsYou NOTIFY countsChanged) // active, not seen to, not mere info
    // When alarms were raised, for the overview: {timeUs, severity}, the newest ones, oldest first.
    Q_PROPERTY(QVariantList marks READ marks NOTIFY countsChanged)

public:
    static constexpr int most = 1000;
    static constexpr int mostMarks = 200;

    enum Role {
        SeverityRole =
            Qt::UserRole, // "info", "warning", "critical", "ok": the shape and the colour
        WordRole,         // the same for people
        TitleRole,
        BodyRole,
        StateTextRole, // "Acknowledged at 13:59", "Cleared after 4 m 12 s"
        TimeTextRole,
        CountTextRole, // "seen 3 times"; empty for once
        RestTextRole,  // the count and the state, as one
        ActiveRole,
        AcknowledgedRole,
        LinkRole, // about the connection: can be tried now while active
    };

    explicit NotificationModel(QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return int(m_entries.size()); }
    int active() const { return m_active; }
    int needsYou() const;
    QVariantList marks() const { return m_marks; }

    Q_INVOKABLE void acknowledge(int row);
    Q_INVOKABLE void clearEarlier();

    void event(const Event &event, std::int64_t nowUs);
    void lost(const LostTime &lost, std::int64_t nowUs);
    void story(const LinkStory &story);
    void link(const LinkStatus &status, std::int64_t nowUs);
    void flush();

Q_SIGNALS:
    void countsChanged();

private:
    struct Entry
    {
        QString key;
        QString severity; // as raised
        QString title;
        QString body;
        QString stateText;
        std::int64_t timeUs = 0;
        int times = 1;
        bool active = false;
        bool acknowledged = false;
        bool cleared = false;
        bool link = false;
    };

    void mark(const Entry &entry);
    static QString seen(const Entry &entry);
    void put(Entry entry); // counts if the key is there
    void clear(int row, std::int64_t timeUs, const QString &stateText);
    int find(const QString &key) const; // -1: not there
    void insert(Entry entry);
    void move(int row, bool active);
    void touch(int row);
    void doubtAlarms(std::int64_t timeUs);
    void uncountedGap(const LostTime &lost);
    void describeOutage(std::int64_t timeUs);
    void raiseLink(const QString &severity, const QString &title, const QString &body,
                   std::int64_t timeUs);

    std::vector<Entry> m_entries; // the active ones first
    int m_active = 0;
    int m_dirtyFrom = -1;
    int m_dirtyTo = -1;
    bool m_counted = false;
    QVariantList m_marks;
    Outage m_outage;
    std::int64_t m_nowUs = 0;
};

} // namespace sightglass
