// From socket to store, beside a bare QWebSocket with empty slots that receives the same bytes in
// the same run. Prints one JSON object per case (tests/bench/run).
//
// `bench_pipeline` is without a window; `bench_pipeline window` with the program's own, in which
// twelve charts draw what comes in. A number after it is the share of the work: 0.1 is for a look.
#include "chartboard.h"
#include "flood.h"
#include "floodserver.h"

#include "feed.h"
#include "models/desk.h"
#include "window.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QGuiApplication>
#include <QQuickWindow>
#include <QThread>

using namespace sightglass;
using namespace sightglass::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 5;
constexpr std::size_t budget = std::size_t(256) << 20;
constexpr double spanUs = 10e6;   // of the charts
constexpr double leastFrames = 5; // a second, while the flood comes in
// With the window: less than the flood's samples take, so that forgetting is part of it.
constexpr std::size_t windowBudget = std::size_t(10) << 20;

// A feed of a flood's server on a link thread of its own.
class Pipe
{
public:
    explicit Pipe(const Flood &flood)
        : m_server(flood.subprotocol, flood.opening, flood.block, flood.blocks)
    {
        m_link.start();
        feed = std::make_unique<Feed>(
            *Source::fromAddress(u"ws://127.0.0.1:%1/"_s.arg(m_server.port())), &m_link);
        QObject::connect(feed.get(), &Feed::ready, feed.get(), [this] {
            if (!m_clock.isValid()) {
                m_clock.start();
            }
        });
    }
    ~Pipe()
    {
        feed.reset();
        m_link.quit();
        m_link.wait();
    }
    Q_DISABLE_COPY_MOVE(Pipe)

    Taken taken(const Flood &flood, const Store &store, int source)
    {
        const double seconds = double(m_clock.nsecsElapsed()) / 1e9;
        const LinkStatus &status = feed->status();
        return {seconds, store.samples(source) == std::uint64_t(flood.samples())
                             && status.badFrames == 0 && status.reconnects == 0};
    }

    std::unique_ptr<Feed> feed;

private:
    FloodServer m_server;
    QThread m_link;
    QElapsedTimer m_clock;
};

Taken takeHeadless(const Flood &flood)
{
    Pipe pipe(flood);
    Store store(budget);
    const int id = store.addSource(u"flood"_s);
    QEventLoop loop;
    QObject::connect(pipe.feed.get(), &Feed::ready, &loop, [&] {
        pipe.feed->drain([&](const Batch &batch) {
            store.apply(id, batch, 0);
            return true;
        });
        store.flush();
        if (store.samples() >= std::uint64_t(flood.samples())) {
            loop.quit();
        }
    });
    const Patience patience(loop, [&store] { return qint64(store.samples()); });
    pipe.feed->start();
    loop.exec();
    return pipe.taken(flood, store, id);
}

struct Seen
{
    int frames = 0; // from the first sample on
    bool forgot = true;
};

// What was seen of it is added to `seen`.
Taken takeInWindow(const Flood &flood, Seen &seen)
{
    Pipe pipe(flood);
    Store store(windowBudget);
    Desk desk(&store, pipe.feed.get());
    desk.showBoard(chartBoard());
    desk.view()->setSpan(spanUs);
    Options options;
    options.theme = u"dark"_s;
    options.size = QSize(1440, 900);
    Window shown(options);
    if (!shown.show(desk)) {
        return {};
    }
    auto *window = qobject_cast<QQuickWindow *>(QGuiApplication::topLevelWindows().constFirst());
    QEventLoop loop;
    QObject::connect(
        window, &QQuickWindow::frameSwapped, &loop,
        [&] { seen.frames += store.samples() > 0 ? 1 : 0; }, Qt::QueuedConnection);
    QObject::connect(&store, &Store::flushed, &loop, [&] {
        if (store.samples(desk.source()) >= std::uint64_t(flood.samples())) {
            loop.quit();
        }
    });
    const Patience patience(loop, [&store] { return qint64(store.samples()); });
    pipe.feed->start();
    loop.exec();
    for (int key = 0; key < store.count(); ++key) {
        const Column &column = store.column(key);
        const bool floods = store.series(key).source == desk.source() && !column.empty();
        seen.forgot = seen.forgot && (!floods || column.exactFromUs() > column.firstTime());
    }
    return pipe.taken(flood, store, desk.source());
}

bool measureHeadless(double share)
{
    const auto blocks = [share](int all) { return std::max(1, int(all * share)); };
    const bool one = measure(jsonTexts(1, blocks(1'250)), rounds, takeHeadless,
                             {{u"window"_s, false}});
    const bool many = measure(jsonTexts(boardCharts * boardLines, blocks(1'250)), rounds,
                              takeHeadless, {{u"window"_s, false}});
    const bool packed = measure(packedSamples(boardCharts * boardLines, blocks(1'250)), rounds,
                                takeHeadless, {{u"window"_s, false}});
    const bool columns = measure(columnBatches(blocks(2'400)), rounds, takeHeadless);
    return one && many && packed && columns;
}

bool measureWindow(double share)
{
    Flood flood = jsonTexts(boardCharts * boardLines, std::max(1, int(800 * share)));
    flood.name += u", 12 charts drawn"_s;
    flood.mustRatio = 0;
    flood.mustSamples = 1e6;
    flood.leastSeconds = 30 * share;
    Seen seen;
    double seconds = 0;
    const auto take = [&](const Flood &what) {
        const Taken taken = takeInWindow(what, seen);
        seconds += taken.seconds;
        return taken;
    };
    const bool ok = measure(
        flood, rounds, take,
        {{u"window"_s, true},
         {u"renderer"_s, qEnvironmentVariable("QSG_RHI_BACKEND", u"the program's choice"_s)}});
    const double rate = seen.frames / std::max(seconds, 1e-9);
    const bool shown = rate >= leastFrames;
    std::printf(R"({"bench":"messages","case":"frames shown meanwhile","value":%g,"unit":"1/s",)"
                R"("must":%g,"forgot":%s,"ok":%s})"
                "\n",
                rate, leastFrames, seen.forgot ? "true" : "false", shown ? "true" : "false");
    return ok && shown;
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray what = argc > 1 ? argv[1] : "";
    const double share = QByteArray(argv[argc - 1]).toDouble();
    if (what != "window") {
        const QCoreApplication app(argc, argv);
        return measureHeadless(share > 0 ? share : 1) ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    const QGuiApplication app(argc, argv);
    Window::prepare({});
    return measureWindow(share > 0 ? share : 1) ? EXIT_SUCCESS : EXIT_FAILURE;
}
