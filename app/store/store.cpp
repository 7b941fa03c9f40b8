#include "store/store.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sightglass {

namespace {

constexpr double learningRate = 0.1;
constexpr std::size_t holesKept = 10'000;  // per channel
constexpr std::size_t mostAtOnce = 65'536; // samples: what they are put together in is bounded
constexpr std::size_t sketchShare = 4;     // of the budget, that sketches may take

// Lines must not run through lost time as long as there is anything on either side of it.
void keep(const Store &store, std::vector<Store::Hole> &holes, const Store::Hole &hole)
{
    if (holes.size() >= holesKept) { // several at once: each time all are looked at
        const std::int64_t oldestUs = store.oldestTime();
        std::erase_if(holes, [oldestUs](const auto &old) { return old.toUs < oldestUs; });
        joinNearest(holes, holesKept - holesKept / 4);
    }
    holes.push_back(hole);
}

// Only who said how often it speaks can be silent.
std::int64_t patienceWith(const Store::Series &series)
{
    return series.info.intervalMs ? Store::patienceUs(series.cadenceUs)
                                  : std::numeric_limits<std::int64_t>::max();
}

bool wasSilent(const Store::Series &series, std::span<const std::int64_t> times)
{
    const std::int64_t patience = patienceWith(series);
    std::int64_t before = series.column.empty() ? times.front() : series.column.lastTime();
    return series.info.intervalMs && std::ranges::any_of(times, [&](std::int64_t timeUs) {
               return timeUs - std::exchange(before, timeUs) > patience;
           });
}

} // namespace

Store::Store(std::size_t budgetBytes, QObject *parent)
    : QObject(parent)
    , m_budget(budgetBytes)
{
}

Store::~Store() = default;

int Store::addSource(const QString &name)
{
    Source source;
    source.name = name;
    m_sources.push_back(std::move(source));
    return int(m_sources.size()) - 1;
}

void Store::apply(int source, const Batch &batch, std::int64_t nowUs)
{
    std::size_t done = 0;
    const auto appendTo = [&](std::size_t end) {
        for (; done < end; done = std::min(end, done + mostAtOnce)) {
            Source &of = m_sources[std::size_t(source)];
            const std::size_t to = std::min(end, done + mostAtOnce);
            auto runs = m_gather.bySeries(batch, done, to);
            if (std::ranges::any_of(runs, [&](const Gather::Run &run) {
                    return wasSilent(*m_series[std::size_t(of.keys[run.index])], run.times);
                })) {
                // That is judged by all that came before it on its channel.
                runs = m_gather.asTheyCame(batch, done, to);
            }
            for (const Gather::Run &run : runs) {
                append(of, run, nowUs);
            }
        }
    };
    for (const Batch::Note &note : batch.notes) {
        appendTo(note.at);
        if (const auto *seen = std::get_if<SeriesSeen>(&note.item)) {
            see(source, *seen);
        } else if (const auto *lost = std::get_if<LostTime>(&note.item)) {
            lose(source, *lost);
        }
    }
    appendTo(batch.times.size());
    enforceBudget();
}

void Store::flush()
{
    if (m_dirty) {
        m_dirty = false;
        Q_EMIT flushed();
    }
}

std::int64_t Store::patienceUs(std::int64_t cadenceUs)
{
    constexpr std::int64_t shortest = 2'000'000;
    constexpr int missedIntervals = 3;
    return std::max(missedIntervals * cadenceUs, shortest);
}

int Store::find(int source, const QString &name) const
{
    return m_sources.at(std::size_t(source)).byName.value(name, noSeries);
}

const std::vector<Store::Hole> &Store::holes(int key) const
{
    return m_seriesChannel.at(std::size_t(key))->holes;
}

std::int64_t Store::oldestTime() const
{
    std::optional<std::int64_t> oldest;
    for (const auto &series : m_series) {
        if (!series->column.empty()) {
            const std::int64_t firstUs = series->column.firstTime();
            oldest = std::min(oldest.value_or(firstUs), firstUs);
        }
    }
    return oldest.value_or(0);
}

std::uint64_t Store::samples(int source) const
{
    return std::size_t(source) < m_sources.size() ? m_sources[std::size_t(source)].samples : 0;
}

Store::Channel &Store::channel(Source &source, const QString &name)
{
    std::shared_ptr<Channel> &known = source.channels[name];
    if (known == nullptr) {
        known = std::make_shared<Channel>();
        known->times = std::make_shared<TimeShare>(m_timesBytes);
    }
    return *known;
}

// A server may move all its series to ever new channels: those that are left take no room.
void Store::join(Channel &on, int key)
{
    Channel *&of = m_seriesChannel[std::size_t(key)];
    std::size_t &place = m_seriesPlace[std::size_t(key)];
    if (of == &on) {
        return;
    }
    if (of != nullptr) {
        const int last = of->keys.back();
        of->keys[place] = last;
        m_seriesPlace[std::size_t(last)] = place;
        of->keys.pop_back();
        if (of->keys.size() <= of->keys.capacity() / 4) {
            of->keys.shrink_to_fit();
        }
    }
    of = &on;
    place = on.keys.size();
    on.keys.push_back(key);
}

void Store::see(int source, const SeriesSeen &seen)
{
    Source &from = m_sources[std::size_t(source)];
    if (seen.index >= from.keys.size()) {
        from.keys.resize(seen.index + 1, noSeries);
    }
    int key = from.keys[seen.index];
    if (key == noSeries) {
        key = from.byName.value(seen.info.name, noSeries); // the server renumbered its series
        from.keys[seen.index] = key;
    }
    const bool isNew = key == noSeries;
    if (isNew) {
        key = count();
        from.keys[seen.index] = key;
        from.byName.insert(seen.info.name, key);
        m_series.push_back(std::make_unique<Series>());
        m_seriesChannel.push_back(nullptr);
        m_seriesPlace.push_back(0);
        m_series.back()->source = source;
    }
    Series &series = *m_series[std::size_t(key)];
    if (!isNew && series.info.name != seen.info.name) {
        from.byName.remove(series.info.name);
        from.byName.insert(seen.info.name, key);
    }
    series.info = seen.info;
    if (seen.info.intervalMs) {
        series.cadenceUs = std::int64_t(*seen.info.intervalMs) * 1000;
    }
    Channel &on = channel(from, seen.info.channel);
    join(on, key);
    if (series.column.empty()) {
        series.column.shareTimes(on.times);
    }
    if (isNew) {
        Q_EMIT seriesAdded(key);
    } else {
        Q_EMIT seriesChanged(key);
    }
}

void Store::lose(int source, const LostTime &lost)
{
    Channel &on = channel(m_sources[std::size_t(source)], lost.channel);
    const TimeBounds bounds = lost.bounds();
    keep(*this, on.holes, {bounds.fromUs, bounds.toUs, lost.missed, lost.reason});
    constexpr double broken = std::numeric_limits<double>::quiet_NaN();
    for (const int key : on.keys) {
        Column &column = m_series[std::size_t(key)]->column;
        if (column.empty() || std::isnan(column.lastValue())) {
            continue;
        }
        const std::int64_t at = std::max(column.lastTime(),
                                         std::min(bounds.fromUs + 1, bounds.toUs));
        m_bytes -= column.bytes();
        column.append(std::span(&at, 1), std::span(&broken, 1));
        m_bytes += column.bytes();
    }
    m_dirty = true;
    Q_EMIT holeAdded(source);
}

void Store::append(Source &source, const Gather::Run &run, std::int64_t nowUs)
{
    Q_ASSERT(run.index < source.keys.size() && source.keys[run.index] != noSeries);
    const auto key = std::size_t(source.keys[run.index]);
    Series &series = *m_series[key];
    if (!series.info.intervalMs) {
        learnCadence(series, run.times);
    }
    const std::int64_t patience = patienceWith(series);
    std::size_t end = 0;
    for (std::size_t from = 0; from < run.times.size(); from = end) {
        end = from + 1;
        while (end < run.times.size() && run.times[end] - run.times[end - 1] <= patience) {
            ++end;
        }
        const auto times = run.times.subspan(from, end - from);
        if (!series.column.empty() && times.front() - series.column.lastTime() > patience) {
            breakAfterSilence(series, *m_seriesChannel[key], times.front());
        }
        const std::int64_t newestUs = *std::max_element(times.begin(), times.end());
        m_seriesChannel[key]->lastUs = std::max(m_seriesChannel[key]->lastUs, newestUs);
        // Only what is newer than all before makes a series fresh: a server whose clock was set
        // back sends samples that go behind the newest one, and that one grows old meanwhile.
        const bool newer = series.column.empty() || newestUs >= series.column.lastTime();
        m_bytes -= series.column.bytes();
        series.column.append(times, run.values.subspan(from, end - from));
        m_bytes += series.column.bytes();
        m_forgetting.watch(key, series.column);
        series.arrivedUs = newer ? nowUs : series.arrivedUs;
        m_samples += times.size();
        source.samples += times.size();
        m_dirty = true;
    }
}

// A line must not run through time in which nothing was measured. One series may have come and
// gone; when its whole channel was silent, that is a hole to be told.
void Store::breakAfterSilence(Series &series, Channel &on, std::int64_t nextUs)
{
    const std::int64_t lastUs = series.column.lastTime();
    if (!std::isnan(series.column.lastValue())) {
        constexpr double broken = std::numeric_limits<double>::quiet_NaN();
        const std::int64_t at = lastUs + 1;
        m_bytes -= series.column.bytes();
        series.column.append(std::span(&at, 1), std::span(&broken, 1));
        m_bytes += series.column.bytes();
    }
    const bool told = !on.holes.empty() && on.holes.back().toUs > on.lastUs;
    if (!told && nextUs - on.lastUs > patienceUs(series.cadenceUs)) {
        keep(*this, on.holes, {on.lastUs, nextUs, 0, LostTime::Reason::Silent});
        Q_EMIT holeAdded(series.source);
    }
}

void Store::learnCadence(Series &series, std::span<const std::int64_t> times)
{
    if (series.column.empty()) {
        return;
    }
    const std::int64_t step = (times.back() - series.column.lastTime())
                              / std::int64_t(times.size());
    if (step <= 0) {
        return;
    }
    if (series.cadenceUs == 0) {
        series.cadenceUs = step;
        return;
    }
    // One long pause must not make a dead series look merely slow.
    const std::int64_t bounded = std::min(step, 4 * series.cadenceUs);
    series.cadenceUs += std::int64_t(learningRate * double(bounded - series.cadenceUs));
}

void Store::enforceBudget()
{
    while (bytes() > m_budget && forgetOldest()) {
    }
    const std::size_t share = m_budget / sketchShare / sizeof(Chunk);
    if (m_forgetting.sketches > std::max(share, m_forgetting.sketchesAllowed)) {
        coarsen();
    }
}

// False: every series is down to its newest chunk.
bool Store::forgetOldest()
{
    const auto key = m_forgetting.next(
        [this](std::size_t series) -> const Column & { return m_series[series]->column; });
    if (key) {
        m_bytes -= m_series[*key]->column.evictOldest();
        ++m_forgetting.sketches;
        m_forgetting.watch(*key, m_series[*key]->column);
    }
    return key.has_value();
}

// Every series at once, so that it is seldom: there are half as many sketches afterwards.
void Store::coarsen()
{
    m_forgetting.sketches = 0;
    for (const auto &series : m_series) {
        m_bytes -= series->column.coarsen();
        m_forgetting.sketches += series->column.firstExact();
    }
    m_forgetting.sketchesAllowed = 2 * m_forgetting.sketches;
}

} // namespace sightglass
