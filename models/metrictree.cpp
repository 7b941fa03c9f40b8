#include "models/metrictree.h"

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t flood = 24;     // more new series than these at once: one reset
constexpr int leavesShownAtFirst = 6; // a group with more starts closed
constexpr int deepest = 16;           // segments of a name beyond it stay in the last label

} // namespace

struct MetricTree::Node
{
    QString label;
    QString path; // the full name, lower case for the filter
    Node *parent = nullptr;
    int depth = 0;
    int key = Store::noSeries;
    int leaves = 0; // series in and below
    bool expanded = true;
    bool decided = false; // by the first look or by a person
    std::vector<std::unique_ptr<Node>> children;
    QHash<QString, Node *> byName;
    Steady steady;
    Reading reading;
    std::uint64_t revision = 0;
};

MetricTree::MetricTree(const Store *store, int source, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
    , m_source(source)
    , m_root(std::make_unique<Node>())
{
    m_root->label = store->sourceName(source);
    m_root->decided = true;
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
    Node *node = m_rows.at(std::size_t(index.row()));
    switch (role) {
    case LabelRole:
    case Qt::DisplayRole:
        return node->label;
    case DepthRole:
        return node->depth;
    case LeafRole:
        return node->children.empty() && node->depth > 0;
    case ExpandedRole:
        return isOpen(node);
    case CountRole:
        return node->leaves;
    case KeyRole:
        return node->key;
    case ValueTextRole:
        return node->key < 0 ? QString() : reading(node).number;
    case UnitTextRole:
        return node->key < 0 ? QString() : reading(node).unit;
    case StaleRole:
        return node->key >= 0 && reading(node).stale;
    case AgeTextRole:
        return node->key < 0 ? QString() : reading(node).age;
    case NameRole:
        return node->key < 0 ? node->label : m_store->series(node->key).info.name;
    default:
        return {};
    }
}

QHash<int, QByteArray> MetricTree::roleNames() const
{
    return {{LabelRole, "label"},         {DepthRole, "depth"},       {LeafRole, "isLeaf"},
            {ExpandedRole, "expanded"},   {CountRole, "leaves"},      {KeyRole, "key"},
            {ValueTextRole, "valueText"}, {UnitTextRole, "unitText"}, {StaleRole, "stale"},
            {AgeTextRole, "ageText"},     {NameRole, "name"}};
}

// Outside the rows in sight nothing is kept fresh, so what is asked for is read now.
const Reading &MetricTree::reading(Node *node) const
{
    const Store::Series &series = m_store->series(node->key);
    if (node->revision != series.column.revision() + 1) {
        node->reading = readSeries(series, m_moment, &node->steady);
        node->revision = series.column.revision() + 1;
    }
    return node->reading;
}

MetricTree::Node *MetricTree::nodeFor(const QString &name)
{
    QStringList segments = name.split(u'.');
    if (segments.size() > deepest) {
        const QString rest = segments.mid(deepest - 1).join(u'.');
        segments = segments.mid(0, deepest - 1) << rest;
    }
    Node *node = m_root.get();
    for (const QString &segment : std::as_const(segments)) {
        Node *&child = node->byName[segment];
        if (!child) {
            auto made = std::make_unique<Node>();
            made->label = segment.isEmpty() ? u"·"_s : spokenName(segment);
            made->path = (node->path.isEmpty() ? segment : node->path + u'.' + segment).toLower();
            made->parent = node;
            made->depth = node->depth + 1;
            child = made.get();
            node->children.push_back(std::move(made));
        }
        node = child;
    }
    return node;
}

void MetricTree::consider(int key)
{
    if (m_store->series(key).source == m_source) {
        m_pending.push_back(key);
    }
}

// Puts the series into the tree; the rows are the caller's.
void MetricTree::admit(int key)
{
    Node *node = nodeFor(m_store->series(key).info.name);
    node->key = key;
    ++m_metrics;
    for (; node; node = node->parent) {
        ++node->leaves;
    }
}

bool MetricTree::isOpen(const Node *node) const
{
    return !m_words.isEmpty() || node->expanded;
}

bool MetricTree::passes(const Node *node) const
{
    const auto has = [node](const QString &word) { return node->path.contains(word); };
    if (std::all_of(m_words.begin(), m_words.end(), has)) {
        return true;
    }
    return std::any_of(node->children.begin(), node->children.end(),
                       [this](const auto &child) { return passes(child.get()); });
}

// A group seen for the first time is open unless it is long; after that only people change it.
bool MetricTree::decide(Node *group)
{
    if (!group->decided && !group->children.empty()) {
        group->decided = true;
        group->expanded = group->leaves <= leavesShownAtFirst;
        return !group->expanded;
    }
    return false;
}

void MetricTree::list(Node *node, std::vector<Node *> &rows) const
{
    if (node != m_root.get() && !m_words.isEmpty() && !passes(node)) {
        return;
    }
    rows.push_back(node);
    if (isOpen(node)) {
        for (const auto &child : node->children) {
            list(child.get(), rows);
        }
    }
}

void MetricTree::rebuild()
{
    beginResetModel();
    for (const int key : std::exchange(m_pending, {})) {
        admit(key);
    }
    std::vector<Node *> open{m_root.get()};
    while (!open.empty()) {
        Node *node = open.back();
        open.pop_back();
        decide(node);
        for (const auto &child : node->children) {
            open.push_back(child.get());
        }
    }
    m_rows.clear();
    list(m_root.get(), m_rows);
    endResetModel();
    Q_EMIT metricsChanged();
}

int MetricTree::rowOf(const Node *node) const
{
    const auto at = std::find(m_rows.begin(), m_rows.end(), node);
    return at == m_rows.end() ? -1 : int(at - m_rows.begin());
}

// After everything its parent already shows.
void MetricTree::insertRow(Node *node)
{
    const int parent = rowOf(node->parent);
    if (parent < 0 || !isOpen(node->parent) || rowOf(node) >= 0) {
        return;
    }
    int at = parent + 1;
    while (at < int(m_rows.size()) && m_rows.at(std::size_t(at))->depth > node->parent->depth) {
        ++at;
    }
    beginInsertRows({}, at, at);
    m_rows.insert(m_rows.begin() + at, node);
    endInsertRows();
}

void MetricTree::refresh(const Moment &moment)
{
    const bool always = moment.live != m_moment.live
                        || moment.nowUs / 1'000'000
                               != m_moment.nowUs / 1'000'000; // ages grow without samples
    m_moment = moment;
    if (m_pending.size() > flood || (!m_pending.empty() && !m_words.isEmpty())) {
        rebuild();
    } else if (!m_pending.empty()) {
        for (const int key : std::exchange(m_pending, {})) {
            admit(key);
            Node *node = nodeFor(m_store->series(key).info.name);
            std::vector<Node *> path;
            for (; node->parent; node = node->parent) {
                path.push_back(node);
            }
            std::for_each(path.rbegin(), path.rend(), [this](Node *each) { insertRow(each); });
        }
        Q_EMIT metricsChanged();
    }
    int first = int(m_rows.size());
    int last = -1;
    const int end = std::min(m_last, int(m_rows.size()) - 1);
    for (int row = m_first; row <= end; ++row) {
        Node *node = m_rows.at(std::size_t(row));
        if (node->key < 0) {
            continue;
        }
        const Store::Series &series = m_store->series(node->key);
        if (!always && node->revision == series.column.revision() + 1) {
            continue;
        }
        Reading now = readSeries(series, moment, &node->steady);
        node->revision = series.column.revision() + 1;
        if (!(now == node->reading)) {
            node->reading = std::move(now);
            first = std::min(first, row);
            last = row;
        }
    }
    if (last >= 0) {
        Q_EMIT dataChanged(index(first), index(last),
                           {ValueTextRole, UnitTextRole, StaleRole, AgeTextRole});
    }
}

void MetricTree::watch(int first, int last)
{
    m_first = std::max(first, 0);
    m_last = std::max(last, m_first);
}

void MetricTree::setFilter(const QString &filter)
{
    if (filter == m_filter) {
        return;
    }
    m_filter = filter;
    m_words = filter.toLower().split(u' ', Qt::SkipEmptyParts);
    Q_EMIT filterChanged();
    rebuild();
}

void MetricTree::setExpanded(int row, bool expanded)
{
    if (row < 0 || row >= int(m_rows.size()) || !m_words.isEmpty()) {
        return;
    }
    Node *node = m_rows.at(std::size_t(row));
    if (node->children.empty() || node->expanded == expanded) {
        return;
    }
    node->decided = true;
    std::vector<Node *> below;
    for (const auto &child : node->children) {
        list(child.get(), below);
    }
    const int count = int(below.size());
    const auto at = m_rows.begin() + row + 1;
    if (expanded) {
        beginInsertRows({}, row + 1, row + count);
        m_rows.insert(at, below.begin(), below.end());
        node->expanded = true;
        endInsertRows();
    } else {
        beginRemoveRows({}, row + 1, row + count);
        m_rows.erase(at, at + count);
        node->expanded = false;
        endRemoveRows();
    }
    Q_EMIT dataChanged(index(row), index(row), {ExpandedRole});
}

int MetricTree::parentRow(int row) const
{
    if (row < 0 || row >= int(m_rows.size())) {
        return -1;
    }
    const Node *node = m_rows.at(std::size_t(row));
    return node->parent ? rowOf(node->parent) : -1;
}

} // namespace sightglass
