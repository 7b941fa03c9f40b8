// What a frame costs in which everything changes: twelve charts of four lines, against the same
// window without them.
//
// Prints two JSON objects per case: the whole frame, from what leads to it to the end of its swap,
// on the basic render loop, so that waiting for the next frame does not count; and of it the
// charts' own part. Medians over many frames. Run it under an X server; offscreen it measures the
// software scene graph. A name after it picks cases, a file after that keeps their last pictures.
#include "board.h"
#include "flatscene.h"
#include "row.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QQuickView>
#include <QTextStream>

#include <algorithm>
#include <ctime>
#include <functional>

using namespace sightglass;
using namespace sightglass::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t warmUpFrames = 20;
constexpr std::size_t frames = 150;
constexpr double ownMostMs = 2;

struct Case
{
    QString name;
    int points = 1000; // in the window, per line
    LineChart::Style style = LineChart::Line;
    double mostMs = 0; // 0: for information
};

struct Cost
{
    double wallMs = 0; // medians of the frames
    double ownMs = 0;
    double cpuMs = 0; // of all threads
    double ownCpuMs = 0;
};

double median(std::vector<double> values)
{
    values.erase(values.begin(), values.begin() + warmUpFrames);
    std::nth_element(values.begin(), values.begin() + frames / 2, values.end());
    return values[frames / 2];
}

// Frame after frame; a frame begins with `advance`.
class Frames : public QObject
{
public:
    Frames(QQuickView &view, std::function<void()> advance)
        : m_view(view)
        , m_advance(std::move(advance))
    {
        connect(&view, &QQuickWindow::frameSwapped, this, &Frames::end);
        view.installEventFilter(this);
    }

    Cost measure()
    {
        m_view.update();
        m_loop.exec();
        return {median(m_wall), median(m_own), median(m_cpu), median(m_ownCpu)};
    }

private:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::UpdateRequest) {
            m_cpuAtBegin = std::clock();
            m_clock.start();
            m_advance();
        }
        return QObject::eventFilter(watched, event);
    }

    void end()
    {
        if (!m_clock.isValid()) { // the window's first frame, which nobody asked for
            m_view.update();
            return;
        }
        m_wall.push_back(double(m_clock.nsecsElapsed()) / 1e6);
        m_cpu.push_back(double(std::clock() - m_cpuAtBegin) * 1e3 / CLOCKS_PER_SEC);
        const TimedChart::Spent own = TimedChart::takeSpent();
        m_own.push_back(double(own.wallNs) / 1e6);
        m_ownCpu.push_back(double(own.cpuNs) / 1e6);
        if (m_wall.size() == warmUpFrames + frames) {
            m_loop.quit();
            return;
        }
        m_view.update();
    }

    QQuickView &m_view;
    std::function<void()> m_advance;
    QEventLoop m_loop;
    QElapsedTimer m_clock;
    std::clock_t m_cpuAtBegin = 0;
    std::vector<double> m_wall, m_own, m_cpu, m_ownCpu;
};

// The same work by others, measured in the same run.
bool reportBeside(const QString &whose, const char *variable, double ms, double mostRatio)
{
    Row row{u"frame"_s, u"12 charts x 4 lines x 1,000 points, beside %1"_s.arg(whose),
            ms,         u"ms per frame"_s,
            whose,      referenceFrom(variable),
            mostRatio,  true};
    if (row.referenceValue == 0) {
        row.note = u"not measured in this run: see what tests/bench/run said of it"_s;
    }
    return report(row) || row.referenceValue == 0;
}

bool report(const Case &what, const Cost &cost, const Cost &empty)
{
    const auto line = [](const QString &name, double value, double must) {
        return QJsonObject{{u"bench"_s, u"frame"_s}, {u"case"_s, name},
                           {u"value"_s, value},      {u"unit"_s, u"ms per frame"_s},
                           {u"must"_s, must},        {u"ok"_s, must == 0 || value <= must}};
    };
    QJsonObject all = line(what.name, cost.wallMs, what.mostMs);
    all[u"cpu"_s] = cost.cpuMs;
    all[u"reference"_s] = u"the same window, empty"_s;
    all[u"reference_value"_s] = empty.wallMs;
    all[u"reference_cpu"_s] = empty.cpuMs;
    all[u"ratio"_s] = cost.wallMs / empty.wallMs;
    QJsonObject own = line(what.name + u", polish and sync"_s, cost.ownMs,
                           what.mostMs > 0 ? ownMostMs : 0);
    own[u"cpu"_s] = cost.ownCpuMs;
    QTextStream out(stdout);
    for (const QJsonObject &each : {all, own}) {
        out << QJsonDocument(each).toJson(QJsonDocument::Compact) << Qt::endl;
    }
    return all[u"ok"_s].toBool() && own[u"ok"_s].toBool();
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QSG_RENDER_LOOP", "basic");
    QSurfaceFormat format = QSurfaceFormat::defaultFormat();
    format.setSwapInterval(0);
    QSurfaceFormat::setDefaultFormat(format);
    const QGuiApplication app(argc, argv);
    const QString wanted = QGuiApplication::arguments().value(1);
    const QString picture = QGuiApplication::arguments().value(2);
    QQuickView view;
    drawFlat(view); // as the program does
    view.setColor(QColor(0x0e1115));
    view.setFlag(Qt::FramelessWindowHint);
    view.setGeometry(0, 0, 1920, 1080);
    view.show();

    const Cost empty = Frames(view, [] {}).measure();
    const bool software = view.rendererInterface()->graphicsApi() == QSGRendererInterface::Software;
    if (software) {
        QTextStream(stderr) << "bench_frame: there is no OpenGL here, and the limits are for it; "
                               "these are figures without a limit"
                            << Qt::endl;
    }
    // The limit is for OpenGL by software on a quiet machine; painting without it has none.
    const QList<Case> cases{
        {u"12 charts x 4 lines x 1,000 points"_s, 1000, LineChart::Line, software ? 0.0 : 16.0},
        {u"12 charts x 4 areas x 1,000 points"_s, 1000, LineChart::Area},
        {u"12 charts x 4 stacked x 1,000 points"_s, 1000, LineChart::Stacked},
        {u"12 charts x 4 lines x 30,000 points"_s, 30'000, LineChart::Line},
    };
    bool ok = !software;
    for (const Case &what : cases) {
        if (!what.name.contains(wanted)) {
            continue;
        }
        Board board(view, what.points, what.style);
        const Cost cost = Frames(view, [&board] { board.jump(); }).measure();
        ok = report(what, cost, empty) && ok;
        if (what.mostMs > 0) {
            ok = reportBeside(u"uPlot in Chromium"_s, "BENCH_UPLOT_MS", cost.wallMs, 1 / 4.0) && ok;
            ok = reportBeside(u"Qt Charts"_s, "BENCH_QTCHARTS_MS", cost.wallMs, 1 / 5.0) && ok;
        }
        if (!picture.isEmpty()) {
            view.grabWindow().save(picture);
        }
    }
    return ok ? 0 : 1;
}
