// The heat map as it is seen: its pixels in a real window. Runs twice, on the software scene graph
// and (tst_heatmap_gl, under an X server) with OpenGL; both must show the same things.
#include "plotbench.h"

#include <QRegularExpression>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

struct Bench : PlotBench<HeatMap>
{
    explicit Bench(QSize size = {400, 200}, std::size_t budget = 256U << 20)
        : PlotBench(size, budget)
    {
        plot->setProperty("mostColor", strong);
    }
    // A sample every 10 ms, of this value.
    void fill(std::int64_t fromS, std::int64_t toS, double value)
    {
        for (std::int64_t i = fromS * 100; i < toS * 100; ++i) {
            add(start + i * 10'000, value);
        }
        apply();
    }
};

} // namespace

class TestHeatMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpPlots<Bench>(); }

    void paintsCellsWhereTheSamplesAre()
    {
        Bench bench;
        bench.addSeries(1, 10);
        bench.plot->setProperty("minimum", 0.0);
        bench.plot->setProperty("maximum", 100.0);
        bench.fill(0, 50, 25);
        bench.fill(50, 100, 75);
        const QImage image = bench.grab();
        QVERIFY(inkIn(image, {0, 130, 200, 40}, strong) > 1000);
        QVERIFY(inkIn(image, {200, 30, 200, 40}, strong) > 1000);
        QCOMPARE(paintedIn(image, {0, 0, 198, 130}), 0);
        QCOMPARE(paintedIn(image, {200, 70, 200, 130}), 0);
        // Cells are two seconds wide, eight pixels, the last of them a gutter.
        int gutters = 0;
        const int y = 150 - (paintedIn(image, {3, 150, 1, 1}) == 0 ? 5 : 0);
        for (int x = 0; x < 200; ++x) {
            gutters += paintedIn(image, {x, y, 1, 1}) == 0 ? 1 : 0;
        }
        QCOMPARE(gutters, 25);
    }

    void saysThatAllInSightIsForgotten()
    {
        Bench bench({400, 200}, 40'000);
        bench.addSeries(1);
        for (int i = 0; i < 100'000; ++i) {
            bench.add(start + i * second, i * 7919 % 1000 / 7.0);
        }
        bench.apply();
        const std::int64_t exactUs = bench.store.column(0).exactFromUs();
        QVERIFY(exactUs > start + 1000 * second);
        bench.show(exactUs - 500 * second, exactUs - 100 * second);
        bench.grab();
        const QVariantMap said = bench.plot->property("start").toMap().value(u"exact"_s).toMap();
        QVERIFY(said.value(u"whole"_s).toBool());
        QVERIFY(
            said.value(u"texts"_s).toStringList().constFirst().startsWith(u"not kept before "_s));
    }

    void showsOneOutlierAmongMany()
    {
        Bench bench;
        bench.addSeries(1, 10);
        bench.fill(0, 100, 10);
        bench.add(start + 61 * second, 900);
        bench.apply();
        const QImage image = bench.grab();
        const QRect top(0, 0, 400, 20);
        QVERIFY(paintedIn(image, top) >= 40); // a whole cell
        QVERIFY(paintedIn(image, {240, 0, 12, 20}) == paintedIn(image, top));
        QVERIFY(apart(image.pixelColor(242, 5), ground) > 60);
    }

    void theMoreTheStronger()
    {
        Bench bench;
        bench.addSeries(1, 7'000); // what is 20 s apart is no silence
        bench.plot->setProperty("valueScale", u"linear"_s);
        std::vector<int> counts{1, 5, 20, 80, 200};
        for (std::size_t i = 0; i < counts.size(); ++i) {
            for (int k = 0; k < counts[i]; ++k) {
                bench.add(start + std::int64_t(i) * 20 * second + k, 5);
            }
        }
        bench.apply();
        const QImage image = bench.grab();
        int before = 40; // the least is clearly seen
        for (int i = 0; i < 5; ++i) {
            int most = 0;
            for (int y = 0; y < 200; ++y) {
                most = std::max(most, apart(image.pixelColor(i * 80 + 3, y), ground));
            }
            QVERIFY2(most > before, qPrintable(QString::number(i)));
            before = most + 5;
        }
    }

    void hatchesAHoleInsideACell()
    {
        Bench bench;
        bench.addSeries(1, 10);
        bench.fill(0, 31, 10);
        bench.lose(start + 31 * second, start + 61 * second);
        bench.fill(61, 100, 10);
        const QImage image = bench.grab();
        QVERIFY(inkIn(image, {128, 0, 112, 200}, hatchColor) > 500);
        QCOMPARE(inkIn(image, {130, 0, 108, 200}, strong), 0);
        QCOMPARE(inkIn(image, {0, 0, 120, 200}, hatchColor), 0);
        const QVariantList holes = bench.plot->property("holes").toList();
        QCOMPARE(holes.size(), 1);
        const QStringList texts = holes[0].toMap().value(u"texts"_s).toStringList();
        QVERIFY(texts.value(0).startsWith(u"no data · link lost "_s));
        QVERIFY(bench.plot->holeAt(double(start + 45 * second)).contains(u"link lost"_s));
        QVERIFY(bench.plot->holeAt(double(start + 15 * second)).isEmpty());
    }

    void hatchesTheOpenHole()
    {
        Bench bench;
        bench.addSeries(1, 10);
        bench.fill(0, 75, 10);
        bench.plot->setProperty("openHoleFromUs", double(start + 75 * second));
        const QImage image = bench.grab();
        QVERIFY(inkIn(image, {306, 0, 94, 200}, hatchColor) > 300);
        QCOMPARE(inkIn(image, {306, 0, 94, 200}, strong), 0);
    }

    void movesAsOnePiece()
    {
        Bench bench;
        bench.addSeries(1, 10);
        for (int i = 0; i < 20'000; ++i) {
            bench.add(start + i * 10'000, 1 + (i * 7919) % 600);
        }
        bench.apply();
        const QImage before = bench.grab();
        const std::int64_t pixel = second / 4;
        for (int moved = 1; moved <= 9; ++moved) {
            bench.show(start + moved * pixel, start + 100 * second + moved * pixel);
            const QImage after = bench.grab();
            QCOMPARE(after.copy(0, 0, 400 - moved - 8, 200),
                     before.copy(moved, 0, 400 - moved - 8, 200));
        }
    }

    void readsEachSampleOnceWhileItLives()
    {
        Bench bench;
        bench.addSeries(1, 10);
        bench.fill(0, 100, 10);
        bench.grab();
        std::uint64_t read = bench.plot->grid().samplesRead();
        for (int i = 0; i < 50; ++i) {
            bench.add(start + (100 + i) * second, 10);
            bench.apply();
            bench.show(start + i * second, start + (100 + i) * second);
            bench.grab();
        }
        QVERIFY(bench.plot->grid().samplesRead() - read <= 50);
    }

    void saysWhatIsInACell()
    {
        Bench bench;
        bench.addSeries(1, 10);
        bench.plot->setProperty("unit", u"ms"_s);
        bench.fill(0, 100, 5);
        bench.add(start + 61 * second, 900);
        bench.apply();
        bench.grab();
        QVariantMap cell = bench.plot->cellAt(double(start + 61 * second), 5);
        QCOMPARE(cell.value(u"count"_s).toString(), u"1 of 201 samples"_s);
        QVERIFY2(cell.value(u"values"_s).toString().endsWith(u" s"_s),
                 qPrintable(cell.value(u"values"_s).toString())); // up to 1.02 s
        cell = bench.plot->cellAt(double(start + 61 * second), 198);
        QVERIFY(cell.value(u"count"_s).toString().startsWith(u"200 of 201"_s));
        QVERIFY(bench.plot->cellAt(noValue, 5).isEmpty());
        const QString all = bench.plot->summary(true);
        QVERIFY2(all.startsWith(u"10,001 samples in the last 100 s, mostly "_s), qPrintable(all));
        QVERIFY2(all.contains(u", largest 900 ms at "_s), qPrintable(all));
    }

    void labelsDecadesAndWhatIsBelow()
    {
        Bench bench;
        bench.addSeries(1, 10);
        bench.plot->setProperty("unit", u"ms"_s);
        for (const double value : {1.0, 10.0, 1000.0, 0.0, -5.0, noValue, double(INFINITY)}) {
            bench.add(start + 50 * second, value);
        }
        bench.plot->setProperty("valueScale", u"log"_s);
        bench.apply();
        bench.grab();
        const auto labels = bench.plot->property("yLabels").toStringList();
        for (const QString &label : {u"1"_s, u"10"_s, u"100"_s, u"1k"_s, u"≤ 0"_s}) {
            QVERIFY2(labels.contains(label), qPrintable(labels.join(u' ')));
        }
        QCOMPARE(bench.plot->property("unitText").toString(), u"ms"_s);
        QVERIFY(bench.plot->summary(false).startsWith(u"5 samples from "_s));
    }

    void survivesAnySizeAndAnyNumber()
    {
        for (const QSize size : {QSize(40, 30), QSize(1, 1), QSize(3, 400), QSize(400, 3)}) {
            Bench bench(size);
            bench.addSeries(3, 10);
            for (int i = 0; i < 300; ++i) {
                const double values[]{1e300, -1e300, 0, -0.0, noValue, INFINITY, 1e-300, 5e-324};
                bench.add(start + i * second / 3, values[i % 8], std::uint32_t(i % 3));
            }
            bench.apply();
            for (const QString &scale : {u"log"_s, u"linear"_s, u"?"_s}) {
                bench.plot->setProperty("valueScale", scale);
                QCOMPARE(bench.grab().isNull(), false);
                bench.plot->cellAt(double(start + 50 * second), 0);
                QVERIFY(!bench.plot->summary(true).isEmpty());
            }
            bench.show(0, 0);
            QVERIFY(!bench.grab().isNull());
            bench.show(start, start + 24 * 3600 * second);
            QVERIFY(!bench.grab().isNull());
        }
    }

    void outlivesItsStore()
    {
        Bench bench;
        auto *store = new Store(1U << 20);
        bench.plot->setStore(store);
        bench.plot->setProperty("keys", QVariant::fromValue(QList<int>{0, 7, -1}));
        bench.grab();
        delete store;
        QCOMPARE(bench.plot->store(), nullptr);
        QVERIFY(!bench.grab().isNull());
        QVERIFY(bench.plot->summary(true).startsWith(u"no samples"_s));
    }
};

QTEST_MAIN(TestHeatMap)
#include "tst_heatmap.moc"
