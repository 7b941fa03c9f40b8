// Decimation against the plainest possible reading of the same samples.
#include "store/decimate.h"
#include "store/summary.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace sightglass;

namespace {

constexpr double noValue = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

void add(Column &column, std::int64_t time, double value)
{
    column.append({&time, 1}, {&value, 1});
}

std::vector<TracePoint> flattened(const Column &column)
{
    std::vector<TracePoint> all;
    Column::Scratch scratch;
    for (std::size_t c = 0; c < column.chunkCount(); ++c) {
        const auto [times, values] = column.samples(c, scratch);
        for (std::size_t i = 0; i < times.size(); ++i) {
            all.push_back({times[i], values[i]});
        }
    }
    return all;
}

std::vector<TracePoint> decimated(const Column &column, const TimeWindow &window)
{
    std::vector<TracePoint> points;
    decimate(column, window, points);
    return points;
}

Column randomColumn(std::mt19937 &random, int count, int meanGapUs, double breaks, double late)
{
    Column column;
    std::uniform_real_distribution<double> chance(0, 1);
    std::normal_distribution<double> value(0, 10);
    std::uniform_int_distribution<int> gap(0, 2 * meanGapUs);
    std::int64_t time = -50'000;
    for (int i = 0; i < count; ++i) {
        time += gap(random);
        const bool isLate = chance(random) < late;
        const std::int64_t at = isLate ? time - 40 * meanGapUs : time;
        const double broken = chance(random) < 0.5 ? noValue : -infinity;
        add(column, at, chance(random) < breaks ? broken : value(random));
    }
    return column;
}

// What one step must show.
struct Plain
{
    std::int64_t step = 0;
    std::vector<TracePoint> finite;
    bool brokenBefore = false; // since the finite sample before
};

std::vector<Plain> plainSteps(const Column &column, const TimeWindow &window)
{
    std::vector<Plain> steps;
    bool broken = false;
    for (const TracePoint &sample : flattened(column)) {
        const std::int64_t step = stepOf(sample.timeUs, window.stepUs);
        const bool inside = step >= stepOf(window.fromUs, window.stepUs)
                            && step <= stepOf(window.toUs, window.stepUs);
        if (!std::isfinite(sample.value)) {
            broken = true;
            continue;
        }
        if (inside && (steps.empty() || steps.back().step != step)) {
            steps.push_back({step, {}, broken});
        }
        if (inside) {
            steps.back().finite.push_back(sample);
        }
        broken = false;
    }
    return steps;
}

bool byValue(const TracePoint &a, const TracePoint &b)
{
    return a.value < b.value;
}

} // namespace

class TestDecimate : public QObject
{
    Q_OBJECT

private:
    void compareWithPlain(const Column &column, const TimeWindow &window);

private Q_SLOTS:
    void keepsFirstLowestHighestAndLastOfEachStep_data();
    void keepsFirstLowestHighestAndLastOfEachStep();
    void movedWindowsAreReadAsIfAnew_data();
    void movedWindowsAreReadAsIfAnew();
    void showsAllSamplesWhereThereAreFew();
    void includesTheNeighboursOfTheWindow();
    void findsOneSpikeInAMillion();
    void doesNotShimmerWhenTheWindowMoves();
    void breaksAtNanAndAtInfinity();
    void doesNotAllocateAgain();
    void summarisesOnlyTheWindow();
    void survivesEmptyAndReversedWindows();
};

void TestDecimate::compareWithPlain(const Column &column, const TimeWindow &window)
{
    const auto points = decimated(column, window);
    for (std::size_t i = 1; i < points.size(); ++i) {
        QVERIFY(points[i - 1].timeUs <= points[i].timeUs);
        QVERIFY(!std::isnan(points[i].value) || !std::isnan(points[i - 1].value));
    }
    std::size_t at = 0;
    bool broken = false;
    for (const Plain &plain : plainSteps(column, window)) {
        std::vector<TracePoint> shown;
        broken = false;
        for (; at < points.size(); ++at) {
            const std::int64_t step = stepOf(points[at].timeUs, window.stepUs);
            if (std::isnan(points[at].value) && shown.empty()) {
                broken = true;
            } else if (std::isnan(points[at].value) || step > plain.step) {
                break;
            } else if (step == plain.step) {
                shown.push_back(points[at]);
            }
        }
        QVERIFY(!shown.empty() && shown.size() <= 4);
        const auto [low, high] = std::minmax_element(plain.finite.begin(), plain.finite.end(),
                                                     byValue);
        const auto [least, most] = std::minmax_element(shown.begin(), shown.end(), byValue);
        QCOMPARE(least->value, low->value);
        QCOMPARE(most->value, high->value);
        QCOMPARE(shown.front().timeUs, plain.finite.front().timeUs);
        QCOMPARE(shown.front().value, plain.finite.front().value);
        QCOMPARE(shown.back().timeUs, plain.finite.back().timeUs);
        QCOMPARE(shown.back().value, plain.finite.back().value);
        if (at > shown.size()) { // the very first has nothing before it to be cut off from
            QCOMPARE(broken, plain.brokenBefore);
        }
    }
}

void TestDecimate::keepsFirstLowestHighestAndLastOfEachStep_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("stepUs");
    QTest::addColumn<double>("breaks");
    QTest::addColumn<double>("late");
    QTest::newRow("sparse") << 400 << 50 << 0.0 << 0.0;
    QTest::newRow("dense") << 20'000 << 5'000 << 0.0 << 0.0;
    QTest::newRow("whole chunks in a step") << 60'000 << 200'000 << 0.0 << 0.0;
    QTest::newRow("with breaks") << 20'000 << 1'000 << 0.02 << 0.0;
    QTest::newRow("mostly breaks") << 5'000 << 1'000 << 0.8 << 0.0;
    QTest::newRow("with late samples") << 8'000 << 2'000 << 0.0 << 0.1;
    QTest::newRow("late and broken") << 8'000 << 300 << 0.1 << 0.1;
}

void TestDecimate::keepsFirstLowestHighestAndLastOfEachStep()
{
    QFETCH(int, count);
    QFETCH(int, stepUs);
    QFETCH(double, breaks);
    QFETCH(double, late);
    for (unsigned seed = 1; seed <= 12; ++seed) {
        std::mt19937 random(seed);
        const Column column = randomColumn(random, count, 100, breaks, late);
        const std::int64_t from = column.firstTime();
        const std::int64_t length = column.lastTime() - from;
        compareWithPlain(column, {from - 1000, from + length + 1000, stepUs});
        compareWithPlain(column, {from + length / 3, from + length / 2, stepUs});
        if (QTest::currentTestFailed()) {
            qWarning() << "seed" << seed;
            return;
        }
    }
}

void TestDecimate::movedWindowsAreReadAsIfAnew_data()
{
    QTest::addColumn<int>("stepUs");
    QTest::addColumn<double>("breaks");
    QTest::newRow("few samples a step") << 150 << 0.0;
    QTest::newRow("many samples a step") << 5'000 << 0.0;
    QTest::newRow("whole chunks in a step") << 200'000 << 0.0;
    QTest::newRow("with breaks") << 500 << 0.1;
    QTest::newRow("mostly breaks") << 300 << 0.7;
}

// To and fro, by less than a step and by more than the window, while samples come.
void TestDecimate::movedWindowsAreReadAsIfAnew()
{
    QFETCH(int, stepUs);
    QFETCH(double, breaks);
    for (unsigned seed = 1; seed <= 20; ++seed) {
        std::mt19937 random(seed);
        Column column = randomColumn(random, 6'000, 100, breaks, 0);
        std::uniform_int_distribution<int> move(-30 * stepUs, 40 * stepUs);
        std::uniform_int_distribution<int> arrivals(0, 60);
        const std::int64_t span = 50LL * stepUs;
        TimeWindow window{column.lastTime() - span / 2, column.lastTime() + span / 2, stepUs};
        auto points = decimated(column, window);
        for (int i = 0; i < 30; ++i) {
            const std::int64_t known = column.lastTime();
            for (int n = arrivals(random); n > 0; --n) {
                add(column, column.lastTime() + n % 3 * 70, n % 7 == 0 && breaks > 0 ? noValue : n);
            }
            const TimeWindow before = window;
            const std::int64_t by = move(random);
            window = {before.fromUs + by, before.toUs + by, stepUs};
            decimateMoved(column, before, known, window, points);
            const auto anew = decimated(column, window);
            const bool same = std::equal(
                points.begin(), points.end(), anew.begin(), anew.end(),
                [](const TracePoint &a, const TracePoint &b) {
                    return a.timeUs == b.timeUs
                           && (a.value == b.value || (std::isnan(a.value) && std::isnan(b.value)));
                });
            QVERIFY2(same, qPrintable(QStringLiteral("seed %1, move %2").arg(seed).arg(i)));
        }
    }
}

void TestDecimate::showsAllSamplesWhereThereAreFew()
{
    Column column;
    for (int i = 0; i < 30; ++i) {
        add(column, i * 600, i % 7);
    }
    const auto points = decimated(column, {0, 18'000, 1200});
    QCOMPARE(points.size(), std::size_t(30));
    for (int i = 0; i < 30; ++i) {
        QCOMPARE(points[std::size_t(i)].timeUs, i * 600);
        QCOMPARE(points[std::size_t(i)].value, double(i % 7));
    }
}

void TestDecimate::includesTheNeighboursOfTheWindow()
{
    Column column;
    for (const int time : {100, 5'000, 9'000}) {
        add(column, time, time);
    }
    const auto points = decimated(column, {4'000, 6'000, 10});
    QCOMPARE(points.size(), std::size_t(3));
    QCOMPARE(points.front().timeUs, 100);
    QCOMPARE(points.back().timeUs, 9'000);
    // Nothing inside: the line still crosses.
    QCOMPARE(decimated(column, {6'000, 7'000, 10}).size(), std::size_t(2));
}

void TestDecimate::findsOneSpikeInAMillion()
{
    Column column;
    std::vector<std::int64_t> times(1'000'000);
    std::vector<double> values(times.size(), 1.0);
    for (std::size_t i = 0; i < times.size(); ++i) {
        times[i] = std::int64_t(i) * 10;
    }
    values[654'321] = 99;
    column.append(times, values);
    const auto points = decimated(column, {0, 10'000'000, 10'000'000 / 400});
    QVERIFY(points.size() < 4 * 402);
    const auto highest = std::max_element(points.begin(), points.end(), byValue);
    QCOMPARE(highest->value, 99.0);
    QVERIFY(std::abs(highest->timeUs - 6'543'210) < 25'000);
}

void TestDecimate::doesNotShimmerWhenTheWindowMoves()
{
    std::mt19937 random(7);
    const Column column = randomColumn(random, 20'000, 100, 0, 0);
    const auto inside = [](const std::vector<TracePoint> &points) {
        std::vector<std::pair<std::int64_t, double>> some;
        for (const TracePoint &point : points) {
            if (point.timeUs >= 600'000 && point.timeUs < 900'000) {
                some.emplace_back(point.timeUs, point.value);
            }
        }
        return some;
    };
    const auto reference = inside(decimated(column, {500'000, 1'000'000, 1'300}));
    QVERIFY(reference.size() > 300);
    for (int shift = 1; shift < 3'000; shift += 97) {
        QVERIFY(inside(decimated(column, {500'000 + shift, 1'000'000 + shift, 1'300}))
                == reference);
    }
}

void TestDecimate::breaksAtNanAndAtInfinity()
{
    for (const double gap : {noValue, infinity, -infinity}) {
        Column column;
        add(column, 0, 1);
        add(column, 1'000, gap);
        add(column, 2'000, gap);
        add(column, 3'000, 2);
        const auto points = decimated(column, {0, 4'000, 10});
        QCOMPARE(points.size(), std::size_t(3));
        QVERIFY(std::isnan(points[1].value));
        QCOMPARE(points[2].value, 2.0);
    }
}

void TestDecimate::doesNotAllocateAgain()
{
    std::mt19937 random(3);
    const Column column = randomColumn(random, 20'000, 100, 0.01, 0);
    std::vector<TracePoint> points;
    decimate(column, {0, 1'900'000, 1'000}, points);
    const auto *before = points.data();
    decimate(column, {0, 1'900'000, 1'000}, points);
    QCOMPARE(points.data(), before);
}

void TestDecimate::summarisesOnlyTheWindow()
{
    Column column;
    const std::vector<double> values{100, 1, noValue, 4, 1, 100};
    for (std::size_t i = 0; i < values.size(); ++i) {
        add(column, std::int64_t(i) * 10, values[i]);
    }
    const Summary summary = summarise(column, 10, 40);
    QCOMPARE(summary.min, 1.0);
    QCOMPARE(summary.max, 4.0);
    QCOMPARE(summary.mean, 2.0);
    QCOMPARE(summary.last, 1.0);
    QCOMPARE(summary.count, std::size_t(3));
    QVERIFY(std::isnan(summarise(column, 60, 90).mean));
}

void TestDecimate::survivesEmptyAndReversedWindows()
{
    Column column;
    QVERIFY(decimated(column, {0, 10, 1}).empty());
    add(column, 5, 1);
    QVERIFY(decimated(column, {10, 0, 1}).empty());
    QCOMPARE(decimated(column, {5, 5, 0}).size(), std::size_t(1));
    QCOMPARE(stepOf(-1, 10), -1);
    QCOMPARE(stepOf(-10, 10), -1);
    QCOMPARE(stepOf(9, 10), 0);
}

QTEST_GUILESS_MAIN(TestDecimate)
#include "tst_decimate.moc"
