// Qt Charts, what ours are measured beside: twelve charts of four lines of 1,000 points, all
// replaced in every frame.
//
// Prints one JSON object: the median time of a frame, from the first changed point to the end of
// the painting; and how often a chart was painted for it, which has to be once. By the widget,
// which is faster than the QML type: that paints into a picture first and then draws the picture.
// Run it under an X server.
#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <QApplication>
#include <QElapsedTimer>
#include <QGridLayout>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <random>

using namespace Qt::StringLiterals;

namespace {

constexpr int columns = 4;
constexpr int charts = 12;
constexpr int linesPerChart = 4;
constexpr int points = 1000;
constexpr int warmUpFrames = 10;
constexpr int frames = 100;
constexpr int patienceMs = 5'000;

class Board : public QObject
{
public:
    Board()
    {
        auto *grid = new QGridLayout(&m_window);
        grid->setContentsMargins({});
        grid->setSpacing(0);
        for (int i = 0; i < charts; ++i) {
            auto *view = new QChartView(chart());
            view->setRenderHint(QPainter::Antialiasing);
            view->viewport()->installEventFilter(this);
            grid->addWidget(view, i / columns, i % columns);
        }
        m_window.setWindowFlag(Qt::FramelessWindowHint);
        m_window.setGeometry(0, 0, 1920, 1080);
        m_window.show();
    }

    double frameMs()
    {
        QElapsedTimer clock;
        clock.start();
        for (Line &line : m_lines) {
            line.value = std::clamp(line.value + m_noise(m_random), 0.0, 100.0);
            for (int i = 0; i + 1 < points; ++i) {
                line.points[i].setY(line.points[i + 1].y());
            }
            line.points[points - 1].setY(line.value);
            line.series->replace(line.points);
        }
        // The charts ask for it themselves.
        const int before = m_painted;
        while (m_painted - before < charts && clock.elapsed() < patienceMs) {
            QCoreApplication::processEvents();
        }
        return double(clock.nsecsElapsed()) / 1e6;
    }

    int painted() const { return m_painted; } // charts

private:
    struct Line
    {
        QLineSeries *series = nullptr;
        QList<QPointF> points;
        double value = 0;
    };

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        m_painted += event->type() == QEvent::Paint ? 1 : 0;
        return QObject::eventFilter(watched, event);
    }

    QChart *chart()
    {
        auto *chart = new QChart;
        chart->legend()->hide();
        auto *x = new QValueAxis;
        auto *y = new QValueAxis;
        x->setRange(0, points);
        y->setRange(0, 100);
        chart->addAxis(x, Qt::AlignBottom);
        chart->addAxis(y, Qt::AlignLeft);
        for (int i = 0; i < linesPerChart; ++i) {
            Line line;
            line.value = 20 + 20 * i;
            for (int at = 0; at < points; ++at) {
                line.value = std::clamp(line.value + m_noise(m_random), 0.0, 100.0);
                line.points.append({double(at), line.value});
            }
            line.series = new QLineSeries;
            line.series->replace(line.points);
            chart->addSeries(line.series);
            line.series->attachAxis(x);
            line.series->attachAxis(y);
            m_lines.push_back(line);
        }
        return chart;
    }

    QWidget m_window;
    int m_painted = 0;
    std::vector<Line> m_lines;
    std::mt19937 m_random{1};
    std::normal_distribution<double> m_noise{0, 2};
};

} // namespace

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    Board board;
    std::vector<double> costs;
    int paintedBefore = 0;
    for (int i = 0; i < warmUpFrames + frames; ++i) {
        if (i == warmUpFrames) {
            paintedBefore = board.painted();
        }
        const double ms = board.frameMs();
        if (i >= warmUpFrames) {
            costs.push_back(ms);
        }
    }
    std::nth_element(costs.begin(), costs.begin() + frames / 2, costs.end());
    QCoreApplication::processEvents(); // what would be painted again
    const double times = double(board.painted() - paintedBefore) / (frames * charts);
    const QJsonObject line{{u"bench"_s, u"reference"_s},
                           {u"case"_s, u"frame"_s},
                           {u"value"_s, costs[frames / 2]},
                           {u"unit"_s, u"ms"_s},
                           {u"painted"_s, times},
                           {u"reference"_s, u"Qt Charts %1"_s.arg(QLatin1String(qVersion()))}};
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    return 0;
}
