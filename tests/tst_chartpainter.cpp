// The painter of the software scene graph: how much of each pixel it covers, and that painting only
// what changed looks like painting all.
#include "areafill.h"
#include "blend.h"
#include "chartpainter.h"
#include "samepoints.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace sightglass;

namespace {

constexpr float noNumber = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr int width = 120;
constexpr int height = 60;
const QColor ink(0, 0, 255);

QImage blank(QSize size = {20, 20})
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

QImage stroked(const std::vector<PixelPoint> &points, float half, float scale = 1)
{
    QImage image = blank();
    Strokes strokes;
    strokes.resize(image.size());
    strokes.add(points, {scale, 0, 0}, half);
    strokes.paint(image, ink);
    return image;
}

double inked(const QImage &image, int x, int y)
{
    return qAlpha(image.pixel(x, y)) / 255.0;
}

// All that was covered, in pixels.
double sum(const QImage &image)
{
    double all = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            all += inked(image, x, y);
        }
    }
    return all;
}

bool near(double a, double b, double tolerance = 0.01)
{
    return std::abs(a - b) <= tolerance;
}

// Lines that walk at random over columns of a grid that never moves, with a break here and there,
// or with gaps of half a column to four, and lone samples between them.
struct Walk
{
    explicit Walk(int seed, bool gaps)
        : random(unsigned(seed))
    {
        for (int i = 0; i < 4 * width; ++i) {
            value = std::clamp(value + step(random), 5.0F, height - 5.0F);
            const bool between = i / 46 % 2 == 1 && i % 5 != 0 && i % 7 != 0;
            const bool missing = gaps ? between || i % 23 < 1 + i / 23 % 8 : i % 97 == 50;
            values.push_back(missing ? noNumber : value);
        }
    }
    // Two points a column, from column `first` up to `end`.
    std::vector<PixelPoint> from(int first, int end) const
    {
        std::vector<PixelPoint> points;
        for (int i = 2 * first; i < 2 * end && i < int(values.size()); ++i) {
            points.push_back({float(i) / 2 - float(first) + 0.2F, values[std::size_t(i)]});
        }
        return points;
    }
    std::mt19937 random;
    std::normal_distribution<float> step{0, 4};
    float value = height / 2.0F;
    std::vector<float> values;
};

ChartPicture pictureAt(int column, int end, bool areas, bool stacked = false, bool gaps = false)
{
    ChartPicture picture;
    picture.size = {width, height};
    picture.lineWidth = gaps ? 1 : 1.6; // what is lone is wider
    picture.areas = areas;
    picture.baseY = height;
    picture.column = column;
    picture.rects = {{QRectF(0, 20, width, 1), Qt::gray}};
    for (int i = 0; i < 3; ++i) {
        ChartPicture::Line line;
        line.points = Walk(i, gaps).from(column, end);
        if (stacked) {
            line.base = line.points;
            for (PixelPoint &point : line.base) {
                point.y += 8;
            }
        }
        line.color = QColor::fromHsv(i * 100, 200, 200);
        picture.lines.push_back(line);
    }
    return picture;
}

} // namespace

class TestChartPainter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void coversALevelLineExactly();
    void coversTheSameAtEverySlope();
    void joinsWithoutGapAndWithoutDoublePaint();
    void leavesADotForALonePoint();
    void breaksAtNaN();
    void keepsToTheImage();
    void fillsExactlyBelowALine();
    void fillsBetweenALineAndItsBase();
    void mixesColoursOnce();
    void findsWhatStayedTheSame();
    void movedPicturesLookLikeFreshOnes_data();
    void movedPicturesLookLikeFreshOnes();
    void paintsNothingWhenNothingChanged();
    void paintsAllWhenTheScaleChanged();
};

void TestChartPainter::coversALevelLineExactly()
{
    const QImage image = stroked({{2, 10.5F}, {18, 10.5F}}, 0.8F);
    QVERIFY(near(inked(image, 10, 10), 1));
    QVERIFY(near(inked(image, 10, 9), 0.3));
    QVERIFY(near(inked(image, 10, 11), 0.3));
    QVERIFY(near(inked(image, 10, 8), 0));
    const QImage between = stroked({{2, 10}, {18, 10}}, 0.8F);
    QVERIFY(near(inked(between, 10, 9), 0.8));
    QVERIFY(near(inked(between, 10, 10), 0.8));
    const QImage large = stroked({{1, 5}, {9, 5}}, 1.6F, 2); // two pixels to one
    QVERIFY(near(inked(large, 10, 9), 1) && near(inked(large, 10, 10), 1));
}

void TestChartPainter::coversTheSameAtEverySlope()
{
    for (int degrees = -90; degrees <= 90; degrees += 5) {
        const double angle = degrees * 3.14159265 / 180;
        const auto dx = float(7 * std::cos(angle));
        const auto dy = float(7 * std::sin(angle));
        const double covered = sum(stroked({{10 - dx, 10 - dy}, {10 + dx, 10 + dy}}, 0.8F));
        // Length times width; steep ones have round ends, level ones flat ones.
        QVERIFY2(near(covered, 14 * 1.6 + 1, 1.6), qPrintable(QString::number(covered)));
    }
}

void TestChartPainter::joinsWithoutGapAndWithoutDoublePaint()
{
    const QImage whole = stroked({{2, 3}, {18, 15}}, 0.8F);
    std::vector<PixelPoint> many;
    for (int i = 0; i <= 64; ++i) {
        many.push_back({2 + 16 * float(i) / 64, 3 + 12 * float(i) / 64});
    }
    const QImage parts = stroked(many, 0.8F);
    for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 20; ++x) {
            QVERIFY(near(inked(whole, x, y), inked(parts, x, y), 0.04));
        }
    }
}

void TestChartPainter::leavesADotForALonePoint()
{
    const double covered = sum(
        stroked({{5, 5}, {5, noNumber}, {10.5F, 10.5F}, {11, noNumber}}, 0.8F));
    QVERIFY2(covered > 10 && covered < 18, qPrintable(QString::number(covered)));
}

void TestChartPainter::breaksAtNaN()
{
    const QImage image = stroked({{2, 10}, {6, 10}, {7, noNumber}, {13, 10}, {18, 10}}, 0.8F);
    QVERIFY(inked(image, 4, 10) > 0.5);
    QCOMPARE(inked(image, 10, 10), 0.0);
    QVERIFY(inked(image, 16, 10) > 0.5);
}

void TestChartPainter::keepsToTheImage()
{
    const float far = 1e5F;
    for (const PixelPoint a :
         {PixelPoint{-far, -far}, {far, 10}, {10, far}, {-3, 25}, {19.9F, 0}}) {
        for (const PixelPoint b : {PixelPoint{far, far}, {-far, 10}, {10, -far}, {25, -3}}) {
            QImage image = stroked({a, b}, 0.8F);
            AreaFill area;
            area.resize(image.size());
            area.paint(std::vector{a, b}, {}, far, {}, image, ink);
            QCOMPARE(image.size(), QSize(20, 20)); // and the sanitizers look on
        }
    }
    const QImage through = stroked({{-far, 10.5F}, {far, 10.5F}}, 0.8F);
    QVERIFY(near(inked(through, 0, 10), 1) && near(inked(through, 19, 10), 1));
}

void TestChartPainter::fillsExactlyBelowALine()
{
    QImage image = blank();
    AreaFill area;
    area.resize(image.size());
    // Rises by half a pixel a column: each pixel on the way is covered by what is below.
    area.paint(std::vector<PixelPoint>{{2, 10}, {6, 8}, {10, 8}}, {}, 15, {}, image, ink);
    QVERIFY(near(sum(image), 4 * 6 + 4 * 7));
    QVERIFY(near(inked(image, 2, 9), 0.25) && near(inked(image, 3, 9), 0.75));
    QVERIFY(near(inked(image, 7, 8), 1) && near(inked(image, 7, 7), 0));
    QVERIFY(near(inked(image, 7, 14), 1) && near(inked(image, 7, 15), 0));
    QVERIFY(near(inked(image, 10, 12), 0) && near(inked(image, 1, 12), 0));
}

void TestChartPainter::fillsBetweenALineAndItsBase()
{
    QImage image = blank();
    AreaFill area;
    area.resize(image.size());
    const std::vector<PixelPoint> top{{0, 5}, {10, 5}, {10, noNumber}, {12, 5}, {20, 5}};
    const std::vector<PixelPoint> base{{0, 8}, {10, 8}, {10, noNumber}, {12, 3}, {20, 3}};
    area.paint(top, base, 0, {}, image, ink);
    QVERIFY(near(sum(image), 10 * 3 + 8 * 2)); // above its base or below it
    QVERIFY(near(inked(image, 5, 6), 1) && near(inked(image, 15, 4), 1));
    QVERIFY(near(inked(image, 11, 6), 0));
}

void TestChartPainter::mixesColoursOnce()
{
    QImage image = blank();
    AreaFill area;
    area.resize(image.size());
    const std::vector<PixelPoint> line{{0, 5}, {20, 5}};
    area.paint(line, {}, 20, {}, image, QColor(255, 0, 0, 51));
    QCOMPARE(image.pixelColor(9, 9), QColor(255, 0, 0, 51));
    area.paint(line, {}, 20, {}, image, QColor(0, 0, 255));
    QCOMPARE(image.pixelColor(9, 9), QColor(0, 0, 255));
    std::uint32_t pixel = 0xffffffff;
    blend(pixel, 0xff000000, 128);
    QVERIFY(std::abs(int(pixel & 0xff) - 127) <= 1);
    QCOMPARE(pixel >> 24, 0xffU);
}

void TestChartPainter::findsWhatStayedTheSame()
{
    const std::vector<PixelPoint> before{{0, 1}, {1, 2}, {2, noNumber}, {3, 4}, {4, 5}};
    const std::vector<PixelPoint> moved{{0, 2}, {1, noNumber}, {2, 4}, {3, 5}, {4, 6}};
    QCOMPARE(sameStretch(before, before, 0), (Stretch{-infinity, infinity}));
    QCOMPARE(sameStretch(before, moved, 1), (Stretch{0, 3}));
    QCOMPARE(sameStretch(before, moved, 0), Stretch());
    QCOMPARE(sameStretch({}, {}, 1), (Stretch{-infinity, infinity}));
    QCOMPARE(sameStretch(before, {}, 0), Stretch());
    std::vector<PixelPoint> late = before;
    late[3].y = 7;
    QCOMPARE(sameStretch(before, late, 0), (Stretch{-infinity, 2}));
    QCOMPARE(pointsWithin(before, 1.5F, 2.5F).size(), 3U); // and one on either side
}

void TestChartPainter::movedPicturesLookLikeFreshOnes_data()
{
    QTest::addColumn<bool>("areas");
    QTest::addColumn<bool>("stacked");
    QTest::addColumn<bool>("gaps");
    QTest::newRow("lines") << false << false << false;
    QTest::newRow("areas") << true << false << false;
    QTest::newRow("stacked") << true << true << false;
    QTest::newRow("gaps") << false << false << true;
}

void TestChartPainter::movedPicturesLookLikeFreshOnes()
{
    QFETCH(bool, areas);
    QFETCH(bool, stacked);
    QFETCH(bool, gaps);
    ChartPainter painter;
    // On, further on, back, over the end of the data, and far away; and then to and fro.
    std::vector<int> columns{10, 11, 14, 14, 9, 0, 40, 100, 113, 112, 20};
    for (int i = 0; i < 60; ++i) {
        columns.push_back(20 + i + i * 5 % 11);
    }
    for (const int column : columns) {
        const ChartPicture picture = pictureAt(column, column + width - 5, areas, stacked, gaps);
        painter.paint(picture);
        ChartPainter fresh;
        fresh.paint(picture);
        QCOMPARE(painter.base(), fresh.base());
        const QImage difference = painter.data();
        QCOMPARE(difference.size(), fresh.data().size());
        for (int y = 0; y < difference.height(); ++y) {
            for (int x = 0; x < difference.width(); ++x) {
                const QRgb a = difference.pixel(x, y);
                const QRgb b = fresh.data().pixel(x, y);
                QVERIFY2(std::abs(qAlpha(a) - qAlpha(b)) <= 2 && std::abs(qRed(a) - qRed(b)) <= 8,
                         qPrintable(QStringLiteral("%1,%2 at %3").arg(x).arg(y).arg(column)));
            }
        }
    }
}

void TestChartPainter::paintsNothingWhenNothingChanged()
{
    ChartPainter painter;
    const ChartPicture picture = pictureAt(10, 200, true);
    QVERIFY(painter.paint(picture).data);
    const ChartPainter::Changed again = painter.paint(picture);
    QVERIFY(!again.base && !again.data);
    ChartPicture other = picture;
    other.rects.front().rect.moveTop(30);
    const ChartPainter::Changed grid = painter.paint(other);
    QVERIFY(grid.base && !grid.data);
    other.lines.front().color = Qt::red;
    QVERIFY(painter.paint(other).data);
}

void TestChartPainter::paintsAllWhenTheScaleChanged()
{
    ChartPainter painter;
    painter.paint(pictureAt(10, 200, false));
    ChartPicture picture = pictureAt(10, 200, false);
    picture.scale = 2;
    painter.paint(picture);
    QCOMPARE(painter.data().size(), picture.pixels());
    QCOMPARE(painter.data().width(), 2 * width);
    picture.size = {};
    painter.paint(picture); // nothing to be seen
}

QTEST_MAIN(TestChartPainter)
#include "tst_chartpainter.moc"
