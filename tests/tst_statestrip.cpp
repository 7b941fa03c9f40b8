// The state timeline as it is seen: its pixels in a real window. Runs twice, on the software scene
// graph and (tst_statestrip_gl, under an X server) with OpenGL; both must show the same things.
#include "plotbench.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

struct Bench : PlotBench<StateStrip>
{
    explicit Bench(QSize size = {400, 40}, std::size_t budget = 256U << 20)
        : PlotBench(size, budget)
    {
        plot->setProperty("okColor", okColor);
        plot->setProperty("warningColor", warningColor);
        plot->setProperty("criticalColor", criticalColor);
        plot->setProperty("textColor", QColor(Qt::black));
        plot->setProperty("staleColor", QColor(Qt::gray));
        plot->setProperty("colors", QVariant::fromValue(QList<QColor>{strong, okColor}));
        plot->setProperty("states", QVariantList{state(0, u"ok"_s, u"ok"_s),
                                                 state(1, u"degraded"_s, u"warning"_s),
                                                 state(2, u"down"_s, u"critical"_s)});
    }
    static QVariantMap state(double value, const QString &text, const QString &severity)
    {
        return {{u"value"_s, value}, {u"text"_s, text}, {u"severity"_s, severity}};
    }
    // One sample a second.
    void fill(std::int64_t fromS, std::int64_t toS, double value, std::uint32_t series = 0)
    {
        for (std::int64_t i = fromS; i < toS; ++i) {
            add(start + i * second, value, series);
        }
        apply();
    }
    QVariantMap newest(int row) { return plot->property("newest").toList().value(row).toMap(); }
};

} // namespace

class TestStateStrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpPlots<Bench>(); }

    void paintsABlockPerState()
    {
        Bench bench;
        bench.addSeries(1);
        bench.fill(0, 50, 0);
        bench.fill(50, 75, 2);
        bench.fill(75, 100, 0);
        const QImage image = bench.grab();
        QVERIFY(inkIn(image, {205, 4, 90, 30}, criticalColor) > 1500); // all of it
        QCOMPARE(inkIn(image, {0, 4, 198, 30}, criticalColor), 0);
        QVERIFY(inkIn(image, {0, 30, 200, 10}, okColor) >= 300); // its foot
        QVERIFY(paintedIn(image, {5, 5, 190, 20}) > 3000);       // and its tint
    }

    void keepsRowsApart()
    {
        Bench bench({400, 80});
        bench.addSeries(2);
        bench.fill(0, 100, 2, 0);
        bench.fill(0, 100, 0, 1);
        const QImage image = bench.grab();
        QVERIFY(inkIn(image, {0, 0, 400, 40}, criticalColor) > 8000);
        QCOMPARE(inkIn(image, {0, 40, 400, 40}, criticalColor), 0);
        QCOMPARE(paintedIn(image, {0, 38, 400, 4}), 0);
    }

    void differsInMoreThanColour()
    {
        // A warning has stripes: its pixels are of two tones; what is well has one.
        const auto tones = [](double value) {
            Bench bench;
            bench.addSeries(1);
            bench.fill(0, 100, value);
            const QImage image = bench.grab();
            QSet<QRgb> seen;
            for (int x = 300; x < 390; ++x) { // beside the word
                seen.insert(image.pixel(x, 20));
            }
            return seen.size();
        };
        QCOMPARE(tones(0), 1);
        QCOMPARE(tones(1), 2);
    }

    void drawsQuickChangesAsNeither()
    {
        Bench bench;
        bench.addSeries(1, 1);
        for (int i = 0; i < 40'000; ++i) {
            bench.add(start + i * 1000, i % 2 == 0 ? 0 : 2);
        }
        bench.apply();
        const QImage image = bench.grab();
        const QRect area(4, 6, 150, 28);
        const int red = inkIn(image, area, {203, 51, 51}); // blended a little with the ground
        const int green = inkIn(image, area, {51, 147, 99});
        QVERIFY2(red > 1500 && green > 1500, qPrintable(u"%1 %2"_s.arg(red).arg(green)));
        QVERIFY(bench.plot->sayAt(0, double(start + 20 * second)).contains(u"too quickly"_s));
    }

    void saysThatAllInSightIsASketch()
    {
        Bench bench({400, 40}, 40'000);
        bench.addSeries(1);
        for (int i = 0; i < 200'000; ++i) {
            bench.add(start + i * second, i % 7919 * 31 % 1000 / 7 % 3);
        }
        bench.apply();
        const std::int64_t exactUs = bench.store.column(0).exactFromUs();
        QVERIFY(exactUs > start + 1000 * second);
        const auto exact = [&](std::int64_t fromUs, std::int64_t toUs) {
            bench.show(fromUs, toUs);
            bench.grab();
            return bench.plot->property("start").toMap().value(u"exact"_s).toMap();
        };
        const QVariantMap all = exact(exactUs - 500 * second, exactUs - 100 * second);
        QCOMPARE(all.value(u"whole"_s).toBool(), true);
        QCOMPARE(all.value(u"x"_s).toDouble(), 400.0);
        QVERIFY(all.value(u"texts"_s)
                    .toStringList()
                    .constFirst()
                    .startsWith(u"a sketch, not exact before "_s));
        const QVariantMap edge = exact(exactUs - 100 * second, exactUs + 300 * second);
        QCOMPARE(edge.value(u"whole"_s).toBool(), false);
        QVERIFY(std::abs(edge.value(u"x"_s).toDouble() - 100) <= 1);
        QVERIFY(exact(exactUs + 100 * second, exactUs + 500 * second).isEmpty());
        QVERIFY(exact(start - 500 * second, start - 100 * second).isEmpty()); // nothing is there
    }

    void showsTheBriefestOutage()
    {
        Bench bench;
        bench.show(start, start + 4000 * second);
        bench.addSeries(1);
        bench.fill(0, 4000, 0);
        bench.add(start + 2005 * second + 1, 2); // late, for less than a second
        bench.apply();
        const QImage image = bench.grab();
        QVERIFY(inkIn(image, {195, 4, 12, 30}, {203, 51, 51}) >= 10);
    }

    void hatchesHolesAndLeavesNoStateEmpty()
    {
        Bench bench;
        bench.addSeries(1);
        bench.fill(0, 20, 0);
        bench.fill(20, 40, noValue);
        bench.fill(40, 60, 0);
        bench.lose(start + 59 * second, start + 80 * second);
        bench.fill(80, 100, 0);
        const QImage image = bench.grab();
        QCOMPARE(paintedIn(image, {81, 0, 78, 40}), 0);
        QVERIFY(inkIn(image, {240, 0, 78, 40}, hatchColor) > 100);
        QCOMPARE(inkIn(image, {240, 0, 78, 40}, okColor), 0);
        QCOMPARE(bench.plot->sayAt(0, double(start + 30 * second)), u"no state"_s);
        QVERIFY(bench.plot->sayAt(0, double(start + 70 * second)).startsWith(u"no data"_s));
    }

    // There are too many holes to keep each: those joined say less of when, not that nothing was.
    void paintsWhatLiesBetweenJoinedHoles()
    {
        Bench bench;
        bench.addSeries(1);
        bench.fill(0, 100, 2);
        for (std::int64_t at = 10'000; at <= 50'000; at += 4) { // ms
            bench.lose(start + at * 1'000, start + (at + 1) * 1'000);
        }
        bench.apply();
        QVERIFY(bench.store.holes(0).front().gaps > 2'000);
        QVERIFY(inkIn(bench.grab(), {42, 4, 34, 30}, criticalColor) > 500);
    }

    void growsOnlyAsFarAsTheDataSay()
    {
        Bench bench;
        bench.addSeries(1);
        bench.fill(0, 51, 2);
        QImage image = bench.grab();
        // Three intervals after the last sample the block ends; a thin line goes on.
        QVERIFY(inkIn(image, {0, 6, 211, 1}, criticalColor) > 200);
        QCOMPARE(inkIn(image, {214, 0, 186, 40}, criticalColor), 0);
        const int tail = paintedIn(image, {214, 0, 186, 40});
        QVERIFY(tail > 50 && tail < 800);
        QVERIFY(bench.plot->sayAt(0, double(start + 90 * second)).startsWith(u"nothing since "_s));
        bench.plot->setProperty("openHoleFromUs", double(start + 60 * second));
        image = bench.grab();
        QVERIFY(inkIn(image, {242, 0, 158, 40}, hatchColor) > 100);
        QVERIFY(bench.plot->sayNow(0).startsWith(u"no data since "_s));
    }

    void saysTheNewestState()
    {
        Bench bench;
        bench.addSeries(2);
        bench.fill(0, 80, 0);
        bench.fill(80, 101, 1);
        bench.grab();
        QCOMPARE(bench.newest(0).value(u"text"_s).toString(), u"degraded"_s);
        QCOMPARE(bench.newest(0).value(u"severity"_s).toString(), u"warning"_s);
        QCOMPARE(bench.newest(1).value(u"text"_s).toString(), u"–"_s);
        const QString said = bench.plot->sayAt(0, double(start + 90 * second));
        QVERIFY2(said.startsWith(u"degraded since "_s) && said.endsWith(u", for 20 s"_s),
                 qPrintable(said));
        QVERIFY(bench.plot->sayAt(0, double(start + 40 * second)).endsWith(u", for 1 m 20 s"_s));
        QCOMPARE(bench.plot->sayNow(1), u"no state yet"_s);
        QCOMPARE(bench.plot->sayAt(5, double(start)), QString());
    }

    void takesTheWordsOfTheServer()
    {
        Bench bench;
        bench.plot->setProperty("states", QVariantList());
        bench.addSeries(1, 1000, {{0, u"idle"_s}, {3, u"heating"_s}});
        bench.fill(0, 101, 3);
        bench.grab();
        QCOMPARE(bench.newest(0).value(u"text"_s).toString(), u"heating"_s);
        QCOMPARE(bench.newest(0).value(u"severity"_s).toString(), QString());
        bench.fill(101, 102, 7); // it has no word for
        bench.grab();
        QCOMPARE(bench.newest(0).value(u"text"_s).toString(), u"7"_s);
    }

    void movesAsOnePiece()
    {
        Bench bench;
        bench.addSeries(1);
        for (int i = 0; i < 200; ++i) {
            bench.add(start + i * second, i / 7 % 3);
        }
        bench.apply();
        const QImage before = bench.grab();
        for (int moved = 1; moved <= 9; ++moved) {
            const std::int64_t us = moved * second / 4;
            bench.show(start + us, start + 100 * second + us);
            // Beside the ends, where words stay in sight.
            QCOMPARE(bench.grab().copy(40, 0, 300, 40), before.copy(40 + moved, 0, 300, 40));
        }
    }

    void survivesAnySizeAndAnyNumber()
    {
        for (const QSize size : {QSize(40, 30), QSize(1, 1), QSize(3, 400), QSize(400, 3)}) {
            Bench bench(size);
            bench.addSeries(64);
            for (int i = 0; i < 6400; ++i) {
                const double values[]{1e300, -1e300, 0, -0.0, noValue, INFINITY, 0.5, -7};
                bench.add(start + i / 64 * second, values[i % 8], std::uint32_t(i * 7 % 64));
            }
            bench.apply();
            QVERIFY(!bench.grab().isNull());
            for (int row = -1; row < 65; ++row) {
                bench.plot->sayAt(row, double(start + 50 * second));
            }
            bench.plot->setProperty("foot", 1000.0);
            QVERIFY(!bench.grab().isNull());
            bench.show(0, 0);
            QVERIFY(!bench.grab().isNull());
        }
    }
};

QTEST_MAIN(TestStateStrip)
#include "tst_statestrip.moc"
