#include "models/jumplist.h"

#include "models/timerange.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int fewOfAKind = 8; // boards, notifications, actions; metrics get the rest
constexpr double minuteUs = 60e6;
constexpr std::array rangeMinutes{1, 5, 15, 30, 60, 360};

enum Rank { Prefix, WordStart, Inside, None = -1 };

bool startsAWord(const QString &title, qsizetype at)
{
    return at == 0 || !title.at(at - 1).isLetterOrNumber();
}

Rank rankOfWord(const QString &title, const QString &word)
{
    qsizetype at = title.indexOf(word);
    if (at < 0) {
        return None;
    }
    while (at >= 0 && !startsAWord(title, at)) {
        at = title.indexOf(word, at + 1);
    }
    return at < 0 ? Inside : WordStart;
}

int titleRole(const QAbstractItemModel *model)
{
    return model->roleNames().key("title", Qt::DisplayRole);
}

} // namespace

JumpQuery::JumpQuery(const QString &typed)
    : text(typed.simplified().toLower())
    , words(text.split(u' ', Qt::SkipEmptyParts))
{
}

int JumpQuery::rank(const QString &title) const
{
    if (title.startsWith(text)) {
        return Prefix;
    }
    int worst = WordStart;
    for (const QString &word : words) {
        const Rank rank = rankOfWord(title, word);
        if (rank == None) {
            return None;
        }
        worst = std::max<int>(worst, rank);
    }
    return worst;
}

JumpList::JumpList(const Store *store, const QAbstractItemModel *boards,
                   const QAbstractItemModel *notifications, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
    , m_boards(boards)
    , m_notifications(notifications)
{
}

int JumpList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant JumpList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Entry &entry = m_entries.at(std::size_t(index.row()));
    switch (role) {
    case TitleRole:
    case Qt::DisplayRole:
        return entry.title;
    case DetailRole:
        return entry.kind == Metric ? detail(entry.id) : QString();
    case KindRole:
        return entry.kind;
    case KindTextRole:
        return entry.kind == Board          ? tr("Boards")
               : entry.kind == Metric       ? tr("Metrics")
               : entry.kind == Notification ? tr("Notifications")
               : entry.kind == Action       ? tr("Actions")
                                            : tr("Time ranges");
    default:
        return {};
    }
}

QHash<int, QByteArray> JumpList::roleNames() const
{
    return {{TitleRole, "title"},
            {DetailRole, "detail"},
            {KindRole, "kind"},
            {KindTextRole, "kindText"}};
}

QString JumpList::detail(int key) const
{
    const Store::Series &series = m_store->series(key);
    if (!m_severalSources) {
        return series.info.unit;
    }
    const QString source = m_store->sourceName(series.source);
    return series.info.unit.isEmpty() ? source : source + u" · "_s + series.info.unit;
}

void JumpList::setQuery(const QString &query)
{
    if (query == m_query) {
        return;
    }
    m_query = query;
    Q_EMIT queryChanged();
    search();
}

void JumpList::setActive(bool active)
{
    if (active == m_active) {
        return;
    }
    m_active = active;
    m_query.clear();
    Q_EMIT activeChanged();
    Q_EMIT queryChanged();
    search();
}

void JumpList::setActions(const QStringList &titles)
{
    if (titles == m_actions) {
        return;
    }
    m_actions = titles;
    Q_EMIT actionsChanged();
    search();
}

void JumpList::searchRows(Kind kind, const QAbstractItemModel *model, const JumpQuery &query,
                          std::vector<Entry> &found) const
{
    std::vector<Entry> all;
    const int role = titleRole(model);
    for (int row = 0; row < model->rowCount(); ++row) {
        const QModelIndex index = model->index(row, 0);
        const QString title = model->data(index, role).toString();
        if (const int rank = query.rank(title.toLower()); rank != None) {
            all.push_back({kind, rank, row, title, index});
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Entry &a, const Entry &b) { return a.rank < b.rank; });
    all.resize(std::min<std::size_t>(all.size(), fewOfAKind));
    std::move(all.begin(), all.end(), std::back_inserter(found));
}

void JumpList::searchMetrics(const JumpQuery &query, int room, std::vector<Entry> &found)
{
    for (int key = int(m_names.size()); key < m_store->count(); ++key) {
        m_names.push_back(m_store->series(key).info.name.toLower());
        m_severalSources |= m_store->series(key).source != m_store->series(0).source;
    }
    using Hit = std::tuple<int, qsizetype, int>; // rank, then the shorter name, then the older
    std::vector<Hit> hits;
    for (int key = 0; key < int(m_names.size()) && !query.words.isEmpty(); ++key) {
        const QString &name = m_names[std::size_t(key)];
        if (const int rank = query.rank(name); rank != None) {
            hits.emplace_back(rank, name.size(), key);
        }
    }
    const auto end = hits.begin() + std::min<std::ptrdiff_t>(room, std::ssize(hits));
    std::partial_sort(hits.begin(), end, hits.end());
    for (auto hit = hits.begin(); hit != end; ++hit) {
        const auto [rank, length, key] = *hit;
        found.push_back({Metric, rank, key, m_store->series(key).info.name, {}});
    }
}

// What was typed as one; and those there are, by whole beginnings of their words.
void JumpList::searchRanges(const JumpQuery &query, std::vector<Entry> &found) const
{
    const auto add = [&found](double us, int rank) {
        found.push_back({Range, rank, int(us / 1e3), spanTitle(us), {}});
    };
    const std::optional<double> typed = spanOf(query.text);
    if (typed) {
        add(*typed, Prefix);
    }
    for (const int minutes : rangeMinutes) {
        const double us = minutes * minuteUs;
        const int rank = query.words.isEmpty() ? None : query.rank(spanTitle(us).toLower());
        if ((rank == Prefix || rank == WordStart) && us != typed) {
            add(us, rank);
        }
    }
}

// Kinds in the order of their best entry; a board before a metric before a notification.
void JumpList::search()
{
    std::vector<Entry> found;
    if (m_active) {
        const JumpQuery query(m_query);
        searchRows(Board, m_boards, query, found);
        searchRows(Notification, m_notifications, query, found);
        for (int i = 0; i < m_actions.size(); ++i) {
            if (const int rank = query.rank(m_actions[i].toLower()); rank != None) {
                found.push_back({Action, rank, i, m_actions[i], {}});
            }
        }
        searchRanges(query, found);
        searchMetrics(query, most - std::min(int(found.size()), most), found);
        std::array<int, 5> best{};
        best.fill(Inside);
        for (const Entry &entry : found) {
            best[entry.kind] = std::min(best[entry.kind], entry.rank);
        }
        std::stable_sort(found.begin(), found.end(), [&best](const Entry &a, const Entry &b) {
            return std::tuple(best[a.kind], a.kind, a.rank)
                   < std::tuple(best[b.kind], b.kind, b.rank);
        });
        found.resize(std::min<std::size_t>(found.size(), most));
    }
    beginResetModel();
    m_entries = std::move(found);
    endResetModel();
    Q_EMIT countChanged();
}

void JumpList::choose(int row)
{
    if (row < 0 || row >= count()) {
        return;
    }
    const Entry entry = m_entries[std::size_t(row)];
    switch (entry.kind) {
    case Board:
        if (entry.index.isValid()) { // it may be gone
            Q_EMIT boardChosen(entry.index.row());
        }
        return;
    case Metric:
        Q_EMIT metricChosen(entry.id);
        return;
    case Notification:
        if (entry.index.isValid()) {
            Q_EMIT notificationChosen(entry.index.row());
        }
        return;
    case Action:
        Q_EMIT actionChosen(entry.id);
        return;
    case Range:
        Q_EMIT rangeChosen(entry.id * 1e3);
        return;
    }
}

} // namespace sightglass
