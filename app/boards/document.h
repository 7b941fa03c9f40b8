// A board as its file says it: a title and tiles on a grid of twelve columns.
//
// Reading keeps what it does not understand, tiles of unknown kinds, tiles outside the grid and
// unknown fields alike, and writing gives it back. Pure values, no I/O. Errors are one sentence
// that names the place; a document of a newer version is refused, never guessed at.
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <optional>
#include <vector>

namespace sightglass {

inline constexpr int boardVersion = 1;
inline constexpr int boardColumns = 12;

struct LimitSpec
{
    double value = 0;
    QString severity; // info, warning, critical
    QString label;
    bool below = false; // what is bad lies below the value, not above
};

struct StateSpec
{
    double value = 0;
    QString text;
    QString severity; // ok, info, warning, critical; empty: none
};

struct TileSpec
{
    QString kind;
    QString title;
    QString subtitle;
    QString style; // chart: line, area, step, stacked
    int column = 0;
    int row = 0;
    int columns = 6;
    int rows = 8;
    QStringList series; // patterns, see boards/pattern.h
    QString whole;      // stat: the series this is a part of, "memory.total"
    QString note;       // stat: "change", "max" or "sparkline", below the number; table: "change"
    QString text;       // text: what it says, "{orders.today} orders"; stat: before the note
    QString sort;       // table: "value" or "name"; else as the document has them
    QString better;     // stat: "lower" or "higher", if one of them is
    QString scale;      // heatmap: "log" or "linear"; else as the values are
    int most = 8;       // no more series than these; a table takes all it may
    int digits = 0;     // of numbers written in full; 0: as many as they need
    std::optional<double> minimum;
    std::optional<double> maximum;
    std::vector<LimitSpec> limits;
    std::vector<StateSpec> states; // timeline: what values mean, in place of what the server says
    std::vector<int> colors;       // slots of the first series, from 0
    QJsonObject raw;               // as it was read
};

struct BoardDocument
{
    QString title;
    QString description; // one line, for lists of boards
    QString source; // whose series: empty, the link's; "program" and "gallery", this program's own
    std::vector<TileSpec> tiles;
    QJsonObject raw;
};

tl::expected<BoardDocument, QString> readBoard(const QByteArray &json);
QByteArray writeBoard(const BoardDocument &board);

} // namespace sightglass
