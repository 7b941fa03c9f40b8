// What a session took in and has not handed over yet: the batch, and the tables that give every
// series its dense index, its channel and the server's id for it. No I/O, no clock.
#pragma once

#include "session/bounds.h"
#include "wire/batch.h"

#include <QHash>

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
    void note(Batch::Item item) { m_batch->note(std::move(item)); }
    // The server may give its ids to other series from now on.
    void forgetIds() { m_byId.clear(); }

    bool empty() const { return m_batch->empty(); }
    bool full() const;
    // False: the outlet has no room. Handing over nothing always succeeds.
    bool handOver(Outlet &outlet) { return m_batch->empty() || outlet.deliver(m_batch); }

private:
    void learnChannel(std::uint32_t index, const QString &channel);

    std::vector<SeriesInfo> m_series; // by dense index
    QHash<QString, std::uint32_t> m_byName;
    QHash<std::uint32_t, std::uint32_t> m_byId; // server's id -> dense index
    bool m_refused = false;                     // past maxSeries: unknown ids are expected
    std::unique_ptr<Batch> m_batch = std::make_unique<Batch>();
};

} // namespace sightglass
