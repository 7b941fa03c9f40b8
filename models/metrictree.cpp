#include "models/metrictree.h"

#include "models/linkbadge.h"

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t flood = 24;     // more new series than these at once: one reset
constexpr int leavesShownAtFirst = 6; // a group with more starts closed
constexpr std::int64_t second = 1'000'000;

// A group seen for the first time is open unless it is long; after that only people change it.
void decide(MetricNode *node)
{
    if (!node->decided && node->isGroup()) {
        node->decided = true;
        node->expanded = node->joins() || node->leaves <= leavesShownAtFirst;
    }
}

// Keeps its own direction beside the other words of a label.
QString isolated(const QString &label)
{
    return label.isRightToLeft() ? QChar(0x2068) + label + QChar(0x2069) : label;
}

} // namespace

MetricTree::MetricTree(const Store *store, int source, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
    , m_source(source)
    , m_names(store)
    , m_looks(std::size_t(source) + 1)
{
    m_names.source(source)->decided = true;
    for (int key = 0; key < m_store->count(); ++key) {
        consider(key);
    }
    rebuild();
}

MetricTree::~MetricTree() = default;

int MetricTree::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant MetricTree::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows.at(std::size_t(index.row()));
    switch (role) {
    case LabelRole:
    case Qt::DisplayRole:
        return row.label;
    case DepthRole:
        return row.depth;
    case LeafRole:
        return row.leaf;
    case CountRole:
        return row.leaves;
    case ValueTextRole:
    case UnitTextRole:
    case StaleRole:
    case AgeTextRole: {
        // In sight refresh() keeps it, and tells; out of sight nobody does.
        const bool kept = index.row() >= m_first && index.row() <= m_last;
        if (row.node->key >= 0 && (!kept || row.node->revision == 0)) {
            const_cast<MetricTree *>(this)->read(row.node);
        }
        return readingData(row.node, role);
    }
    default:
        return nodeData(row.node, role);
    }
}

QVariant MetricTree::nodeData(const MetricNode *node, int role) const
{
    switch (role) {
    case ExpandedRole:
        return isOpen(node);
    case KeyRole:
        return node->key;
    case NameRole:
        return node->key < 0 ? node->label : inOneLine(m_store->series(node->key).info.name);
    case SourceRole:
        return node->source;
    case IsSourceRole:
        return node->parent == nullptr;
    case SourceStateRole:
        return look(node->source).moment.live ? LinkBadge::Live : LinkBadge::Waiting;
    case SlotRole:
        return node->slot;
    default:
        return {};
    }
}

QVariant MetricTree::readingData(MetricNode *node, int role) const
{
    const bool none = node->key < 0;
    switch (role) {
    case ValueTextRole:
        return none ? QString() : node->reading.number;
    case UnitTextRole:
        return none ? QString() : node->reading.unit;
    case AgeTextRole:
        return none ? QString() : node->reading.age;
    default:
        return !none && node->reading.stale;
    }
}

QHash<int, QByteArray> MetricTree::roleNames() const
{
    return {{LabelRole, "label"},
            {DepthRole, "depth"},
            {LeafRole, "isLeaf"},
            {ExpandedRole, "expanded"},
            {CountRole, "leaves"},
            {KeyRole, "key"},
            {ValueTextRole, "valueText"},
            {UnitTextRole, "unitText"},
            {StaleRole, "stale"},
            {AgeTextRole, "ageText"},
            {NameRole, "name"},
            {SourceRole, "source"},
            {IsSourceRole, "isSource"},
            {SourceStateRole, "sourceState"},
            {SlotRole, "slot"}};
}

void MetricTree::consider(int key)
{
    m_pending.push_back(key);
}

bool MetricTree::isOpen(const MetricNode *node) const
{
    return m_names.filtered() || node->expanded;
}

void MetricTree::list(MetricNode *node, int depth, std::vector<Row> &rows) const
{
    if (depth > 0 && !m_names.passes(node)) {
        return;
    }
    QString label = node->label;
    while (node->joins()) {
        node = node->children.front().get();
        label = isolated(label) + u" · "_s + isolated(node->label);
    }
    rows.push_back({node, label, depth, node->leaves, depth > 0 && !node->isGroup()});
    if (isOpen(node)) {
        for (const auto &child : node->children) {
            list(child.get(), depth + 1, rows);
        }
    }
}

// The link's own source stays even when the filter leaves nothing of it.
std::vector<MetricTree::Row> MetricTree::wantedRows() const
{
    std::vector<Row> rows;
    for (MetricNode *source : m_names.sources()) {
        if (source->source == m_source || m_names.passes(source)) {
            list(source, 0, rows);
        }
    }
    return rows;
}

// True if so many came that inserting them one by one would be a waste.
bool MetricTree::admitPending()
{
    const std::vector<int> keys = std::exchange(m_pending, {});
    std::vector<MetricNode *> leaves;
    leaves.reserve(keys.size());
    for (const int key : keys) {
        leaves.push_back(m_names.admit(key));
    }
    for (MetricNode *node : leaves) { // only now it is known how long the groups are
        for (; node; node = node->parent) {
            decide(node);
        }
    }
    return keys.size() > flood;
}

void MetricTree::rebuild()
{
    beginResetModel();
    admitPending();
    m_rows = wantedRows();
    endResetModel();
    Q_EMIT metricsChanged();
}

int MetricTree::rowOf(const MetricNode *node) const
{
    const auto at = std::find_if(m_rows.begin(), m_rows.end(),
                                 [node](const Row &row) { return row.node == node; });
    return at == m_rows.end() ? -1 : int(at - m_rows.begin());
}

// Nodes come and none goes, but a group may join with one that was shown before.
bool MetricTree::keepsOrder(const std::vector<Row> &wanted) const
{
    auto row = m_rows.begin();
    for (const Row &each : wanted) {
        if (row != m_rows.end() && row->node == each.node) {
            ++row;
        }
    }
    return row == m_rows.end();
}

void MetricTree::insertNew()
{
    const std::vector<Row> wanted = wantedRows();
    if (!keepsOrder(wanted)) {
        rebuild();
        return;
    }
    for (std::size_t at = 0; at < wanted.size(); ++at) {
        const MetricNode *next = at < m_rows.size() ? m_rows[at].node : nullptr;
        std::size_t end = at;
        while (end < wanted.size() && wanted[end].node != next) {
            ++end;
        }
        if (end > at) {
            beginInsertRows({}, int(at), int(end) - 1);
            m_rows.insert(m_rows.begin() + long(at), wanted.begin() + long(at),
                          wanted.begin() + long(end));
            endInsertRows();
            at = end - 1;
        }
    }
    int first = int(m_rows.size());
    int last = -1;
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (!(m_rows[std::size_t(row)] == wanted[std::size_t(row)])) {
            m_rows[std::size_t(row)] = wanted[std::size_t(row)];
            first = std::min(first, row);
            last = row;
        }
    }
    if (last >= 0) { // counts grew, a name split
        Q_EMIT dataChanged(index(first), index(last),
                           {LabelRole, DepthRole, LeafRole, ExpandedRole, CountRole});
    }
    Q_EMIT metricsChanged();
}

void MetricTree::takeMoments(const Moments &moments)
{
    int sources = int(m_looks.size());
    for (const int key : m_pending) {
        sources = std::max(sources, m_store->series(key).source + 1);
    }
    m_looks.resize(std::size_t(sources));
    for (int source = 0; source < sources; ++source) {
        Look &look = m_looks[std::size_t(source)];
        const Moment now = moments(source);
        look.turned = now.live != look.moment.live
                      || now.nowUs / second != look.moment.nowUs / second;
        look.moment = now;
    }
}

// True if it says something else now.
bool MetricTree::read(MetricNode *node)
{
    const Moment &moment = look(node->source).moment;
    if (node->key < 0) {
        const bool changed = node->parent == nullptr && node->reading.stale == moment.live;
        node->reading.stale = !moment.live;
        return changed;
    }
    const Store::Series &series = m_store->series(node->key);
    Reading now = readSeries(series, moment, &node->steady);
    node->revision = series.column.revision() + 1;
    if (now == node->reading) {
        return false;
    }
    node->reading = std::move(now);
    return true;
}

void MetricTree::refresh(const Moments &moments)
{
    takeMoments(moments);
    if (m_pending.size() > flood) {
        rebuild();
    } else if (!m_pending.empty()) {
        admitPending();
        insertNew();
    }
    int first = int(m_rows.size());
    int last = -1;
    const int end = std::min(m_last, int(m_rows.size()) - 1);
    for (int row = m_first; row <= end; ++row) {
        MetricNode *node = m_rows[std::size_t(row)].node;
        const bool old = node->key >= 0
                         && node->revision != m_store->column(node->key).revision() + 1;
        if ((old || look(node->source).turned) && read(node)) {
            first = std::min(first, row);
            last = row;
        }
    }
    if (last >= 0) {
        Q_EMIT dataChanged(index(first), index(last),
                           {ValueTextRole, UnitTextRole, StaleRole, AgeTextRole, SourceStateRole});
    }
}

void MetricTree::watch(int first, int last)
{
    const int from = std::exchange(m_first, std::max(first, 0));
    const int to = std::exchange(m_last, std::max(last, m_first));
    const int end = std::min(m_last, int(m_rows.size()) - 1);
    for (int row = m_first; row <= end; ++row) {
        const bool before = row >= from && row <= to;
        if (!before && read(m_rows[std::size_t(row)].node)) {
            Q_EMIT dataChanged(index(row), index(row),
                               {ValueTextRole, UnitTextRole, StaleRole, AgeTextRole});
        }
    }
}

} // namespace sightglass
