// History in columns, its budget, and the notes between the samples.
#include "store/store.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

using Times = std::vector<std::int64_t>;
using Values = std::vector<double>;

Times timesOf(const Column &column)
{
    Times all;
    for (const Column::Chunk &chunk : column.chunks()) {
        all.insert(all.end(), chunk.times.begin(), chunk.times.end());
    }
    return all;
}

Values valuesOf(const Column &column)
{
    Values all;
    for (const Column::Chunk &chunk : column.chunks()) {
        all.insert(all.end(), chunk.values.begin(), chunk.values.end());
    }
    return all;
}

// What must hold of any column, whatever was done to it.
bool sound(const Column &column)
{
    std::size_t bytes = 0;
    std::size_t size = 0;
    const Times times = timesOf(column);
    bool good = std::is_sorted(times.begin(), times.end());
    for (const Column::Chunk &chunk : column.chunks()) {
        Column::Chunk seen;
        for (const double value : chunk.values) {
            seen.note(value);
        }
        good = good && !chunk.times.empty() && chunk.times.size() == chunk.values.size()
               && chunk.times.size() <= 2 * Column::chunkSize && seen.min == chunk.min
               && seen.max == chunk.max && seen.broken == chunk.broken;
        bytes += chunk.bytes();
        size += chunk.times.size();
    }
    return good && bytes == column.bytes() && size == column.size();
}

Column columnOf(const Times &times, const Values &values)
{
    Column column;
    column.append(times, values);
    return column;
}

SeriesSeen seen(std::uint32_t index, const QString &name, const QString &channel = {})
{
    SeriesSeen seen{index, {}};
    seen.info.name = name;
    seen.info.channel = channel;
    return seen;
}

LostTime lost(const QString &channel, std::int64_t from, std::int64_t to)
{
    return {channel, from, to, 7, LostTime::Reason::ServerForgot};
}

} // namespace

class TestStore : public QObject
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
        QCOMPARE(column.chunks().front().min, -2.0);
        QCOMPARE(column.chunks().front().max, 5.0);
        QVERIFY(column.chunks().front().broken);
        QVERIFY(!columnOf({1}, {1}).chunks().front().broken);
    }

    void countsChanges()
    {
        Column column;
        const std::uint64_t before = column.revision();
        column.append({}, {});
        QCOMPARE(column.revision(), before);
        column = columnOf({1}, {1});
        QVERIFY(column.revision() != before);
        const std::uint64_t full = column.revision();
        QVERIFY(column.evictOldest() > 0);
        QVERIFY(column.revision() != full);
        QVERIFY(column.empty() && column.bytes() == 0);
        QCOMPARE(column.evictOldest(), std::size_t(0));
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
            if (random() % 20 == 0 && column.chunks().size() > 1) {
                naive.erase(naive.begin(),
                            naive.begin() + long(column.chunks().front().times.size()));
                column.evictOldest();
            }
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
            QVERIFY(chunk == column.chunks().size() || column.chunks()[chunk].times.back() >= t);
            QVERIFY(chunk == 0 || column.chunks()[chunk - 1].times.back() < t);
        }
    }

    void appliesNotesBetweenSamples()
    {
        Store store(1 << 20);
        const int source = store.addSource(u"here"_s);
        QSignalSpy added(&store, &Store::seriesAdded);
        QSignalSpy flushed(&store, &Store::flushed);
        Batch batch;
        batch.note(seen(0, u"a"_s, u"x"_s));
        batch.append(0, 10, 1);
        batch.append(0, 20, 2);
        batch.note(lost(u"x"_s, 20, 50));
        batch.note(seen(1, u"b"_s, u"x"_s)); // after the hole: nothing of it is missing
        batch.append(1, 50, 8);
        batch.append(0, 50, 3);
        store.apply(source, batch, 99);
        store.flush();
        store.flush();
        QCOMPARE(timesOf(store.column(0)), (Times{10, 20, 21, 50}));
        QVERIFY(std::isnan(valuesOf(store.column(0))[2]));
        QCOMPARE(timesOf(store.column(1)), (Times{50}));
        QCOMPARE(store.series(0).arrivedUs, std::int64_t(99));
        QCOMPARE(store.samples(), std::uint64_t(4));
        QCOMPARE(added.size(), 2);
        QCOMPARE(flushed.size(), 1);
        QCOMPARE(store.holes(0).size(), std::size_t(1));
        QCOMPARE(store.holes(0)[0].toUs, std::int64_t(50));
        QCOMPARE(store.holes(0)[0].missed, std::uint64_t(7));
    }

    void samplesBehindTheNewestDoNotMakeItFresh()
    {
        Store store(1 << 20);
        const int source = store.addSource(u"s"_s);
        Batch batch;
        batch.note(seen(0, u"a"_s, u"x"_s));
        batch.append(0, 1'000, 1);
        store.apply(source, batch, 50);
        batch.clear();
        batch.append(0, 500, 2); // the server's clock was set back
        store.apply(source, batch, 90);
        QCOMPARE(store.series(0).arrivedUs, std::int64_t(50));
        QCOMPARE(store.column(0).size(), std::size_t(2));
        batch.clear();
        batch.append(0, 1'000, 3);
        store.apply(source, batch, 95);
        QCOMPARE(store.series(0).arrivedUs, std::int64_t(95));
    }

    void breaksOnlyTheLinesOfTheChannel()
    {
        Store store(1 << 20);
        const int one = store.addSource(u"one"_s);
        const int two = store.addSource(u"two"_s);
        Batch batch;
        batch.note(seen(0, u"a"_s, u"x"_s));
        batch.note(seen(1, u"b"_s, u"y"_s));
        batch.append(0, 10, 1);
        batch.append(1, 10, 1);
        store.apply(one, batch, 1);
        store.apply(two, batch, 1);
        Batch hole;
        hole.note(lost(u"x"_s, 10, 50));
        hole.note(lost(u"x"_s, 10, 60)); // it is broken already
        store.apply(one, hole, 2);
        QCOMPARE(store.column(0).size(), std::size_t(2));
        QVERIFY(std::isnan(store.column(0).lastValue()));
        for (const int key : {1, 2, 3}) {
            QCOMPARE(store.column(key).size(), std::size_t(1));
            QVERIFY(store.holes(key).empty());
        }
        QCOMPARE(store.holes(0).size(), std::size_t(2));
    }

    void knowsASeriesByNameWhenItsIndexChanges()
    {
        Store store(1 << 20);
        const int source = store.addSource(u"here"_s);
        QSignalSpy added(&store, &Store::seriesAdded);
        QSignalSpy changed(&store, &Store::seriesChanged);
        Batch batch;
        batch.note(seen(0, u"a"_s));
        batch.append(0, 10, 1);
        batch.note(seen(5, u"a"_s));
        batch.append(5, 20, 2);
        batch.note(seen(0, u"a"_s));
        store.apply(source, batch, 1);
        QCOMPARE(store.count(), 1);
        QCOMPARE(added.size(), 1);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(timesOf(store.column(0)), (Times{10, 20}));
    }

    void findsASeriesByItsNewName()
    {
        Store store(1 << 20);
        const int source = store.addSource(u"here"_s);
        Batch batch;
        batch.note(seen(0, u"old"_s));
        batch.note(seen(0, u"new"_s));
        store.apply(source, batch, 1);
        QCOMPARE(store.count(), 1);
        QCOMPARE(store.find(source, u"new"_s), 0);
        QCOMPARE(store.find(source, u"old"_s), Store::noSeries);
        QCOMPARE(store.series(0).info.name, u"new"_s);
    }

    void learnsTheCadence()
    {
        Store store(1 << 20);
        const int source = store.addSource(u"here"_s);
        Batch batch;
        batch.note(seen(0, u"learned"_s));
        SeriesSeen declared = seen(1, u"declared"_s);
        declared.info.intervalMs = 250;
        batch.note(declared);
        batch.append(1, 5, 1);
        batch.append(0, 0, 1);
        store.apply(source, batch, 1);
        QCOMPARE(store.series(0).cadenceUs, std::int64_t(0)); // one sample says nothing
        QCOMPARE(store.series(1).cadenceUs, std::int64_t(250'000));
        for (int i = 1; i <= 100; ++i) {
            Batch next;
            next.append(0, i * 1'000, 1);
            store.apply(source, next, 1);
        }
        QCOMPARE(store.series(0).cadenceUs, std::int64_t(1'000));
        Batch pause;
        pause.append(0, 100'000'000, 1);
        store.apply(source, pause, 1);
        QVERIFY(store.series(0).cadenceUs < 1'500);
    }

    void forgetsTheOldestFirstWithinTheBudget()
    {
        constexpr std::size_t full = Column::chunkSize * (sizeof(double) + sizeof(std::int64_t));
        constexpr std::size_t budget = 16 * full;
        constexpr int series = 4;
        Store store(budget);
        const int source = store.addSource(u"here"_s);
        Batch names;
        for (int i = 0; i < series; ++i) {
            names.note(seen(std::uint32_t(i), QString::number(i)));
        }
        store.apply(source, names, 0);
        std::size_t counted = 0;
        for (std::int64_t t = 1; t <= 20'000; t += 100) {
            Batch batch;
            for (std::int64_t i = 0; i < 100; ++i) {
                batch.append(0, t + i, 1); // the busy one
                batch.append(std::uint32_t(1 + i % (series - 1)), t + i, 1);
            }
            store.apply(source, batch, t);
            counted += 200;
            std::size_t bytes = 0;
            for (int key = 0; key < series; ++key) {
                bytes += store.column(key).bytes();
                QVERIFY(!store.column(key).empty());
            }
            QCOMPARE(store.bytes(), bytes);
            QVERIFY(bytes <= budget + series * full);
        }
        QVERIFY(store.bytes() > budget / 2);
        QCOMPARE(store.samples(), std::uint64_t(counted));
        // Nobody keeps a chunk that ends before what another had to give up.
        const std::int64_t busiest = store.column(0).firstTime();
        for (int key = 1; key < series; ++key) {
            QVERIFY(store.column(key).chunks().front().times.back() >= busiest - 512);
        }
        QCOMPARE(store.oldestTime(),
                 std::min({busiest, store.column(1).firstTime(), store.column(2).firstTime(),
                           store.column(3).firstTime()}));
    }

    void keepsTheNewestChunkUnderAnyBudget()
    {
        Store store(1);
        const int source = store.addSource(u"here"_s);
        Batch batch;
        batch.note(seen(0, u"a"_s));
        for (std::int64_t t = 0; t < 2'000; ++t) {
            batch.append(0, t, 1);
        }
        store.apply(source, batch, 1);
        QCOMPARE(store.column(0).chunks().size(), std::size_t(1));
        QCOMPARE(store.column(0).lastTime(), std::int64_t(1'999));
    }
};

QTEST_APPLESS_MAIN(TestStore)
#include "tst_store.moc"
