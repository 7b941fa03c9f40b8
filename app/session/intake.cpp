#include "session/intake.h"

#include <algorithm>

namespace sightglass {

namespace {

// A little less than a batch holds, or the last message would make it double its memory.
constexpr std::size_t enoughSamples = SessionBounds::batchSamples / 8 * 7;

} // namespace

bool Intake::see(const SeriesInfo &info)
{
    auto named = m_byName.constFind(info.name);
    if (named == m_byName.constEnd()) {
        if (m_series.size() >= maxSeries) {
            m_refused = true;
            return false;
        }
        named = m_byName.insert(info.name, std::uint32_t(m_series.size()));
        m_series.emplace_back();
    }
    SeriesInfo &known = m_series[*named];
    const QString channel = known.channel;
    known = info;
    known.channel = channel;
    if (info.id < smallIds) {
        m_bySmallId.resize(std::max<std::size_t>(m_bySmallId.size(), info.id + 1), unknown);
        m_bySmallId[info.id] = *named;
    } else {
        m_byId.insert(info.id, *named);
    }
    note(SeriesSeen{*named, known});
    return true;
}

void Intake::forgetIds()
{
    m_bySmallId.clear();
    m_byId.clear();
}

void Intake::learnChannel(std::uint32_t index, const QString &channel)
{
    SeriesInfo &info = m_series[index];
    if (info.channel != channel) {
        info.channel = channel;
        note(SeriesSeen{index, info});
    }
}

std::uint64_t Intake::append(const Samples &samples, std::optional<std::uint32_t> *stranger)
{
    makeRoom();
    const std::size_t rows = samples.times.size();
    std::uint64_t taken = 0;
    for (std::size_t s = 0; s < samples.series.size(); ++s) {
        const std::uint32_t index = indexOf(samples.series[s]);
        if (index == unknown) {
            if (!m_refused) {
                *stranger = samples.series[s];
            }
            continue;
        }
        learnChannel(index, samples.channel);
        if (rows == 1) {
            m_batch->append(index, samples.times.front(), samples.values[s]);
            ++taken;
            continue;
        }
        m_batch->series.insert(m_batch->series.end(), rows, index);
        m_batch->times.insert(m_batch->times.end(), samples.times.begin(), samples.times.end());
        const auto first = samples.values.begin() + std::ptrdiff_t(s * rows);
        m_batch->values.insert(m_batch->values.end(), first, first + std::ptrdiff_t(rows));
        taken += rows;
    }
    return taken;
}

void Intake::note(Batch::Item item)
{
    makeRoom();
    m_batch->note(std::move(item));
}

bool Intake::handOver(Outlet &outlet)
{
    while (!m_waiting.empty()) {
        if (!outlet.deliver(m_waiting.front())) {
            return false;
        }
        m_waiting.pop_front();
    }
    return m_batch->empty() || outlet.deliver(m_batch);
}

// Nobody took the last one while there was time to.
void Intake::makeRoom()
{
    if (holdsEnough()) {
        m_waiting.push_back(std::exchange(m_batch, std::make_unique<Batch>()));
    }
}

bool Intake::holdsEnough() const
{
    return m_batch->times.size() >= enoughSamples || m_batch->notes.size() >= notesPerBatch;
}

} // namespace sightglass
