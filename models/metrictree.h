// Every series of every source as a tree of its dotted names, flattened into rows for a list.
//
// A source is a row of depth 0; the link's own is there from the start, others with their first
// series. Rows are inserted as series appear; a flood of new series, or another filter, is one
// reset. Only rows in sight (watch()) are read again at refresh(), with at most one dataChanged;
// others are read when asked for. GUI thread only.
#pragma once

#include "models/metricnames.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace sightglass {

class MetricTree : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The desk has one.")
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(int metrics READ metrics NOTIFY metricsChanged) // series in all, shown or not
    Q_PROPERTY(int passed READ passed NOTIFY metricsChanged)   // those the filter leaves

public:
    enum Role {
        LabelRole = Qt::UserRole,
        DepthRole, // 0: a source
        LeafRole,
        ExpandedRole,
        CountRole, // series below a group
        KeyRole,   // -1: a group
        ValueTextRole,
        UnitTextRole,
        StaleRole,
        AgeTextRole,
        NameRole, // in full
        SourceRole,
        IsSourceRole,
        SourceStateRole, // a LinkBadge::State: Live, or Waiting while nothing comes
        SlotRole,        // of the series' colours
    };

    MetricTree(const Store *store, int source, QObject *parent);
    ~MetricTree() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    QString filter() const { return m_filter; }
    void setFilter(const QString &filter);
    int metrics() const { return m_names.count(); }
    int passed() const { return m_names.passed(); }

    Q_INVOKABLE void setExpanded(int row, bool expanded);
    Q_INVOKABLE int parentRow(int row) const; // -1: none
    Q_INVOKABLE void watch(int first, int last);
    // The row a person is at; after a reset currentRow() is where it went, or what stands for it:
    // its group, or the first metric that a filter leaves.
    Q_INVOKABLE void setCurrentRow(int row);
    Q_INVOKABLE int currentRow() const;
    // Opens the groups above the series, without a filter if need be; its row, or -1.
    Q_INVOKABLE int reveal(int key);

    void consider(int key); // a series is new; shown at the next refresh()
    void refresh(const Moments &moments);

    int lookedAt() const { return m_lookedAt; } // names, by the last filter

Q_SIGNALS:
    void filterChanged();
    void metricsChanged();

private:
    struct Row
    {
        MetricNode *node = nullptr;
        QString label;
        int depth = 0;
        int leaves = 0;
        bool leaf = false;
        bool operator==(const Row &) const = default;
    };
    struct Look
    {
        Moment moment;
        bool turned = true; // another second, or the link came or went: ages grow without samples
    };

    QVariant nodeData(const MetricNode *node, int role) const;
    QVariant readingData(MetricNode *node, int role) const;
    void list(MetricNode *node, int depth, std::vector<Row> &rows) const;
    std::vector<Row> wantedRows() const;
    bool admitPending();
    void rebuild();
    void insertNew();
    bool keepsOrder(const std::vector<Row> &wanted) const;
    bool read(MetricNode *node);
    void takeMoments(const Moments &moments);
    bool isOpen(const MetricNode *node) const;
    int rowOf(const MetricNode *node) const;
    const Look &look(int source) const { return m_looks[std::size_t(source)]; }

    const Store *m_store;
    int m_source;
    MetricNames m_names;
    std::vector<Row> m_rows;
    std::vector<int> m_pending; // keys to be admitted
    std::vector<Look> m_looks;  // by source
    QString m_filter;
    const MetricNode *m_current = nullptr;
    int m_lookedAt = 0;
    int m_first = 0;
    int m_last = 100;
};

} // namespace sightglass
