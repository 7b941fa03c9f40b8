// A chart at the edges of what it is made for: without width, without height, and where the store
// has forgotten. Runs twice, on the software scene graph and (tst_chartedges_gl) with OpenGL.
#include "chartbench.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr QSizeF whole(400, 200);

QString clockOf(std::int64_t timeUs)
{
    return QDateTime::fromMSecsSinceEpoch(timeUs / 1000).toString(u"HH:mm:ss"_s);
}

QVariantMap exactOf(const Bench &bench)
{
    return bench.chart->property("start").toMap().value(u"exact"_s).toMap();
}

} // namespace

class TestChartEdges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsNothingWithoutWidthOrHeight_data();
    void drawsNothingWithoutWidthOrHeight();
    void answersWithoutWidthOrHeight_data();
    void answersWithoutWidthOrHeight();
    void saysFromWhenOnItIsExact();
    void saysNothingWhereNothingIsForgotten();
    void drawsNothingAcrossLostTimeItForgot_data();
    void drawsNothingAcrossLostTimeItForgot();
};

void TestChartEdges::drawsNothingWithoutWidthOrHeight_data()
{
    QTest::addColumn<QSizeF>("size");
    QTest::newRow("no width") << QSizeF(0, 200);
    QTest::newRow("no height") << QSizeF(400, 0);
    QTest::newRow("neither") << QSizeF(0, 0);
}

void TestChartEdges::drawsNothingWithoutWidthOrHeight()
{
    QFETCH(QSizeF, size);
    Bench bench;
    bench.addSeries(1);
    bench.setRange(0, 100);
    for (int i = -1; i <= 200; ++i) {
        bench.add(start + i * second, 50);
    }
    bench.apply();
    QVERIFY(inkIn(bench.grab(), {0, 90, 400, 20}, lineColor) > 400);

    bench.chart->setSize(size);
    QCOMPARE(inkIn(bench.grab(), {0, 0, 400, 200}, lineColor), 0);
    QSignalSpy framed(bench.chart, &LineChart::framed);
    for (int i = 1; i <= 5; ++i) { // it goes on while nothing is seen
        bench.add(start + (200 + i) * second, 50);
        bench.apply();
        bench.show(start + i * second, start + (100 + i) * second);
        QCOMPARE(inkIn(bench.grab(), {0, 0, 400, 200}, lineColor), 0);
    }
    QCOMPARE(framed.count(), 0);

    bench.chart->setSize(whole);
    QVERIFY(inkIn(bench.grab(), {0, 90, 400, 20}, lineColor) > 400);
    QCOMPARE(framed.count(), 1);
}

void TestChartEdges::answersWithoutWidthOrHeight_data()
{
    drawsNothingWithoutWidthOrHeight_data();
}

void TestChartEdges::answersWithoutWidthOrHeight()
{
    QFETCH(QSizeF, size);
    Bench bench;
    bench.addSeries(1);
    bench.add(start + 10 * second, 42);
    bench.apply();
    bench.chart->setSize(size); // never had another one
    bench.chart->setProperty("cursorUs", double(start + 10 * second));
    QVERIFY(!bench.grab().isNull());
    QCOMPARE(bench.chart->valueAt(0, double(start + 10 * second)), 42.0);
    QVERIFY(std::isfinite(bench.chart->yMin()) && bench.chart->yMax() > bench.chart->yMin());
    QVERIFY(!bench.chart->textOf(42).isEmpty());
    QVERIFY(bench.chart->property("xLabels").toStringList().isEmpty());
}

void TestChartEdges::saysFromWhenOnItIsExact()
{
    Bench bench({400, 200}, 40'000);
    bench.addSeries(1);
    for (int i = 0; i < 100'000; ++i) {
        bench.add(start + i * second, std::sin(i)); // takes many bits
    }
    bench.apply();
    const std::int64_t exactUs = bench.store.column(0).exactFromUs();
    QVERIFY(exactUs > start + 50'000 * second);
    bench.show(exactUs - 100 * second, exactUs + 300 * second);
    bench.grab();
    const QVariantMap exact = exactOf(bench);
    QCOMPARE(exact.value(u"x"_s).toDouble(), bench.chart->usToX(double(exactUs)));
    QVERIFY(std::abs(exact.value(u"x"_s).toDouble() - 100) <= 1);
    QCOMPARE(exact.value(u"whole"_s).toBool(), false);
    QCOMPARE(exact.value(u"us"_s).toDouble(), double(exactUs));
    QCOMPARE(exact.value(u"texts"_s).toStringList(),
             (QStringList{u"exact from %1 on"_s.arg(clockOf(exactUs)),
                          u"exact from %1"_s.arg(clockOf(exactUs))}));

    bench.show(exactUs + 100 * second, exactUs + 500 * second); // all exact
    bench.grab();
    QVERIFY(exactOf(bench).isEmpty());
    bench.show(exactUs - 500 * second, exactUs - 100 * second); // nothing is
    bench.grab();
    QCOMPARE(exactOf(bench).value(u"whole"_s).toBool(), true);
    QCOMPARE(exactOf(bench).value(u"x"_s).toDouble(), 400.0);
    QCOMPARE(exactOf(bench).value(u"texts"_s).toStringList().at(1),
             u"not exact before %1"_s.arg(clockOf(exactUs)));
    bench.show(start - 500 * second, start - 100 * second); // there is nothing
    bench.grab();
    QVERIFY(exactOf(bench).isEmpty());
}

void TestChartEdges::saysNothingWhereNothingIsForgotten()
{
    Bench bench;
    bench.addSeries(1);
    for (int i = 0; i < 1000; ++i) {
        bench.add(start + i * second, std::sin(i));
    }
    bench.apply();
    bench.show(start - 100 * second, start + 300 * second);
    bench.grab();
    const QVariantMap beginning = bench.chart->property("start").toMap();
    QVERIFY(exactOf(bench).isEmpty());
    QCOMPARE(beginning.value(u"us"_s).toDouble(), double(start));
}

void TestChartEdges::drawsNothingAcrossLostTimeItForgot_data()
{
    QTest::addColumn<int>("style");
    QTest::newRow("line") << int(LineChart::Line);
    QTest::newRow("step") << int(LineChart::Step);
    QTest::newRow("area") << int(LineChart::Area);
    QTest::newRow("stacked") << int(LineChart::Stacked);
}

void TestChartEdges::drawsNothingAcrossLostTimeItForgot()
{
    QFETCH(int, style);
    Bench bench({400, 200}, 40'000);
    bench.addSeries(1);
    bench.setRange(0, 100);
    bench.chart->setProperty("style", style);
    bench.chart->setProperty("hatchColor", QColor(Qt::transparent));
    const QList<std::pair<int, int>> outages{{990, 2490}, {5480, 7280}};
    for (int at = 0; at < 200'000; at += 10) {
        const bool lost = std::ranges::any_of(
            outages, [at](const auto &outage) { return at > outage.first && at < outage.second; });
        for (const auto &[from, to] : outages) {
            if (at == to) {
                bench.batch.note(LostTime{u"channel"_s, start + from * second, start + to * second,
                                          0, LostTime::Reason::Skipped});
            }
        }
        if (!lost) {
            const double value = at == 500 ? 1 : at == 2690 ? 99 : 50 + std::sin(at);
            bench.add(start + at * second, value);
        }
    }
    bench.apply();
    QVERIFY(bench.store.column(0).exactFromUs() > start + 9'000 * second);
    bench.show(start, start + 8'000 * second); // 20 s in a pixel
    const QImage image = bench.grab();
    const auto painted = [&image](int from, int to) {
        return countIn(image, {from, 0, to - from + 1, image.height()},
                       [](const QColor &pixel) { return apart(pixel, Qt::white) > 16; });
    };
    QVERIFY(painted(0, 30) > 20 && painted(130, 140) >= 4); // what is left of it
    QCOMPARE(painted(55, 120), 0);
    QCOMPARE(painted(280, 360), 0);
}

QTEST_MAIN(TestChartEdges)
#include "tst_chartedges.moc"
