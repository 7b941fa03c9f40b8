// What the rows of a state strip are made of, blocks and words, and how they are painted.
//
// Values and pure functions; blocks and words are by columns, numbered since the epoch, so that
// each column is the same whatever is painted beside it. All pixels are device pixels unless it
// says px.
#pragma once

#include "timeplottiles.h"

#include <QFont>

namespace sightglass {

enum class StateFill { Plain, Rising, Falling, Level, Solid };

struct StatePaint
{
    QRgb ground = 0;
    QRgb stripe = 0;
    QRgb foot = 0; // 0: none
    StateFill fill = StateFill::Plain;
    bool operator==(const StatePaint &) const = default;
};

struct StateBlock
{
    std::int64_t from = 0;
    std::int64_t to = 0; // not included
    StatePaint look;

    std::int64_t columns() const { return to - from; }
};

struct StatePrint
{
    QString text;
    QRgb color = 0;
    QRgb ground = 0;
    std::int64_t from = 0; // where the word begins: elsewhere its columns are other ones
    bool operator==(const StatePrint &) const = default;
};

struct StateWord
{
    std::int64_t from = 0;
    std::int64_t to = 0;
    StatePrint look;
};

// Of one row, in the order they are painted over each other.
struct StateParts
{
    std::vector<StateBlock> plain, mixed, tail;
    std::vector<StateWord> words;

    void clear();
};

struct StateBand // lines of the picture
{
    int top = 0;
    int height = 0;
};

// In order of both ends; the newer one covers those before it. An empty one is left out.
void append(std::vector<StateBlock> &blocks, const StateBlock &block);

// Stripes hang on time, they move with their block. `period` of stripes, `foot` lines at most.
void paint(const PlotPart &part, StateBand band, const StateBlock &block, int period, int foot);

// How words are written into blocks.
class StateType
{
public:
    StateType() = default;
    StateType(const QFont &font, qreal scale);

    struct Cut // a text as it has room
    {
        QString text;
        int columns = 0; // with its ground; 0: no room
    };
    int lines() const; // of a word
    bool fits(int lines) const { return lines >= m_height * m_scale; }
    int columnsFor(const QString &text) const; // of a block that has room for all of it
    Cut cut(const QString &text, int columns) const;
    int side() const; // from the edge of a block to the ground of its word
    int topIn(StateBand band) const;
    void paint(const PlotPart &part, int top, const StateWord &word) const;

private:
    int inset() const; // from the edge of the ground to the text

    QFont m_font;
    qreal m_scale = 1;
    double m_height = 0; // px
    double m_ascent = 0; // px
};

} // namespace sightglass
