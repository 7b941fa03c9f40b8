// All history of all series, under one memory budget. Lives on the GUI thread; the only writer is
// apply(), once per frame and source.
//
// A series has a key, a small integer that never changes while the program runs. Holes, the
// stretches of time that are lost for good, are kept per channel and break the lines of its series.
// When the budget is spent the samples of the oldest chunk of all go first; a sketch of them stays,
// coarser the more there are. What the newest chunk of a series holds stays.
#pragma once

#include "store/forgetting.h"
#include "store/gather.h"
#include "store/hole.h"
#include "wire/batch.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace sightglass {

class Store : public QObject
{
    Q_OBJECT

public:
    static constexpr int noSeries = -1;

    struct Series
    {
        int source = 0;
        SeriesInfo info; // info.channel says which channel it comes on
        Column column;
        std::int64_t cadenceUs = 0; // between samples: declared, else learned; 0: not known yet
        std::int64_t arrivedUs = 0; // when the newest sample came in, by this machine's clock
    };

    using Hole = sightglass::Hole;

    explicit Store(std::size_t budgetBytes, QObject *parent = nullptr);
    ~Store() override;

    int addSource(const QString &name);
    QString sourceName(int source) const { return m_sources.at(std::size_t(source)).name; }

    // `nowUs` is this machine's clock, for arrivedUs. Emits seriesAdded as needed; the caller says
    // flush() when all sources are in.
    void apply(int source, const Batch &batch, std::int64_t nowUs);
    void flush();

    // How long a series of this cadence may be silent before its value is old, and before the line
    // through its samples breaks.
    static std::int64_t patienceUs(std::int64_t cadenceUs);

    int count() const { return int(m_series.size()); }
    const Series &series(int key) const { return *m_series.at(std::size_t(key)); }
    const Column &column(int key) const { return series(key).column; }
    int seriesOf(int source) const { return int(m_sources.at(std::size_t(source)).byName.size()); }
    // noSeries if there is none of that name.
    int find(int source, const QString &name) const;
    // By the series' channel, newest last. Of very many neighbours are one, see joinNearest().
    const std::vector<Hole> &holes(int key) const;

    std::size_t bytes() const { return m_bytes + *m_timesBytes; }
    std::size_t budget() const { return m_budget; }
    std::int64_t oldestTime() const;                    // over all series; 0 when empty
    std::uint64_t samples() const { return m_samples; } // ever applied
    std::uint64_t samples(int source) const;            // 0 for a source that is not there

Q_SIGNALS:
    // A series is there that was not; its key is count() - 1.
    void seriesAdded(int key);
    // What is known about a series changed (unit, range), not its samples.
    void seriesChanged(int key);
    void holeAdded(int source);
    // Samples came in since the last flush: at most once per frame.
    void flushed();

private:
    struct Channel
    {
        std::vector<Hole> holes;
        std::vector<int> keys;   // of its series
        std::int64_t lastUs = 0; // time of the newest sample on it
        std::shared_ptr<TimeShare> times;
    };
    struct Source
    {
        QString name;
        std::vector<int> keys; // dense index of the source -> key
        QHash<QString, int> byName;
        std::uint64_t samples = 0; // ever applied
        QHash<QString, std::shared_ptr<Channel>> channels;
    };

    void see(int source, const SeriesSeen &seen);
    void lose(int source, const LostTime &lost);
    void append(Source &source, const Gather::Run &run, std::int64_t nowUs);
    void breakAfterSilence(Series &series, Channel &on, std::int64_t nextUs);
    void learnCadence(Series &series, std::span<const std::int64_t> times);
    void enforceBudget();
    bool forgetOldest();
    void coarsen();
    Channel &channel(Source &source, const QString &name);
    void join(Channel &on, int key);

    Gather m_gather;
    std::vector<Source> m_sources;
    std::vector<std::unique_ptr<Series>> m_series;
    std::vector<Channel *> m_seriesChannel;
    std::vector<std::size_t> m_seriesPlace; // among the keys of that
    Forgetting m_forgetting;
    std::shared_ptr<std::size_t> m_timesBytes = std::make_shared<std::size_t>(0); // shared ones
    std::size_t m_budget;
    std::size_t m_bytes = 0; // without those
    std::uint64_t m_samples = 0;
    bool m_dirty = false;
};

} // namespace sightglass
