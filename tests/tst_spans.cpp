// Upright strokes of dense lines: where they begin and end, and how many there are.
#include "spans.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr float gap = std::numeric_limits<float>::quiet_NaN();
constexpr float half = 0.8F;

std::vector<SpanVertex> spansOf(const std::vector<PixelPoint> &points, float scale = 1,
                                float pen = half)
{
    Spans spans;
    std::vector<SpanVertex> vertices;
    spans.append(points, scale, pen, {0, int(100 * scale), -2, 202 * scale}, vertices);
    return vertices;
}

// How much of the pixel the shader paints.
float inkAt(const std::vector<SpanVertex> &vertices, int column, int row)
{
    for (std::size_t i = 0; i + 1 < vertices.size(); i += 2) {
        const SpanVertex &a = vertices[i];
        const SpanVertex &b = vertices[i + 1];
        const float y = float(row) + 0.5F;
        if (int(a.x) == column && y >= a.y && y <= b.y) {
            const float t = (y - a.y) / (b.y - a.y);
            const float above = std::min(std::lerp(a.above, b.above, t), 1.0F);
            const float below = std::min(std::lerp(a.below, b.below, t), 1.0F);
            return std::clamp(above + below - 1, 0.0F, 1.0F);
        }
    }
    return 0;
}

float inkIn(const std::vector<SpanVertex> &vertices, int column)
{
    float ink = 0;
    for (int row = -2; row < 404; ++row) {
        ink += inkAt(vertices, column, row);
    }
    return ink;
}

// Four points in each pixel.
std::vector<PixelPoint> slope(float rise)
{
    std::vector<PixelPoint> points;
    for (float x = -10; x < 110; x += 0.25F) {
        points.push_back({x, 20 + rise * x});
    }
    return points;
}

} // namespace

class TestSpans : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsEachColumnOnce();
    void isAsThickAsTheLine_data();
    void isAsThickAsTheLine();
    void showsASpikeInFull();
    void showsNothingBeyondASpike();
    void leavesGapsOpen();
    void leavesSmallGapsOpen_data();
    void leavesSmallGapsOpen();
    void isHalfSeenWhereItCoversHalfAColumn();
    void paintsALoneSample();
    void takesWhatIsFarAway();
    void changesItsMindOnlyClearly();
};

void TestSpans::drawsEachColumnOnce()
{
    std::vector<PixelPoint> points;
    for (int i = 0; i < 1000; ++i) {
        points.push_back({float(i) / 10, float(i * 37 % 190)});
    }
    const auto vertices = spansOf(points);
    QCOMPARE(vertices.size(), std::size_t(200));
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        QCOMPARE(vertices[i].x, float(i / 2) + 0.5F);
    }
    QVERIFY(spansOf({}).empty());
    Spans spans;
    std::vector<SpanVertex> none;
    spans.append(points, 1, half, {0, 0, 0, 0}, none);
    QVERIFY(none.empty());
}

void TestSpans::isAsThickAsTheLine_data()
{
    QTest::addColumn<float>("rise");
    QTest::addColumn<float>("scale");
    QTest::newRow("level") << 0.0F << 1.0F;
    QTest::newRow("slanted") << 0.5F << 1.0F;
    QTest::newRow("diagonal") << 1.0F << 1.0F;
    QTest::newRow("steep") << 1.7F << 1.0F;
    QTest::newRow("diagonal at 1.5") << 1.0F << 1.5F;
    QTest::newRow("steep at 2") << 1.7F << 2.0F;
}

void TestSpans::isAsThickAsTheLine()
{
    QFETCH(float, rise);
    QFETCH(float, scale);
    const auto vertices = spansOf(slope(rise), scale, half * scale);
    const float thick = 2 * half * scale * std::sqrt(1 + rise * rise);
    for (const int column : {20, 50, 80}) {
        const float ink = inkIn(vertices, column);
        QVERIFY2(std::abs(ink - thick) <= 0.15F * thick, qPrintable(QString::number(ink / thick)));
    }
}

void TestSpans::showsASpikeInFull()
{
    for (const float at : {50.0F, 50.2F, 50.49F, 50.5F, 50.8F}) {
        std::vector<PixelPoint> points = slope(0);
        auto spike = std::find_if(points.begin(), points.end(), [at](auto p) { return p.x > at; });
        points.insert(spike, {at, 150});
        const auto vertices = spansOf(points);
        QVERIFY(inkAt(vertices, 50, 148) > 0.9F);
        QVERIFY(inkAt(vertices, 50, 80) > 0.9F);
        QVERIFY(inkAt(vertices, 48, 148) == 0 && inkAt(vertices, 52, 148) == 0);
    }
}

void TestSpans::showsNothingBeyondASpike()
{
    constexpr float base = 100;
    for (const float tip : {10.0F, 190.0F}) {
        for (const float at : {50.0F, 50.3F, 50.49F, 50.5F, 50.8F}) {
            std::vector<PixelPoint> points = slope(0);
            std::ranges::for_each(points, [](PixelPoint &point) { point.y = base; });
            points.insert(std::ranges::find_if(points, [at](auto p) { return p.x > at; }),
                          {at, tip});
            const auto vertices = spansOf(points);
            float ink = 0;
            for (int column = 40; column < 60; ++column) {
                for (int away = 2; away < 100; ++away) {
                    ink += inkAt(vertices, column, int(tip) + (tip > base ? away : -1 - away));
                }
            }
            QCOMPARE(ink, 0.0F);
            QVERIFY(inkAt(vertices, 50, int(tip) + (tip > base ? -2 : 1)) > 0.9F);
        }
    }
}

void TestSpans::leavesGapsOpen()
{
    std::vector<PixelPoint> points = slope(0);
    for (PixelPoint &point : points) {
        point.y = point.x > 40 && point.x < 60 ? gap : point.y;
    }
    const auto vertices = spansOf(points);
    QVERIFY(inkAt(vertices, 38, 20) > 0.2F && inkAt(vertices, 61, 20) > 0.2F);
    QVERIFY(inkIn(vertices, 45) == 0 && inkIn(vertices, 55) == 0);
}

void TestSpans::leavesSmallGapsOpen_data()
{
    QTest::addColumn<float>("width");
    QTest::addColumn<float>("scale");
    QTest::addColumn<float>("rise"); // from one point to the next and back
    for (const float width : {1.0F, 1.6F, 2.0F, 3.0F, 4.0F}) {
        for (const float scale : {1.0F, 1.5F, 2.0F}) {
            for (const float rise : {0.0F, 0.3F, 80.0F}) {
                QTest::addRow("%g px at %g, rise %g", double(width), double(scale), double(rise))
                    << width << scale << rise;
            }
        }
    }
}

void TestSpans::leavesSmallGapsOpen()
{
    QFETCH(float, width);
    QFETCH(float, scale);
    QFETCH(float, rise);
    int wide = 0; // gaps with a whole column
    for (int phase = 0; phase < 80; ++phase) {
        const float end = 50 + float(phase % 20) / 20;
        const float begin = end + 1 + float(phase / 20);
        std::vector<PixelPoint> points;
        for (int i = 0; i <= 200; ++i) {
            points.push_back({end - float(200 - i) / 5, 60 + rise * float(i % 2)});
        }
        points.push_back({end, gap});
        for (int i = 0; i <= 200; ++i) {
            points.push_back({begin + float(i) / 5, 60 + rise * float(i % 2)});
        }
        const auto vertices = spansOf(points, scale, width / 2 * scale);
        const int last = int(end * scale);
        const int first = int(begin * scale);
        QVERIFY(inkIn(vertices, last) > 0 && inkIn(vertices, first) > 0);
        int empty = 0;
        for (int column = last + 1; column < first; ++column) {
            empty += inkIn(vertices, column) == 0 ? 1 : 0;
        }
        wide += first > last + 1 ? 1 : 0;
        QVERIFY2(empty > 0 || first <= last + 1, qPrintable(u"%1 to %2"_s.arg(end).arg(begin)));
    }
    QVERIFY(wide > 40);
}

void TestSpans::isHalfSeenWhereItCoversHalfAColumn()
{
    std::vector<PixelPoint> points;
    for (int i = 0; i <= 200; ++i) {
        points.push_back({10.6F + float(i) * 0.2F, 40}); // to 50.6
    }
    points.back().x = 50.3F;
    points[199].x = 50.2F;
    points[198].x = 50.1F;
    const auto vertices = spansOf(points, 1, 2);
    QVERIFY(inkIn(vertices, 9) == 0 && inkIn(vertices, 51) == 0);
    const float whole = inkIn(vertices, 30);
    for (const int column : {10, 50}) {
        const float ink = inkIn(vertices, column);
        QVERIFY2(std::abs(ink - whole / 2) < 0.3F, qPrintable(QString::number(ink / whole)));
    }
}

void TestSpans::paintsALoneSample()
{
    const auto vertices = spansOf({{10, gap}, {50.5F, 30}, {60, gap}});
    QVERIFY(inkIn(vertices, 50) > 1);
    QVERIFY(inkIn(vertices, 45) == 0);
}

void TestSpans::takesWhatIsFarAway()
{
    const auto vertices = spansOf({{-80, 100'000}, {50.5F, -100'000}, {1e6F, 40}, {2e6F, 40}});
    QVERIFY(!vertices.empty());
    for (const SpanVertex &vertex : vertices) {
        QVERIFY(vertex.x > 0 && vertex.x < 100 && vertex.y >= -2 && vertex.y <= 202);
        QVERIFY(std::isfinite(vertex.above) && std::isfinite(vertex.below));
    }
}

void TestSpans::changesItsMindOnlyClearly()
{
    std::vector<PixelPoint> points;
    for (int i = 0; i < 180; ++i) {
        points.push_back({float(i) / 1.8F, 0});
    }
    QVERIFY(!isDense(points, 1, false));
    QVERIFY(isDense(points, 1, true));
    QVERIFY(isDense(points, 0.5F, false));
    QVERIFY(!isDense(points, 2, true));
    QVERIFY(!isDense({}, 1, true));
}

QTEST_APPLESS_MAIN(TestSpans)
#include "tst_spans.moc"
