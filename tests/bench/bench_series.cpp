// A source of 20,000 series, each with one sample a second, the metric browser open: what frames
// cost while a person points, and how soon the list answers what is typed into its filter.
//
// Prints one JSON object per line; frames are counted as by bench_use. Run it under an X server.
#include "chartboard.h"
#include "floodserver.h"
#include "hand.h"
#include "livewindow.h"
#include "row.h"
#include "steadyserver.h"

#include "dialects/native.h"
#include "wire/msgpackcodec.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QQuickItem>

#include <algorithm>
#include <cmath>
#include <ctime>

using namespace sightglass;
using namespace sightglass::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int series = 20'000;
constexpr int perMessage = 1'000;
constexpr int settleMs = 6'000;
constexpr int measureMs = 8'000;
constexpr double frameMs = 1000.0 / 60;
constexpr double mostLate = 0.05;  // share of the frames, as in bench_use
constexpr double leastFrames = 55; // a second, swapped while the hand points
constexpr double filterMust = 50;
constexpr int moveMs = 16; // the hand's
constexpr int betweenKeysMs = 350;
constexpr int answerMs = 3'000;

SeriesInfo infoOf(int i)
{
    SeriesInfo info;
    info.id = std::uint32_t(i);
    info.name = u"plant%1.line%2.machine%3.value%4"_s.arg(i / 2000)
                    .arg(i / 200 % 10)
                    .arg(i / 10 % 20)
                    .arg(i % 10);
    info.unit = i % 2 == 0 ? u"kPa"_s : u"°C"_s;
    info.intervalMs = 1000;
    return info;
}

SteadyServer::Script script()
{
    SteadyServer::Script script;
    script.subprotocol = NativeDialect::offered().first();
    script.perSecond = double(series) / perMessage;
    const MsgpackCodec codec;
    Welcome welcome;
    welcome.session = u"bench"_s;
    welcome.heartbeatMs = 600'000;
    script.opening = FloodServer::frame(codec.encode(welcome), true);
    for (int first = 0; first < series; first += perMessage) {
        Catalog catalog;
        for (int i = first; i < first + perMessage; ++i) {
            catalog.series.push_back(infoOf(i));
        }
        script.opening += FloodServer::frame(codec.encode(catalog), true);
    }
    script.opening += FloodServer::frame(codec.encode(Subscribed{u"bench"_s, {u"e"_s, 0}, false}),
                                         true);
    script.frames = [](qint64 number) {
        const auto first = std::uint32_t(number * perMessage % series);
        Samples samples;
        samples.channel = u"bench"_s;
        samples.seq = std::uint64_t(number) + 1;
        samples.times = {systemNowUs()};
        for (std::uint32_t id = first; id < first + perMessage; ++id) {
            samples.series.push_back(id);
            samples.values.push_back(50 + 40 * std::sin(double(number) / 50 + id));
        }
        return FloodServer::frame(MsgpackCodec().encode(samples), true);
    };
    return script;
}

QQuickItem *fieldIn(QQuickItem *item)
{
    if (item->isVisible() && item->inherits("QQuickTextInput")
        && item->mapToScene({}).x() < item->window()->width() / 4.0) {
        return item;
    }
    for (QQuickItem *child : item->childItems()) {
        if (QQuickItem *found = fieldIn(child)) {
            return found;
        }
    }
    return nullptr;
}

struct Answer
{
    double ms = -1; // from the key to the swap of the frame with the list that answers; -1: none
    double cpuMs = 0;
};

Answer answerTo(LiveWindow &live, char typed)
{
    QEventLoop loop;
    QObject scope;
    const QString before = live.desk().metrics()->filter();
    double ms = -1;
    const qint64 start = steadyNowNs();
    const std::clock_t cpu = std::clock();
    QObject::connect(&live.window(), &QQuickWindow::afterAnimating, &scope, [&] {
        if (ms < 0 && live.desk().metrics()->filter() != before) {
            ms = 0; // this frame has it
        }
    });
    QObject::connect(&live.window(), &QQuickWindow::frameSwapped, &scope, [&] {
        if (ms == 0) {
            ms = double(steadyNowNs() - start) / 1e6;
            loop.quit();
        }
    });
    const int key = typed == '\b' ? int(Qt::Key_Backspace) : QChar(u'A').unicode() + (typed - 'a');
    QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier,
                    typed == '\b' ? QString() : QString(QLatin1Char(typed)));
    QCoreApplication::sendEvent(&live.window(), &press);
    QTimer::singleShot(answerMs, &loop, &QEventLoop::quit);
    if (ms <= 0) {
        loop.exec();
    }
    return {ms, double(std::clock() - cpu) * 1000 / CLOCKS_PER_SEC};
}

// Between tiles pointing changes nothing, so that there is no frame: here each move asks for one.
double swappedPerSecond(LiveWindow &live)
{
    const Hand hand(live.window(), Gesture::Point);
    QTimer asking;
    asking.setTimerType(Qt::PreciseTimer);
    asking.callOnTimeout([&live] { live.window().update(); });
    asking.start(moveMs);
    wait(settleMs / 4);
    const Cost cost = costOfFrames(live.window(), measureMs / 2);
    return double(cost.busyMs.size()) / cost.seconds;
}

bool frames(LiveWindow &live)
{
    Cost cost;
    {
        const Hand hand(live.window(), Gesture::Point);
        wait(settleMs / 4);
        cost = costOfFrames(live.window(), measureMs);
    }
    const auto slow = std::count_if(cost.cpuMs.begin(), cost.cpuMs.end(),
                                    [](double ms) { return ms > frameMs; });
    const double late = cost.cpuMs.empty() ? 1 : double(slow) / double(cost.cpuMs.size());
    const QString note = u"p95 %1 ms; %2 % of a core"_s.arg(quantile(cost.cpuMs, 0.95), 0, 'f', 1)
                             .arg(cost.allCpuMs / cost.seconds / 10, 0, 'f', 0);
    const bool quick = report({u"series"_s, u"20,000 series at 1 Hz, pointing, frame"_s,
                               quantile(cost.cpuMs, 0.5), u"ms of processor time per frame"_s,
                               u"sixty frames a second"_s, frameMs, 1, true, note});
    const bool inTime = report({u"series"_s,
                                u"the same, late frames"_s,
                                100 * late,
                                u"% of the frames"_s,
                                {},
                                0,
                                100 * mostLate,
                                false,
                                u"more than %1 ms of processor time"_s.arg(frameMs, 0, 'f', 1),
                                true});
    const double perSecond = swappedPerSecond(live);
    const bool often = report({u"series"_s,
                               u"the same, time from swap to swap, each move asks for a frame"_s,
                               1000 / perSecond,
                               u"ms"_s,
                               {},
                               0,
                               1000 / leastFrames,
                               false,
                               u"%1 frames/s swapped, %2 wanted"_s.arg(perSecond, 0, 'f', 1)
                                   .arg(leastFrames, 0, 'f', 0)});
    return quick && inTime && often;
}

bool filter(LiveWindow &live)
{
    QQuickItem *field = fieldIn(live.window().contentItem());
    if (field == nullptr) {
        std::fprintf(stderr, "bench_series: there is no field to type into\n");
        return false;
    }
    field->forceActiveFocus();
    std::vector<double> times;
    std::vector<double> cpu;
    for (const char typed :
         {'m', 'a', 'c', 'h', 'i', '\b', '\b', '\b', '\b', '\b', 'v', 'a', 'l'}) {
        const Answer answer = answerTo(live, typed);
        if (answer.ms < 0) {
            std::fprintf(stderr, "bench_series: the list did not answer\n");
            return false;
        }
        times.push_back(answer.ms);
        cpu.push_back(answer.cpuMs);
        wait(betweenKeysMs);
    }
    const QString note = u"worst of %1 keys; median %2, of processor time %3, at worst %4"_s
                             .arg(times.size())
                             .arg(quantile(times, 0.5), 0, 'f', 1)
                             .arg(quantile(cpu, 0.5), 0, 'f', 1)
                             .arg(quantile(cpu, 1), 0, 'f', 1);
    return report({u"series"_s,
                   u"20,000 series, key to filtered list"_s,
                   quantile(times, 1),
                   u"ms"_s,
                   {},
                   0,
                   filterMust,
                   false,
                   note});
}

} // namespace

int main(int argc, char **argv)
{
    const QGuiApplication app(argc, argv);
    Window::prepare({});
    const SteadyServer server(script());
    LiveWindow live(server.port(), {1440, 900});
    live.desk().showBoard(chartBoard(u"line"_s, u"plant"_s));
    if (!live.show()) {
        std::fprintf(stderr, "bench_series: nothing came\n");
        return EXIT_FAILURE;
    }
    wait(settleMs);
    if (live.desk().metrics()->metrics() < series) {
        std::fprintf(stderr, "bench_series: %d series came\n", live.desk().metrics()->metrics());
        return EXIT_FAILURE;
    }
    const bool smooth = frames(live);
    const bool answers = filter(live);
    return smooth && answers ? EXIT_SUCCESS : EXIT_FAILURE;
}
