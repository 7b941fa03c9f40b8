// Lines in the same place: each is seen in its turn, and none that is alone loses anything.
#include "turns.h"

#include <QTest>

#include <cmath>

using namespace sightglass;

namespace {

const float gap = std::numeric_limits<float>::quiet_NaN();

using Line = ChartPicture::Line;

Line level(float y, float from = -10, float to = 170, float step = 3)
{
    Line line;
    for (float x = from; x <= to; x += step) {
        line.points.push_back({x, y});
    }
    return line;
}

// Whether the line is drawn at x.
bool isSeen(const Line &line, float x)
{
    const auto &points = line.stroke();
    for (std::size_t i = 1; i < points.size(); ++i) {
        const bool joined = !std::isnan(points[i - 1].y) && !std::isnan(points[i].y);
        if (joined && points[i - 1].x <= x && points[i].x >= x) {
            return true;
        }
    }
    return false;
}

// Twenty slots of eight pixels, the first one is number 100.
void share(std::vector<Line> &lines)
{
    takeTurns(lines, {100, 0, 8, 160, 0.8});
}

} // namespace

class TestTurns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachLineOfSeveralIsSeenInItsTurn_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("two") << 2;
        QTest::newRow("three") << 3;
        QTest::newRow("sixteen cores at rest") << 16;
    }
    void eachLineOfSeveralIsSeenInItsTurn()
    {
        QFETCH(int, count);
        std::vector<Line> lines(std::size_t(count), level(50));
        share(lines);
        for (int slot = 0; slot < 20; ++slot) {
            for (int i = 0; i < count; ++i) {
                QCOMPARE(isSeen(lines[std::size_t(i)], float(slot * 8 + 4)),
                         (100 + slot) % count == i);
            }
        }
    }

    void linesThatAreApartOrOnlyCrossAreLeftAlone()
    {
        std::vector<Line> lines{level(50), level(52), level(0)};
        for (PixelPoint &point : lines[2].points) {
            point.y = point.x / 2; // through both
        }
        share(lines);
        for (const Line &line : lines) {
            QVERIFY(line.dashed.empty());
        }
    }

    void peaksOfTheSameHeightBesideEachOtherStay()
    {
        std::vector<Line> lines{level(50, -10, 170, 1), level(50, -10, 170, 1)};
        lines[0].points[90 - 1].y = 10; // in the slot from 72 to 80
        lines[1].points[90 - 5].y = 10;
        share(lines);
        for (float x = 72.5F; x < 80; ++x) {
            QVERIFY(isSeen(lines[0], x) && isSeen(lines[1], x));
        }
        QVERIFY(isSeen(lines[0], 4) != isSeen(lines[1], 4));
    }

    void sharesOnlyWhereBothHaveData()
    {
        std::vector<Line> lines{level(50), level(50, 80)};
        lines[0].points[50].y = gap; // x 140
        share(lines);
        for (float x = 0.5F; x < 76; ++x) {
            QVERIFY(isSeen(lines[0], x));
        }
        QVERIFY(isSeen(lines[0], 100) != isSeen(lines[1], 100));
        QVERIFY(isSeen(lines[1], 140));
    }

    void joinsLinesOfDifferentSamples()
    {
        std::vector<Line> lines{level(50, -10, 170, 3), level(50.5F, -10, 170, 20)};
        share(lines);
        for (int slot = 0; slot < 20; ++slot) {
            const auto x = float(slot * 8 + 4);
            QVERIFY(isSeen(lines[0], x) != isSeen(lines[1], x));
        }
    }

    void pausesCutTheDashesALineHasAlready()
    {
        std::vector<Line> lines{level(50), level(50)};
        lines[1].dashed = {{0, 50}, {12, 50}, {12, gap}, {20, 50}, {28, 50}};
        share(lines);
        const auto &cut = lines[1].dashed;
        QVERIFY(!isSeen(lines[1], 4)); // the first slot is the other's
        QVERIFY(isSeen(lines[1], 10));
        QVERIFY(!isSeen(lines[1], 13) && !isSeen(lines[1], 22));
        QVERIFY(isSeen(lines[1], 26));
        QCOMPARE(cut.front().x, 8.0F);
    }

    void aLineThatHasNoTurnInSightIsNotSolid()
    {
        std::vector<Line> lines(3, level(50, 0, 8, 2));
        takeTurns(lines, {0, 0, 8, 8, 0.8});
        QVERIFY(isSeen(lines[0], 4));
        QVERIFY(!isSeen(lines[1], 4) && !isSeen(lines[2], 4));
    }

    void survivesNothingAndOddNumbers()
    {
        std::vector<Line> none;
        share(none);
        std::vector<Line> lines(3);
        lines[1].points = {{5, gap}};
        lines[2].points = {{5, 1e5F}};
        share(lines);
        takeTurns(lines, {0, 0, 0, 160, 0.8});
        QVERIFY(lines[2].dashed.empty());
    }
};

QTEST_APPLESS_MAIN(TestTurns)
#include "tst_turns.moc"
