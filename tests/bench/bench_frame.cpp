// What a frame costs: twelve charts of four lines, all moving, against the same window without
// them.
//
// Prints one JSON object per line. Measures from the start of a frame to the end of its swap on the
// basic render loop, so that waiting for the next frame does not count; medians over many frames.
// Run it under an X server; offscreen it measures the software scene graph.
#include "linechart.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QQuickView>
#include <QTextStream>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <random>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr int columns = 4;
constexpr int rows = 3;
constexpr int linesPerChart = 4;
constexpr int warmUpFrames = 20;
constexpr int frames = 150;
constexpr std::int64_t sampleUs = 100'000;

struct Case
{
    QString name;
    int points = 1000; // in the window, per line
    int style = LineChart::Line;
    double must = 0; // at most this many times the empty board; 0: for information
};

// A board of charts over random walks; every frame brings one sample per line and moves the window.
class Board
{
public:
    Board(QQuickView &view, const Case &what)
        : m_case(what)
    {
        QList<QColor> colors{QColor(0x56b4e9), QColor(0xe6a100), QColor(0x2fc08b),
                             QColor(0xd48ab5)};
        const QSizeF cell(view.width() / qreal(columns), view.height() / qreal(rows));
        for (int i = 0; i < columns * rows; ++i) {
            auto chart = std::make_unique<LineChart>(view.contentItem());
            chart->setPosition({std::round(i % columns * cell.width()) + 40,
                                std::round(i / columns * cell.height()) + 30});
            chart->setSize(QSizeF(std::round(cell.width()) - 60, std::round(cell.height()) - 80));
            chart->setStore(&m_store);
            chart->setProperty("style", what.style);
            chart->setProperty("colors", QVariant::fromValue(colors));
            chart->setProperty("lineWidth", 1.6);
            chart->setProperty("gridColor", QColor(0x252c36));
            QList<int> keys;
            for (int line = 0; line < linesPerChart; ++line) {
                keys.append(addSeries());
            }
            m_charts.push_back(std::move(chart));
            m_charts.back()->setProperty("keys", QVariant::fromValue(keys));
        }
        for (int i = 0; i < what.points; ++i) {
            sample();
        }
        advance();
    }

    void advance()
    {
        sample();
        m_store.apply(m_source, m_batch, m_nowUs);
        m_batch.clear();
        m_store.flush();
        for (const auto &chart : m_charts) {
            chart->setProperty("fromUs", double(m_nowUs - m_case.points * sampleUs));
            chart->setProperty("toUs", double(m_nowUs));
        }
    }

private:
    int addSeries()
    {
        const auto index = std::uint32_t(m_values.size());
        SeriesInfo info;
        info.name = QString::number(index);
        info.channel = u"bench"_s;
        m_batch.note(SeriesSeen{index, info});
        m_store.apply(m_source, m_batch, m_nowUs);
        m_batch.clear();
        m_values.push_back(20 + 20 * double(index % linesPerChart));
        return m_store.count() - 1;
    }

    void sample()
    {
        m_nowUs += sampleUs;
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            m_values[i] = std::clamp(m_values[i] + m_noise(m_random), 0.0, 100.0);
            m_batch.append(std::uint32_t(i), m_nowUs, m_values[i]);
        }
    }

    Case m_case;
    Store m_store{512U << 20};
    int m_source = m_store.addSource(u"bench"_s);
    Batch m_batch;
    std::vector<double> m_values;
    std::mt19937 m_random{1};
    std::normal_distribution<double> m_noise{0, 2};
    std::int64_t m_nowUs = 1'795'000'000'000'000;
    std::vector<std::unique_ptr<LineChart>> m_charts;
};

double medianFrameMs(QQuickView &view, const std::function<void()> &advance)
{
    std::vector<double> costs;
    QElapsedTimer clock;
    QEventLoop loop;
    double spentMs = 0;
    QObject scope;
    QObject::connect(&view, &QQuickWindow::afterAnimating, &scope, [&] { clock.start(); });
    QObject::connect(&view, &QQuickWindow::frameSwapped, &scope, [&] {
        if (clock.isValid()) {
            costs.push_back(spentMs + double(clock.nsecsElapsed()) / 1e6);
        }
        if (costs.size() >= warmUpFrames + frames) {
            loop.quit();
            return;
        }
        clock.start();
        advance();
        spentMs = double(clock.nsecsElapsed()) / 1e6;
        clock.invalidate();
        view.update();
    });
    view.update();
    loop.exec();
    costs.erase(costs.begin(), costs.begin() + warmUpFrames);
    std::nth_element(costs.begin(), costs.begin() + frames / 2, costs.end());
    return costs[frames / 2];
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QSG_RENDER_LOOP", "basic");
    QSurfaceFormat format = QSurfaceFormat::defaultFormat();
    format.setSwapInterval(0);
    QSurfaceFormat::setDefaultFormat(format);
    QGuiApplication app(argc, argv);
    QQuickView view;
    view.setColor(QColor(0x0e1115));
    view.setFlag(Qt::FramelessWindowHint);
    view.setGeometry(0, 0, 1920, 1080);
    view.show();

    QTextStream out(stdout);
    const double empty = medianFrameMs(view, [] {});
    const bool software = view.rendererInterface()->graphicsApi() == QSGRendererInterface::Software;
    // The limit is for OpenGL by software on a busy machine; painting without it has none.
    const QList<Case> cases{
        {u"12 charts x 4 lines x 1,000 points"_s, 1000, LineChart::Line, software ? 0.0 : 12.0},
        {u"12 charts x 4 areas x 1,000 points"_s, 1000, LineChart::Area, software ? 0.0 : 25.0},
        {u"12 charts x 4 stacked x 1,000 points"_s, 1000, LineChart::Stacked,
         software ? 0.0 : 15.0},
        {u"12 charts x 4 lines x 30,000 points"_s, 30'000, LineChart::Line, software ? 0.0 : 45.0},
    };
    bool allOk = true;
    for (const Case &what : cases) {
        Board board(view, what);
        const double ms = medianFrameMs(view, [&board] { board.advance(); });
        const bool ok = what.must == 0 || ms / empty <= what.must;
        allOk = allOk && ok;
        const QJsonObject line{{u"bench"_s, u"frame"_s},
                               {u"case"_s, what.name},
                               {u"value"_s, ms},
                               {u"unit"_s, u"ms per frame"_s},
                               {u"reference"_s, u"the same window, empty"_s},
                               {u"reference_value"_s, empty},
                               {u"ratio"_s, ms / empty},
                               {u"must"_s, what.must},
                               {u"ok"_s, ok}};
        out << QJsonDocument(line).toJson(QJsonDocument::Compact) << '\n';
        out.flush();
    }
    return allOk ? 0 : 1;
}
