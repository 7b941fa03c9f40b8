// The history of one series: order, late samples, extremes.
#include "columnvalues.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

bool same(const Brief &a, const Brief &b)
{
    return a.min == b.min && a.max == b.max && a.minUs == b.minUs && a.maxUs == b.maxUs
           && a.count == b.count && a.finite == b.finite && a.minFirst == b.minFirst
           && a.firstUs == b.firstUs && a.lastUs == b.lastUs;
}

// What must hold of any column, whatever was done to it.
bool sound(const Column &column)
{
    std::size_t size = 0;
    const Times times = timesOf(column);
    bool good = std::is_sorted(times.begin(), times.end());
    Column::Scratch scratch;
    for (std::size_t i = 0; i < column.chunkCount(); ++i) {
        const auto [chunkTimes, values] = column.samples(i, scratch);
        Brief seen;
        seen.note(chunkTimes, values);
        good = good && !chunkTimes.empty() && chunkTimes.size() == values.size()
               && chunkTimes.size() <= Column::mostInChunk
               && (i < column.firstExact() || same(seen, column.brief(i)));
        size += i < column.firstExact() ? 0 : values.size();
    }
    for (std::size_t level = 0; level < Pyramid::mostLevels; ++level) {
        for (std::size_t i = 0; i < column.chunkCount(); ++i) {
            const Pyramid::Group group = column.pyramid().groupAt(i, level);
            Brief all;
            for (std::size_t c = i; c < i + group.chunks; ++c) {
                all.join(column.brief(c));
            }
            good = good && (group.brief == nullptr || same(*group.brief, all));
        }
    }
    return good && size == column.size() && column.bytes() >= size / 100;
}

Column columnOf(const Times &times, const Values &values)
{
    Column column;
    column.append(times, values);
    return column;
}

} // namespace

class TestColumn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsSamplesInOrder_data()
    {
        QTest::addColumn<Times>("times");
        QTest::addColumn<Times>("kept");
        QTest::addColumn<Values>("values"); // the position in `times`, as they end up
        QTest::addColumn<int>("late");
        QTest::newRow("ascending") << Times{1, 2, 3} << Times{1, 2, 3} << Values{0, 1, 2} << 0;
        QTest::newRow("equal") << Times{1, 1, 1} << Times{1, 1, 1} << Values{0, 1, 2} << 0;
        QTest::newRow("descending") << Times{3, 2, 1} << Times{1, 2, 3} << Values{2, 1, 0} << 2;
        QTest::newRow("one late") << Times{1, 5, 3, 6} << Times{1, 3, 5, 6} << Values{0, 2, 1, 3}
                                  << 1;
        QTest::newRow("late and equal")
            << Times{1, 3, 1, 3} << Times{1, 1, 3, 3} << Values{0, 2, 1, 3} << 1;
        QTest::newRow("before 1970") << Times{0, -5} << Times{-5, 0} << Values{1, 0} << 1;
    }
    void putsSamplesInOrder()
    {
        QFETCH(Times, times);
        QFETCH(int, late);
        Values positions;
        for (std::size_t i = 0; i < times.size(); ++i) {
            positions.push_back(double(i));
        }
        Column atOnce;
        QCOMPARE(atOnce.append(times, positions), std::size_t(late));
        Column oneByOne;
        for (std::size_t i = 0; i < times.size(); ++i) {
            oneByOne.append(std::span(&times[i], 1), std::span(&positions[i], 1));
        }
        for (const Column *column : {&atOnce, &oneByOne}) { // a copy has other capacities
            QVERIFY(sound(*column));
            QTEST(timesOf(*column), "kept");
            QTEST(valuesOf(*column), "values");
            QCOMPARE(column->lateSamples(), std::uint64_t(late));
        }
    }

    void findsTheValueAt_data()
    {
        QTest::addColumn<qint64>("timeUs");
        QTest::addColumn<double>("value");
        QTest::newRow("before all") << qint64(9) << std::nan("");
        QTest::newRow("the first") << qint64(10) << 1.0;
        QTest::newRow("between") << qint64(15) << 1.0;
        QTest::newRow("the last of equals") << qint64(20) << 3.0;
        QTest::newRow("a break") << qint64(35) << std::nan("");
        QTest::newRow("after all") << qint64(1'000) << 5.0;
    }
    void findsTheValueAt()
    {
        QFETCH(qint64, timeUs);
        QFETCH(double, value);
        const Column column = columnOf({10, 20, 20, 30, 40}, {1, 2, 3, std::nan(""), 5});
        const double found = column.valueAt(timeUs);
        QVERIFY(found == value || (std::isnan(found) && std::isnan(value)));
    }

    void knowsTheExtremesOfAChunk()
    {
        const Column column = columnOf({1, 2, 3, 4}, {5, -2, std::nan(""), INFINITY});
        QCOMPARE(column.brief(0).min, -2.0);
        QCOMPARE(column.brief(0).minUs, std::int64_t(2));
        QCOMPARE(column.brief(0).max, 5.0);
        QCOMPARE(column.brief(0).finite, std::uint64_t(2));
        QVERIFY(!column.brief(0).minFirst);
        QVERIFY(column.brief(0).broken());
        QVERIFY(!columnOf({1}, {1}).brief(0).broken());
    }

    void countsChanges()
    {
        Column column;
        const std::uint64_t before = column.revision();
        column.append({}, {});
        QCOMPARE(column.revision(), before);
        Times times(Column::chunkSize + 1);
        Values values;
        std::iota(times.begin(), times.end(), 1);
        for (const std::int64_t time : times) {
            values.push_back(double(time * time));
        }
        column = columnOf(times, values);
        QVERIFY(column.revision() != before);
        const std::uint64_t full = column.revision();
        QVERIFY(column.evictOldest() > 0);
        QVERIFY(column.revision() != full);
        QCOMPARE(column.forgotten(), std::uint64_t(1));
        QCOMPARE(column.size(), std::size_t(1));
        constexpr auto last = std::int64_t(Column::chunkSize);
        QCOMPARE(timesOf(column), (Times{1, last, last + 1})); // its ends, and the next
        QCOMPARE(column.evictOldest(), std::size_t(0));
    }

    void knowsWhatCameLateAndByHowMuch()
    {
        Column column = columnOf({10, 20, 15, 30}, {1, 2, 3, 4});
        QCOMPARE(column.lates().size(), std::size_t(1));
        QCOMPARE(column.lates().front().timeUs, std::int64_t(15));
        QCOMPARE(column.lates().front().byUs, std::int64_t(5));
        for (std::int64_t i = 0; i < 1000; ++i) {
            const std::int64_t at = 16 + i % 10;
            const double value = 0;
            column.append(std::span(&at, 1), std::span(&value, 1));
        }
        QCOMPARE(column.lateSamples(), std::uint64_t(1001));
        QCOMPARE(column.lates().size(), Column::latesKept); // the newest
        QVERIFY(std::none_of(column.lates().begin(), column.lates().end(),
                             [](const Late &late) { return late.timeUs == 15; }));
        QVERIFY(sound(column));
    }

    // Three clocks that write one series, each an interval behind the one before.
    void lateSamplesForManyTimesLeaveNoCrumbs()
    {
        constexpr std::int64_t samples = 20'000;
        constexpr std::int64_t apart = 1'800;
        Column column;
        for (std::int64_t i = 2 * apart; i < samples; ++i) {
            for (const std::int64_t at : {i, i - apart, i - 2 * apart}) {
                const std::int64_t time = at * 3 + (i - at) / apart;
                const auto value = double(time);
                column.append(std::span(&time, 1), std::span(&value, 1));
            }
        }
        QVERIFY(column.size() > 3 * (samples - 2 * apart) - 3);
        QVERIFY(column.chunkCount() < 3 * column.size() / Column::chunkSize);
        QVERIFY(sound(column));
    }

    void equalsASortedVector_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 20; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }
    void equalsASortedVector()
    {
        QFETCH(quint32, seed);
        std::mt19937 random(seed);
        Column column;
        std::vector<std::pair<std::int64_t, double>> naive;
        std::int64_t now = 0;
        double next = 0;
        for (int step = 0; step < 200; ++step) {
            Times times(random() % 80);
            Values values;
            for (std::int64_t &time : times) {
                now += std::int64_t(random() % 5);
                time = random() % seed == 1 ? now - std::int64_t(random() % 2'000) : now;
                values.push_back(++next);
                const auto at = std::upper_bound(
                    naive.begin(), naive.end(), time,
                    [](std::int64_t t, const auto &s) { return t < s.first; });
                naive.insert(at, {time, next});
            }
            column.append(times, values);
        }
        QVERIFY(sound(column));
        const Times times = timesOf(column);
        const Values values = valuesOf(column);
        QCOMPARE(times.size(), naive.size());
        for (std::size_t i = 0; i < naive.size(); ++i) {
            QVERIFY(times[i] == naive[i].first && values[i] == naive[i].second);
        }
        for (int i = 0; i < 500; ++i) {
            const std::int64_t t = std::int64_t(random() % std::size_t(now + 100)) - 50;
            const auto after = std::upper_bound(
                naive.begin(), naive.end(), t,
                [](std::int64_t a, const auto &s) { return a < s.first; });
            const double value = column.valueAt(t);
            QVERIFY(after == naive.begin() ? std::isnan(value) : value == (after - 1)->second);
            const std::size_t chunk = column.chunkFrom(t);
            QVERIFY(chunk == column.chunkCount() || column.brief(chunk).lastUs >= t);
            QVERIFY(chunk == 0 || column.brief(chunk - 1).lastUs < t);
            // Near a guess, however wrong it is.
            const std::size_t from = random() % (column.chunkCount() + 1);
            const std::size_t guess = from + random() % (2 * column.chunkCount() + 1);
            QCOMPARE(column.chunkFrom(t, from, guess), std::max(chunk, from));
        }
    }
};

QTEST_APPLESS_MAIN(TestColumn)
#include "tst_column.moc"
