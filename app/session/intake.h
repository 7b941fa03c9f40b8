// What a session took in and has not handed over yet: the batch, and the tables that give every
// series its dense index, its channel and the server's id for it. No I/O, no clock.
#pragma once

#include "session/bounds.h"
#include "wire/batch.h"

#include <QHash>

#include <deque>
#include <optional>

namespace sightglass {

class Intake
{
public:
    static constexpr std::size_t maxSeries = SessionBounds::maxSeries;
    static constexpr std::size_t notesPerBatch = 4'096;

    // False: past maxSeries, the series is ignored.
    bool see(const SeriesInfo &info);
    // How many samples were taken; `stranger` is a series id that no catalog announced.
    std::uint64_t append(const Samples &samples, std::optional<std::uint32_t> *stranger);
    void note(Batch::Item item);
    // The server may give its ids to other series from now on.
    void forgetIds();

    bool empty() const { return m_batch->empty() && m_waiting.empty(); }
    bool full() const { return !m_waiting.empty() || holdsEnough(); }
    // False: the outlet has no room. Handing over nothing always succeeds.
    bool handOver(Outlet &outlet);

private:
    static constexpr std::uint32_t smallIds = 1u << 18;
    static constexpr std::uint32_t unknown = 0xffff'ffff;

    std::uint32_t indexOf(std::uint32_t id) const
    {
        return id < m_bySmallId.size() ? m_bySmallId[id] : m_byId.value(id, unknown);
    }
    bool holdsEnough() const; // for one batch
    void makeRoom();
    void learnChannel(std::uint32_t index, const QString &channel);

    std::vector<SeriesInfo> m_series; // by dense index
    QHash<QString, std::uint32_t> m_byName;
    std::vector<std::uint32_t> m_bySmallId;     // server's id -> dense index, or unknown
    QHash<std::uint32_t, std::uint32_t> m_byId; // the same, of ids from smallIds on
    bool m_refused = false;                     // past maxSeries: unknown ids are expected
    std::unique_ptr<Batch> m_batch = std::make_unique<Batch>();
    // What was read already when the outlet had no room: as batches like any other, for whoever
    // takes them must be able to stop in between.
    std::deque<std::unique_ptr<Batch>> m_waiting;
};

} // namespace sightglass
