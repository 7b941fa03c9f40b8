// Twelve charts of four random walks, for the benches `frame` and `scroll`: samples every 100 ms,
// and what the charts' own part of the frames costs. GUI thread, but for what is spent.
#pragma once

#include "linechart.h"

#include <QElapsedTimer>

#include <memory>
#include <random>

class QQuickWindow;

namespace sightglass::bench {

// A chart that says how long its polish and its part of the synchronisation take.
class TimedChart : public sightglass::LineChart
{
    Q_OBJECT

public:
    using LineChart::LineChart;
    struct Spent
    {
        qint64 wallNs = 0;
        qint64 cpuNs = 0; // of the thread: what others take from the machine is not in it
    };
    static Spent takeSpent(); // of all charts since it was asked last

protected:
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *old, UpdatePaintNodeData *data) override;
};

class Board
{
public:
    static constexpr int charts = 12;
    static constexpr int linesPerChart = 4;
    static constexpr std::int64_t sampleUs = 100'000;

    // With `points` samples per line in the window, and as many before it.
    Board(QQuickWindow &window, int points, LineChart::Style style);

    // Shows other samples than before, all of them, and one new one per line.
    void jump();
    // Shows what there is at that time; samples come by turns, so that each line has ten a second.
    void goTo(std::int64_t nowUs);
    std::int64_t nowUs() const { return m_nowUs; }

private:
    int addSeries();
    void sample(std::size_t line, std::int64_t timeUs);
    void sampleAll();
    void flush();
    void show(std::int64_t toUs);

    int m_points;
    Store m_store{512U << 20};
    int m_source = m_store.addSource(QStringLiteral("bench"));
    Batch m_batch;
    std::vector<double> m_values;
    std::vector<std::int64_t> m_nextUs;
    std::mt19937 m_random{1};
    std::normal_distribution<double> m_noise{0, 2};
    std::int64_t m_nowUs = 1'795'000'000'000'000;
    bool m_back = false;
    std::vector<std::unique_ptr<TimedChart>> m_charts;
};

} // namespace sightglass::bench
