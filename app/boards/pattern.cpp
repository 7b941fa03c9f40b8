#include "boards/pattern.h"

namespace sightglass {

namespace {

// Greedy with one point of return: linear in practice, and never worse than the product of the
// lengths, so that a name from a server cannot make it run away.
bool matches(QStringView pattern, QStringView name)
{
    qsizetype p = 0;
    qsizetype n = 0;
    qsizetype star = -1;
    qsizetype resume = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            resume = n;
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (star >= 0) {
            p = star + 1;
            n = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*') {
        ++p;
    }
    return p == pattern.size();
}

} // namespace

int patternRank(const QStringList &patterns, const QString &name)
{
    int rank = -1;
    for (int i = 0; i < patterns.size(); ++i) {
        const QStringView pattern = patterns.at(i);
        if (pattern.startsWith(u'!')) {
            if (matches(pattern.mid(1), name)) {
                return -1;
            }
        } else if (rank < 0 && matches(pattern, name)) {
            rank = i;
        }
    }
    return rank;
}

} // namespace sightglass
