#include "models/metricboard.h"

#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int metricRows = 20; // of the grid: a board of one chart

std::optional<double> known(double end)
{
    return std::isfinite(end) ? std::optional(end) : std::nullopt;
}

// Limits belong to the values of the tile's series; those of a stack to their sum.
const Tile *tileWithLimits(int key, const BoardList &boards)
{
    for (int row = 0; row < boards.count(); ++row) {
        const Board *board = boards.board(row);
        for (int at = 0; at < board->count(); ++at) {
            const Tile *tile = board->tile(at);
            if (tile->style() != u"stacked" && tile->series()->keys().contains(key)
                && !tile->limits().isEmpty()) {
                return tile;
            }
        }
    }
    return nullptr;
}

std::vector<LimitSpec> limitsOf(const Tile &tile)
{
    std::vector<LimitSpec> limits;
    const QVariantList all = tile.limits();
    for (const QVariant &each : all) {
        const QVariantMap limit = each.toMap();
        limits.push_back({limit.value(u"value"_s).toDouble(), limit.value(u"severity"_s).toString(),
                          limit.value(u"label"_s).toString(),
                          limit.value(u"side"_s).toString() == u"below"});
    }
    return limits;
}

} // namespace

BoardDocument metricBoard(const Store &store, int key, const BoardList &boards)
{
    const SeriesInfo &info = store.series(key).info;
    TileSpec chart;
    chart.kind = info.kind == SeriesKind::State ? u"timeline"_s : u"chart"_s;
    chart.title = info.name;
    chart.series = {info.name};
    chart.columns = boardColumns;
    chart.rows = metricRows;
    chart.minimum = info.min;
    chart.maximum = info.max;
    if (const Tile *tile = tileWithLimits(key, boards)) {
        chart.limits = limitsOf(*tile);
        chart.minimum = known(tile->minimum());
        chart.maximum = known(tile->maximum());
    }
    BoardDocument document;
    document.title = info.name;
    document.tiles.push_back(std::move(chart));
    return document;
}

} // namespace sightglass
