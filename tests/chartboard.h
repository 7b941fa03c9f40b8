// The board that benches and the flood look at: twelve charts of four lines, three in a row.
//
// Series are "<prefix><chart>.<line>"; with the prefix of its own, boardSeries() names them.
#pragma once

#include "boards/document.h"

namespace sightglass {

inline constexpr int boardCharts = 12;
inline constexpr int boardLines = 4; // of a chart

inline QString boardSeries(int index)
{
    return QStringLiteral("chart%1.line%2").arg(index / boardLines).arg(index % boardLines);
}

inline BoardDocument chartBoard(const QString &style = QStringLiteral("line"),
                                const QString &prefix = QStringLiteral("chart"))
{
    BoardDocument board;
    board.title = QStringLiteral("Bench");
    for (int i = 0; i < boardCharts; ++i) {
        TileSpec tile;
        tile.kind = QStringLiteral("chart");
        tile.title = QStringLiteral("Chart %1").arg(i + 1);
        tile.style = style;
        tile.column = i % 3 * 4;
        tile.row = i / 3 * 7;
        tile.columns = 4;
        tile.rows = 7;
        tile.series = {QStringLiteral("%1%2.*").arg(prefix).arg(i)};
        board.tiles.push_back(tile);
    }
    return board;
}

} // namespace sightglass
