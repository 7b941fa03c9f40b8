// The series a machine has shown so far, and how their names are made.
//
// An id is the position in all(); it is given on first use and never changes. Names that come from
// outside (interfaces, mounts, processes) become one segment of the tree: no dots, no control
// characters. A group takes at most `perGroup` of them, so that a machine that makes up new names
// all day cannot grow the catalog without end; what comes later is left out.
#pragma once

#include "wire/message.h"

#include <QHash>
#include <QSet>

namespace sightglass {

class SeriesTable
{
public:
    static constexpr int perGroup = 100;

    // The id of the series of that name, entered on first use; the rest is only read then.
    std::uint32_t series(const QString &name, const QString &unit, std::optional<double> min = {},
                         std::optional<double> max = {}, const QMap<QString, QString> &labels = {});

    // "network" and "eth0.7" give "network.eth0-7". The same original always gives the same place,
    // two originals never share one, and "" means that the group is full.
    QString place(const QString &group, const QString &original, const QString &plain = {});

    const std::vector<SeriesInfo> &all() const { return m_all; }

private:
    struct Group
    {
        QHash<QString, QString> places; // by the original name
        QSet<QString> taken;
    };
    std::vector<SeriesInfo> m_all;
    QHash<QString, std::uint32_t> m_ids;
    QHash<QString, Group> m_groups;
};

// One segment of a series name: dots and what does not print replaced, never empty, not too long.
QString plainName(const QString &original);

// The same for a path: "/" is "root", "/var/log" is "var-log", "C:\" is "C".
QString plainPath(const QString &path);

} // namespace sightglass
