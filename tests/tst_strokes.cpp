// The strokes of the software scene graph where lines end: gaps stay gaps, and nothing else is cut.
#include "strokes.h"

#include <QTest>

#include <cmath>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr float gap = std::numeric_limits<float>::quiet_NaN();
constexpr float middle = 60; // where both sides of a gap are
constexpr float zigzag = 0;  // instead of a rise: up and down between neighbours
constexpr float runWidth = 30;
constexpr QSize plot(100, 120);
const QColor ink(0, 0, 255);

QImage stroked(const std::vector<PixelPoint> &points, float scale, float width)
{
    QImage image(plot * scale, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    Strokes strokes;
    strokes.resize(image.size());
    strokes.add(points, {scale, 0, 0}, width / 2 * scale);
    strokes.paint(image, ink);
    return image;
}

int inkIn(const QImage &image, int column)
{
    int all = 0;
    for (int y = 0; y < image.height(); ++y) {
        all += qAlpha(image.pixel(column, y));
    }
    return all;
}

int inkIn(const QImage &image)
{
    int all = 0;
    for (int x = 0; x < image.width(); ++x) {
        all += inkIn(image, x);
    }
    return all;
}

// A line up to `end` and one from `begin` on, both coming from afar to the middle.
std::vector<PixelPoint> twoRuns(float end, float begin, float rise)
{
    constexpr int points = 60;
    std::vector<PixelPoint> runs;
    const auto append = [&](float edge, float side, int i) {
        const float away = runWidth * float(i) / points;
        const float y = rise == zigzag ? float(i % 2) * middle / 2 : rise * away;
        runs.push_back({edge + side * away, middle + y});
    };
    for (int i = points; i >= 0; --i) {
        append(end, -1, i);
    }
    runs.push_back({end, gap});
    for (int i = 0; i <= points; ++i) {
        append(begin, 1, i);
    }
    return runs;
}

std::vector<PixelPoint> lozenge(float left)
{
    return {{left, 50}, {left + 5, 45}, {left + 10, 50}, {left + 5, 55}, {left, 50}, {left, gap}};
}

} // namespace

class TestStrokes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesSmallGapsOpen_data();
    void leavesSmallGapsOpen();
    void leavesGapsBetweenLoneSamplesOpen();
    void showsLoneSamplesHoweverNear();
    void endsLinesInFullWhereThereIsRoom();
    void cutsNoMarksThatOverlap();
};

void TestStrokes::leavesSmallGapsOpen_data()
{
    QTest::addColumn<float>("width");
    QTest::addColumn<float>("scale");
    QTest::addColumn<float>("rise");
    for (const float width : {1.0F, 1.6F, 2.0F, 3.0F, 4.0F}) {
        for (const float scale : {1.0F, 1.5F, 2.0F}) {
            for (const float rise : {0.01F, 0.3F, 1.0F, -3.0F, 20.0F, zigzag}) {
                QTest::addRow("%g px at %g, rise %g", double(width), double(scale), double(rise))
                    << width << scale << rise;
            }
        }
    }
}

void TestStrokes::leavesSmallGapsOpen()
{
    QFETCH(float, width);
    QFETCH(float, scale);
    QFETCH(float, rise);
    int wide = 0; // gaps with a whole column
    for (int phase = 0; phase < 56; ++phase) {
        const float end = 40 + float(phase % 8) / 8;
        const float begin = end + 1 + float(phase / 8) / 2;
        const QImage image = stroked(twoRuns(end, begin, rise), scale, width);
        const int from = int(std::ceil(end * scale));
        const int to = int(std::floor(begin * scale));
        QVERIFY(inkIn(image, from - 1) > 0 && inkIn(image, to) > 0);
        int empty = 0;
        for (int column = from; column < to; ++column) {
            empty += inkIn(image, column) == 0 ? 1 : 0;
        }
        wide += to > from ? 1 : 0;
        QVERIFY2(empty > 0 || to <= from, qPrintable(u"%1 to %2"_s.arg(end).arg(begin)));
    }
    QVERIFY(wide > 40);
}

void TestStrokes::leavesGapsBetweenLoneSamplesOpen()
{
    for (const float scale : {1.0F, 1.5F, 2.0F}) {
        for (int phase = 0; phase < 8; ++phase) {
            const float x = 40 + float(phase) / 8;
            const QImage image = stroked({{x, middle}, {x, gap}, {x + 2, middle}, {x, gap}}, scale,
                                         1.6F);
            int empty = 0;
            for (int column = int(std::ceil(x * scale)); column < int((x + 2) * scale); ++column) {
                empty += inkIn(image, column) == 0 ? 1 : 0;
            }
            QVERIFY2(empty > 0, qPrintable(u"%1 at %2"_s.arg(x).arg(scale)));
        }
    }
}

void TestStrokes::showsLoneSamplesHoweverNear()
{
    for (const float apart : {0.25F, 1.0F, 1.25F, 2.0F, 3.0F}) {
        std::vector<PixelPoint> points;
        for (float x = 30; x < 60; x += apart) {
            points.push_back({x, middle});
            points.push_back({x, gap});
        }
        const QImage image = stroked(points, 1, 1.6F);
        for (float x = 30; x < 60; x += apart) {
            QVERIFY(qAlpha(image.pixel(int(x), int(middle))) > 250);
        }
    }
}

void TestStrokes::endsLinesInFullWhereThereIsRoom()
{
    const std::vector<PixelPoint> far = twoRuns(40.3F, 58.6F, zigzag);
    const QImage both = stroked(far, 1, 4);
    const auto second = std::ranges::find_if(far, [](auto point) { return std::isnan(point.y); });
    QCOMPARE(inkIn(both), inkIn(stroked({far.begin(), second}, 1, 4))
                              + inkIn(stroked({second, far.end()}, 1, 4)));
    QVERIFY(inkIn(both, 41) > 0 && inkIn(both, 57) > 0);
}

void TestStrokes::cutsNoMarksThatOverlap()
{
    for (const float apart : {6.0F, 10.0F, 14.0F}) { // outlines end where they begin, at the left
        std::vector<PixelPoint> marks = lozenge(20);
        const std::vector<PixelPoint> next = lozenge(20 + apart);
        marks.insert(marks.end(), next.begin(), next.end());
        const QImage image = stroked(marks, 1, 1.2F);
        const QImage alone = stroked(lozenge(20), 1, 1.2F);
        for (int x = 0; x < 29; ++x) {
            QVERIFY(inkIn(image, x) >= inkIn(alone, x));
        }
    }
    const QImage hatch = stroked({{20, 90}, {50, 60}, {50, gap}, {60, 50}, {28, 82}}, 1, 1.2F);
    QVERIFY(qAlpha(hatch.pixel(35, 74)) > 0 && qAlpha(hatch.pixel(50, 60)) > 0);
}

QTEST_APPLESS_MAIN(TestStrokes)
#include "tst_strokes.moc"
