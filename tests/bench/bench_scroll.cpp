// What a live board costs while it only goes on: twelve charts of four lines of 1,000 points, ten
// samples a second per line, the window moved sixty times a second.
//
// Prints one JSON object per line: the processor time of the main and the render thread, by their
// own clocks, as a share of one core. The same board runs twice, in processes of its own: with
// Qt's null device, which takes all that Qt and the charts do and leaves out only the GL driver;
// and with OpenGL, whose driver also works on the render thread. Run it under an X server.
#include "board.h"

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
    void tick()
    {
        if (m_ticks == settleTicks) {
            m_before = now();
        } else if (m_ticks == settleTicks + ticks) {
            report();
            QCoreApplication::quit();
            return;
        }
        ++m_ticks;
        m_board.goTo(m_board.nowUs() + tickUs);
    }
    void report() const
    {
        const Spent after = now();
        const double percent = 100.0 / (double(ticks * tickUs) / 1e3);
        const QJsonObject line{{u"main"_s, (after.mainMs - m_before.mainMs) * percent},
                               {u"render"_s, (after.renderMs - m_before.renderMs) * percent},
                               {u"polish_and_sync"_s, after.ownMs * percent},
                               {u"frames_per_second"_s,
                                double(after.frames - m_before.frames) * 1e6 / ticks / tickUs}};
        QTextStream(stdout) << QJsonDocument(line).toJson(QJsonDocument::Compact) << Qt::endl;
    }

    QQuickView m_view;
    Board m_board;
    QTimer m_timer;
    int m_ticks = 0;
    Spent m_before;
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

bool report(const QString &name, const QString &device, double must)
{
    QJsonObject line = measured(device);
    const bool ran = line[u"frames_per_second"_s].toDouble() > 0;
    const double value = line[u"main"_s].toDouble() + line[u"render"_s].toDouble();
    const bool ok = ran && (must == 0 || value <= must);
    line[u"bench"_s] = u"scroll"_s;
    line[u"case"_s] = name;
    line[u"value"_s] = value;
    line[u"unit"_s] = u"% of one core"_s;
    line[u"must"_s] = must;
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
    const bool ok = report(u"main and render thread, without a GL driver"_s, u"null"_s,
                           mostPercent);
    const bool all = report(u"main and render thread, the GL driver's work there included"_s,
                            u"opengl"_s, 0);
    return ok && all ? 0 : 1;
}
