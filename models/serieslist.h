// The series of one tile, newest reading each: a legend, a stat, a bar list.
//
// Chosen series in the order of the board's patterns or sorted, or ranked, the highest fresh values
// first. refresh() looks at the store and says at most one dataChanged; lookBack(), for what need
// not be said so often, one more. A series keeps its slot, the index of its colour, while others
// come; where rows change places, their contents move.
#pragma once

#include "models/reading.h"
#include "models/serieschoice.h"

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
    Q_PROPERTY(QString unit READ unit NOTIFY unitChanged)    // of all; empty if they differ
    Q_PROPERTY(bool mixed READ mixed NOTIFY unitChanged)     // they differ
    // Over all: none ever had a value; all that have one are stale, the youngest for ageText.
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
        FullTextRole, // of a choice in full
        FullUnitRole,
        MinTextRole, // of the window, and what changed since its start: of a choice with a past
        MaxTextRole,
        ChangeTextRole,
    };

    SeriesList(const Store *store, SeriesChoice choice, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    void consider(int key); // a series is new, or changed
    void setPatterns(const QStringList &patterns);
    void refresh(const Moment &moment);
    void lookBack(std::int64_t windowUs);
    // Written in the unit of such a value, so that bars compare; NaN: each in its own.
    void setLargest(double largest) { m_largest = largest; }

    QList<int> keys() const;
    int count() const { return int(m_rows.size()); }
    bool known() const { return !m_rows.empty() || !m_candidates.empty(); } // some series is its
    int omitted() const { return int(m_omitted.size()); }
    QString unit() const { return m_unit; }
    bool mixed() const { return m_mixed; }
    QString unitText() const; // that all values are written in; empty if they differ
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
        Steady steadyFull;
        Reading reading;
        Scaled full;
    };

    QString pastText(const Row &row, int role) const;
    bool sort();
    void writeBeside(int key, Reading &reading) const;
    void insert(int key, int rank);
    int freeSlot() const;
    void refreshChosen(const Moment &moment);
    void refreshRanked(const Moment &moment);
    std::vector<Row> rankNow(const Moment &moment) const;
    void rename(int position);
    void updateUnit();
    void updateState();

    const Store *m_store;
    SeriesChoice m_choice;
    std::vector<Row> m_rows;
    QSet<int> m_omitted;
    std::vector<std::pair<int, int>> m_candidates; // ranked: key and pattern, of all that match
    QString m_unit, m_ageText;
    qsizetype m_shared = std::numeric_limits<qsizetype>::max(); // segments all names begin with
    std::int64_t m_windowUs = 0, m_atUs = 0;                    // m_atUs: as in Moment
    double m_largest = std::numeric_limits<double>::quiet_NaN();
    bool m_mixed = false, m_waiting = true, m_stale = false;
};

} // namespace sightglass
