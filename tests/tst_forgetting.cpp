// What is left of forgotten samples, and input as bad as it comes.
#include "columnvalues.h"
#include "store/decimate.h"
#include "store/store.h"
#include "store/summary.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

constexpr double noValue = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t second = 1'000'000;

std::vector<TracePoint> decimated(const Column &column, const TimeWindow &window)
{
    std::vector<TracePoint> points;
    decimate(column, window, points);
    return points;
}

SeriesSeen seen(const QString &name, const QString &unit = {})
{
    SeriesSeen seen;
    seen.info.name = name;
    seen.info.unit = unit;
    return seen;
}

constexpr double odd = 1e9;

// At every zoom, at most one step from its place.
bool isSeen(const Column &column, std::int64_t at, std::int64_t longestStep)
{
    bool found = true;
    for (std::int64_t step = 1; step < longestStep; step += step / 2 + 1) {
        for (const std::int64_t left : {0, 7, 299}) {
            const std::int64_t from = at - left * step;
            const auto points = decimated(column, {from, from + 300 * step, step});
            found = found && std::any_of(points.begin(), points.end(), [&](const TracePoint &p) {
                        return p.value == odd && std::abs(p.timeUs - at) <= step;
                    });
        }
    }
    return found;
}

} // namespace

class TestForgetting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noSpikeIsEverLost()
    {
        constexpr std::size_t count = 3'000'000;
        constexpr std::size_t oddAt = 1'234'567;
        Store store(std::size_t(64) << 20);
        const int source = store.addSource(u"s"_s);
        Batch batch;
        batch.note(seen(u"a"_s));
        for (std::size_t i = 0; i < count; ++i) {
            batch.append(0, std::int64_t(i) * 10, i == oddAt ? odd : double(i * 7919 % 1000) / 10);
            if (batch.times.size() == 10'000) {
                store.apply(source, batch, 1);
                batch.clear();
            }
        }
        const Column &column = store.column(0);
        const std::int64_t at = std::int64_t(oddAt) * 10;
        QCOMPARE(column.size(), count);
        QVERIFY(double(column.bytes()) < 2.5 * double(count));
        QVERIFY(isSeen(column, at, 100'000));
        Column forgetful;
        const Times times = timesOf(column);
        forgetful.append(times, valuesOf(column));
        while (forgetful.exactFromUs() < times[2'000'000] && forgetful.evictOldest() > 0) {
        }
        QVERIFY(forgetful.exactFromUs() > at);
        QVERIFY(isSeen(forgetful, at, 100'000));
        for (int i = 0; i < 4; ++i) {
            QVERIFY(forgetful.coarsen() > 0);
            QVERIFY(isSeen(forgetful, at, 100'000));
        }
        QCOMPARE(summarise(forgetful, 0, times.back()).count, count);
        QCOMPARE(summarise(forgetful, 0, times.back()).maxUs, at);
    }

    void sketchesGrowCoarserAndNeverWithoutBound()
    {
        constexpr std::size_t budget = 200'000;
        constexpr std::int64_t count = 400'000;
        Store store(budget);
        const int source = store.addSource(u"s"_s);
        std::mt19937_64 random(1);
        Batch batch;
        for (std::uint32_t i = 0; i < 3; ++i) {
            SeriesSeen one = seen(QString::number(i));
            one.index = i;
            batch.note(one);
        }
        std::int64_t exactUs = 0;
        for (std::int64_t i = 0; i < count; ++i) {
            batch.append(std::uint32_t(i % 3), i * 100,
                         i == 5'000 ? odd : std::bit_cast<double>(random() >> 12 | 0x3ffULL << 52));
            if (batch.times.size() == 1'000) {
                store.apply(source, batch, 1);
                batch.clear();
                QVERIFY(store.bytes() <= budget);
                QVERIFY(store.column(0).exactFromUs() >= exactUs);
                exactUs = store.column(0).exactFromUs();
            }
        }
        const Column &column = store.column(5'000 % 3);
        QVERIFY(column.firstExact() > 10 && column.firstExact() < 300);
        QCOMPARE(column.firstTime(), std::int64_t(200)); // of the third series
        QVERIFY(exactUs > count * 90);
        QCOMPARE(summarise(column, 0, count * 100).max, odd);
        const auto points = decimated(column, {0, count * 100, count});
        QVERIFY(std::any_of(points.begin(), points.end(),
                            [](const TracePoint &p) { return p.value == odd; }));
    }

    void lateSamplesOfForgottenTimesAreCounted()
    {
        Column column;
        for (std::int64_t i = 0; i < 2'000; ++i) {
            const double value = double(i % 10);
            column.append({&i, 1}, {&value, 1});
        }
        QVERIFY(column.evictOldest() > 0);
        const std::size_t kept = column.size();
        const std::int64_t at = 100;
        column.append({&at, 1}, {&odd, 1});
        QCOMPARE(column.size(), kept);
        QCOMPARE(column.lateSamples(), std::uint64_t(1));
        const Summary all = summarise(column, 0, 3'000);
        QCOMPARE(all.count, std::size_t(2'001));
        QCOMPARE(all.max, odd);
        QCOMPARE(all.maxUs, at);
        QVERIFY(isSeen(column, at, 3'000));
    }

    void timesFarOffStayInOrder()
    {
        Store store(std::size_t(1) << 20);
        const int source = store.addSource(u"s"_s);
        Batch batch;
        batch.note(seen(u"a"_s));
        constexpr std::int64_t year = 365LL * 86'400 * second;
        std::mt19937 random(1);
        const std::int64_t offsets[]{0, 0, 0, -year, year, -second, -1};
        for (std::int64_t i = 0; i < 20'000; ++i) {
            batch.append(0, 1'700'000'000 * second + i / 2 * 1'000 + offsets[random() % 7],
                         double(i));
        }
        store.apply(source, batch, 1);
        const Column &column = store.column(0);
        const Times times = timesOf(column);
        QCOMPARE(times.size(), std::size_t(20'000));
        QVERIFY(std::is_sorted(times.begin(), times.end()));
        Values values = valuesOf(column);
        std::sort(values.begin(), values.end());
        for (std::size_t i = 0; i < values.size(); ++i) {
            QCOMPARE(values[i], double(i));
        }
    }

    void aMillionGapsAreDrawnLikeFew()
    {
        constexpr std::int64_t gaps = 1'000'000;
        Column column;
        Times times;
        Values values;
        for (std::int64_t i = 0; i < gaps; ++i) {
            times.insert(times.end(), {i * 1'000, i * 1'000 + 1});
            values.insert(values.end(), {double(i % 100), noValue});
        }
        column.append(times, values);
        const auto points = decimated(column, {0, gaps * 1'000, gaps * 10});
        QVERIFY(points.size() > 100 && points.size() <= 5 * 102);
        const Summary all = summarise(column, 0, gaps * 1'000);
        QCOMPARE(all.count, std::size_t(gaps));
        QCOMPARE(all.max, 99.0);
        QCOMPARE(decimated(column, {5'000, 9'000, 1}).size(), std::size_t(9));
    }

    // Also when it is full and nothing has come since.
    void theNewestChunkStays()
    {
        Column column;
        for (std::int64_t i = 0; i < 2 * std::int64_t(Column::chunkSize); ++i) {
            const auto value = double(i);
            column.append(std::span(&i, 1), std::span(&value, 1));
        }
        QVERIFY(column.evictOldest() > 0);
        QCOMPARE(column.evictOldest(), std::size_t(0));
        QCOMPARE(column.exactFromUs(), std::int64_t(Column::chunkSize));
        QCOMPARE(column.size(), Column::chunkSize);
    }

    void countsOfYearsFit()
    {
        constexpr std::uint64_t many = std::uint64_t(1) << 31;
        Brief years;
        years.count = years.finite = many;
        years.min = -1'000;
        years.max = 1;
        Brief next = years;
        next.min = 0;
        years.join(next);
        years.join(next);
        QCOMPARE(std::uint64_t(years.count), 3 * many);
        QCOMPARE(years.finite, 3 * many);
        QCOMPARE(years.min, -1'000.0);
    }

    void aMillionHolesAreKeptWithinBounds()
    {
        constexpr std::int64_t holes = 1'000'000;
        Store store(std::size_t(1) << 20);
        const int source = store.addSource(u"s"_s);
        Batch batch;
        batch.note(seen(u"a"_s));
        for (std::int64_t i = 0; i < holes; ++i) {
            batch.append(0, i * 1'000, double(i % 100));
            batch.note(LostTime{{}, i * 1'000, i * 1'000 + 500});
            if (i % 4'096 == 0 || i == holes - 1) {
                store.apply(source, batch, 1);
                batch.clear();
            }
        }
        const std::vector<Hole> &kept = store.holes(0);
        QCOMPARE_GE(kept.size(), std::size_t(5'000));
        QCOMPARE_LE(kept.size(), std::size_t(10'000));
        for (std::size_t i = 1; i < kept.size(); ++i) { // the newest as they came
            QCOMPARE(kept[i].fromUs, (holes - std::int64_t(kept.size() - i)) * 1'000);
        }
        QCOMPARE(kept.front().fromUs, std::int64_t(0)); // and all before as one
        QCOMPARE(kept.front().toUs, kept[1].fromUs - 500);
        QCOMPARE(std::int64_t(kept.front().gaps), holes - std::int64_t(kept.size()) + 1);
        QCOMPARE_LE(store.bytes(), store.budget());
        QVERIFY(std::isnan(store.column(0).lastValue()));
    }

    void aNewUnitKeepsTheHistory()
    {
        Store store(std::size_t(1) << 20);
        const int source = store.addSource(u"s"_s);
        QSignalSpy changed(&store, &Store::seriesChanged);
        Batch batch;
        batch.note(seen(u"a"_s, u"V"_s));
        for (std::int64_t i = 0; i < 1'000; ++i) {
            batch.append(0, i, 1);
        }
        batch.note(seen(u"a"_s, u"mV"_s));
        batch.append(0, 1'000, 1000);
        store.apply(source, batch, 1);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(store.series(0).info.unit, u"mV"_s);
        QCOMPARE(store.column(0).size(), std::size_t(1'001));
    }
};

QTEST_APPLESS_MAIN(TestForgetting)
#include "tst_forgetting.moc"
