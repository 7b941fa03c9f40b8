// Samples of many series that take turns: however they are put together, the store holds what it
// would hold if each had come alone.
#include "columnvalues.h"
#include "store/store.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t start = 1'700'000'000 * second;

SeriesSeen seen(std::uint32_t index, bool declared)
{
    SeriesSeen one;
    one.index = index;
    one.info.name = u"s%1"_s.arg(index);
    one.info.channel = index % 2 ? u"odd"_s : u"even"_s;
    if (declared) {
        one.info.intervalMs = 500;
    }
    return one;
}

// A batch of turns, mostly in step; some late, some long silent.
Batch turns(std::mt19937 &random, std::int64_t &now, std::uint32_t series, bool silences)
{
    Batch batch;
    const std::size_t size = 1 + random() % 2'000;
    while (batch.times.size() < size) {
        now += random() % 40 == 0 && silences ? 20 * second : std::int64_t(random() % 3) * 1'000;
        const auto index = std::uint32_t(random() % series);
        const std::size_t run = random() % 8 == 0 ? 1 + random() % 20 : 1;
        for (std::size_t i = 0; i < run; ++i) {
            batch.append(index, random() % 50 == 0 ? now - 300'000 : now + std::int64_t(i),
                         double(batch.times.size()));
        }
    }
    return batch;
}

struct Pair
{
    explicit Pair(std::uint32_t series, bool declared)
    {
        for (Store *store : {&whole, &single}) {
            store->addSource(u"source"_s);
            Batch batch;
            for (std::uint32_t i = 0; i < series; ++i) {
                batch.note(seen(i, declared));
            }
            store->apply(0, batch, 0);
        }
    }
    void apply(const Batch &batch, std::int64_t nowUs)
    {
        whole.apply(0, batch, nowUs);
        for (std::size_t i = 0; i < batch.times.size(); ++i) {
            Batch one;
            one.append(batch.series[i], batch.times[i], batch.values[i]);
            single.apply(0, one, nowUs);
        }
    }

    Store whole{std::size_t(1) << 30};
    Store single{std::size_t(1) << 30};
};

} // namespace

class TestGather : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsWhatCameWhicheverWay_data()
    {
        QTest::addColumn<int>("series");
        QTest::addColumn<bool>("declared");
        QTest::addColumn<bool>("silences");
        QTest::newRow("one") << 1 << false << false;
        QTest::newRow("few") << 5 << false << true;
        QTest::newRow("few, of a known interval") << 5 << true << false;
        QTest::newRow("few, and silent at times") << 5 << true << true;
        QTest::newRow("as many as samples") << 3'000 << false << false;
    }
    void holdsWhatCameWhicheverWay()
    {
        QFETCH(int, series);
        QFETCH(bool, declared);
        QFETCH(bool, silences);
        std::mt19937 random(unsigned(series) + (declared ? 100 : 0));
        Pair pair{std::uint32_t(series), declared};
        std::int64_t now = start;
        std::size_t holes = 0;
        for (int i = 0; i < 30; ++i) {
            pair.apply(turns(random, now, std::uint32_t(series), silences), now);
        }
        for (int key = 0; key < series; ++key) {
            QCOMPARE(timesOf(pair.whole.column(key)), timesOf(pair.single.column(key)));
            const Values values = valuesOf(pair.whole.column(key));
            const Values wanted = valuesOf(pair.single.column(key));
            QCOMPARE(values.size(), wanted.size());
            for (std::size_t i = 0; i < values.size(); ++i) {
                QVERIFY(values[i] == wanted[i] || (std::isnan(values[i]) && std::isnan(wanted[i])));
            }
            QCOMPARE(pair.whole.series(key).arrivedUs, pair.single.series(key).arrivedUs);
            QCOMPARE(pair.whole.column(key).lateSamples(), pair.single.column(key).lateSamples());
            QCOMPARE(pair.whole.holes(key).size(), pair.single.holes(key).size());
            holes += pair.whole.holes(key).size();
        }
        QCOMPARE(pair.whole.samples(), pair.single.samples());
        QCOMPARE(holes > 0, declared && silences);
    }

    // Otherwise the test above compares one way with itself.
    void putsTogetherOnlyWhereItPays()
    {
        Gather gather;
        Batch batch;
        for (int i = 0; i < 300; ++i) {
            batch.append(std::uint32_t(i % 3), i, i);
        }
        QCOMPARE(gather.asTheyCame(batch, 0, 300).size(), 300u);
        QCOMPARE(gather.bySeries(batch, 0, 300).size(), 3u);
        QCOMPARE(gather.bySeries(batch, 0, 6).size(), 6u);
        const auto runs = gather.bySeries(batch, 30, 60);
        QCOMPARE(runs.size(), 3u);
        QCOMPARE(runs[1].index, 1u);
        QCOMPARE(runs[1].times.size(), 10u);
        QCOMPARE(runs[1].times.front(), 31);
        QCOMPARE(runs[1].values.back(), 58.0);
        QCOMPARE(gather.bySeries(batch, 5, 5).size(), 0u);
    }

    void takesStretchesOfAnyLength()
    {
        Pair pair(2, false);
        Batch batch;
        for (int i = 0; i < 200'001; ++i) {
            batch.append(std::uint32_t(i % 2), start + i, i);
        }
        pair.whole.apply(0, batch, start);
        QCOMPARE(pair.whole.column(0).size(), 100'001u);
        QCOMPARE(pair.whole.column(1).size(), 100'000u);
        QCOMPARE(pair.whole.column(0).lastTime(), start + 200'000);
        QCOMPARE(pair.whole.column(0).lateSamples(), 0u);
    }
};

QTEST_APPLESS_MAIN(TestGather)
#include "tst_gather.moc"
