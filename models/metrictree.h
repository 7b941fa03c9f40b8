// Every series of the server as a tree of its dotted names, flattened into rows for a list.
//
// The source is the first row. Rows are inserted as series appear; a flood of new series is one
// reset. Only rows in sight (watch()) are read again at refresh(), with at most one dataChanged;
// others are read when asked for. GUI thread only.
#pragma once

#include "models/reading.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <vector>

namespace sightglass {

class MetricTree : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The desk has one.")
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(int metrics READ metrics NOTIFY metricsChanged) // series in all, shown or not

public:
    enum Role {
        LabelRole = Qt::UserRole,
        DepthRole, // 0: the source
        LeafRole,
        ExpandedRole,
        CountRole, // series below a group
        KeyRole,   // -1: a group
        ValueTextRole,
        UnitTextRole,
        StaleRole,
        AgeTextRole,
        NameRole, // in full
    };

    MetricTree(const Store *store, int source, QObject *parent);
    ~MetricTree() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    QString filter() const { return m_filter; }
    void setFilter(const QString &filter);
    int metrics() const { return m_metrics; }

    Q_INVOKABLE void setExpanded(int row, bool expanded);
    Q_INVOKABLE int parentRow(int row) const; // -1: none
    Q_INVOKABLE void watch(int first, int last);

    void consider(int key); // a series is new; shown at the next refresh()
    void refresh(const Moment &moment);

Q_SIGNALS:
    void filterChanged();
    void metricsChanged();

private:
    struct Node;

    Node *nodeFor(const QString &name);
    void admit(int key);
    void insertRow(Node *node);
    void rebuild();
    bool decide(Node *group);
    void list(Node *node, std::vector<Node *> &rows) const;
    bool passes(const Node *node) const;
    bool isOpen(const Node *node) const;
    int rowOf(const Node *node) const;
    const Reading &reading(Node *node) const;

    const Store *m_store;
    int m_source;
    std::unique_ptr<Node> m_root;
    std::vector<Node *> m_rows;
    std::vector<int> m_pending; // keys to be admitted
    std::vector<int> m_known;   // keys in the tree
    QString m_filter;
    QStringList m_words;
    Moment m_moment;
    int m_metrics = 0;
    int m_first = 0;
    int m_last = 100;
};

} // namespace sightglass
