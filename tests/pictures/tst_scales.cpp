// Charts look the same from the scene graph and from the painter that stands in for it, at every
// scale of the screen: the same charts drawn by two processes, with OpenGL and without, compared.
#include "chartbench.h"
#include "pictures/compare.h"

#include <QDir>
#include <QGuiApplication>
#include <QProcess>

using namespace Qt::StringLiterals;
using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr QSize size(900, 640);
constexpr int columns = 2;
constexpr int giveUpMs = 60'000;
const QString drawing = u"--draw"_s;

struct Look
{
    LineChart::Style style = LineChart::Line;
    std::int64_t stepUs = second; // between two samples
    double width = 1.6;
};

const QList<Look> looks{{LineChart::Line, second, 1.6},         {LineChart::Line, second / 20, 1.6},
                        {LineChart::Line, second / 40, 3},      {LineChart::Step, second / 4, 2.2},
                        {LineChart::Area, second / 8, 1.6},     {LineChart::Stacked, second, 1},
                        {LineChart::Line, second / 2'000, 1.6}, {LineChart::Area, 2 * second, 4}};

double valueOf(std::uint32_t line, std::int64_t timeUs)
{
    const double t = double(timeUs - start) / 1e6;
    const double wave = 30 * std::sin(t / (6 + line) + line) + 4 * std::sin(t * (7 + line));
    const bool spike = line == 1 && timeUs % (13 * second) == 0;
    return 50 + wave + (spike ? 40 : 0);
}

// One chart per look, with a hole, a limit, dashes and a sample that came late.
QImage draw()
{
    std::vector<std::unique_ptr<Bench>> stores;
    QQuickView view;
    view.setColor(Qt::white);
    view.resize(size);
    const QSizeF cell(size.width() / qreal(columns), size.height() * columns / qreal(looks.size()));
    for (int i = 0; i < looks.size(); ++i) {
        const Look &look = looks[i];
        stores.push_back(std::make_unique<Bench>(QSize(100, 100)));
        Bench &bench = *stores.back();
        bench.addSeries(2);
        for (std::uint32_t line = 0; line < 2; ++line) {
            for (std::int64_t at = start - second; at < start + 100 * second; at += look.stepUs) {
                const bool lost = at > start + 40 * second && at < start + 47 * second;
                bench.add(at, lost ? noValue : valueOf(line, at), line);
            }
        }
        bench.apply();
        bench.add(start + 70 * second, 20, 0);
        bench.apply();
        bench.chart->setParentItem(view.contentItem());
        bench.chart->setPosition({i % columns * cell.width() + 5, i / columns * cell.height() + 5});
        bench.chart->setSize(cell - QSizeF(10, 10));
        bench.chart->setProperty("style", look.style);
        bench.chart->setProperty("lineWidth", look.width);
        bench.chart->setProperty("openHoleFromUs", double(start + 92 * second));
        bench.chart->setProperty("gridColor", QColor(Qt::lightGray));
        bench.chart->setProperty("lateColor", QColor(Qt::red));
        bench.chart->setProperty(
            "colors", QVariant::fromValue(QList<QColor>{QColor(0, 0, 200), QColor(200, 90, 0)}));
        if (i == 0) {
            bench.chart->setProperty("dashes", QVariantList{QVariantList{6, 6}, QVariantList()});
        }
        bench.setRange(0, 100);
    }
    view.show();
    const bool shown = QTest::qWaitForWindowExposed(&view);
    return shown ? view.grabWindow() : QImage();
}

QString drawnBy(const QString &renderer, const QString &scale)
{
    const QString file = QDir().absoluteFilePath(u"scale-%1-%2.png"_s.arg(scale, renderer));
    QFile::remove(file);
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QUICK_BACKEND"_s, renderer);
    environment.insert(u"QT_SCALE_FACTOR"_s, scale);
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), {drawing, file});
    child.waitForFinished(giveUpMs);
    return file;
}

} // namespace

class TestScales : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksTheSameFromBothRenderers_data();
    void looksTheSameFromBothRenderers();
};

void TestScales::looksTheSameFromBothRenderers_data()
{
    QTest::addColumn<double>("scale");
    for (const char *scale : {"1", "1.5", "2"}) {
        QTest::newRow(scale) << QByteArray(scale).toDouble();
    }
}

void TestScales::looksTheSameFromBothRenderers()
{
    QFETCH(double, scale);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const QImage painted(drawnBy(u"software"_s, name));
    const QImage rendered(drawnBy(u"rhi"_s, name));
    QCOMPARE(painted.size(), QSizeF(QSizeF(size) * scale).toSize());
    const Comparison result = compare(painted, rendered);
    result.difference.save(u"scale-%1-difference.png"_s.arg(name));
    QVERIFY2(result.same, qPrintable(result.text));
}

int main(int argc, char **argv)
{
    const QGuiApplication app(argc, argv);
    const QStringList arguments = QGuiApplication::arguments();
    if (arguments.value(1) == drawing) {
        return draw().save(arguments.value(2)) ? 0 : 1;
    }
    TestScales test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_scales.moc"
