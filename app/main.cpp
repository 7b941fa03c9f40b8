// The composition root: reads the options, makes the parts, connects them, runs. It is the one
// place that knows both app/ and models/, and it decides nothing else.

#include "archive/outboxstore.h"
#include "boardchoice.h"
#include "cli.h"
#include "desktop/reachability.h"
#include "diagnose.h"
#include "feed.h"
#include "gallery.h"
#include "headless.h"
#include "memory.h"
#include "metricsserver.h"
#include "metricstext.h"
#include "models/desk.h"
#include "ownfeed.h"
#include "tail.h"
#include "tokens.h"
#include "window.h"

#include <QGuiApplication>
#include <QThread>
#include <QTimer>

#include <csignal>
#include <cstdio>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t storeBudget = std::size_t(512) << 20;
constexpr int usageError = 2;
constexpr int signalPollMs = 100;

volatile std::sig_atomic_t interrupted = 0;

int fail(const QString &text, int code = EXIT_FAILURE)
{
    std::fprintf(stderr, "sightglass: %s\n", qUtf8Printable(text));
    return code;
}

// Ctrl+C and kill end the program as its own end would: summaries are printed, threads joined.
class Interrupts
{
public:
    Interrupts()
    {
        std::signal(SIGINT, [](int) { interrupted = 1; });
        std::signal(SIGTERM, [](int) { interrupted = 1; });
        QObject::connect(&m_poll, &QTimer::timeout, [] {
            if (interrupted) {
                QCoreApplication::quit();
            }
        });
        m_poll.start(signalPollMs);
    }

private:
    QTimer m_poll;
};

struct LinkThread
{
    LinkThread()
    {
        thread.setObjectName(u"link"_s);
        thread.start();
    }
    ~LinkThread()
    {
        thread.quit();
        thread.wait();
    }
    Q_DISABLE_COPY_MOVE(LinkThread)
    QThread thread;
};

// Commands outlive the program, but for this machine's own feed, whose alarms do not, and for
// pictures, which leave everything as it is.
std::unique_ptr<OutboxStore> commandStore(const Options &options)
{
    const bool passing = options.ownFeed || !options.screenshot.isEmpty();
    return passing ? nullptr : std::make_unique<OutboxStore>(OutboxStore::usualPath());
}

// A source that is watched, and what it needs to be: its thread, tokens, kept commands, and a look
// at the link at once when the network changes.
struct Watched
{
    explicit Watched(const Options &options, std::unique_ptr<OutboxStore> kept = nullptr)
        : commands(std::move(kept))
        , feed(options.source, &link.thread)
        , network(Reachability::ofThisSystem())
    {
        tokens.serve(feed);
        feed.keepCommandsIn(commands.get());
        QObject::connect(network.get(), &Reachability::changed, &feed, &Feed::checkLink);
    }
    LinkThread link;
    std::unique_ptr<OutboxStore> commands;
    Tokens tokens;
    Feed feed;
    std::unique_ptr<Reachability> network;
};

// Until whoever has finished(failed) says so; the program's exit code.
template<typename Finishing>
int runUntil(const Finishing &one)
{
    QObject::connect(
        &one, &Finishing::finished, QCoreApplication::instance(),
        [](bool failed) { QCoreApplication::exit(failed ? EXIT_FAILURE : EXIT_SUCCESS); },
        Qt::QueuedConnection);
    return QCoreApplication::exec();
}

// Null with success: nobody asked for them.
tl::expected<std::unique_ptr<MetricsServer>, QString>
showNumbers(const Options &options, const Feed &feed, const Store &store)
{
    if (options.metricsPort < 0) {
        return nullptr;
    }
    auto server = std::make_unique<MetricsServer>([&feed, &store] {
        return metricsText({feed.source().name, feed.status(), feed.queued(), Feed::queueBatches,
                            store.bytes(), store.budget(), store.samples(), store.count()});
    });
    const auto port = server->listen(quint16(options.metricsPort));
    if (!port) {
        return tl::unexpected(port.error());
    }
    std::fprintf(stderr, "metrics at http://127.0.0.1:%d/metrics\n", *port);
    return server;
}

int serve(const Options &options)
{
    FeedServer server(Machine::create());
    const auto port = server.listen(options.serve);
    if (!port) {
        return fail(port.error());
    }
    const bool tls = !options.serve.certificateFile.isEmpty();
    std::printf("listening %s://%s:%d/\n", tls ? "wss" : "ws",
                qUtf8Printable(options.serve.address.toString()), *port);
    std::fflush(stdout);
    return QCoreApplication::exec();
}

int runTail(const Options &options)
{
    Watched watched(options);
    const Tail tail(watched.feed, options.count, options.seconds);
    watched.feed.start();
    return runUntil(tail);
}

int runDiagnose(const Options &options)
{
    Tokens tokens;
    Diagnose diagnose(options.source, tokens.of(options.source), options.seconds, options.json);
    int code = EXIT_FAILURE; // also of one that was interrupted
    QObject::connect(
        &diagnose, &Diagnose::finished, QCoreApplication::instance(),
        [&code](bool failed) {
            code = failed ? EXIT_FAILURE : EXIT_SUCCESS;
            QCoreApplication::quit();
        },
        Qt::QueuedConnection);
    diagnose.start();
    QCoreApplication::exec();
    return code;
}

int runHeadless(const Options &options)
{
    Store store(storeBudget);
    Watched watched(options, commandStore(options));
    const auto numbers = showNumbers(options, watched.feed, store);
    if (!numbers) {
        return fail(numbers.error());
    }
    const Headless headless(store, watched.feed, options.seconds);
    watched.feed.start();
    const int code = runUntil(headless);
    std::printf("%s\n", headless.summary().constData());
    std::fflush(stdout);
    return code;
}

int runWindow(const Options &options)
{
    Window::prepare(options);
    Store store(storeBudget);
    Watched watched(options, commandStore(options));
    Feed &feed = watched.feed;
    Tokens &tokens = watched.tokens;
    const auto numbers = showNumbers(options, feed, store);
    if (!numbers) {
        return fail(numbers.error());
    }
    Desk desk(&store, &feed);
    QObject::connect(desk.link(), &LinkBadge::tokenGiven, &feed,
                     [&](const QString &token, bool keep) { tokens.give(feed, token, keep); });
    QObject::connect(&tokens, &Tokens::notKept, desk.link(), &LinkBadge::setTokenNote);
    if (options.ownFeed) {
        if (const auto shown = desk.showBoardFile(u":/boards/this-machine.json"_s); !shown) {
            return fail(shown.error());
        }
    }
    desk.openBoard(u"link"_s); // a tab beside it
    desk.boards()->setCurrent(0);
    const Gallery gallery(&desk);
    if (!options.board.isEmpty()) {
        if (const auto shown = showBoardChoice(desk, options.board); !shown) {
            return fail(shown.error(), usageError);
        }
    }
    feed.start();
    Window window(options); // last, so that the QML is gone before what it shows
    if (!window.show(desk)) {
        return fail(
            Window::tr("The window could not be made; see the messages above. A package of Qt "
                       "may be missing: packaging/run installs them."));
    }
    return runUntil(window);
}

int run(Options options)
{
    if (options.mode == Options::Mode::Help) {
        std::printf("%s", qUtf8Printable(Options::helpText()));
        return EXIT_SUCCESS;
    }
    if (options.mode == Options::Mode::Version) {
        std::printf("sightglass %s\n", SIGHTGLASS_VERSION);
        return EXIT_SUCCESS;
    }
    const Interrupts interrupts;
    if (options.mode == Options::Mode::Serve) {
        return serve(options);
    }
    std::optional<OwnFeed> own;
    if (options.ownFeed) {
        own.emplace();
        const auto source = own->start(options.serve);
        if (!source) {
            return fail(source.error());
        }
        options.source = *source;
    }
    switch (options.mode) {
    case Options::Mode::Tail:
        return runTail(options);
    case Options::Mode::Diagnose:
        return runDiagnose(options);
    case Options::Mode::Headless:
        return runHeadless(options);
    default:
        return runWindow(options);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer started;
    started.start();
    giveMemoryBack();
    QCoreApplication::setApplicationName(u"sightglass"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SIGHTGLASS_VERSION));
    QGuiApplication::setDesktopFileName(u"sightglass"_s);
    QStringList arguments;
    for (int i = 0; i < argc; ++i) {
        arguments.append(QString::fromLocal8Bit(argv[i]));
    }
    auto options = Options::parse(arguments);
    qunsetenv("SIGHTGLASS_TOKEN"); // what we start need not know it
    if (!options) {
        return fail(options.error(), usageError);
    }
    options->started = started;
    if (options->mode != Options::Mode::Window) {
        const QCoreApplication app(argc, argv);
        return run(*options);
    }
    if (const QString text = Window::noDisplay(); !text.isEmpty()) {
        return fail(text);
    }
    const QGuiApplication app(argc, argv);
    return run(*options);
}
