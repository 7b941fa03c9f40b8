// A desk without a feed, for tests: series, events and link states by hand, and a clock that goes
// when told.
#pragma once

#include "models/desk.h"

namespace sightglass::test {

using namespace Qt::StringLiterals;

inline constexpr std::int64_t second = 1'000'000;
inline constexpr std::int64_t start = 1'700'000'000 * second;
inline constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

// A desk without a feed, and a clock that goes when told.
struct Bench
{
    std::int64_t now = start;
    Store store{std::size_t(64) << 20};
    Desk desk{&store, nullptr, nullptr, [this] { return now; }};
    std::uint32_t series = 0;

    Bench() { live(); }

    void live()
    {
        LinkStatus status;
        status.state = LinkState::Live;
        desk.show(status);
    }
    void show(LinkState state, const QString &reason = {}, bool final = false)
    {
        LinkStatus status;
        status.state = state;
        status.reason = reason;
        status.final = final;
        status.sinceUs = now;
        desk.show(status);
    }
    std::uint32_t see(Batch &batch, const QString &name, const QString &unit = {})
    {
        SeriesSeen seen;
        seen.index = series++;
        seen.info.name = name;
        seen.info.unit = unit;
        seen.info.intervalMs = 1000;
        seen.info.channel = u"c"_s;
        batch.note(seen);
        return seen.index;
    }
    void give(Batch &batch)
    {
        desk.take(batch);
        desk.flush();
        batch.clear();
    }
    void passes(std::int64_t us) { now += us; }
};

inline TileSpec tileSpec(const QString &kind, const QStringList &series)
{
    TileSpec spec;
    spec.kind = kind;
    spec.series = series;
    return spec;
}

inline BoardDocument boardOf(const TileSpec &spec)
{
    BoardDocument board;
    board.title = u"b"_s;
    board.tiles.push_back(spec);
    return board;
}

inline Event raised(const QString &key, Severity severity = Severity::Critical)
{
    Event event;
    event.key = key;
    event.state = EventState::Raised;
    event.severity = severity;
    event.title = key;
    event.timeUs = start;
    return event;
}

inline QVariant at(const QAbstractItemModel *model, int row, int role)
{
    return model->data(model->index(row, 0), role);
}

} // namespace sightglass::test
