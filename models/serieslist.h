// The series of one tile, newest reading each: a legend, a stat, a bar list.
//
// Two ways to be: chosen series in the order of the board's patterns, or ranked, the ones with the
// highest fresh values first. refresh() looks at the store and says at most one dataChanged. A
// series keeps its slot, the index of its colour, while others come.
#pragma once

#include "models/reading.h"

#include <QAbstractListModel>
#include <QSet>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace sightglass {

class SeriesList : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A tile has one.")
    Q_PROPERTY(QList<int> keys READ keys NOTIFY keysChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(int omitted READ omitted NOTIFY countChanged) // that match, past the most
    Q_PROPERTY(QString unit READ unit NOTIFY unitChanged)
    // Over all series: none ever had a value; all that have one are stale, the youngest for
    // ageText.
    Q_PROPERTY(bool waiting READ waiting NOTIFY stateChanged)
    Q_PROPERTY(bool stale READ stale NOTIFY stateChanged)
    Q_PROPERTY(QString ageText READ ageText NOTIFY stateChanged)

public:
    enum Role {
        KeyRole = Qt::UserRole,
        NameRole,
        ValueRole,
        ValueTextRole,
        UnitTextRole,
        StaleRole,
        AgeTextRole,
        SlotRole,
        MissingRole,
    };

    struct Choice
    {
        QStringList patterns;
        int source = 0;
        int most = 8;
        bool ranked = false;
        QList<int> colors; // slots of the first series; then the lowest free ones
    };

    SeriesList(const Store *store, Choice choice, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    void consider(int key); // a series is new, or changed
    void setPatterns(const QStringList &patterns);
    void refresh(const Moment &moment);

    QList<int> keys() const;
    int count() const { return int(m_rows.size()); }
    int omitted() const { return int(m_omitted.size()); }
    QString unit() const { return m_unit; }
    bool waiting() const { return m_waiting; }
    bool stale() const { return m_stale; }
    QString ageText() const { return m_ageText; }

Q_SIGNALS:
    void keysChanged();
    void countChanged();
    void unitChanged();
    void stateChanged();

private:
    struct Row
    {
        int key = 0;
        int rank = 0; // of the pattern that took it in
        int slot = 0;
        QString name;
        Steady steady;
        Reading reading;
    };

    void insert(int key, int rank);
    int freeSlot() const;
    void refreshChosen(const Moment &moment);
    void refreshRanked(const Moment &moment);
    std::vector<Row> rankNow(const Moment &moment) const;
    void rename();
    void updateUnit();
    void updateState();

    const Store *m_store;
    Choice m_choice;
    std::vector<Row> m_rows;
    QSet<int> m_omitted;
    std::vector<std::pair<int, int>> m_candidates; // ranked: key and pattern, of all that match
    QString m_unit;
    QString m_ageText;
    bool m_waiting = true;
    bool m_stale = false;
};

} // namespace sightglass
