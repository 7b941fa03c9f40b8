// What a chart shows besides its lines: dashes, hidden series, late samples, limits, holes; and
// what it answers. Runs on the software scene graph and with OpenGL, like tst_linechart.
#include "chartbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

const QColor red(255, 0, 0);
const QVariantList dashed{QVariantList{8, 4}};

// How often ink begins along a row.
int strokesIn(const QImage &image, int fromX, int toX, int y, const QColor &ink)
{
    int count = 0;
    bool was = false;
    for (int x = fromX; x <= toX; ++x) {
        const bool is = inkIn(image, {x, y - 2, 1, 4}, ink) > 0;
        count += is && !was ? 1 : 0;
        was = is;
    }
    return count;
}

void level(Bench &bench, double value, std::uint32_t series = 0)
{
    for (int i = -10; i <= 110; ++i) {
        bench.add(start + i * second, value, series);
    }
}

} // namespace

class TestChartMarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dashesALine()
    {
        Bench bench;
        bench.addSeries(2);
        bench.setRange(0, 100);
        bench.chart->setProperty("dashes", QVariantList{QVariantList{}, QVariantList{8, 4}});
        level(bench, 80, 0);
        level(bench, 20, 1);
        bench.apply();
        const QImage image = bench.grab();
        QCOMPARE(strokesIn(image, 0, 399, 40, lineColor), 1);
        const int strokes = strokesIn(image, 0, 399, 160, lineColor);
        QVERIFY2(strokes >= 32 && strokes <= 36, qPrintable(QString::number(strokes)));
    }

    void saysWhereItsDataBegin()
    {
        Bench bench;
        bench.addSeries(2);
        const auto texts = [&bench] {
            bench.grab();
            return bench.chart->property("start").toMap().value(u"texts"_s).toStringList();
        };
        QVERIFY(texts().isEmpty()); // none yet
        bench.add(start + 40 * second, 1, 0);
        bench.add(start + 25 * second, 1, 1);
        bench.add(start + 60 * second, 1, 1);
        bench.apply();
        QCOMPARE(texts().size(), 2);
        const double x = bench.chart->property("start").toMap().value(u"x"_s).toDouble();
        QVERIFY2(std::abs(x - 100) < 1.5, qPrintable(QString::number(x)));
        bench.batch.note(LostTime{u"channel"_s, start + 5 * second, start + 20 * second, 0,
                                  LostTime::Reason::ServerForgot});
        bench.apply();
        QVERIFY(texts().isEmpty()); // something was lost: it did not begin there
    }

    void dashesStayWithTheDataWhileTheyScroll()
    {
        Bench bench;
        bench.addSeries(1);
        bench.setRange(0, 100);
        bench.chart->setProperty("dashes", dashed);
        level(bench, 50);
        for (int i = -80; i < 880; ++i) {
            bench.add(start + i * second / 8, 50 + 30 * std::sin(i), 0); // late and jagged
        }
        bench.apply();
        const QImage before = bench.grab();
        bench.show(start + 2500 * 1000, start + 102'500 * 1000); // ten pixels
        const QImage after = bench.grab();
        int others = 0;
        for (int y = 0; y < 200; ++y) {
            for (int x = 0; x < 380; ++x) {
                const QColor was = before.pixelColor(x + 10, y);
                others += isInk(after.pixelColor(x, y), was) ? 0 : 1;
            }
        }
        QCOMPARE(others, 0);
        QVERIFY(inkIn(after, {0, 0, 380, 200}, lineColor) > 1000);
    }

    void dashesHideNoSpike()
    {
        for (int at = 30; at <= 60; ++at) {
            Bench bench;
            bench.addSeries(1);
            bench.setRange(0, 100);
            bench.chart->setProperty("dashes", dashed);
            for (int i = 0; i <= 100; ++i) {
                bench.add(start + i * second, i == at ? 95 : 10);
            }
            bench.apply();
            QVERIFY(inkIn(bench.grab(), {at * 4 - 6, 8, 12, 152}, lineColor) > 80);
        }
    }

    void endlessWaysOutsideThePlotCostNothing()
    {
        DashTiles tiles;
        tiles.lengths = {8, 4};
        tiles.height = 200;
        std::vector<PixelPoint> points;
        for (int i = 0; i < 1000; ++i) {
            points.push_back({float(i), i % 2 == 0 ? -1e5F : 1e5F});
        }
        std::vector<PixelPoint> strokes;
        dashTrace(points, tiles, strokes);
        QVERIFY(strokes.size() > 1000 && strokes.size() < 100'000);
        tiles.lengths = {0, 0}; // no pattern
        dashTrace(points, tiles, strokes);
        QVERIFY(strokes.empty());
    }

    void hidesSeries()
    {
        Bench bench;
        bench.addSeries(2);
        level(bench, 10, 0);
        level(bench, 1000, 1);
        bench.apply();
        bench.grab();
        QVERIFY(bench.chart->yMax() >= 1000);
        bench.chart->setProperty("hiddenKeys", QVariant::fromValue(QList<int>{1}));
        bench.grab();
        QVERIFY(bench.chart->yMax() < 100); // at once
        QCOMPARE(bench.chart->readingsAt(double(start + 50 * second), 0, 9).size(), 1);
        bench.chart->setProperty("style", LineChart::Stacked);
        bench.grab();
        QVERIFY(bench.chart->yMax() < 100);
    }

    void marksWhatCameLate()
    {
        Bench bench;
        bench.addSeries(1);
        bench.chart->setProperty("lateColor", red);
        bench.setRange(0, 100);
        level(bench, 80);
        bench.apply();
        QCOMPARE(inkIn(bench.grab(), {0, 180, 400, 20}, red), 0);
        bench.add(start + 50 * second + 1, 80);
        bench.apply();
        const QImage image = bench.grab();
        QVERIFY(inkIn(image, {195, 188, 10, 12}, red) >= 6);
        QCOMPARE(inkIn(image, {0, 180, 190, 20}, red), 0);
        QCOMPARE(bench.chart->property("lates").toInt(), 1);
        const auto said = [&](double us) {
            return bench.chart->readingsAt(us, 0, 9).front().toMap().value(u"late"_s).toBool();
        };
        QVERIFY(said(double(start + 50 * second + 500'000)));
        QVERIFY(!said(double(start + 52 * second)));
    }

    void whatIsHardlyLateIsNotMarked()
    {
        Bench bench;
        bench.addSeries(1);
        bench.chart->setProperty("lateColor", red);
        bench.add(start + 50 * second, 1);
        bench.add(start + 50 * second - 100'000, 1); // 0.4 px
        bench.apply();
        bench.grab();
        QCOMPARE(bench.chart->property("lates").toInt(), 0);
    }

    void limitsHaveASide()
    {
        Bench bench;
        bench.setRange(0, 100);
        bench.chart->setProperty("criticalColor", red);
        bench.chart->setProperty("limits", QVariantList{QVariantMap{{u"value"_s, 20},
                                                                    {u"severity"_s, u"critical"_s},
                                                                    {u"label"_s, u"low"_s},
                                                                    {u"side"_s, u"below"_s}}});
        const QImage image = bench.grab();
        QCOMPARE(image.pixelColor(200, 100), QColor(Qt::white));
        QVERIFY(image.pixelColor(200, 190) != QColor(Qt::white));
    }

    void tagsComeFromTopToBottom()
    {
        Bench bench;
        bench.setRange(0, 100);
        QVariantList limits;
        for (const int value : {20, 90, 50}) {
            limits.append(QVariantMap{{u"value"_s, value}, {u"label"_s, QString::number(value)}});
        }
        bench.chart->setProperty("limits", limits);
        bench.grab();
        QStringList texts;
        for (const QVariant &tag : bench.chart->property("limitTags").toList()) {
            texts.append(tag.toMap().value(u"text"_s).toString());
        }
        QCOMPARE(texts, (QStringList{u"90"_s, u"50"_s, u"20"_s}));
    }

    void saysWhyInsideAHole()
    {
        Bench bench;
        bench.addSeries(1);
        level(bench, 5);
        bench.apply();
        bench.batch.note(LostTime{u"channel"_s, start + 20 * second, start + 40 * second, 3,
                                  LostTime::Reason::Skipped});
        bench.apply();
        bench.chart->setProperty("openHoleFromUs", double(start + 90 * second));
        bench.chart->setProperty("solidHoles", true);
        const QImage image = bench.grab();
        QVERIFY(inkIn(image, {85, 0, 70, 200}, hatchColor) > 70 * 190); // all but the line
        QVERIFY(bench.chart->holeAt(double(start + 30 * second)).contains(u"3 messages lost"_s));
        QVERIFY(bench.chart->holeAt(double(start + 95 * second)).startsWith(u"no data since"_s));
        QCOMPARE(bench.chart->holeAt(double(start + 60 * second)), QString());
    }

    void wordsAreOnlyWhereThereIsRoom()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        Bench bench;
        bench.addSeries(1);
        level(bench, 5);
        for (int i = 0; i < 9'000; ++i) { // 80 of them on each pixel
            const std::int64_t at = start + i * 3'000;
            bench.batch.note(LostTime{u"channel"_s, at, at + 1'000, 1, LostTime::Reason::Skipped});
        }
        for (const int at : {40, 42, 44, 46, 48, 60}) { // the last one is 40 px wide
            bench.batch.note(LostTime{u"channel"_s, start + at * second,
                                      start + (at < 60 ? at + 1 : at + 10) * second, 1,
                                      LostTime::Reason::Skipped});
        }
        bench.apply();
        const QImage image = bench.grab();
        const QVariantList holes = bench.chart->property("holes").toList();
        QCOMPARE(holes.size(), 2);
        QVERIFY(std::abs(holes[0].toMap().value(u"width"_s).toDouble() - 40) < 1.5);
        QVERIFY(std::abs(holes[1].toMap().value(u"width"_s).toDouble() - 108) < 1.5);
        QVERIFY(inkIn(image, {170, 0, 3, 200}, hatchColor) > 20); // but all are hatched
        QVERIFY(bench.chart->holeAt(double(start + 44'500'000)).contains(u"1 message lost"_s));
        QVERIFY(
            bench.chart->holeAt(double(start + second)).startsWith(u"9,000 gaps · 9,000 mes"_s));
        QCOMPARE(bench.chart->property("gaps").toInt(), 9'006);
        const QStringList words = bench.chart->holesInWords(3);
        QCOMPARE(words.size(), 4);
        QVERIFY(words[0].startsWith(u"no data · 1 message lost"_s));
        QCOMPARE(words[3], u"9,003 more gaps"_s);
    }

    void readsTheNearestFirstWhereThereAreMany()
    {
        Bench bench;
        bench.addSeries(30);
        bench.setRange(0, 30);
        for (std::uint32_t i = 0; i < 30; ++i) {
            level(bench, i, i);
        }
        bench.apply();
        bench.grab();
        const double us = double(start + 50 * second);
        const QVariantList near = bench.chart->readingsAt(us, 100, 3); // value 15
        QCOMPARE(near.size(), 3);
        QCOMPARE(near.front().toMap().value(u"index"_s).toInt(), 15);
        QVERIFY(near.front().toMap().value(u"nearest"_s).toBool());
        const QVariantList all = bench.chart->readingsAt(us, 100, 30);
        QCOMPARE(all.front().toMap().value(u"index"_s).toInt(), 0); // in their order
        QVERIFY(all.at(15).toMap().value(u"nearest"_s).toBool());
    }

    void aSeriesThatEndedSaysNothing()
    {
        Bench bench;
        bench.addSeries(1);
        for (int i = 0; i <= 40; ++i) {
            bench.add(start + i * second, 7);
        }
        bench.apply();
        bench.grab();
        const auto said = [&](int at) {
            const auto rows = bench.chart->readingsAt(double(start + at * second), 0, 9);
            return rows.front().toMap().value(u"text"_s).toString();
        };
        QCOMPARE(said(40), u"7"_s);
        QCOMPARE(said(42), u"7"_s);
        QCOMPARE(said(60), u"no data"_s);
        QCOMPARE(said(-5), u"no data"_s);
    }

    void drawsNoFrameWhenNothingChanges()
    {
        Bench bench;
        bench.addSeries(2);
        level(bench, 5);
        bench.apply();
        bench.grab();
        QTest::qWait(200); // what the window itself still has to do
        QSignalSpy frames(&bench.view, &QQuickWindow::frameSwapped);
        QTest::qWait(500);
        QCOMPARE(frames.count(), 0);
        bench.add(start + 200 * second, 9); // behind the window
        bench.apply();
        bench.show(start, start + 100 * second);
        QTest::qWait(300);
        QCOMPARE(frames.count(), 0);
        bench.add(start + 50 * second, 9);
        bench.apply();
        QTRY_VERIFY(frames.count() > 0); // the count can count
    }

    void showsNewSamplesOnlyWithTheNextMoveWhenCalm()
    {
        Bench bench;
        bench.addSeries(1);
        level(bench, 5);
        bench.apply();
        bench.chart->setProperty("eager", false);
        bench.grab();
        QSignalSpy framed(bench.chart, &LineChart::framed);
        bench.add(start + 50 * second, 9);
        bench.batch.note(LostTime{u"channel"_s, start + 60 * second, start + 70 * second});
        bench.apply();
        bench.grab();
        QCOMPARE(framed.count(), 0);
        bench.show(start + second, start + 101 * second);
        bench.grab();
        QCOMPARE(framed.count(), 1);
        QVERIFY(bench.chart->yMax() >= 9);
        QCOMPARE(bench.chart->property("gaps").toInt(), 1);
    }
};

QTEST_MAIN(TestChartMarks)
#include "tst_chartmarks.moc"
