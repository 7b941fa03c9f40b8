// What a plot shows of its holes: no more bands than it has pixels, and all that is lost in them.
#include "holebands.h"
#include "holetext.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <random>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

constexpr std::int64_t second = 1'000'000;

struct Losing
{
    Store store{1 << 24};
    int source = store.addSource(u"s"_s);
    Batch batch;
    QList<int> keys;

    void add(const QString &channel, int count = 1)
    {
        for (int i = 0; i < count; ++i) {
            SeriesSeen seen{std::uint32_t(keys.size()), {}};
            seen.info.name = QString::number(keys.size());
            seen.info.channel = channel;
            batch.note(seen);
            keys.append(int(keys.size()));
        }
    }
    void lose(const QString &channel, std::int64_t fromUs, std::int64_t toUs,
              LostTime::Reason reason = LostTime::Reason::Skipped, std::uint64_t missed = 1)
    {
        batch.note(LostTime{channel, fromUs, toUs, missed, reason});
    }
    std::vector<Hole> bands(const TimeWindow &window)
    {
        store.apply(source, batch, 1);
        batch.clear();
        return holeBands(&store, keys, window);
    }
};

QString said(const Hole &hole)
{
    return holeTexts(hole, QTimeZone::utc()).constFirst();
}

} // namespace

class TestHoleBands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void whatIsAPixelApartStaysApart()
    {
        Losing losing;
        losing.add(u"x"_s);
        losing.lose(u"x"_s, 10 * second, 20 * second);
        losing.lose(u"x"_s, 21 * second, 30 * second);
        const auto apart = losing.bands({0, 100 * second, second});
        QCOMPARE(apart.size(), std::size_t(2));
        QCOMPARE(apart[0].fromUs, 21 * second); // the newest first
        QCOMPARE(said(apart[0]), u"no data · 1 message lost 00:00:21–00:00:30"_s);
        const auto one = losing.bands({0, 100 * second, second + 1});
        QCOMPARE(one.size(), std::size_t(1));
        QCOMPARE(said(one[0]), u"2 gaps · 2 messages lost 00:00:10–00:00:30"_s);
        QCOMPARE(losing.bands({31 * second, 100 * second, second}).size(), std::size_t(0));
    }

    void saysWhatFitsAll()
    {
        Losing losing;
        losing.add(u"x"_s);
        losing.add(u"y"_s);
        losing.lose(u"x"_s, 10 * second, 20 * second, LostTime::Reason::NotNumbered);
        losing.lose(u"y"_s, 15 * second, 30 * second, LostTime::Reason::NotNumbered);
        losing.lose(u"x"_s, 40 * second, 50 * second, LostTime::Reason::Silent);
        losing.lose(u"y"_s, 40 * second, 50 * second, LostTime::Reason::NotNumbered);
        const auto bands = losing.bands({0, 100 * second, second});
        QCOMPARE(bands.size(), std::size_t(2));
        QCOMPARE(said(bands[0]), u"no data · several causes 00:00:40–00:00:50"_s);
        QCOMPARE(said(bands[1]), u"no data · link lost 00:00:10–00:00:30"_s);
        QCOMPARE(holeTexts(bands[0], QTimeZone::utc()).size(), 3);
    }

    // Each with each would be 10^12 comparisons.
    void thousandsOfSeriesLoseNoMoreThanOne()
    {
        constexpr int lost = 9'000;
        constexpr int columns = 500;
        Losing losing;
        losing.add(u"x"_s, 20'000);
        for (int i = 0; i < lost; ++i) {
            losing.lose(u"x"_s, i * second, i * second + second / 2);
        }
        const auto fine = losing.bands({0, lost * second, second / 4});
        QCOMPARE(fine.size(), std::size_t(lost));
        const TimeWindow window{0, lost * second, lost * second / columns};
        const auto bands = losing.bands(window);
        QVERIFY(!bands.empty() && bands.size() <= columns);
        QCOMPARE(bands.front().toUs, (lost - 1) * second + second / 2);
        QCOMPARE(bands.back().fromUs, std::int64_t(0));
        const auto gaps = std::accumulate(bands.begin(), bands.end(), 0U,
                                          [](auto sum, const Hole &h) { return sum + h.gaps; });
        QCOMPARE(gaps, unsigned(lost));
    }

    void bandsCoverWhatIsLostAndNoPixelMore()
    {
        constexpr std::int64_t stepUs = 10;
        std::mt19937 random(3);
        for (int round = 0; round < 100; ++round) {
            Losing losing;
            losing.add(u"x"_s);
            losing.add(u"y"_s, 3);
            std::vector<Hole> all;
            for (unsigned i = 0; i < 40; ++i) { // in no order, over each other, too
                const auto from = std::int64_t(random() % 4'000);
                const auto to = from + std::int64_t(random() % (i % 4 == 0 ? 200 : 9));
                losing.lose(random() % 2 == 0 ? u"x"_s : u"y"_s, from, to);
                all.push_back({from, to});
            }
            const auto bands = losing.bands({-1'000, 5'000, stepUs});
            for (std::size_t i = 1; i < bands.size(); ++i) {
                QVERIFY(bands[i - 1].fromUs - bands[i].toUs >= stepUs);
            }
            for (std::int64_t at = -10; at < 4'300; ++at) {
                const auto near = [at](const std::vector<Hole> &holes, std::int64_t slack) {
                    return std::ranges::any_of(holes, [&](const Hole &hole) {
                        return at > hole.fromUs - slack && at < hole.toUs + slack;
                    });
                };
                QVERIFY(!near(all, 0) || near(bands, 0));
                QVERIFY(!near(bands, 0) || near(all, stepUs));
            }
        }
    }

    void findsTheBandOfAnInstant()
    {
        const std::vector<Hole> bands{{50, 51}, {10, 20}};
        QCOMPARE(holeAt(bands, 15, 4), &bands[1]);
        QCOMPARE(holeAt(bands, 53, 4), &bands[0]); // drawn wider than it is
        QCOMPARE(holeAt(bands, 55, 4), nullptr);
        QCOMPARE(holeAt(bands, std::nan(""), 4), nullptr);
    }
};

QTEST_APPLESS_MAIN(TestHoleBands)
#include "tst_holebands.moc"
