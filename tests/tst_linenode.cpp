// A dense line that scrolls writes only what is new, and is still the line it would be if all of it
// were written.
#include "linenode.h"

#include <QTest>

#include <cmath>
#include <map>
#include <random>

using namespace sightglass;

namespace {

constexpr float gap = std::numeric_limits<float>::quiet_NaN();
constexpr int width = 300;
constexpr double perColumn = 2.5; // samples
constexpr int fewColumns = 10;
constexpr int edge = 2; // columns, where a new picture does not know what is outside

// A random walk over all time, seen through a window of columns.
struct Walk
{
    std::mt19937 random{7};
    std::vector<float> values;
    ChartPicture picture;
    LineNode::Scratch scratch;

    explicit Walk(qreal scale = 1)
    {
        picture.size = QSizeF(width, 200) / scale;
        picture.scale = scale;
        bring(int(perColumn * width * 2));
        picture.column = width;
    }
    void bring(int count)
    {
        std::normal_distribution<float> step(0, 6);
        for (int i = 0; i < count; ++i) {
            float last = 100;
            for (std::size_t j = values.size(); j > 0 && j + 4 > values.size(); --j) {
                last = std::isnan(values[j - 1]) ? last : values[j - 1];
            }
            const bool lost = random() % 97 == 0;
            values.push_back(lost ? gap : std::clamp(last + step(random), 0.0F, 200.0F));
        }
    }
    std::vector<PixelPoint> points() const
    {
        std::vector<PixelPoint> result;
        const auto first = std::size_t(double(picture.column) * perColumn);
        for (std::size_t i = first == 0 ? 0 : first - 1; i < values.size(); ++i) {
            const double column = double(i) / perColumn - double(picture.column);
            if (column > width + 2) {
                break;
            }
            result.push_back({float(column / picture.scale), values[i]});
        }
        return result;
    }
    void show(LineNode &node, std::int64_t origin = 0)
    {
        node.show(points(), Qt::blue, 1.6, picture, origin, true, scratch);
    }
    // y of the spans by column of the window, upper ends then lower ends.
    std::map<int, std::vector<float>> seen(const LineNode &node, std::int64_t origin = 0) const
    {
        std::map<int, std::vector<float>> ends;
        for (const SpanVertex &vertex : node.upright()) {
            const int column = int(std::floor(vertex.x)) + int(origin - picture.column);
            if (column >= 0 && column < width) {
                ends[column].push_back(vertex.y);
            }
        }
        return ends;
    }
};

} // namespace

class TestLineNode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesOnlyWhatIsNew();
    void writesNothingWhenItOnlyMoves();
    void writesAllWhenValuesAreOnAnotherScale();
    void isTheLineItWouldBe_data();
    void isTheLineItWouldBe();
};

void TestLineNode::writesOnlyWhatIsNew()
{
    Walk walk;
    LineNode node;
    walk.picture.column = std::int64_t(double(walk.values.size()) / perColumn) - width + 1;
    walk.show(node);
    QCOMPARE(node.columnsWritten(), width);
    for (int i = 0; i < 2 * width; ++i) {
        walk.bring(i % 2 == 0 ? 2 : 3);
        ++walk.picture.column;
        walk.show(node);
        QVERIFY2(node.columnsWritten() > 0 && node.columnsWritten() <= fewColumns,
                 qPrintable(QString::number(node.columnsWritten())));
    }
    QVERIFY(node.upright().size() <= std::size_t(3 * width));
}

void TestLineNode::writesNothingWhenItOnlyMoves()
{
    Walk walk;
    LineNode node;
    walk.picture.column = std::int64_t(double(walk.values.size()) / perColumn) - width + 20;
    walk.show(node);
    for (int i = 0; i < 100; ++i) {
        ++walk.picture.column;
        walk.show(node);
        QCOMPARE(node.columnsWritten(), 0);
    }
}

void TestLineNode::writesAllWhenValuesAreOnAnotherScale()
{
    Walk walk;
    LineNode node;
    walk.show(node);
    for (float &value : walk.values) {
        value *= 0.9F;
    }
    walk.show(node);
    QCOMPARE(node.columnsWritten(), width);
}

void TestLineNode::isTheLineItWouldBe_data()
{
    QTest::addColumn<double>("scale");
    QTest::newRow("1") << 1.0;
    QTest::newRow("1.5") << 1.5;
    QTest::newRow("2") << 2.0;
}

void TestLineNode::isTheLineItWouldBe()
{
    QFETCH(double, scale);
    constexpr float same = 0.1F; // px
    Walk walk(scale);
    LineNode node;
    for (int i = 0; i < 300; ++i) {
        walk.bring(int(walk.random() % 6));
        const int move = int(walk.random() % 10) - 3; // now and then back, too
        walk.picture.column = std::max<std::int64_t>(walk.picture.column + move, 0);
        walk.show(node);
        LineNode fresh;
        walk.show(fresh);
        auto seen = walk.seen(node);
        auto wanted = walk.seen(fresh);
        for (int column = edge; column < width - edge; ++column) {
            auto &a = seen[column];
            auto &b = wanted[column];
            std::sort(a.begin(), a.end());
            std::sort(b.begin(), b.end());
            const bool equal = std::equal(a.begin(), a.end(), b.begin(), b.end(),
                                          [](float x, float y) { return std::abs(x - y) < same; });
            QVERIFY2(equal, qPrintable(QStringLiteral("column %1 of frame %2").arg(column).arg(i)));
        }
    }
}

QTEST_APPLESS_MAIN(TestLineNode)
#include "tst_linenode.moc"
