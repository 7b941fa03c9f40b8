// A board for a server nobody has made one for: it grows as series appear.
//
// The first few series get a stat each; every series goes into a chart with others of its top-level
// name and unit, eight at most. Nothing that is there ever moves. Pure, no I/O.
#pragma once

#include "boards/document.h"

#include <QHash>

namespace sightglass {

class AutoBoard
{
public:
    struct Change
    {
        int tile = 0;
        bool added = false; // else: the tile's series grew
    };

    explicit AutoBoard(const QString &title);

    // What the series adds to the board, in the order of the tiles; empty when the board is full.
    std::vector<Change> add(const QString &name, const QString &unit,
                            std::optional<double> minimum = {}, std::optional<double> maximum = {});

    const BoardDocument &document() const { return m_board; }

private:
    int addStat(const QString &name);
    int addChart(const QString &group, int number);

    BoardDocument m_board;
    QHash<QString, int> m_open;    // group and unit -> the chart that still has room
    QHash<QString, int> m_numbers; // group and unit -> charts so far
    int m_stats = 0;
    int m_charts = 0;
};

} // namespace sightglass
