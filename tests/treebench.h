// What the tests of the metric browser share: a look at the tree as text.
#pragma once

#include "deskbench.h"

namespace sightglass::test {

inline void refresh(const Bench &bench)
{
    bench.desk.metrics()->refresh([&bench](int) { return Moment{bench.now, true}; });
}

// "source|group| leaf": every label, one blank per level below the group's.
inline QString shape(const MetricTree *tree)
{
    QStringList rows;
    for (int row = 0; row < tree->rowCount(); ++row) {
        const int depth = at(tree, row, MetricTree::DepthRole).toInt();
        rows.append(QString(depth, u' ') + at(tree, row, MetricTree::LabelRole).toString());
    }
    return rows.join(u'|');
}

} // namespace sightglass::test
