// Where a few letters may lead: boards, metrics, notifications, actions and ranges of time whose
// title has every word, the best first. "7 min" is a range, too.
//
// A title that begins with what was typed comes before one that has each word at the start of a
// word, and that before one that has them anywhere. At most `most` entries, by kind. Without a
// query: what can be had without one, which is no metric. Searches only while active. GUI thread.
#pragma once

#include "store/store.h"

#include <QAbstractListModel>
#include <QPersistentModelIndex>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace sightglass {

// How well a title fits, the lower the better; -1: not at all. All in lower case.
struct JumpQuery
{
    QString text;
    QStringList words;

    explicit JumpQuery(const QString &typed = {});
    int rank(const QString &title) const;
};

class JumpList : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The desk has one.")
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(bool active READ active WRITE setActive NOTIFY activeChanged)
    // Titles; actionChosen() says which.
    Q_PROPERTY(QStringList actions READ actions WRITE setActions NOTIFY actionsChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    static constexpr int most = 50;

    enum Kind { Board, Metric, Notification, Action, Range };
    Q_ENUM(Kind)
    enum Role {
        TitleRole = Qt::UserRole,
        DetailRole, // the unit, and the source where there are several
        KindRole,
        KindTextRole,
    };

    // Boards and notifications are rows with a role called "title".
    JumpList(const Store *store, const QAbstractItemModel *boards,
             const QAbstractItemModel *notifications, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    QString query() const { return m_query; }
    void setQuery(const QString &query);
    bool active() const { return m_active; }
    void setActive(bool active); // starts with an empty query
    QStringList actions() const { return m_actions; }
    void setActions(const QStringList &titles);
    int count() const { return int(m_entries.size()); }

    Q_INVOKABLE void choose(int row);

Q_SIGNALS:
    void queryChanged();
    void activeChanged();
    void actionsChanged();
    void countChanged();
    void boardChosen(int row);
    void metricChosen(int key);
    void notificationChosen(int row);
    void actionChosen(int index);
    void rangeChosen(double us);

private:
    struct Entry
    {
        Kind kind = Board;
        int rank = 0;
        int id = 0; // of a metric or an action; of a range: milliseconds
        QString title;
        QPersistentModelIndex index; // of a board or a notification: rows move
    };

    void search();
    void searchRows(Kind kind, const QAbstractItemModel *model, const JumpQuery &query,
                    std::vector<Entry> &found) const;
    void searchMetrics(const JumpQuery &query, int room, std::vector<Entry> &found);
    void searchRanges(const JumpQuery &query, std::vector<Entry> &found) const;
    QString detail(int key) const;

    const Store *m_store;
    const QAbstractItemModel *m_boards;
    const QAbstractItemModel *m_notifications;
    QString m_query;
    QStringList m_actions;
    std::vector<Entry> m_entries;
    std::vector<QString> m_names; // of the metrics by key, lower case
    bool m_severalSources = false;
    bool m_active = false;
};

} // namespace sightglass
