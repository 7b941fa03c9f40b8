#include "models/metricnames.h"

#include <algorithm>
#include <array>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 16; // segments of a name beyond it stay in the last label
constexpr int slots = 6;

struct KnownGroup
{
    const char16_t *name;
    int slot;
};

// As the shipped boards colour them.
constexpr std::array knownGroups{KnownGroup{u"cpu", 0},     KnownGroup{u"memory", 2},
                                 KnownGroup{u"network", 3}, KnownGroup{u"disk", 1},
                                 KnownGroup{u"load", 0},    KnownGroup{u"process", 5},
                                 KnownGroup{u"link", 0}};

// The same colour at every start, whatever comes first.
int slotOf(const QString &group)
{
    for (const KnownGroup &known : knownGroups) {
        if (group == QStringView(known.name)) {
            return known.slot;
        }
    }
    unsigned sum = 0;
    for (const QChar c : group) {
        sum = sum * 31 + c.unicode();
    }
    return int(sum % unsigned(slots));
}

} // namespace

std::vector<MetricNode *> MetricNames::sources() const
{
    std::vector<MetricNode *> there;
    for (const auto &source : m_sources) {
        if (source) {
            there.push_back(source.get());
        }
    }
    return there;
}

MetricNode *MetricNames::source(int source)
{
    if (std::size_t(source) >= m_sources.size()) {
        m_sources.resize(std::size_t(source) + 1);
    }
    auto &root = m_sources[std::size_t(source)];
    if (!root) {
        root = std::make_unique<MetricNode>();
        root->label = inOneLine(m_store->sourceName(source));
        root->path = root->label.toLower();
        root->source = source;
    }
    return root.get();
}

MetricNode *MetricNames::childOf(MetricNode *node, const QString &segment)
{
    MetricNode *&child = node->byName[segment];
    if (!child) {
        auto made = std::make_unique<MetricNode>();
        const bool top = node->parent == nullptr;
        made->label = segment.isEmpty() ? u"·"_s : spokenName(segment);
        made->path = top ? segment.toLower() : node->path + u'.' + segment.toLower();
        made->parent = node;
        made->source = node->source;
        made->slot = top ? slotOf(made->path) : node->slot;
        child = made.get();
        node->children.push_back(std::move(made));
    }
    return child;
}

MetricNode *MetricNames::admit(int key)
{
    const Store::Series &series = m_store->series(key);
    QStringList segments = series.info.name.split(u'.');
    if (segments.size() > deepest) {
        const QString rest = segments.mid(deepest - 1).join(u'.');
        segments = segments.mid(0, deepest - 1) << rest;
    }
    MetricNode *node = source(series.source);
    for (const QString &segment : std::as_const(segments)) {
        node = childOf(node, segment);
    }
    node->key = key;
    if (std::size_t(key) >= m_byKey.size()) {
        m_byKey.resize(std::size_t(key) + 1);
    }
    m_byKey[std::size_t(key)] = node;
    m_leaves.push_back(node);
    for (MetricNode *each = node; each; each = each->parent) {
        ++each->leaves;
    }
    if (filtered() && hasWords(node)) {
        pass(node);
    }
    return node;
}

MetricNode *MetricNames::find(int key) const
{
    return key >= 0 && std::size_t(key) < m_byKey.size() ? m_byKey[std::size_t(key)] : nullptr;
}

bool MetricNames::hasWords(const MetricNode *leaf) const
{
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        return leaf->path.contains(word)
               || m_store->series(leaf->key).info.unit.contains(word, Qt::CaseInsensitive)
               || m_sources[std::size_t(leaf->source)]->path.contains(word);
    });
}

void MetricNames::pass(MetricNode *leaf)
{
    m_passed.push_back(leaf);
    for (MetricNode *node = leaf; node && node->generation != m_generation; node = node->parent) {
        node->generation = m_generation;
    }
}

int MetricNames::setFilter(const QString &filter)
{
    // Every word of the longer one has one of the shorter one's in it, or is another word more.
    const bool narrower = filtered() && filter.startsWith(m_filter);
    m_filter = filter;
    m_words = filter.toLower().split(u' ', Qt::SkipEmptyParts);
    ++m_generation;
    const std::vector<MetricNode *> candidates = narrower ? std::exchange(m_passed, {}) : m_leaves;
    m_passed.clear();
    if (!filtered()) {
        return 0;
    }
    for (MetricNode *leaf : candidates) {
        if (hasWords(leaf)) {
            pass(leaf);
        }
    }
    return int(candidates.size());
}

} // namespace sightglass
