// What a frame costs while a person works: the window itself with twelve live charts of four lines,
// and a hand that points, zooms and pans.
//
// Prints one JSON object per line. The cost of a frame is the processor time of all threads since
// the one before, all that led to it included: other programs on the machine cannot make it much
// longer. `wall` is how long the GUI thread was busy, which they can. Run it under an X server.
#include "chartboard.h"
#include "hand.h"

#include "models/desk.h"
#include "window.h"

#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QQuickWindow>
#include <QTextStream>

#include <algorithm>
#include <random>

using namespace sightglass;
using namespace sightglass::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int sampleMs = 100;
constexpr int historySamples = 20 * 60 * 10;
constexpr int settleMs = 1000;
constexpr int measureMs = 4000;
constexpr double frameMs = 1000.0 / 60;
constexpr double mostLate = 0.05; // share of the frames

// A desk without a feed whose series all walk at random, as long as the timer runs.
class LiveDesk
{
public:
    explicit LiveDesk(const QString &style)
    {
        Batch batch;
        for (int i = 0; i < boardCharts * boardLines; ++i) {
            SeriesSeen seen;
            seen.index = std::uint32_t(i);
            seen.info.name = boardSeries(i);
            seen.info.unit = u"%"_s;
            seen.info.channel = u"bench"_s;
            seen.info.intervalMs = sampleMs;
            batch.note(seen);
            m_values.push_back(20 + 20 * (i % boardLines));
        }
        m_desk.take(batch);
        m_desk.showBoard(chartBoard(style));
        batch.clear();
        const std::int64_t now = systemNowUs();
        for (int i = historySamples; i > 0; --i) {
            sample(now - i * sampleMs * 1000, batch);
        }
        m_desk.take(batch);
        LinkStatus live;
        live.state = LinkState::Live;
        m_desk.show(live);
        m_desk.flush();
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.callOnTimeout([this] {
            Batch next;
            sample(systemNowUs(), next);
            m_desk.take(next);
            m_desk.flush();
        });
        m_timer.start(sampleMs);
    }

    Desk &desk() { return m_desk; }

private:
    void sample(std::int64_t timeUs, Batch &batch)
    {
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            m_values[i] = std::clamp(m_values[i] + m_noise(m_random), 0.0, 100.0);
            batch.append(std::uint32_t(i), timeUs, m_values[i]);
        }
    }

    Store m_store{std::size_t(256) << 20};
    Desk m_desk{&m_store, nullptr};
    std::vector<double> m_values;
    std::mt19937 m_random{1};
    std::normal_distribution<double> m_noise{0, 2};
    QTimer m_timer;
};

double quantile(std::vector<double> values, double part)
{
    if (values.empty()) {
        return 0;
    }
    const auto at = values.begin() + std::ptrdiff_t(double(values.size() - 1) * part);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

struct Case
{
    QString name;
    Gesture gesture = Gesture::None;
    bool asked = false; // sixty frames a second
};

const QList<Case> cases{{u"nobody at it"_s, Gesture::None, false},
                        {u"pointing"_s, Gesture::Point, true},
                        {u"zooming"_s, Gesture::Zoom, true},
                        {u"panning"_s, Gesture::Pan, true}};

struct Setting
{
    QSize size;
    QString style;
    int minutes = 1;

    QString name() const
    {
        return u"12 charts x 4 %1s, %2x%3, %4 min"_s.arg(style)
            .arg(size.width())
            .arg(size.height())
            .arg(minutes);
    }
};

const QList<Setting> settings{{{1440, 900}, u"line"_s, 1},
                              {{1440, 900}, u"line"_s, 5},
                              {{1440, 900}, u"area"_s, 5},
                              {{1920, 1080}, u"line"_s, 5}};

bool report(const QString &name, bool asked, const Cost &cost, bool software)
{
    const auto late = std::count_if(cost.cpuMs.begin(), cost.cpuMs.end(),
                                    [](double ms) { return ms > frameMs; });
    const double frames = double(cost.cpuMs.size());
    const double lateShare = frames == 0 ? 0 : double(late) / frames;
    const double median = quantile(cost.cpuMs, 0.5);
    const bool ok = !asked || (frames > 0 && median <= frameMs && lateShare <= mostLate);
    const QJsonObject line{{u"bench"_s, u"use"_s},
                           {u"case"_s, name},
                           {u"renderer"_s, software ? u"software"_s : u"OpenGL"_s},
                           {u"value"_s, median},
                           {u"unit"_s, u"ms of processor time per frame"_s},
                           {u"p95"_s, quantile(cost.cpuMs, 0.95)},
                           {u"late"_s, lateShare},
                           {u"wall"_s, quantile(cost.busyMs, 0.5)},
                           {u"wall_p95"_s, quantile(cost.busyMs, 0.95)},
                           {u"frames_per_second"_s, frames / cost.seconds},
                           {u"cpu_percent"_s, cost.allCpuMs / cost.seconds / 10},
                           {u"reference"_s, u"sixty frames a second"_s},
                           {u"reference_value"_s, frameMs},
                           {u"ratio"_s, median / frameMs},
                           {u"must"_s, asked ? 1 : 0},
                           {u"ok"_s, ok}};
    QTextStream(stdout) << QJsonDocument(line).toJson(QJsonDocument::Compact) << Qt::endl;
    return ok;
}

// Only the cases whose name has all the words.
bool measure(const Setting &setting, const QStringList &words)
{
    LiveDesk live(setting.style);
    live.desk().view()->setSpan(setting.minutes * 60e6);
    Options options;
    options.theme = u"dark"_s;
    options.size = setting.size;
    Window shown(options);
    if (!shown.show(live.desk())) {
        return false;
    }
    auto *window = qobject_cast<QQuickWindow *>(QGuiApplication::topLevelWindows().constFirst());
    bool ok = true;
    for (const Case &what : cases) {
        const QString name = setting.name() + u", "_s + what.name;
        const auto has = [&name](const QString &word) { return name.contains(word); };
        if (!std::all_of(words.begin(), words.end(), has)) {
            continue;
        }
        live.desk().view()->reset();
        Hand hand(*window, what.gesture);
        wait(settleMs);
        const Cost cost = costOfFrames(*window, measureMs);
        const bool software = window->rendererInterface()->graphicsApi()
                              == QSGRendererInterface::Software;
        ok = report(name, what.asked, cost, software) && ok;
    }
    return ok;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QSG_RENDER_LOOP", "basic"); // all of a frame on one thread
    qputenv("QT_NO_GLIB", "1");          // the other dispatcher says exactly when it sleeps
    QSurfaceFormat format = QSurfaceFormat::defaultFormat();
    format.setSwapInterval(0);
    QSurfaceFormat::setDefaultFormat(format);
    const QGuiApplication app(argc, argv);
    Window::prepare({});
    bool ok = true;
    for (const Setting &setting : settings) {
        ok = measure(setting, QGuiApplication::arguments().mid(1)) && ok;
    }
    return ok ? 0 : 1;
}
