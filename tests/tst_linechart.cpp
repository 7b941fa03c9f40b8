// The chart as it is seen: its pixels in a real window. Runs twice, on the software scene graph and
// (tst_linechart_gl, under an X server) with OpenGL; both must show the same things.
#include "chartbench.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace sightglass;
using namespace Qt::StringLiterals;

class TestLineChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void drawsALineFromEdgeToEdge();
    void keepsTheWidthOfItsLine();
    void showsTheWholeLineAtTheEndsOfItsRange();
    void showsBothOfTwoLinesInTheSamePlace();
    void showsOneSpikeAmongManySamples();
    void leavesAHoleEmptyAndHatchesIt();
    void hatchesTheOpenHoleToTheRightEdge();
    void fillsAreasDownToZero();
    void stacksAreas();
    void goesSidewaysFirstInSteps();
    void marksLimitsInsideTheRange();
    void showsALoneSample();
    void followsTheCrosshair();
    void readsNothingWhenNothingIsSeen();
    void movesOnlyByWholePixels();
    void survivesAnySizeAndAnyNumber();
    void survivesManySeriesAndUnknownOnes();
    void outlivesItsStore();
};

void TestLineChart::initTestCase()
{
    Bench bench;
    QVERIFY(!bench.grab().isNull());
    const auto api = bench.view.rendererInterface()->graphicsApi();
    qInfo() << (api == QSGRendererInterface::Software ? "software" : "graphics card");
    if (QGuiApplication::platformName() == u"xcb") {
        QVERIFY(api != QSGRendererInterface::Software);
    }
}

void TestLineChart::drawsALineFromEdgeToEdge()
{
    Bench bench;
    bench.addSeries(1);
    bench.setRange(0, 100);
    bench.add(start - 50 * second, 50);
    bench.add(start + 150 * second, 50);
    bench.apply();
    const QImage image = bench.grab();
    for (const int x : {0, 1, 100, 200, 300, 398, 399}) {
        QVERIFY2(isInk(image.pixelColor(x, 100), lineColor)
                     || isInk(image.pixelColor(x, 99), lineColor),
                 qPrintable(QString::number(x)));
    }
    QCOMPARE(inkIn(image, {0, 0, 400, 95}, lineColor), 0);
    QCOMPARE(inkIn(image, {0, 105, 400, 95}, lineColor), 0);
}

void TestLineChart::keepsTheWidthOfItsLine()
{
    Bench bench;
    bench.addSeries(1);
    bench.setRange(0, 100);
    for (int i = 0; i <= 20; ++i) {
        bench.add(start + i * 5 * second, i % 2 == 0 ? 20 : 80); // sharp turns, no mitre
    }
    bench.apply();
    const QImage image = bench.grab();
    // Halfway between two turns: a slope of 6 px in 1 makes about 12 px of ink per column.
    QVERIFY(tall(image, 10, lineColor) >= 8 && tall(image, 10, lineColor) <= 18);
    QCOMPARE(inkIn(image, {0, 0, 400, 36}, lineColor), 0);
    QVERIFY(inkIn(image, {15, 36, 11, 6}, lineColor) > 0); // the tip reaches its value
}

void TestLineChart::showsTheWholeLineAtTheEndsOfItsRange()
{
    Bench bench;
    bench.view.resize(400, 240);
    bench.chart->setPosition({0, 20});
    bench.addSeries(2);
    bench.setRange(0, 100);
    bench.chart->setProperty("lineWidth", 4.0);
    for (int i = -1; i <= 101; ++i) {
        bench.add(start + i * second, 100, 0);
        bench.add(start + i * second, 0, 1);
    }
    bench.apply();
    const QImage image = bench.grab();
    QCOMPARE(inkIn(image, {200, 0, 1, 120}, lineColor), 4);
    QCOMPARE(inkIn(image, {200, 120, 1, 120}, lineColor), 4);
}

void TestLineChart::showsBothOfTwoLinesInTheSamePlace()
{
    const QColor other(255, 0, 0);
    Bench bench;
    bench.addSeries(2);
    bench.setRange(0, 100);
    bench.chart->setProperty("colors", QVariant::fromValue(QList<QColor>{lineColor, other}));
    for (int i = -1; i <= 101; ++i) {
        bench.add(start + i * second, i < 50 ? 60 : 100, 0);
        bench.add(start + i * second, i < 50 ? 20 : 100, 1); // apart at first
    }
    bench.apply();
    const QImage image = bench.grab();
    QVERIFY(inkIn(image, {0, 70, 190, 20}, lineColor) >= 190);
    QVERIFY(inkIn(image, {0, 150, 190, 20}, other) >= 190);
    const int first = inkIn(image, {210, 0, 190, 4}, lineColor);
    const int covered = inkIn(image, {210, 0, 190, 4}, other);
    QVERIFY2(first > 60 && covered > 60, qPrintable(u"%1 %2"_s.arg(first).arg(covered)));
    bench.show(start + 10 * second, start + 110 * second);
    const QImage later = bench.grab(); // forty pixels on
    for (int x = 210; x < 355; ++x) {
        QCOMPARE(isInk(later.pixelColor(x - 40, 0), lineColor),
                 isInk(image.pixelColor(x, 0), lineColor));
    }
}

void TestLineChart::showsOneSpikeAmongManySamples()
{
    Bench bench;
    bench.addSeries(1);
    bench.setRange(0, 100);
    for (int i = 0; i < 100'000; ++i) {
        bench.add(start + i * 1000, i == 61'803 ? 90 : 10);
    }
    bench.apply();
    const QImage image = bench.grab();
    const int x = int(61.803 / 100 * 400);
    int tallest = 0;
    for (int near = x - 2; near <= x + 2; ++near) {
        tallest = std::max(tallest, tall(image, near, lineColor));
    }
    QVERIFY2(tallest >= 150, qPrintable(QString::number(tallest)));
    QVERIFY(tall(image, x - 10, lineColor) <= 5);
    QVERIFY(tall(image, x + 10, lineColor) <= 5);
}

void TestLineChart::leavesAHoleEmptyAndHatchesIt()
{
    Bench bench;
    bench.addSeries(1);
    bench.setRange(0, 100);
    for (int i = 0; i <= 40; ++i) {
        bench.add(start + i * second, 50);
    }
    bench.batch.note(LostTime{u"channel"_s, start + 40 * second, start + 60 * second, 0,
                              LostTime::Reason::NotNumbered});
    for (int i = 60; i <= 100; ++i) {
        bench.add(start + i * second, 50);
    }
    bench.apply();
    const QImage image = bench.grab();
    QVERIFY(tall(image, 100, lineColor) >= 1);
    QVERIFY(tall(image, 300, lineColor) >= 1);
    QCOMPARE(inkIn(image, {163, 0, 74, 200}, lineColor), 0);
    QVERIFY(inkIn(image, {163, 0, 74, 200}, hatchColor) > 500);
    QCOMPARE(inkIn(image, {0, 0, 155, 200}, hatchColor), 0);
    QCOMPARE(inkIn(image, {245, 0, 155, 200}, hatchColor), 0);
    const QVariantList holes = bench.chart->property("holes").toList();
    QCOMPARE(holes.size(), 1);
    const QVariantMap hole = holes.front().toMap();
    QVERIFY(std::abs(hole.value(u"x"_s).toDouble() - 160) < 1.5);
    QVERIFY(std::abs(hole.value(u"width"_s).toDouble() - 80) < 1.5);
    QVERIFY(hole.value(u"texts"_s).toStringList().front().startsWith(u"no data · link lost "_s));
}

void TestLineChart::hatchesTheOpenHoleToTheRightEdge()
{
    Bench bench;
    bench.addSeries(1);
    bench.add(start, 1);
    bench.apply();
    bench.chart->setProperty("openHoleFromUs", double(start + 75 * second));
    const QImage image = bench.grab();
    QVERIFY(inkIn(image, {302, 0, 98, 200}, hatchColor) > 500);
    QCOMPARE(inkIn(image, {0, 0, 298, 200}, hatchColor), 0);
    const QVariantList holes = bench.chart->property("holes").toList();
    QCOMPARE(holes.size(), 1);
    const QStringList texts = holes.front().toMap().value(u"texts"_s).toStringList();
    QVERIFY(texts.front().startsWith(u"no data since "_s));
}

void TestLineChart::fillsAreasDownToZero()
{
    Bench bench;
    bench.addSeries(1);
    bench.setRange(0, 100);
    bench.chart->setProperty("style", LineChart::Area);
    bench.add(start, 50);
    bench.add(start + 100 * second, 50);
    bench.apply();
    const QImage image = bench.grab();
    const QColor below = image.pixelColor(200, 150);
    QVERIFY(below != QColor(Qt::white));
    QVERIFY(below.blue() > 240 && below.red() > 180 && below.red() < 230); // a fifth of the colour
    QCOMPARE(image.pixelColor(200, 50), QColor(Qt::white));
    QCOMPARE(image.pixelColor(200, 198), below);
}

void TestLineChart::stacksAreas()
{
    Bench bench;
    bench.addSeries(2);
    bench.setRange(0, 100);
    bench.chart->setProperty("style", LineChart::Stacked);
    for (int i = 0; i <= 100; ++i) {
        bench.add(start + i * second, 30, 0);
        bench.add(start + i * second + 1000, 40, 1);
    }
    bench.apply();
    const QImage image = bench.grab();
    QVERIFY(inkIn(image, {200, 137, 1, 7}, lineColor) > 0);  // 30
    QVERIFY(inkIn(image, {200, 57, 1, 7}, lineColor) > 0);   // 70
    QCOMPARE(inkIn(image, {200, 115, 1, 11}, lineColor), 0); // 40 is nowhere
}

void TestLineChart::goesSidewaysFirstInSteps()
{
    Bench bench;
    bench.addSeries(1);
    bench.setRange(0, 100);
    bench.chart->setProperty("style", LineChart::Step);
    bench.add(start, 20);
    bench.add(start + 50 * second, 80);
    bench.add(start + 100 * second, 80);
    bench.apply();
    const QImage image = bench.grab();
    QVERIFY(tall(image, 100, lineColor) <= 3);
    QVERIFY(inkIn(image, {190, 157, 1, 7}, lineColor) > 0);
    QVERIFY(inkIn(image, {210, 37, 1, 7}, lineColor) > 0);
    QVERIFY(tall(image, 199, lineColor) > 100 || tall(image, 200, lineColor) > 100);
}

void TestLineChart::marksLimitsInsideTheRange()
{
    Bench bench;
    bench.setRange(0, 100);
    bench.chart->setProperty("criticalColor", QColor(255, 0, 0));
    bench.chart->setProperty(
        "limits", QVariantList{QVariantMap{{u"value"_s, 90},
                                           {u"severity"_s, u"critical"_s},
                                           {u"label"_s, u"critical 90"_s}},
                               QVariantMap{{u"value"_s, 400}, {u"severity"_s, u"critical"_s}}});
    const QImage image = bench.grab();
    QVERIFY(inkIn(image, {0, 17, 400, 7}, QColor(255, 0, 0)) > 100);
    QVERIFY(image.pixelColor(200, 5) != QColor(Qt::white)); // the band above
    QCOMPARE(image.pixelColor(200, 40), QColor(Qt::white));
    QCOMPARE(bench.chart->property("limitTags").toList().size(), 1);
}

void TestLineChart::showsALoneSample()
{
    Bench bench;
    bench.addSeries(1);
    bench.setRange(0, 100);
    bench.add(start + 50 * second, 50);
    bench.apply();
    QVERIFY(inkIn(bench.grab(), {195, 95, 10, 10}, lineColor) >= 2);
}

void TestLineChart::followsTheCrosshair()
{
    Bench bench;
    bench.addSeries(1);
    bench.chart->setProperty("cursorColor", QColor(255, 0, 255));
    QSignalSpy framed(bench.chart, &LineChart::framed);
    bench.grab();
    const auto before = framed.count();
    bench.chart->setProperty("cursorUs", double(start + 25 * second));
    const QImage image = bench.grab();
    QCOMPARE(tall(image, 99, Qt::magenta) + tall(image, 100, Qt::magenta), 200);
    QCOMPARE(framed.count(), before); // nothing else is computed again
    bench.chart->setProperty("cursorUs", noValue);
    QCOMPARE(inkIn(bench.grab(), {0, 0, 400, 200}, Qt::magenta), 0);
}

void TestLineChart::readsNothingWhenNothingIsSeen()
{
    Bench bench;
    bench.addSeries(2);
    bench.add(start + 10 * second, 1);
    bench.add(start + 101 * second, 1); // leads the line out of the window
    bench.apply();
    bench.chart->setProperty("keys", QVariant::fromValue(QList<int>{0}));
    bench.grab();
    QSignalSpy framed(bench.chart, &LineChart::framed);
    bench.add(start + 102 * second, 99);   // behind the window
    bench.add(start + 50 * second, 99, 1); // of a series that is not shown
    bench.apply();
    bench.grab();
    QCOMPARE(framed.count(), 0);
    bench.add(start + 20 * second, 5); // late, inside
    bench.apply();
    bench.grab();
    QCOMPARE(framed.count(), 1);
    bench.chart->setVisible(false);
    bench.add(start + 30 * second, 6);
    bench.apply();
    bench.grab();
    QCOMPARE(framed.count(), 1);
    bench.chart->setVisible(true);
    bench.grab();
    QCOMPARE(framed.count(), 2);
}

void TestLineChart::movesOnlyByWholePixels()
{
    Bench bench;
    bench.addSeries(1);
    bench.grab();
    QSignalSpy framed(bench.chart, &LineChart::framed);
    for (int i = 1; i <= 10; ++i) { // 250 ms are one pixel
        bench.show(start + i * 50'000, start + 100 * second + i * 50'000);
        bench.grab();
    }
    QCOMPARE(framed.count(), 2);
}

void TestLineChart::survivesAnySizeAndAnyNumber()
{
    const double infinity = std::numeric_limits<double>::infinity();
    const QList<double> numbers{0,         -0.0,    1e300,   -1e300, infinity,
                                -infinity, noValue, 1.7e308, 1e-300};
    for (int style = LineChart::Line; style <= LineChart::Stacked; ++style) {
        Bench bench;
        bench.addSeries(2);
        bench.chart->setProperty("style", style);
        for (int i = 0; i < numbers.size(); ++i) {
            bench.add(start + i * second, numbers[i], 0);
            bench.add(start + i * second, numbers[numbers.size() - 1 - i], 1);
        }
        bench.apply();
        for (const QSizeF size : {QSizeF(400, 200), QSizeF(40, 20), QSizeF(0, 0), QSizeF(0.4, 300),
                                  QSizeF(1, 1), QSizeF(40, 200)}) {
            bench.chart->setSize(size);
            QVERIFY(!bench.grab().isNull());
        }
        bench.chart->setProperty("toUs", infinity);
        QVERIFY(!bench.grab().isNull());
        bench.show(start, start);
        QVERIFY(!bench.grab().isNull());
        QVERIFY(std::isfinite(bench.chart->yMin()) && std::isfinite(bench.chart->yMax()));
    }
}

void TestLineChart::survivesManySeriesAndUnknownOnes()
{
    Bench bench;
    bench.addSeries(500);
    bench.setRange(0, 500);
    for (int i = 0; i < 100; ++i) {
        for (std::uint32_t series = 0; series < 500; ++series) {
            bench.add(start + i * second, series, series);
        }
    }
    bench.apply();
    QVERIFY(tall(bench.grab(), 200, lineColor) > 150);
    bench.chart->setProperty("keys", QVariant::fromValue(QList<int>{-1, 499, 4711}));
    const QImage image = bench.grab();
    QVERIFY(inkIn(image, {200, 0, 1, 4}, lineColor) > 0);
    QCOMPARE(inkIn(image, {0, 10, 400, 190}, lineColor), 0);
    QVERIFY(std::isnan(bench.chart->valueAt(0, double(start))));
    QCOMPARE(bench.chart->valueAt(1, double(start + 5 * second)), 499.0);
}

void TestLineChart::outlivesItsStore()
{
    Bench bench;
    auto *store = new Store(1U << 20);
    bench.chart->setStore(store);
    bench.chart->setProperty("keys", QVariant::fromValue(QList<int>{0}));
    bench.grab();
    delete store;
    QCOMPARE(bench.chart->store(), nullptr);
    QVERIFY(!bench.grab().isNull());
}

QTEST_MAIN(TestLineChart)
#include "tst_linechart.moc"
