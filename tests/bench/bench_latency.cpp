// From a message sent to the frame that shows it: 10,000 one-sample JSON messages a second into the
// window with twelve charts, every one of them timed.
//
// Shown is a message when a frame was swapped whose charts have read it and end behind its time: a
// chart's end is a whole number of its own pixel columns, at or before that of the view. What was
// not shown a second after the end counts as endless. Prints one JSON object per line. Run it under
// an X server.
#include "floodserver.h"
#include "hand.h"
#include "livewindow.h"
#include "row.h"
#include "steadyserver.h"

#include "linechart.h"

#include <QElapsedTimer>
#include <QGuiApplication>

#include <algorithm>
#include <atomic>
#include <cmath>

using namespace sightglass;
using namespace sightglass::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int perSecond = 10'000;
constexpr int lines = boardCharts * boardLines;
constexpr int settleMs = 8'000;
constexpr int measureMs = 15'000;
constexpr double spanUs = 5e6; // a pixel is less than a frame
constexpr double must = 33;
constexpr int graceMs = 1'000;
constexpr qint64 remembered = qint64(perSecond) * 120;
constexpr double endless = 1e9;
constexpr double leastShown = 0.99;
constexpr double leastFrames = 55; // a second
constexpr double leastSent = 0.98; // of what is to be sent

SteadyServer::Script script()
{
    SteadyServer::Script script;
    script.perSecond = perSecond;
    script.remembered = remembered;
    script.frames = [](qint64 number) {
        const auto line = int(number % lines);
        return FloodServer::frame(QByteArray("{\"chart") + QByteArray::number(line / boardLines)
                                      + ".line" + QByteArray::number(line % boardLines)
                                      + "\":" + QByteArray::number(number) + '}',
                                  false);
    };
    return script;
}

// The board's: the overview, which shows more, draws anew less often.
void findCharts(QQuickItem *item, std::vector<LineChart *> &charts)
{
    auto *chart = qobject_cast<LineChart *>(item);
    if (chart != nullptr && chart->property("eager").toBool()) {
        charts.push_back(chart);
    }
    for (QQuickItem *child : item->childItems()) {
        findCharts(child, charts);
    }
}

// When each message was first on screen.
class Watch
{
public:
    Watch(LiveWindow &live, qint64 most)
        : m_live(live)
        , m_shownNs(std::size_t(most), 0)
        , m_read(lines, none)
        , m_drawn(lines, none)
        , m_swapped(lines, none)
    {
        findCharts(live.window().contentItem(), m_charts);
        m_grids.resize(m_charts.size());
        QObject::connect(&live.store(), &Store::flushed, &m_scope, [this] { read(); });
        // A render thread draws what the charts had when it synchronised with them.
        QObject::connect(
            &live.window(), &QQuickWindow::beforeSynchronizing, &m_scope,
            [this] { m_drawn = m_read; }, Qt::DirectConnection);
        QObject::connect(
            &live.window(), &QQuickWindow::frameSwapped, &m_scope, [this] { swap(); },
            Qt::DirectConnection);
    }

    int charts() const { return int(m_charts.size()); }
    int frames() const { return m_frames; } // that showed something new
    int swaps() const { return m_swaps; }
    // Of each message from `first` on and before `end`: endless if it was not shown.
    std::vector<double> ms(const SteadyServer &server, qint64 first, qint64 end) const
    {
        std::vector<double> all;
        for (qint64 number = first; number < end; ++number) {
            const qint64 shown = m_shownNs[std::size_t(number)];
            all.push_back(shown == 0 ? endless : double(shown - server.sentNs(number)) / 1e6);
        }
        return all;
    }

private:
    static constexpr qint64 none = -1;

    void read()
    {
        const double scale = m_live.window().effectiveDevicePixelRatio();
        for (std::size_t i = 0; i < m_charts.size(); ++i) {
            const LineChart &chart = *m_charts[i];
            const TimeWindow window = m_grids[i].windowFor(chart.property("fromUs").toDouble(),
                                                           chart.property("toUs").toDouble(),
                                                           std::round(chart.width() * scale));
            for (const int key : chart.property("keys").value<QList<int>>()) {
                const double number = m_live.store().column(key).valueAt(window.toUs - 1);
                if (!std::isnan(number)) {
                    m_read[std::size_t(qint64(number) % lines)] = qint64(number);
                }
            }
        }
    }
    void swap()
    {
        const qint64 now = steadyNowNs();
        ++m_swaps;
        m_frames += m_drawn == m_swapped ? 0 : 1;
        for (std::size_t line = 0; line < m_drawn.size(); ++line) {
            const qint64 first = m_swapped[line] == none ? qint64(line) : m_swapped[line] + lines;
            for (qint64 number = first; number <= m_drawn[line]; number += lines) {
                m_shownNs.at(std::size_t(number)) = now;
            }
            m_swapped[line] = std::max(m_swapped[line], m_drawn[line]);
        }
    }

    LiveWindow &m_live;
    QObject m_scope;
    std::vector<LineChart *> m_charts;
    std::vector<ColumnGrid> m_grids;
    std::vector<qint64> m_shownNs; // by message
    std::vector<qint64> m_read;    // the newest message of each line in its chart
    std::vector<qint64> m_drawn;
    std::vector<qint64> m_swapped;
    std::atomic<int> m_frames = 0;
    std::atomic<int> m_swaps = 0;
};

struct Measured
{
    std::vector<double> ms; // of all messages sent meanwhile
    double sentPerSecond = 0;
    double framesPerSecond = 0; // that showed some of them
    double swapsPerSecond = 0;
};

Measured measure(const Watch &watch, const SteadyServer &server)
{
    const qint64 first = server.sent();
    const int frames = watch.frames();
    const int swaps = watch.swaps();
    QElapsedTimer clock;
    clock.start();
    wait(measureMs);
    const double seconds = double(clock.nsecsElapsed()) / 1e9;
    const qint64 end = server.sent();
    Measured measured;
    measured.sentPerSecond = double(end - first) / seconds;
    measured.framesPerSecond = (watch.frames() - frames) / seconds;
    measured.swapsPerSecond = (watch.swaps() - swaps) / seconds;
    wait(graceMs);
    measured.ms = watch.ms(server, first, end);
    return measured;
}

bool isShown(const Measured &measured)
{
    const auto lost = std::count(measured.ms.begin(), measured.ms.end(), endless);
    const double shown = 1 - double(lost) / double(std::max<std::size_t>(1, measured.ms.size()));
    const bool ok = shown >= leastShown && measured.framesPerSecond >= leastFrames
                    && measured.sentPerSecond >= leastSent * perSecond;
    std::fprintf(stderr,
                 "bench_latency: %.0f messages/s sent (least %.0f), %.2f %% shown (least %.0f %%), "
                 "%.1f frames/s (least %.0f)%s\n",
                 measured.sentPerSecond, leastSent * perSecond, 100 * shown, 100 * leastShown,
                 measured.framesPerSecond, leastFrames, ok ? "" : ": not right");
    return ok;
}

} // namespace

int main(int argc, char **argv)
{
    const QGuiApplication app(argc, argv);
    Window::prepare({});
    const SteadyServer server(script());
    LiveWindow live(server.port(), {1920, 1080});
    live.desk().showBoard(*readBoard(chartBoard()));
    if (!live.show()) {
        std::fprintf(stderr, "bench_latency: nothing came\n");
        return EXIT_FAILURE;
    }
    live.desk().view()->setSpan(spanUs);
    wait(settleMs);
    Watch watch(live, remembered);
    if (watch.charts() != boardCharts) {
        std::fprintf(stderr, "bench_latency: %d charts are there\n", watch.charts());
        return EXIT_FAILURE;
    }
    wait(graceMs); // until it has seen what was sent before
    const Measured measured = measure(watch, server);
    const FramePace &pace = *live.desk().frames();
    const auto lost = std::count(measured.ms.begin(), measured.ms.end(), endless);
    const QString note =
        u"%1 messages/s, %2 of %3 not shown; new in %4 frames/s of %5, %6 ms each, "
        "charts with one of %7; p50 %8, worst %9"_s.arg(measured.sentPerSecond, 0, 'f', 0)
            .arg(lost)
            .arg(measured.ms.size())
            .arg(measured.framesPerSecond, 0, 'f', 1)
            .arg(measured.swapsPerSecond, 0, 'f', 1)
            .arg(live.desk().frames()->parts().whole().meanMs, 0, 'f', 1)
            .arg(pace.every())
            .arg(quantile(measured.ms, 0.5), 0, 'f', 1)
            .arg(quantile(measured.ms, 1), 0, 'f', 1);
    const bool quick = report({u"latency"_s,
                               u"message sent to frame swapped, 12 charts, p99"_s,
                               quantile(measured.ms, 0.99),
                               u"ms"_s,
                               {},
                               0,
                               must,
                               false,
                               note});
    const bool shown = isShown(measured);
    return quick && shown ? EXIT_SUCCESS : EXIT_FAILURE;
}
