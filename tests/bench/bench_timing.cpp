// What it costs that the parts of a frame are timed: the board of twelve charts goes on frame by
// frame, with the program's timing and without it by turns, in one process.
//
// Prints one JSON object: the processor time of the frames with it beside those without, the median
// of the pairs of turns. With Qt's null device and on one thread, where a frame costs the least and
// the share of the timing is the largest. `note` has the bound that the noise allows.
#include "board.h"
#include "row.h"

#include "frames.h"

#include <QEventLoop>
#include <QGuiApplication>
#include <QQuickWindow>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <optional>

using namespace sightglass;
using namespace sightglass::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int points = 1'000;
constexpr int framesInTurn = 12;
constexpr int framesBefore = 2; // of a turn: not counted
constexpr int pairs = 2'000;
constexpr std::int64_t tickUs = 16'667;
constexpr double must = 1.01;

double threadMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

class Turns
{
public:
    Turns()
    {
        QObject::connect(&m_window, &QQuickWindow::frameSwapped, &m_loop, &QEventLoop::quit);
        turn(true);
        turn(false);
    }

    double turn(bool timed)
    {
        std::optional<Frames> frames;
        if (timed) {
            frames.emplace(m_window, m_pace);
        }
        double start = 0;
        for (int i = 0; i < framesBefore + framesInTurn; ++i) {
            if (i == framesBefore) {
                start = threadMs();
            }
            if (timed) {
                const PartTimer drain(m_pace, FrameParts::Drain);
                const PartTimer alerts(m_pace, FrameParts::Alerts);
                const PartTimer models(m_pace, FrameParts::Models);
                m_board.goTo(m_board.nowUs() + tickUs);
            } else {
                m_board.goTo(m_board.nowUs() + tickUs);
            }
            m_window.update();
            m_loop.exec(); // until it is swapped
        }
        const double ms = threadMs() - start;
        m_pace.tick();
        if (timed) {
            m_counted += m_pace.frames();
        }
        return ms / framesInTurn;
    }
    int counted() const { return m_counted; }

private:
    static QQuickWindow &shown(QQuickWindow &window)
    {
        window.resize(1920, 1080);
        window.show();
        return window;
    }

    QQuickWindow m_window;
    Board m_board{shown(m_window), points, LineChart::Line};
    FramePace m_pace{nullptr};
    QEventLoop m_loop;
    int m_counted = 0;
};

} // namespace

int main(int argc, char **argv)
{
    drawNowhere();
    const QGuiApplication app(argc, argv);
    Turns turns;
    std::vector<double> with;
    std::vector<double> without;
    std::vector<double> ratios;
    for (int i = 0; i < pairs; ++i) { // who comes first changes, too
        const double first = turns.turn(i % 2 == 0);
        const double second = turns.turn(i % 2 != 0);
        with.push_back(i % 2 == 0 ? first : second);
        without.push_back(i % 2 == 0 ? second : first);
        ratios.push_back(with.back() / without.back());
    }
    // The median of all there could be is between these with 95 %: by rank, whatever the noise.
    const double off = 0.98 / std::sqrt(double(pairs));
    const double high = quantile(ratios, 0.5 + off);
    const double ratio = quantile(ratios, 0.5);
    const QString note = u"between %1 and %2 with 95 %, %3 ms without; %4 frames were timed"_s
                             .arg(quantile(ratios, 0.5 - off), 0, 'f', 4)
                             .arg(high, 0, 'f', 4)
                             .arg(quantile(without, 0.5), 0, 'f', 3)
                             .arg(turns.counted());
    const bool ok = report({u"timing"_s,
                            u"frames whose parts are timed, beside others"_s,
                            ratio,
                            u"times"_s,
                            {},
                            0,
                            must,
                            false,
                            note});
    if (turns.counted() < pairs * framesInTurn) {
        std::fprintf(stderr, "bench_timing: not all frames were timed\n");
        return EXIT_FAILURE;
    }
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
