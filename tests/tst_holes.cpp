// Time that is lost stays lost, however often it is, and a server that moves its series from
// channel to channel takes no room with those it left.
#include "store/store.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#include <malloc.h>
#define COUNTS_BYTES
#endif

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

SeriesSeen seen(std::uint32_t index, const QString &channel)
{
    SeriesSeen seen{index, {}};
    seen.info.name = QString::number(index);
    seen.info.channel = channel;
    return seen;
}

LostTime lost(const QString &channel, std::int64_t fromUs, std::int64_t toUs)
{
    return {channel, fromUs, toUs, 1, LostTime::Reason::Skipped};
}

bool covers(const std::vector<Hole> &holes, const Hole &one)
{
    return std::ranges::any_of(holes, [&](const Hole &hole) {
        return hole.fromUs <= one.fromUs && hole.toUs >= one.toUs;
    });
}

std::int64_t length(const std::vector<Hole> &holes)
{
    return std::accumulate(holes.begin(), holes.end(), std::int64_t(0),
                           [](std::int64_t sum, const auto &h) { return sum + h.toUs - h.fromUs; });
}

#ifdef COUNTS_BYTES
std::size_t heapBytes()
{
    const auto info = mallinfo2();
    return info.uordblks + info.hblkhd;
}
#endif

} // namespace

class TestHoles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsThoseNearestToEachOther()
    {
        std::mt19937 random(5);
        for (const std::size_t most : {1U, 2U, 70U, 99U}) {
            std::vector<Hole> holes;
            std::vector<std::int64_t> between;
            for (std::int64_t at = 0; holes.size() < 100;) {
                holes.push_back({at, at + 1 + std::int64_t(random() % 50), random() % 9});
                between.push_back(1 + std::int64_t(random() % 1'000'000));
                at = holes.back().toUs + between.back();
            }
            between.pop_back();
            std::ranges::sort(between);
            std::vector<Hole> joined = holes;
            std::shuffle(joined.begin(), joined.end(), random); // told in no order
            joinNearest(joined, most);
            QCOMPARE(joined.size(), most);
            QVERIFY(std::is_sorted(joined.begin(), joined.end(), isEarlier));
            QVERIFY(
                std::ranges::all_of(holes, [&](const Hole &one) { return covers(joined, one); }));
            const auto end = between.begin() + std::ptrdiff_t(holes.size() - most);
            QCOMPARE(length(joined),
                     std::accumulate(between.begin(), end, length(holes))); // and no more than that
            const auto sum = [](const auto &all, auto Hole::*part) {
                return std::accumulate(all.begin(), all.end(), std::uint64_t(0),
                                       [&](auto so, const Hole &h) { return so + h.*part; });
            };
            QCOMPARE(sum(joined, &Hole::missed), sum(holes, &Hole::missed));
            QCOMPARE(sum(joined, &Hole::gaps), std::uint64_t(holes.size()));
        }
    }

    void joinsTimesFromTheEndsOfTheWorld()
    {
        constexpr auto least = std::numeric_limits<std::int64_t>::min();
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        constexpr auto many = std::numeric_limits<std::uint64_t>::max();
        std::vector<Hole> holes{{most - 1, most, many}, {0, 10, many}, {least, least + 1}, {5, 8}};
        joinNearest(holes, 2);
        QCOMPARE(holes.size(), std::size_t(2));
        QCOMPARE(holes[0].toUs, least + 1);
        QCOMPARE(holes[1].fromUs, std::int64_t(0));
        QCOMPARE(holes[1].toUs, most);
        QCOMPARE(holes[1].gaps, 2U); // what lies inside of another is no gap of its own
        joinNearest(holes, 0);
        QCOMPARE(holes.size(), std::size_t(1));
        QCOMPARE(holes[0].missed, many);
    }

    void lossesOlderThanAllSamplesGoFirst()
    {
        constexpr std::int64_t firstUs = 6'000'000;
        Store store(std::size_t(1) << 20);
        const int source = store.addSource(u"s"_s);
        Batch batch;
        batch.note(seen(0, u"c"_s));
        for (std::int64_t at = 0; at <= 10'000'000; at += 1'000) {
            if (at >= firstUs) {
                batch.append(0, at, 1);
            }
            batch.note(lost(u"c"_s, at, at + 500));
        }
        store.apply(source, batch, 1);
        const std::vector<Hole> &kept = store.holes(0);
        QCOMPARE(kept.size(), std::size_t(4'001));
        QCOMPARE(kept.front().fromUs, firstUs);
        QVERIFY(std::ranges::all_of(kept, [](const Hole &hole) { return hole.gaps == 1; }));
    }

    void losingTimeBreaksWhoeverIsOnTheChannelNow()
    {
        constexpr std::uint32_t series = 40;
        std::mt19937 random(9);
        Store store(std::size_t(1) << 22);
        const int source = store.addSource(u"s"_s);
        for (std::int64_t round = 1; round < 300; ++round) {
            Batch batch;
            for (std::uint32_t i = 0; i < series; ++i) {
                if (round == 1 || random() % 3 == 0) {
                    batch.note(seen(i, QString::number(random() % 5)));
                }
                batch.append(i, round * 1'000, 1);
            }
            const QString torn = QString::number(random() % 5);
            batch.note(lost(torn, round * 1'000, round * 1'000 + 500));
            store.apply(source, batch, 1);
            for (int key = 0; key < store.count(); ++key) {
                QCOMPARE(std::isnan(store.column(key).lastValue()),
                         store.series(key).info.channel == torn);
            }
        }
    }

    void channelsThatAreLeftTakeNoRoom()
    {
#ifndef COUNTS_BYTES
        QSKIP("bytes of the heap are only counted with glibc and without a sanitizer");
#else
        constexpr std::uint32_t series = 4'096;
        constexpr std::uint32_t channels = 200;
        Store store(std::size_t(1) << 20);
        const int source = store.addSource(u"s"_s);
        std::size_t before = 0;
        for (std::uint32_t i = 0; i < channels; ++i) {
            const QString channel = QString::number(i);
            Batch batch;
            for (std::uint32_t one = i; one < series; ++one) { // one stays behind on each
                batch.note(seen(one, channel));
            }
            store.apply(source, batch, 1);
            batch = {};
            before = i == 1 ? heapBytes() : before;
        }
        const std::size_t each = (heapBytes() - before) / (channels - 2);
        QVERIFY2(each < series * sizeof(int) / 4, qPrintable(QString::number(each)));
        QCOMPARE(store.count(), int(series));
#endif
    }
};

QTEST_APPLESS_MAIN(TestHoles)
#include "tst_holes.moc"
