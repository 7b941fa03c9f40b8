// The program as people run it, seen from outside: how soon it shows something, what it costs at
// rest, shown and hidden, and how much memory it holds.
//
//     bench_program start|idle|memory…
//
// Prints one JSON object per line. The figures are the kernel's, of the whole process. Run it under
// an X server with a window manager.
#include "chartboard.h"
#include "floodserver.h"
#include "program.h"
#include "row.h"
#include "steadyserver.h"

#include "dialects/native.h"
#include "models/timeview.h"
#include "wire/msgpackcodec.h"

#include <QCoreApplication>
#include <QThread>

#include <cmath>
#include <limits>

using namespace sightglass;
using namespace sightglass::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int starts = 15;
constexpr double startMust = 250; // ms
constexpr int settleS = 8;
constexpr int idleS = 20;
constexpr double shownMust = 3; // % of a core
constexpr double hiddenMust = 0.5;
constexpr int memoryS = 600;
constexpr double memoryMust = 150; // MB
constexpr double memoryShareMust = 0.25;
constexpr double notMeasured = std::numeric_limits<double>::quiet_NaN();

bool start()
{
    std::vector<double> times;
    std::vector<double> cpu;
    for (int i = 0; i <= starts; ++i) {
        Program program({u"--software-rendering"_s, u"--timings"_s});
        const double ms = program.saysAfter("first frame");
        if (ms < 0) {
            std::fprintf(stderr, "bench_program: no frame was drawn\n");
            return false;
        }
        if (i > 0) { // the first one warms the caches
            times.push_back(ms);
            cpu.push_back(program.cpuMs());
        }
    }
    return report(
        {u"start"_s,
         u"process start to first frame, software renderer, median of %1"_s.arg(starts),
         quantile(times, 0.5),
         u"ms"_s,
         {},
         0,
         startMust,
         false,
         u"best %1, worst %2; %3 ms of processor time"_s.arg(quantile(times, 0), 0, 'f', 0)
             .arg(quantile(times, 1), 0, 'f', 0)
             .arg(quantile(cpu, 0.5), 0, 'f', 0)});
}

bool isThere(Program &program)
{
    const bool there = program.running();
    if (!there) {
        std::fprintf(stderr, "bench_program: the program ended by itself\n");
    }
    return there;
}

// All series of the board, one sample each.
SteadyServer::Script oncePerSecond()
{
    SteadyServer::Script script;
    script.subprotocol = NativeDialect::offered().first();
    const MsgpackCodec codec;
    Welcome welcome;
    welcome.session = u"bench"_s;
    welcome.heartbeatMs = 600'000;
    Catalog catalog;
    std::vector<std::uint32_t> ids;
    for (std::uint32_t i = 0; i < boardCharts * boardLines; ++i) {
        SeriesInfo info;
        info.id = i;
        info.name = boardSeries(int(i));
        info.unit = u"%"_s;
        info.intervalMs = 1000;
        catalog.series.push_back(info);
        ids.push_back(i);
    }
    for (const Message &message : {Message(welcome), Message(catalog),
                                   Message(Subscribed{u"bench"_s, {u"e"_s, 0}, false})}) {
        script.opening += FloodServer::frame(codec.encode(message), true);
    }
    script.frames = [ids](qint64 number) {
        Samples samples;
        samples.channel = u"bench"_s;
        samples.seq = std::uint64_t(number) + 1;
        samples.times = {systemNowUs()};
        samples.series = ids;
        for (const std::uint32_t id : ids) {
            samples.values.push_back(50 + 40 * std::sin(double(number) / 7 + id));
        }
        return FloodServer::frame(MsgpackCodec().encode(samples), true);
    };
    return script;
}

// NaN, and it is said, if the program did not live to the end.
double corePercent(Program &program)
{
    const double before = program.cpuMs();
    QThread::sleep(idleS);
    const double after = program.cpuMs();
    return isThere(program) ? (after - before) / (idleS * 1000.0) * 100 : notMeasured;
}

bool idle()
{
    QTemporaryDir folder;
    QFile board(folder.filePath(u"bench.json"_s));
    if (!board.open(QIODevice::WriteOnly) || board.write(writeBoard(chartBoard())) < 0) {
        return false;
    }
    board.close();
    const SteadyServer server(oncePerSecond());
    Program program({u"ws://127.0.0.1:%1/"_s.arg(server.port()), u"--board"_s, board.fileName(),
                     u"--timings"_s});
    if (program.saysAfter("first live sample") < 0) {
        std::fprintf(stderr, "bench_program: no sample was shown\n");
        return false;
    }
    QThread::sleep(settleS);
    const bool shown = report({u"idle"_s,
                               u"12 charts x 4 lines at 1 Hz, shown"_s,
                               corePercent(program),
                               u"% of a core"_s,
                               {},
                               0,
                               shownMust});
    const qint64 before = server.sent();
    if (!program.minimise()) {
        std::fprintf(stderr, "bench_program: the window could not be minimised\n");
        return false;
    }
    QThread::sleep(2);
    const bool hidden = report({u"idle"_s,
                                u"the same, minimised"_s,
                                corePercent(program),
                                u"% of a core"_s,
                                {},
                                0,
                                hiddenMust});
    const bool came = server.sent() >= before + idleS; // one a second
    if (!came) {
        std::fprintf(stderr, "bench_program: no data came while it was minimised\n");
    }
    return shown && hidden && came;
}

bool memory()
{
    const int seconds = qEnvironmentVariableIsSet("BENCH_MEMORY_SECONDS")
                            ? qEnvironmentVariableIntValue("BENCH_MEMORY_SECONDS")
                            : memoryS;
    Program program({u"--timings"_s});
    if (program.saysAfter("first live sample") < 0) {
        return false;
    }
    QThread::sleep(ulong(seconds));
    const double mb = isThere(program) ? program.pssMb() : notMeasured; // 0: not right either
    const double page = referenceFrom("BENCH_UPLOT_MB");
    const QString note = u"after %1 s"_s.arg(seconds);
    const bool little = report({u"memory"_s,
                                u"board \"This machine\", PSS"_s,
                                mb,
                                u"MB"_s,
                                {},
                                0,
                                memoryMust,
                                false,
                                note});
    const bool less = report({u"memory"_s, u"the same, beside a page of 12 charts"_s, mb, u"MB"_s,
                              u"uPlot in Chromium, all processes"_s, page, memoryShareMust, true,
                              page > 0 ? note : u"Chromium or uPlot is not to be had here"_s});
    return little && (less || page <= 0); // the row says so if there is no page
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    bool ok = true;
    for (const QString &name : QCoreApplication::arguments().mid(1)) {
        ok = (name == u"start" ? start() : name == u"idle" ? idle() : memory()) && ok;
    }
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
