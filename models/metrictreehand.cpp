// MetricTree, second part: what people do with its rows.
#include "models/metrictree.h"

#include <algorithm>

namespace sightglass {

void MetricTree::setFilter(const QString &filter)
{
    if (filter == m_filter) {
        return;
    }
    m_filter = filter;
    beginResetModel();
    admitPending();
    m_lookedAt = m_names.setFilter(filter);
    m_rows = wantedRows();
    endResetModel();
    Q_EMIT filterChanged();
    Q_EMIT metricsChanged();
}

void MetricTree::setExpanded(int row, bool expanded)
{
    if (row < 0 || row >= int(m_rows.size()) || m_names.filtered()) {
        return;
    }
    const Row shown = m_rows[std::size_t(row)];
    if (!shown.node->isGroup() || shown.node->expanded == expanded) {
        return;
    }
    shown.node->decided = true;
    std::vector<Row> below;
    for (const auto &child : shown.node->children) {
        list(child.get(), shown.depth + 1, below);
    }
    const int count = int(below.size());
    const auto at = m_rows.begin() + row + 1;
    if (expanded) {
        beginInsertRows({}, row + 1, row + count);
        m_rows.insert(at, below.begin(), below.end());
        shown.node->expanded = true;
        endInsertRows();
    } else {
        beginRemoveRows({}, row + 1, row + count);
        m_rows.erase(at, at + count);
        shown.node->expanded = false;
        endRemoveRows();
    }
    Q_EMIT dataChanged(index(row), index(row), {ExpandedRole});
}

int MetricTree::parentRow(int row) const
{
    if (row < 0 || row >= int(m_rows.size())) {
        return -1;
    }
    const int depth = m_rows[std::size_t(row)].depth;
    while (--row >= 0 && m_rows[std::size_t(row)].depth >= depth) {
    }
    return row;
}

void MetricTree::setCurrentRow(int row)
{
    m_current = row >= 0 && row < int(m_rows.size()) ? m_rows[std::size_t(row)].node : nullptr;
}

int MetricTree::currentRow() const
{
    if (m_names.filtered() && !(m_current && m_current->key >= 0 && m_names.passes(m_current))) {
        const auto leaf = std::find_if(m_rows.begin(), m_rows.end(),
                                       [](const Row &row) { return row.leaf; });
        return leaf == m_rows.end() ? 0 : int(leaf - m_rows.begin());
    }
    for (const MetricNode *node = m_current; node; node = node->parent) {
        if (const int row = rowOf(node); row >= 0) {
            return row;
        }
    }
    return 0;
}

int MetricTree::reveal(int key)
{
    MetricNode *node = m_names.find(key);
    if (!node) {
        return -1;
    }
    if (!m_names.passes(node)) {
        setFilter({});
    }
    std::vector<MetricNode *> closed;
    for (MetricNode *group = node->parent; group; group = group->parent) {
        closed.push_back(group);
    }
    for (auto group = closed.rbegin(); group != closed.rend(); ++group) {
        setExpanded(rowOf(*group), true);
    }
    return rowOf(node);
}

} // namespace sightglass
