// The small line as it is seen, and how seldom it is drawn. Runs twice, on the software scene graph
// and (tst_sparkline_gl, under an X server) with OpenGL; both must show the same things.
#include "chartbench.h"
#include "sparkline.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize size(46, 16);

// One small line, 46 pixels of ten seconds each, in a window of its own.
struct SparkBench : Bench
{
    Sparkline *spark = new Sparkline(view.contentItem());

    SparkBench()
        : Bench({92, 32})
    {
        chart->setVisible(false);
        chart->setStore(nullptr);
        addSeries(2);
        spark->setPosition({20, 8});
        spark->setSize(size);
        spark->setStore(&store);
        spark->setProperty("seriesKey", 0);
        spark->setProperty("color", lineColor);
        spark->setProperty("lineWidth", 2.0);
        moveTo(start + 460 * second);
    }
    void moveTo(std::int64_t toUs)
    {
        spark->setProperty("fromUs", double(toUs - 460 * second));
        spark->setProperty("toUs", double(toUs));
    }
    // Only what the line may paint; nothing may be outside of it.
    QImage picture()
    {
        const QImage whole = grab();
        const QRect room({20, 8}, size);
        QImage around = whole;
        for (int y = room.top(); y <= room.bottom(); ++y) {
            for (int x = room.left(); x <= room.right(); ++x) {
                around.setPixelColor(x, y, Qt::white);
            }
        }
        m_outside = inkIn(around, around.rect(), lineColor);
        return whole.copy(room);
    }
    int m_outside = 0;
};

int rowOf(const QImage &image, int x)
{
    for (int y = 0; y < image.height(); ++y) {
        if (isInk(image.pixelColor(x, y), lineColor)) {
            return y;
        }
    }
    return -1;
}

} // namespace

class TestSparkline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void drawsNothingWithoutData();
    void fillsItsHeightWithItsOwnRange();
    void drawsAConstantInTheMiddle();
    void breaksAtHolesAndAtNotANumber();
    void staysInsideItsRoom();
    void isDrawnOnlyWhenItWouldChange();
    void looksAtNoSampleBehindItsWindow();
    void restsWhileHidden();
    void survivesAnySizeAndAnyNumber();
    void outlivesItsStore();
};

void TestSparkline::initTestCase()
{
    SparkBench bench;
    QVERIFY(!bench.grab().isNull());
    if (QGuiApplication::platformName() == u"xcb") {
        QVERIFY(bench.view.rendererInterface()->graphicsApi() != QSGRendererInterface::Software);
    }
}

void TestSparkline::drawsNothingWithoutData()
{
    SparkBench bench;
    QCOMPARE(inkIn(bench.picture(), {{}, size}, lineColor), 0);
    bench.add(start - 1000 * second, 5); // long before the window
    bench.apply();
    QCOMPARE(inkIn(bench.picture(), {{}, size}, lineColor), 0);
    bench.spark->setProperty("seriesKey", -1);
    QCOMPARE(inkIn(bench.picture(), {{}, size}, lineColor), 0);
}

void TestSparkline::fillsItsHeightWithItsOwnRange()
{
    SparkBench bench;
    for (int i = 0; i <= 46; ++i) {
        bench.add(start + i * 10 * second, 1e6 + i);
    }
    bench.apply();
    const QImage image = bench.picture();
    QVERIFY2(rowOf(image, 1) >= 11, qPrintable(QString::number(rowOf(image, 1))));
    QVERIFY2(rowOf(image, 44) <= 3, qPrintable(QString::number(rowOf(image, 44))));
    QVERIFY(rowOf(image, 23) > 4 && rowOf(image, 23) < 11);
    QCOMPARE(bench.m_outside, 0);
}

void TestSparkline::drawsAConstantInTheMiddle()
{
    for (const double value : {0.0, -7.5, 1e300}) {
        SparkBench bench;
        bench.add(start, value);
        bench.add(start + 460 * second, value);
        bench.apply();
        const QImage image = bench.picture();
        for (const int x : {1, 20, 44}) {
            QCOMPARE(inkIn(image, {x, 7, 1, 2}, lineColor), 2);
            QCOMPARE(tall(image, x, lineColor), 2);
        }
    }
}

void TestSparkline::breaksAtHolesAndAtNotANumber()
{
    SparkBench bench;
    for (int i = 0; i <= 10; ++i) {
        bench.add(start + i * 10 * second, 5);
    }
    bench.batch.note(LostTime{u"channel"_s, start + 100 * second, start + 200 * second, 0,
                              LostTime::Reason::NotNumbered});
    for (int i = 20; i <= 46; ++i) {
        bench.add(start + i * 10 * second, i == 33 ? noValue : 5);
    }
    bench.apply();
    const QImage image = bench.picture();
    for (const int x : {2, 8, 22, 30, 36, 44}) {
        QVERIFY2(tall(image, x, lineColor) > 0, qPrintable(QString::number(x)));
    }
    QCOMPARE(inkIn(image, {12, 0, 6, 16}, lineColor), 0);
    QCOMPARE(inkIn(image, {32, 0, 2, 16}, lineColor), 0);
}

void TestSparkline::staysInsideItsRoom()
{
    SparkBench bench;
    bench.add(start - 100'000 * second, -1e6);
    for (int i = -30; i <= 90; ++i) {
        bench.add(start + i * 10 * second, i % 2 == 0 ? 0 : 100 + i);
    }
    bench.apply();
    const QImage image = bench.picture();
    QVERIFY(tall(image, 1, lineColor) > 0);
    QVERIFY(tall(image, 44, lineColor) > 0);
    QCOMPARE(bench.m_outside, 0);
}

void TestSparkline::isDrawnOnlyWhenItWouldChange()
{
    SparkBench bench;
    bench.add(start + 10 * second, 1);
    bench.apply();
    bench.picture();
    QSignalSpy drawn(bench.spark, &Sparkline::drawn);
    bench.add(start + 20 * second, 2, 1); // another series
    bench.apply();
    bench.picture();
    QCOMPARE(drawn.count(), 0);
    for (int i = 1; i <= 20; ++i) { // ten seconds are one pixel
        bench.moveTo(start + 460 * second + i * second);
        bench.picture();
    }
    QCOMPARE(drawn.count(), 2);
    bench.add(start + 30 * second, 2);
    bench.apply();
    bench.picture();
    QCOMPARE(drawn.count(), 3);
    bench.add(start + 15 * second, 2); // late
    bench.apply();
    bench.picture();
    QCOMPARE(drawn.count(), 4);
}

void TestSparkline::looksAtNoSampleBehindItsWindow()
{
    SparkBench bench;
    bench.add(start + 455 * second, 1);
    bench.apply();
    bench.picture();
    QSignalSpy drawn(bench.spark, &Sparkline::drawn);
    for (int i = 1; i <= 10; ++i) { // ten a second, the window stands
        bench.add(start + 460 * second + i * 100'000, i);
        bench.apply();
        bench.picture();
    }
    QCOMPARE(drawn.count(), 0);
    bench.moveTo(start + 461 * second);
    bench.picture();
    QCOMPARE(drawn.count(), 1);
}

void TestSparkline::restsWhileHidden()
{
    SparkBench bench;
    bench.picture();
    bench.spark->setVisible(false);
    QSignalSpy drawn(bench.spark, &Sparkline::drawn);
    bench.add(start + 10 * second, 1);
    bench.add(start + 400 * second, 1);
    bench.apply();
    bench.picture();
    QCOMPARE(drawn.count(), 0);
    bench.spark->setVisible(true);
    QVERIFY(tall(bench.picture(), 20, lineColor) > 0);
}

void TestSparkline::survivesAnySizeAndAnyNumber()
{
    const double infinity = std::numeric_limits<double>::infinity();
    SparkBench bench;
    const QList<double> numbers{0,         -0.0,    1e300,    -1e300,  infinity,
                                -infinity, noValue, -1.7e308, 1.7e308, 1e-300};
    for (int i = 0; i < numbers.size(); ++i) {
        bench.add(start + i * 40 * second, numbers[i]);
    }
    bench.apply();
    QVERIFY(inkIn(bench.picture(), {{}, size}, lineColor) > 0);
    QCOMPARE(bench.m_outside, 0);
    for (const QSizeF extent : {QSizeF(46, 3), QSizeF(0, 0), QSizeF(0.4, 30), QSizeF(1, 1)}) {
        bench.spark->setSize(extent);
        QVERIFY(!bench.grab().isNull());
    }
    bench.spark->setSize(size);
    bench.spark->setProperty("toUs", infinity);
    QCOMPARE(inkIn(bench.picture(), {{}, size}, lineColor), 0);
    bench.spark->setProperty("seriesKey", 4711);
    QVERIFY(!bench.grab().isNull());
}

void TestSparkline::outlivesItsStore()
{
    SparkBench bench;
    auto *store = new Store(1U << 20);
    bench.spark->setStore(store);
    bench.grab();
    delete store;
    QCOMPARE(bench.spark->store(), nullptr);
    QVERIFY(!bench.grab().isNull());
}

QTEST_MAIN(TestSparkline)
#include "tst_sparkline.moc"
