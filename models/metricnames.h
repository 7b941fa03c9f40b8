// The dotted names of all series as trees, one per source, and which of them a filter leaves.
//
// What the metric browser shows, without its rows: grows as series are admitted, never shrinks. A
// filter is words, in lower case; each has to be in a series' name, its unit or its source's name.
// GUI thread only; no signals.
#pragma once

#include "models/reading.h"

#include <QHash>
#include <QStringList>

#include <memory>
#include <vector>

namespace sightglass {

struct MetricNode
{
    QString label;                // of this part of the name, for people
    QString path;                 // the name up to here, or the source's; lower case
    MetricNode *parent = nullptr; // none: a source
    int source = 0;
    int key = Store::noSeries;
    int leaves = 0; // series in and below
    int slot = 0;   // of the colours: one per topmost group
    bool expanded = true;
    bool decided = false; // by the first look or by a person
    std::vector<std::unique_ptr<MetricNode>> children;
    QHash<QString, MetricNode *> byName;
    unsigned generation = 0; // of the last filter it passed

    // as it was read last
    Steady steady;
    Reading reading;
    std::uint64_t revision = 0; // one more than the column's; 0: never
    std::int64_t readUs = 0;

    bool isGroup() const { return !children.empty(); }
    // Shown as one with its only child, which is a group too: "network · eth0".
    bool joins() const
    {
        return parent != nullptr && key < 0 && children.size() == 1 && children.front()->isGroup();
    }
};

class MetricNames
{
public:
    explicit MetricNames(const Store *store)
        : m_store(store)
    {
    }

    // In the order of the sources; only those that are there.
    std::vector<MetricNode *> sources() const;
    MetricNode *source(int source);
    // Where the series is now; its groups may be new.
    MetricNode *admit(int key);
    MetricNode *find(int key) const; // null: not admitted

    int count() const { return int(m_leaves.size()); }
    int passed() const { return m_words.isEmpty() ? count() : int(m_passed.size()); }
    bool filtered() const { return !m_words.isEmpty(); }
    // A series, or a group or source of one, that the filter leaves.
    bool passes(const MetricNode *node) const
    {
        return m_words.isEmpty() || node->generation == m_generation;
    }
    // How many names had to be looked at: typing on looks only at what was left.
    int setFilter(const QString &filter);

private:
    MetricNode *childOf(MetricNode *node, const QString &segment);
    bool hasWords(const MetricNode *leaf) const;
    void pass(MetricNode *leaf);

    const Store *m_store;
    std::vector<std::unique_ptr<MetricNode>> m_sources; // null: has no series
    std::vector<MetricNode *> m_byKey;
    std::vector<MetricNode *> m_leaves;
    std::vector<MetricNode *> m_passed;
    QString m_filter;
    QStringList m_words;
    unsigned m_generation = 0;
};

} // namespace sightglass
