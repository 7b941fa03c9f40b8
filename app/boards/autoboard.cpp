#include "boards/autoboard.h"

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostStats = 4;
constexpr int mostCharts = 60;
constexpr int seriesPerChart = 8;
constexpr int statColumns = boardColumns / mostStats;
constexpr int statRows = 4;
constexpr int chartColumns = boardColumns / 2;
constexpr int chartRows = 10;

} // namespace

AutoBoard::AutoBoard(const QString &title)
{
    m_board.title = title;
}

int AutoBoard::addStat(const QString &name)
{
    TileSpec tile;
    tile.kind = u"stat"_s;
    tile.title = name;
    tile.column = m_stats * statColumns;
    tile.columns = statColumns;
    tile.rows = statRows;
    tile.series = QStringList{name};
    tile.note = u"change"_s;
    ++m_stats;
    m_board.tiles.push_back(std::move(tile));
    return int(m_board.tiles.size()) - 1;
}

int AutoBoard::addChart(const QString &group, int number)
{
    TileSpec tile;
    tile.kind = u"chart"_s;
    tile.title = number == 1 ? group : u"%1 (%2)"_s.arg(group).arg(number);
    tile.style = u"line"_s;
    tile.column = m_charts % 2 * chartColumns;
    tile.row = statRows + m_charts / 2 * chartRows;
    tile.columns = chartColumns;
    tile.rows = chartRows;
    tile.most = seriesPerChart;
    ++m_charts;
    m_board.tiles.push_back(std::move(tile));
    return int(m_board.tiles.size()) - 1;
}

std::vector<AutoBoard::Change> AutoBoard::add(const QString &name, const QString &unit,
                                              std::optional<double> minimum,
                                              std::optional<double> maximum)
{
    std::vector<Change> changes;
    if (m_stats < mostStats) {
        changes.push_back({addStat(name), true});
    }
    const QString group = name.section(u'.', 0, 0);
    const QString key = group + u'\n' + unit;
    auto open = m_open.find(key);
    const bool room = open != m_open.end()
                      && m_board.tiles.at(std::size_t(*open)).series.size() < seriesPerChart;
    if (!room) {
        if (m_charts == mostCharts) {
            return changes;
        }
        open = m_open.insert(key, addChart(group, ++m_numbers[key]));
    }
    TileSpec &chart = m_board.tiles.at(std::size_t(*open));
    // The range is known only while every series of the chart has the same one.
    const bool first = chart.series.isEmpty();
    chart.minimum = first || chart.minimum == minimum ? minimum : std::nullopt;
    chart.maximum = first || chart.maximum == maximum ? maximum : std::nullopt;
    chart.series.append(name);
    changes.push_back({*open, !room});
    return changes;
}

} // namespace sightglass
