// The numbers behind a heat map: every sample once in its cell, and little read twice.
#include "columnvalues.h"
#include "heatgrid.h"
#include "store/decimate.h"

#include <QTest>

#include <cmath>
#include <map>
#include <random>

using namespace sightglass;

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t start = 1'700'000'000 * second; // a whole multiple of all lengths used here
constexpr std::int64_t first = start / second;

using Cells = std::map<std::pair<std::int64_t, std::int64_t>, std::uint32_t>;

Cells cellsOf(const HeatGrid &grid)
{
    Cells cells;
    for (std::size_t i = 0; i < grid.buckets().size(); ++i) {
        for (const HeatCell &cell : grid.buckets()[i].cells) {
            cells[{grid.firstBucket() + std::int64_t(i), cell.row}] = cell.count;
        }
    }
    return cells;
}

// The same, counted in the plainest way.
Cells counted(const std::vector<const Column *> &columns, std::int64_t from, std::int64_t to,
              const ValueCut &cut)
{
    Cells cells;
    for (const Column *column : columns) {
        Column::Scratch scratch;
        for (std::size_t c = column->firstExact(); c < column->chunkCount(); ++c) {
            const auto [times, values] = column->samples(c, scratch);
            for (std::size_t i = 0; i < times.size(); ++i) {
                const std::int64_t bucket = stepOf(times[i], second);
                if (bucket >= from && bucket <= to && std::isfinite(values[i])) {
                    ++cells[{bucket, cut.rowOf(values[i])}];
                }
            }
        }
    }
    return cells;
}

void fill(Column &column, std::int64_t fromUs, int count, std::int64_t everyUs, double value = 1)
{
    Times times;
    for (int i = 0; i < count; ++i) {
        times.push_back(fromUs + i * everyUs);
    }
    column.append(times, Values(times.size(), value));
}

ValueCut octaves()
{
    ValueCut cut;
    cut.log = true;
    return cut;
}

} // namespace

class TestHeatGrid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithPlainCountingWhateverComes()
    {
        std::mt19937 random(3);
        const auto below = [&](int bound) {
            return std::int64_t(std::uniform_int_distribution(0, bound - 1)(random));
        };
        Column a;
        Column b;
        HeatGrid grid;
        grid.choose({&a, &b});
        const ValueCut cut = octaves();
        std::int64_t now = start;
        for (int round = 0; round < 400; ++round) {
            for (Column *column : {&a, &b}) {
                Times times;
                Values values;
                for (auto i = below(90); i > 0; --i) {
                    const bool late = below(40) == 0;
                    times.push_back(late ? now - below(20) * second : now + below(second));
                    values.push_back(below(9) == 0 ? std::nan("") : double(below(1000)) - 50);
                }
                column->append(times, values);
                if (below(30) == 0) {
                    column->evictOldest();
                }
            }
            now += below(3) * second / 2;
            const std::int64_t last = stepOf(now, second) - below(4);
            QVERIFY(grid.count(last - 15, last, second, cut));
            QCOMPARE(cellsOf(grid), counted({&a, &b}, last - 15, last, cut));
        }
    }

    void readsOnlyWhatIsNew()
    {
        Column column;
        HeatGrid grid;
        grid.choose({&column});
        fill(column, start, 60'000, 1000);
        QVERIFY(grid.count(first, first + 59, second, octaves()));
        QCOMPARE(grid.samplesRead(), std::uint64_t(60'000));
        fill(column, start + 60 * second, 10, 1000);
        QVERIFY(grid.hasNews());
        QVERIFY(grid.count(first + 1, first + 60, second, octaves()));
        QCOMPARE(grid.samplesRead(), std::uint64_t(60'010));
        QVERIFY(!grid.hasNews());
        fill(column, start + 60 * second + 10'000, 5, 1000); // into the same bucket
        QVERIFY(grid.count(first + 1, first + 60, second, octaves()));
        QCOMPARE(grid.samplesRead(), std::uint64_t(60'015));
        QCOMPARE(grid.bucket(first + 60)->total, std::uint64_t(15));
    }

    void recountsOnlyWhatALateSampleTouched()
    {
        Column column;
        HeatGrid grid;
        grid.choose({&column});
        fill(column, start, 60'000, 1000);
        QVERIFY(grid.count(first, first + 59, second, octaves()));
        fill(column, start + 7 * second + 500, 1, 1000, 900);
        QVERIFY(grid.count(first, first + 59, second, octaves()));
        QCOMPARE(grid.samplesRead(), std::uint64_t(60'000 + 1001));
        QCOMPARE(grid.bucket(first + 7)->total, std::uint64_t(1001));
        QCOMPARE(grid.bucket(first + 7)->extent.max, 900.0);
        QCOMPARE(grid.bucket(first + 7)->maxUs, start + 7 * second + 500);
    }

    void countsWithinABudgetNewestFirst()
    {
        Column column;
        HeatGrid grid;
        grid.choose({&column});
        const int all = 1'000'000;
        fill(column, start, all, 1000);
        const std::int64_t hour = 3600 * second; // all in one bucket: it is cut in parts too
        for (const std::int64_t length : {second, hour}) {
            const std::uint64_t before = grid.samplesRead();
            const std::int64_t from = stepOf(start, length);
            const std::int64_t to = stepOf(start + all * 1000, length);
            QVERIFY(!grid.count(from, to, length, octaves()));
            QVERIFY(grid.samplesRead() - before <= HeatGrid::budget);
            int calls = 1;
            for (; calls < 10 && !grid.count(from, to, length, octaves()); ++calls) {
            }
            QCOMPARE(calls, int((all + HeatGrid::budget - 1) / HeatGrid::budget) - 1);
            QCOMPARE(grid.samplesRead() - before, std::uint64_t(all));
        }
    }

    void seesSamplesThatComeWhileItCounts()
    {
        Column column;
        HeatGrid grid;
        grid.choose({&column});
        fill(column, start, 900'000, 10);
        const std::int64_t length = 10 * second;
        const std::int64_t at = stepOf(start, length);
        QVERIFY(!grid.count(at, at, length, octaves()));
        fill(column, start + 9 * second, 100, 10, 64);
        fill(column, start + 5, 1, 10, 512); // late, into what is half counted
        for (int i = 0; i < 5 && !grid.count(at, at, length, octaves()); ++i) {
        }
        QCOMPARE(grid.bucket(at)->total, std::uint64_t(900'101));
        QCOMPARE(grid.bucket(at)->cells.size(), std::size_t(3));
    }

    void keepsNoMoreBucketsThanAgreed()
    {
        Column column;
        HeatGrid grid;
        grid.choose({&column});
        fill(column, start, 1000, second);
        QVERIFY(grid.count(first - 1'000'000, first + 999, second, octaves()));
        QCOMPARE(std::int64_t(grid.buckets().size()), HeatGrid::mostBuckets);
        QCOMPARE(grid.bucket(first + 999)->total, std::uint64_t(1));
        QVERIFY(grid.bucket(first - 2000) == nullptr);
    }

    void cutsExactlyAtPowersOfTwo()
    {
        ValueCut cut = octaves();
        QCOMPARE(cut.rowOf(8), std::int64_t(3));
        QCOMPARE(cut.rowOf(std::nextafter(8, 0)), std::int64_t(2));
        QCOMPARE(cut.rowOf(0.5), std::int64_t(-1));
        QCOMPARE(cut.lowerOf(3), 8.0);
        for (const double none : {0.0, -0.0, -3.0, -1e300}) {
            QCOMPARE(cut.rowOf(none), ValueCut::notPositive);
        }
    }

    void everyValueLiesInItsRow()
    {
        std::mt19937_64 random(5);
        std::vector<ValueCut> cuts(8, octaves());
        cuts[1].perOctave = 2;
        cuts[2].perOctave = 4;
        cuts[3].octaves = 2;
        cuts[4].octaves = 64;
        cuts[5] = {};
        cuts[6] = {};
        cuts[6].step = 0.2;
        cuts[7] = {};
        cuts[7].step = 1e250;
        for (const ValueCut &cut : cuts) {
            for (int i = 0; i < 2000; ++i) {
                const double wide = std::exp2(
                    std::uniform_real_distribution(-900.0, 900.0)(random));
                const double value = cut.log ? wide
                                             : std::uniform_real_distribution(-50., 50.)(random)
                                                   * cut.step;
                const std::int64_t row = cut.rowOf(value);
                const double slack = cut.log ? 0 : cut.step * 1e-9;
                QVERIFY(cut.lowerOf(row) <= value + slack);
                QVERIFY(value < cut.lowerOf(row + 1) + slack);
            }
        }
    }

    void takesRoundLengths()
    {
        QCOMPARE(roundBucket(7.7e6, 300e6), 10 * second);
        QCOMPARE(roundBucket(1, 1e6), std::int64_t(1000));
        QVERIFY(24 * 3600e6 / double(roundBucket(1, 24 * 3600e6)) < double(HeatGrid::mostBuckets));
        QVERIFY(roundBucket(1, 9e15) > 9e15 / double(HeatGrid::mostBuckets));
    }
};

QTEST_APPLESS_MAIN(TestHeatGrid)
#include "tst_heatgrid.moc"
