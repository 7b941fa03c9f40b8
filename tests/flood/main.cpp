// flood: the program's own window against a server that sends many times what can be drawn. See
// README.md beside this file.
#include "chartboard.h"
#include "feed.h"
#include "memory.h"
#include "models/desk.h"
#include "torrent.h"
#include "watch.h"
#include "window.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QQuickWindow>
#include <QTextStream>
#include <QTimer>

#include <algorithm>

using namespace sightglass;
using namespace sightglass::flood;
using namespace Qt::StringLiterals;

namespace {

constexpr double mega = 1 << 20;
constexpr double mostBeyond = 64 * mega;
constexpr double timesDrawable = 10; // messages a frame, at least
constexpr int settleMs = 300;        // the calm is over a little later
constexpr int lookMs = 250;
constexpr int patienceMs = 60'000;

struct Case
{
    QString name;
    int seconds = 5;
    int hangMs = 0;      // once, after a third of the time
    double answerMs = 0; // p99 must not be above; 0: only told
    std::size_t budget = 0;
};

void wait(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

// The far end, as a process.
class FarEnd
{
public:
    explicit FarEnd(int seconds)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationFilePath(),
                        {u"--serve"_s, u"--seconds"_s, QString::number(seconds)});
        m_port = word(u"port"_s).toUShort();
    }
    ~FarEnd()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    quint16 port() const { return m_port; }
    // Spins until it has said all; -1 if it never does.
    qint64 sent()
    {
        for (int waited = 0; !m_process.canReadLine() && waited < patienceMs; waited += lookMs) {
            wait(lookMs);
        }
        return m_process.canReadLine() ? word(u"sent"_s).toLongLong() : -1;
    }

private:
    QByteArray word(const QString &name)
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(patienceMs)) {
        }
        const QByteArray line = m_process.readLine().trimmed();
        return line.startsWith(name.toUtf8() + ' ') ? line.mid(name.size() + 1) : QByteArray();
    }

    QProcess m_process;
    quint16 m_port = 0;
};

// The program as main() puts it together, without what is not about the flood.
class Program
{
public:
    Program(const Case &what, quint16 port)
        : store(what.budget)
    {
        link.start();
        Source source = *Source::fromAddress(u"ws://127.0.0.1:%1/"_s.arg(port));
        source.dialect = u"native"_s;
        feed = std::make_unique<Feed>(source, &link);
        desk = std::make_unique<Desk>(&store, feed.get());
        desk->showBoard(chartBoard());
        Options options;
        options.theme = u"dark"_s;
        options.size = {1440, 900};
        shown = std::make_unique<Window>(options);
        if (!shown->show(*desk)) {
            qFatal("the window could not be made");
        }
        window = qobject_cast<QQuickWindow *>(QGuiApplication::topLevelWindows().constFirst());
    }
    ~Program()
    {
        shown.reset();
        desk.reset();
        feed.reset();
        link.quit();
        link.wait();
    }

    QThread link;
    Store store;
    std::unique_ptr<Feed> feed;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<Window> shown;
    QQuickWindow *window = nullptr;
};

double quantile(const std::vector<double> &sorted, double part)
{
    return sorted.empty() ? -1 : sorted[std::size_t(double(sorted.size() - 1) * part)];
}

struct Bar
{
    int looks = 0;
    int behind = 0;
    QString said; // while behind
    QString facts;

    void look(const Desk &desk)
    {
        ++looks;
        if (!desk.link()->behind()) {
            return;
        }
        ++behind;
        said = desk.link()->numbersText();
        for (const QVariant &fact : desk.linkFacts()) {
            if (const QString value = fact.toMap().value(u"value"_s).toString();
                value.contains(u"paused until"_s)) {
                facts = value;
            }
        }
    }
};

bool report(const Case &what, const Program &program, const Watch::Seen &seen, const Bar &bar,
            qint64 sent)
{
    const LinkStatus &status = program.feed->status();
    const std::uint64_t stored = program.store.samples(program.desk->source());
    const double p99 = quantile(seen.answersMs, 0.99);
    const double perFrame = double(status.messages) / double(std::max<qint64>(seen.frames, 1));
    const bool whole = sent > 0 && status.messages == std::uint64_t(sent) && status.missed == 0
                       && status.gaps == 0 && status.duplicates == 0 && status.reconnects == 0
                       && stored == std::uint64_t(sent) * samplesPerMessage;
    const bool flooded = perFrame >= timesDrawable;
    const bool bounded = seen.beyondBytes <= mostBeyond
                         && program.store.bytes() <= program.store.budget();
    const bool answers = !seen.answersMs.empty() && (what.answerMs <= 0 || p99 <= what.answerMs);
    const bool told = what.hangMs == 0 || (!bar.said.isEmpty() && !bar.facts.isEmpty());
    const QJsonObject line{{u"flood"_s, what.name},
                           {u"seconds"_s, what.seconds},
                           {u"sent"_s, double(sent)},
                           {u"messages"_s, double(status.messages)},
                           {u"missed"_s, double(status.missed)},
                           {u"duplicates"_s, double(status.duplicates)},
                           {u"gaps"_s, double(status.gaps)},
                           {u"reconnects"_s, double(status.reconnects)},
                           {u"samplesStored"_s, double(stored)},
                           {u"samplesPerSecond"_s, double(stored) / what.seconds},
                           {u"messagesPerFrame"_s, perFrame},
                           {u"frames"_s, double(seen.frames)},
                           {u"answers"_s, double(seen.answersMs.size())},
                           {u"answerP50Ms"_s, quantile(seen.answersMs, 0.50)},
                           {u"answerP99Ms"_s, p99},
                           {u"answerMaxMs"_s, quantile(seen.answersMs, 1)},
                           {u"startMiB"_s, seen.startBytes / mega},
                           {u"peakMiB"_s, seen.peakBytes / mega},
                           {u"historyMiB"_s, double(program.store.bytes()) / mega},
                           {u"beyondHistoryMiB"_s, seen.beyondBytes / mega},
                           {u"readingPausedMs"_s, double(status.pausedMs)},
                           {u"behindShare"_s, double(bar.behind) / std::max(bar.looks, 1)},
                           {u"barSaid"_s, bar.said},
                           {u"factsSaid"_s, bar.facts},
                           {u"okWhole"_s, whole},
                           {u"okFlooded"_s, flooded},
                           {u"okMemory"_s, bounded},
                           {u"okAnswers"_s, answers},
                           {u"okTold"_s, told}};
    QTextStream(stdout) << QJsonDocument(line).toJson(QJsonDocument::Compact) << Qt::endl;
    return whole && flooded && bounded && answers && told;
}

bool measure(const Case &what)
{
    FarEnd far(what.seconds);
    Program program(what, far.port());
    program.feed->start();
    wait(calmMs - settleMs);
    Watch watch(*program.window, program.store);
    Bar bar;
    QTimer looks;
    looks.callOnTimeout([&] { bar.look(*program.desk); });
    looks.start(lookMs);
    if (what.hangMs > 0) {
        QTimer::singleShot(settleMs + what.seconds * 1000 / 3, [&] {
            watch.hold(true);
            QThread::msleep(static_cast<unsigned long>(what.hangMs));
            QTimer::singleShot(lookMs, [&] { watch.hold(false); });
        });
    }
    const qint64 sent = far.sent();
    const auto all = [&] {
        return program.feed->status().messages == std::uint64_t(sent)
               && program.feed->queued() == 0;
    };
    for (int waited = 0; !all() && waited < patienceMs; waited += lookMs) {
        wait(lookMs);
    }
    const Watch::Seen seen = watch.end();
    return report(what, program, seen, bar, sent);
}

int serve(int argc, char **argv, int seconds)
{
    const QCoreApplication app(argc, argv);
    const Torrent torrent(seconds);
    std::printf("port %d\n", torrent.port());
    std::fflush(stdout);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i) {
        arguments.append(QString::fromLocal8Bit(argv[i]));
    }
    QCommandLineParser parser;
    parser.addOptions(
        {{u"serve"_s, u"be the far end"_s},
         {u"seconds"_s, u"of each flood (5)"_s, u"n"_s, u"5"_s},
         {u"hang"_s, u"the window hangs once, for so long"_s, u"ms"_s, u"0"_s},
         {u"budget"_s, u"of the history, MiB (128)"_s, u"n"_s, u"128"_s},
         {u"answer"_s, u"p99 from key to frame must not be above"_s, u"ms"_s, u"0"_s}});
    parser.parse(arguments);
    const int seconds = parser.value(u"seconds"_s).toInt();
    if (parser.isSet(u"serve"_s)) {
        return serve(argc, argv, seconds);
    }
    giveMemoryBack();
    const QGuiApplication app(argc, argv);
    Window::prepare({});
    const double answer = parser.value(u"answer"_s).toDouble();
    const auto budget = std::size_t(parser.value(u"budget"_s).toUInt() * mega);
    const int hangMs = parser.value(u"hang"_s).toInt();
    const QString name = hangMs > 0 ? u"the window hangs"_s : u"as fast as it goes"_s;
    return measure({name, seconds, hangMs, answer, budget}) ? 0 : 1;
}
