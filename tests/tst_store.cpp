// History in columns, its budget, and the notes between the samples.
#include "store/store.h"

#include "columnvalues.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

SeriesSeen seen(std::uint32_t index, const QString &name, const QString &channel = {})
{
    SeriesSeen seen{index, {}};
    seen.info.name = name;
    seen.info.channel = channel;
    return seen;
}

constexpr std::int64_t second = 1'000'000;

// Two series of one channel that say how often they speak.
Batch twoEverySecond()
{
    Batch batch;
    for (std::uint32_t i = 0; i < 2; ++i) {
        SeriesSeen one = seen(i, QString::number(i), u"c"_s);
        one.info.intervalMs = 1'000;
        batch.note(one);
    }
    return batch;
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
    // A server that stood still sends nothing and loses nothing, yet nothing was measured.
    void silenceOfAChannelIsAHole()
    {
        Store store(1 << 20);
        const int source = store.addSource(u"here"_s);
        Batch batch = twoEverySecond();
        for (const std::int64_t at : {1, 2, 5, 30, 31}) { // 3 s are within patience
            batch.append(0, at * second, 1);
            batch.append(1, at * second, 1);
        }
        store.apply(source, batch, 0);
        for (int key = 0; key < 2; ++key) {
            QCOMPARE(store.holes(key).size(), std::size_t(1));
            QCOMPARE(store.holes(key)[0].fromUs, 5 * second);
            QCOMPARE(store.holes(key)[0].toUs, 30 * second);
            QCOMPARE(int(store.holes(key)[0].reason), int(LostTime::Reason::Silent));
            QCOMPARE(valuesOf(store.column(key)).size(), std::size_t(6)); // and the break
            QVERIFY(std::isnan(valuesOf(store.column(key))[3]));
        }
    }

    // Processes come and go while others of their channel stay.
    void oneSilentSeriesOnlyBreaksItsLine()
    {
        Store store(1 << 20);
        const int source = store.addSource(u"here"_s);
        Batch batch = twoEverySecond();
        for (std::int64_t at = 1; at <= 20; ++at) {
            batch.append(0, at * second, 1);
            if (at < 3 || at > 15) {
                batch.append(1, at * second, 1);
            }
        }
        store.apply(source, batch, 0);
        QCOMPARE(store.holes(0).size(), std::size_t(0));
        QCOMPARE(valuesOf(store.column(0)).size(), std::size_t(20));
        QCOMPARE(valuesOf(store.column(1)).size(), std::size_t(8));
        QVERIFY(std::isnan(valuesOf(store.column(1))[2]));
    }

    void holeOfAnOutageIsAsLongAsTheOutage()
    {
        Store store(1 << 20);
        const int source = store.addSource(u"here"_s);
        Batch batch;
        batch.note(seen(0, u"a"_s, u"x"_s));
        batch.note(seen(1, u"b"_s, u"y"_s));
        batch.append(0, 10, 1);
        batch.append(1, 4, 1);
        for (const auto &[channel, from, to] : {std::tuple(u"x"_s, 10, 50), {u"y"_s, 4, 70}}) {
            LostTime hole = lost(channel, from, to);
            hole.silence = {12, 48};
            batch.note(hole);
        }
        batch.append(0, 50, 2);
        batch.append(1, 70, 2);
        LostTime elsewhere = lost(u"x"_s, 50, 60); // times that are not of this world stay theirs
        elsewhere.silence = {1000, 2000};
        batch.note(elsewhere);
        store.apply(source, batch, 0);
        for (int key = 0; key < 2; ++key) {
            QCOMPARE(store.holes(key)[0].fromUs, std::int64_t(12));
            QCOMPARE(store.holes(key)[0].toUs, std::int64_t(48));
        }
        QCOMPARE(timesOf(store.column(0)), (Times{10, 13, 50, 51}));
        QCOMPARE(timesOf(store.column(1)), (Times{4, 13, 70}));
        QCOMPARE(store.holes(0)[1].fromUs, std::int64_t(50));
        QCOMPARE(store.holes(0)[1].toUs, std::int64_t(60));
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
        std::mt19937_64 bits(1); // nothing that can be packed
        const auto random = [&bits] { return std::generate_canonical<double, 53>(bits); };
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
                batch.append(0, t + i, random()); // the busy one
                batch.append(std::uint32_t(1 + i % (series - 1)), t + i, random());
            }
            store.apply(source, batch, t);
            counted += 200;
            std::size_t bytes = 0;
            for (int key = 0; key < series; ++key) {
                bytes += store.column(key).bytes();
                QVERIFY(!store.column(key).empty());
            }
            QVERIFY(store.bytes() >= bytes); // and times they share
            QVERIFY(store.bytes() <= budget + series * full);
        }
        QVERIFY(store.bytes() > budget / 2);
        QCOMPARE(store.samples(), std::uint64_t(counted));
        // Nobody keeps a chunk that ends before what another had to give up, and of all something.
        const std::int64_t busiest = store.column(0).exactFromUs();
        QVERIFY(busiest > 1);
        for (int key = 0; key < series; ++key) {
            const Column &column = store.column(key);
            QVERIFY(column.brief(column.firstExact()).lastUs >= busiest - 512);
            QCOMPARE(column.firstTime(), std::int64_t(key > 0 ? key : 1));
        }
        QCOMPARE(store.oldestTime(), std::int64_t(1));
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
        QCOMPARE(store.column(0).size(), std::size_t(2'000 % Column::chunkSize));
        QCOMPARE(store.column(0).lastTime(), std::int64_t(1'999));
        QCOMPARE(store.column(0).firstTime(), std::int64_t(0));
    }
};

QTEST_APPLESS_MAIN(TestStore)
#include "tst_store.moc"
