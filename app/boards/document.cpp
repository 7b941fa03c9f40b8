#include "boards/document.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int largestPlace = 10'000; // rows and columns; more is a mistake in the file
constexpr int mostTiles = 500;
constexpr int mostSeries = 64; // in one tile
constexpr int mostRows = 1000; // of a table
constexpr int mostDigits = 15; // a double has no more

QString tr(const char *text)
{
    return QCoreApplication::translate("sightglass::board", text);
}

tl::unexpected<QString> wrongField(const QString &field, const QString &expected)
{
    return tl::unexpected(tr("“%1” must be %2").arg(field, expected));
}

tl::expected<int, QString> place(const QJsonObject &tile, const QString &field, int otherwise,
                                 int least)
{
    const QJsonValue value = tile.value(field);
    if (value.isUndefined()) {
        return otherwise;
    }
    const int number = value.toInt(-1);
    if (number < least || number > largestPlace) {
        return wrongField(field, tr("a whole number from %1").arg(least));
    }
    return number;
}

tl::expected<std::optional<double>, QString> bound(const QJsonObject &tile, const QString &field)
{
    const QJsonValue value = tile.value(field);
    if (value.isUndefined()) {
        return std::nullopt;
    }
    if (!value.isDouble()) {
        return wrongField(field, tr("a number"));
    }
    return value.toDouble();
}

tl::expected<QStringList, QString> patterns(const QJsonObject &tile)
{
    QStringList list;
    const QJsonValue value = tile.value(u"series"_s);
    if (!value.isUndefined() && !value.isArray()) {
        return wrongField(u"series"_s, tr("a list of names"));
    }
    const QJsonArray names = value.toArray();
    for (const QJsonValue &name : names) {
        if (!name.isString()) {
            return wrongField(u"series"_s, tr("a list of names"));
        }
        list.append(name.toString());
    }
    return list;
}

tl::expected<std::vector<LimitSpec>, QString> limits(const QJsonObject &tile)
{
    std::vector<LimitSpec> list;
    const QJsonArray limits = tile.value(u"limits"_s).toArray();
    for (const QJsonValue &value : limits) {
        const QJsonObject limit = value.toObject();
        if (!limit.value(u"value"_s).isDouble()) {
            return wrongField(u"limits"_s, tr("a list of objects with a value"));
        }
        list.push_back(
            {limit.value(u"value"_s).toDouble(), limit.value(u"severity"_s).toString(u"warning"_s),
             limit.value(u"label"_s).toString(), limit.value(u"side"_s).toString() == u"below"});
    }
    return list;
}

int mostSeriesOf(const QString &kind)
{
    return kind == u"table" ? mostRows : mostSeries;
}

tl::expected<std::vector<StateSpec>, QString> states(const QJsonObject &tile)
{
    std::vector<StateSpec> list;
    const QJsonArray states = tile.value(u"states"_s).toArray();
    for (const QJsonValue &value : states) {
        const QJsonObject state = value.toObject();
        if (!state.value(u"value"_s).isDouble()) {
            return wrongField(u"states"_s, tr("a list of objects with a value"));
        }
        list.push_back({state.value(u"value"_s).toDouble(), state.value(u"text"_s).toString(),
                        state.value(u"severity"_s).toString()});
    }
    return list;
}

tl::expected<void, QString> readPlace(const QJsonObject &object, TileSpec &tile)
{
    struct Field
    {
        QString name;
        int *target;
        int least;
    };
    for (const Field &field :
         {Field{u"column"_s, &tile.column, 0}, Field{u"row"_s, &tile.row, 0},
          Field{u"columns"_s, &tile.columns, 1}, Field{u"rows"_s, &tile.rows, 1},
          Field{u"most"_s, &tile.most, 1}, Field{u"digits"_s, &tile.digits, 0}}) {
        const auto number = place(object, field.name, *field.target, field.least);
        if (!number) {
            return tl::unexpected(number.error());
        }
        *field.target = *number;
    }
    tile.most = std::min(tile.most, mostSeriesOf(tile.kind));
    tile.digits = std::min(tile.digits, mostDigits);
    return {};
}

tl::expected<TileSpec, QString> readTile(const QJsonObject &object)
{
    TileSpec tile;
    tile.raw = object;
    tile.kind = object.value(u"kind"_s).toString();
    if (tile.kind.isEmpty()) {
        return wrongField(u"kind"_s, tr("a name such as “chart”"));
    }
    tile.title = object.value(u"title"_s).toString();
    tile.subtitle = object.value(u"subtitle"_s).toString();
    tile.style = object.value(u"style"_s).toString(u"line"_s);
    tile.whole = object.value(u"whole"_s).toString();
    tile.better = object.value(u"better"_s).toString();
    tile.note = object.value(u"note"_s).toString();
    tile.text = object.value(u"text"_s).toString();
    tile.sort = object.value(u"sort"_s).toString();
    if (tile.kind == u"table") {
        tile.most = mostRows;
    }
    tile.scale = object.value(u"scale"_s).toString();
    if (const auto placed = readPlace(object, tile); !placed) {
        return tl::unexpected(placed.error());
    }
    auto series = patterns(object);
    auto minimum = bound(object, u"minimum"_s);
    auto maximum = bound(object, u"maximum"_s);
    auto marks = limits(object);
    auto meanings = states(object);
    for (const QString &error :
         {series ? QString() : series.error(), minimum ? QString() : minimum.error(),
          maximum ? QString() : maximum.error(), marks ? QString() : marks.error(),
          meanings ? QString() : meanings.error()}) {
        if (!error.isEmpty()) {
            return tl::unexpected(error);
        }
    }
    const QJsonArray colors = object.value(u"colors"_s).toArray();
    for (const QJsonValue &color : colors) {
        tile.colors.push_back(std::max(color.toInt(), 0));
    }
    tile.series = *series;
    tile.minimum = *minimum;
    tile.maximum = *maximum;
    tile.limits = *std::move(marks);
    tile.states = *std::move(meanings);
    return tile;
}

void put(QJsonObject &object, const QString &field, const QString &text, const QString &usual = {})
{
    if (text != object.value(field).toString(usual)) {
        object.insert(field, text);
    }
}

QJsonObject writeTile(const TileSpec &tile)
{
    QJsonObject object = tile.raw;
    object.insert(u"kind"_s, tile.kind);
    put(object, u"title"_s, tile.title);
    put(object, u"subtitle"_s, tile.subtitle);
    put(object, u"style"_s, tile.style, u"line"_s);
    put(object, u"whole"_s, tile.whole);
    put(object, u"note"_s, tile.note);
    put(object, u"better"_s, tile.better);
    put(object, u"text"_s, tile.text);
    put(object, u"sort"_s, tile.sort);
    if (tile.digits != object.value(u"digits"_s).toInt()) {
        object.insert(u"digits"_s, tile.digits);
    }
    put(object, u"scale"_s, tile.scale);
    object.insert(u"column"_s, tile.column);
    object.insert(u"row"_s, tile.row);
    object.insert(u"columns"_s, tile.columns);
    object.insert(u"rows"_s, tile.rows);
    object.insert(u"series"_s, QJsonArray::fromStringList(tile.series));
    QJsonArray marks;
    for (const LimitSpec &limit : tile.limits) {
        QJsonObject mark{
            {u"value"_s, limit.value}, {u"severity"_s, limit.severity}, {u"label"_s, limit.label}};
        if (limit.below) {
            mark.insert(u"side"_s, u"below"_s);
        }
        marks.append(mark);
    }
    if (!marks.isEmpty()) {
        object.insert(u"limits"_s, marks);
    }
    QJsonArray meanings;
    for (const StateSpec &state : tile.states) {
        meanings.append(QJsonObject{
            {u"value"_s, state.value}, {u"text"_s, state.text}, {u"severity"_s, state.severity}});
    }
    if (!meanings.isEmpty()) {
        object.insert(u"states"_s, meanings);
    }
    if (tile.minimum) {
        object.insert(u"minimum"_s, *tile.minimum);
    }
    if (tile.maximum) {
        object.insert(u"maximum"_s, *tile.maximum);
    }
    return object;
}

} // namespace

tl::expected<BoardDocument, QString> readBoard(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject()) {
        return tl::unexpected(error.error == QJsonParseError::NoError
                                  ? tr("The board is not a JSON object.")
                                  : tr("The board is not JSON: %1 at byte %2.")
                                        .arg(error.errorString())
                                        .arg(error.offset));
    }
    BoardDocument board;
    board.raw = document.object();
    const int version = board.raw.value(u"version"_s).toInt();
    if (version < 1) {
        return tl::unexpected(tr("The board does not say its version."));
    }
    if (version > boardVersion) {
        return tl::unexpected(tr("The board is of version %1; this Sightglass reads up to %2.")
                                  .arg(version)
                                  .arg(boardVersion));
    }
    const QJsonValue tiles = board.raw.value(u"tiles"_s);
    if (!tiles.isArray() || tiles.toArray().size() > mostTiles) {
        return tl::unexpected(tr("“tiles” must be a list of at most %1 tiles.").arg(mostTiles));
    }
    board.description = board.raw.value(u"description"_s).toString();
    board.source = board.raw.value(u"source"_s).toString();
    board.title = board.raw.value(u"title"_s).toString();
    int position = 0;
    const QJsonArray list = tiles.toArray();
    for (const QJsonValue &value : list) {
        ++position;
        auto tile = readTile(value.toObject());
        if (!tile) {
            return tl::unexpected(tr("Tile %1: %2.").arg(position).arg(tile.error()));
        }
        board.tiles.push_back(*std::move(tile));
    }
    return board;
}

QByteArray writeBoard(const BoardDocument &board)
{
    QJsonArray tiles;
    for (const TileSpec &tile : board.tiles) {
        tiles.append(writeTile(tile));
    }
    QJsonObject object = board.raw;
    object.insert(u"version"_s, boardVersion);
    object.insert(u"title"_s, board.title);
    object.insert(u"tiles"_s, tiles);
    return QJsonDocument(object).toJson();
}

} // namespace sightglass
