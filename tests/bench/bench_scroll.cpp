// What a live board costs while it only goes on: twelve charts of four lines of 1,000 points, ten
// samples a second per line, the window moved sixty times a second.
//
// Prints one JSON object per line: the processor time of the main and the render thread, by their
// own clocks, as a share of one core. The same board runs twice, in processes of its own: with Qt's
// null device, which leaves out the GL driver and Qt's own way to it (QRhiGles2); and with OpenGL,
// where the render thread is interrupted now and then to see whose code it runs. Run it under an X
// server.
#include "board.h"
#include "sampler.h"

#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QQuickView>
#include <QTextStream>
#include <QTimer>

#include <atomic>
#include <ctime>

using namespace sightglass;
using namespace sightglass::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int points = 1000;
constexpr int tickMs = 16;
constexpr std::int64_t tickUs = 16'667;
constexpr int settleTicks = 60;
constexpr int ticks = 360;
constexpr double mostPercent = 15;
constexpr int leastSamples = 100;  // of whose work it is
constexpr double leastFrames = 55; // a second: what is left out costs nothing
constexpr int giveUpMs = 60'000;

double threadMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

struct Spent
{
    double mainMs = 0;
    double renderMs = 0;
    double ownMs = 0;
    int frames = 0;
};

// Runs in a process of its own, with the device the environment names.
class Live : public QObject
{
public:
    Live()
        : m_board((prepare(m_view), m_view), points, LineChart::Line)
    {
        connect(
            &m_view, &QQuickWindow::frameSwapped, this,
            [this] {
                m_renderMs = threadMs();
                ++m_frames;
                sample();
            },
            Qt::DirectConnection);
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.callOnTimeout(this, [this] { tick(); });
        m_timer.start(tickMs);
    }

private:
    static void prepare(QQuickView &view)
    {
        view.setColor(QColor(0x0e1115));
        view.setFlag(Qt::FramelessWindowHint);
        view.setGeometry(0, 0, 1920, 1080);
        view.show();
    }
    Spent now() const
    {
        return {threadMs(), m_renderMs, double(TimedChart::takeSpent().wallNs) / 1e6, m_frames};
    }
    // On the render thread, while it is measured.
    void sample()
    {
        const int phase = m_phase;
        if (phase == std::exchange(m_sampled, phase)) {
            return;
        }
        if (phase == 1) {
            m_sampler.start();
        } else {
            m_sampler.stop();
        }
    }
    void tick()
    {
        if (m_ticks == settleTicks) {
            m_before = now();
            m_phase = 1;
        } else if (m_ticks == settleTicks + ticks) {
            m_after = now();
            m_phase = 2;
        } else if (m_ticks == 2 * settleTicks + ticks) { // the sampler has stopped
            report();
            QCoreApplication::quit();
            return;
        }
        ++m_ticks;
        m_board.goTo(m_board.nowUs() + tickUs);
    }
    void report() const
    {
        const double percent = 100.0 / (double(ticks * tickUs) / 1e3);
        const Sampler::Shares shares = m_sampler.take();
        const QJsonObject line{{u"main"_s, (m_after.mainMs - m_before.mainMs) * percent},
                               {u"render"_s, (m_after.renderMs - m_before.renderMs) * percent},
                               {u"samples"_s, shares.samples},
                               {u"in_qt"_s, shares.qt},
                               {u"in_system"_s, shares.system},
                               {u"in_driver"_s, shares.driver},
                               {u"polish_and_sync"_s, m_after.ownMs * percent},
                               {u"frames_per_second"_s,
                                double(m_after.frames - m_before.frames) * 1e6 / ticks / tickUs}};
        QTextStream(stdout) << QJsonDocument(line).toJson(QJsonDocument::Compact) << Qt::endl;
    }

    QQuickView m_view;
    Board m_board;
    QTimer m_timer;
    int m_ticks = 0;
    Spent m_before;
    Spent m_after;
    Sampler m_sampler;
    std::atomic<int> m_phase = 0;
    int m_sampled = 0; // the render thread's
    std::atomic<double> m_renderMs = 0;
    std::atomic<int> m_frames = 0;
};

QJsonObject measured(const QString &device)
{
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QSG_RHI_BACKEND"_s, device);
    environment.insert(u"QT_QUICK_BACKEND"_s, u"rhi"_s);
    environment.insert(u"QSG_RENDER_LOOP"_s, u"threaded"_s);
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), {u"live"_s});
    if (!child.waitForFinished(giveUpMs)) {
        child.kill();
        child.waitForFinished();
    }
    return QJsonDocument::fromJson(child.readAllStandardOutput()).object();
}

// `share` of the render thread's time counts.
bool report(const QString &name, QJsonObject line, double share, double must)
{
    const bool ran = line[u"frames_per_second"_s].toDouble() >= leastFrames;
    const double value = line[u"main"_s].toDouble() + share * line[u"render"_s].toDouble();
    const bool ok = ran && (must == 0 || value <= must);
    line[u"bench"_s] = u"scroll"_s;
    line[u"case"_s] = name;
    line[u"value"_s] = value;
    line[u"unit"_s] = u"% of one core"_s;
    line[u"must"_s] = must;
    line[u"must_frames_per_second"_s] = leastFrames;
    line[u"ok"_s] = ok;
    QTextStream(stdout) << QJsonDocument(line).toJson(QJsonDocument::Compact) << Qt::endl;
    return ok;
}

} // namespace

int main(int argc, char **argv)
{
    const QGuiApplication app(argc, argv);
    if (QGuiApplication::arguments().contains(u"live"_s)) {
        const Live live;
        return QGuiApplication::exec();
    }
    const bool least = report(u"main and render thread, no GL at all"_s, measured(u"null"_s), 1,
                              mostPercent);
    const QJsonObject gl = measured(u"opengl"_s);
    const bool seen = gl[u"samples"_s].toInt() >= leastSamples;
    if (!seen) {
        QTextStream(stderr) << "bench_scroll: whose work it is was not seen" << Qt::endl;
    }
    const bool own = report(u"main and render thread with OpenGL, without what is the driver's"_s,
                            gl, 1 - gl[u"in_driver"_s].toDouble(), mostPercent);
    const bool all = report(u"the same, all that the driver does there included"_s, gl, 1, 0);
    return least && seen && own && all ? 0 : 1;
}
