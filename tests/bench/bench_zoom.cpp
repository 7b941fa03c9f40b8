// What a frame costs while a person zooms in a hundred million samples, beside one million: all
// that a chart of 2,000 pixel columns does for it, its polish and its part of the synchronisation,
// with Qt's null device.
//
// Prints one JSON object per row. Processor time of the one thread; no display is needed. Judged is
// the p95 of the worst range: of the six frames in a place the first, which finds nothing of what
// the one before has read, is within it.
#include "row.h"
#include "wander.h"

#include "linechart.h"

#include <QEventLoop>
#include <QGuiApplication>
#include <QQuickWindow>
#include <QTimer>

#include <ctime>

using namespace sightglass;
using namespace sightglass::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr int pixels = 2'000;
constexpr int height = 400;
constexpr std::size_t much = 100'000'000;
constexpr std::size_t little = 1'000'000;
constexpr std::size_t budget = std::size_t(8) << 30;
constexpr int places = 25;
constexpr int framesInPlace = 6;
constexpr int patienceMs = 10'000;
constexpr double mustMs = 2;
constexpr double mustTimes = 1.5;

double threadMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

// Says what its frames cost; the render loop has no thread of its own.
class TimedChart final : public LineChart
{
public:
    using LineChart::LineChart;
    double takeSpentMs() { return std::exchange(m_spentMs, 0); }

protected:
    void updatePolish() override
    {
        const double before = threadMs();
        LineChart::updatePolish();
        m_spentMs += threadMs() - before;
    }
    QSGNode *updatePaintNode(QSGNode *old, UpdatePaintNodeData *data) override
    {
        const double before = threadMs();
        QSGNode *node = LineChart::updatePaintNode(old, data);
        m_spentMs += threadMs() - before;
        return node;
    }

private:
    double m_spentMs = 0;
};

void fill(Store &store, std::size_t samples)
{
    constexpr std::size_t atOnce = 8'192;
    const int source = store.addSource(u"bench"_s);
    Wander wander;
    Batch batch;
    SeriesSeen seen;
    seen.info.name = u"sensor"_s;
    seen.info.channel = u"bench"_s;
    batch.note(seen);
    for (std::size_t done = 0; done < samples; done += atOnce) {
        for (std::size_t i = done; i < std::min(done + atOnce, samples); ++i) {
            wander.next([&](std::int64_t timeUs, double value) { batch.append(0, timeUs, value); });
        }
        store.apply(source, batch, 0);
        batch.clear();
    }
    store.flush();
}

class Zoom
{
public:
    explicit Zoom(Store &store)
        : m_column(store.column(0))
    {
        m_window.resize(pixels, height);
        m_chart.setSize({pixels, height});
        m_chart.setStore(&store);
        m_chart.setProperty("colors", QVariant::fromValue(QList<QColor>{Qt::green}));
        m_chart.setProperty("lineWidth", 1.6);
        m_chart.setProperty("keys", QVariant::fromValue(QList<int>{0}));
        QObject::connect(&m_window, &QQuickWindow::frameSwapped, &m_loop, &QEventLoop::quit);
        m_patience.callOnTimeout([] { qFatal("bench_zoom: no frame came"); });
        m_window.show();
        show(m_column.firstTime(), m_column.firstTime() + second);
    }

    // The range whose p95 is the worst.
    std::vector<double> worst(const char *name)
    {
        const std::int64_t all = m_column.lastTime() - m_column.firstTime();
        std::vector<double> worst;
        for (std::int64_t span = second; span < 3 * all; span *= 3) {
            const std::vector<double> ms = frames(std::min(span, all));
            std::fprintf(stderr, "%s: %8.1f s in %.3f ms, p95 %.3f, p99 %.3f\n", name,
                         double(std::min(span, all)) / 1e6, quantile(ms, 0.5), quantile(ms, 0.95),
                         quantile(ms, 0.99));
            if (worst.empty() || quantile(ms, 0.95) > quantile(worst, 0.95)) {
                worst = ms;
            }
        }
        return worst;
    }

private:
    // As one zooms: some frames in each of many places, each showing a little more.
    std::vector<double> frames(std::int64_t spanUs)
    {
        std::mt19937_64 random(2);
        std::vector<double> costs;
        const std::int64_t room = m_column.lastTime() - m_column.firstTime() - spanUs;
        for (int i = 0; i < places; ++i) {
            const std::int64_t by = room > 0 ? std::int64_t(random() % std::uint64_t(room)) : 0;
            const std::int64_t from = m_column.firstTime() + by;
            for (int frame = framesInPlace; frame > 0; --frame) {
                costs.push_back(show(from, from + spanUs - spanUs / 50 * frame));
            }
        }
        return costs;
    }
    double show(std::int64_t fromUs, std::int64_t toUs)
    {
        m_chart.takeSpentMs();
        m_chart.setProperty("fromUs", double(fromUs));
        m_chart.setProperty("toUs", double(toUs));
        m_patience.start(patienceMs);
        m_loop.exec();
        m_patience.stop();
        return m_chart.takeSpentMs();
    }

    const Column &m_column;
    QQuickWindow m_window;
    TimedChart m_chart{m_window.contentItem()};
    QEventLoop m_loop;
    QTimer m_patience;
};

std::vector<double> worstOf(std::size_t samples, const char *name)
{
    Store store(budget);
    fill(store, samples);
    return Zoom(store).worst(name);
}

} // namespace

int main(int argc, char **argv)
{
    drawNowhere();
    const QGuiApplication app(argc, argv);
    const std::vector<double> few = worstOf(little, "1 M");
    const std::vector<double> many = worstOf(much, "100 M");
    const double ms = quantile(many, 0.95);
    const QString note = u"median %1, p99 %2, worst %3 ms of %4 frames"_s
                             .arg(quantile(many, 0.5), 0, 'f', 2)
                             .arg(quantile(many, 0.99), 0, 'f', 2)
                             .arg(quantile(many, 1), 0, 'f', 2)
                             .arg(many.size());
    const bool quick = report({u"zoom"_s,
                               u"100 M samples, frame build, p95 of the worst range"_s,
                               ms,
                               u"ms"_s,
                               {},
                               0,
                               mustMs,
                               false,
                               note});
    const bool flat = report({u"zoom"_s,
                              u"the same beside 1 M samples"_s,
                              ms,
                              u"ms"_s,
                              u"1 M samples"_s,
                              quantile(few, 0.95),
                              mustTimes,
                              true,
                              {}});
    return quick && flat ? EXIT_SUCCESS : EXIT_FAILURE;
}
