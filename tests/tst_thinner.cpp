// A feed that is asked for fewer sample times leaves them out inside its messages.
#include "demo/thinner.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t start = 1'700'000'000'000'000;

Samples message(const QString &channel, std::uint64_t seq, std::vector<std::int64_t> offsetsMs)
{
    Samples samples;
    samples.channel = channel;
    samples.seq = seq;
    samples.series = {1, 2};
    for (const std::int64_t ms : offsetsMs) {
        samples.times.push_back(start + ms * 1000);
    }
    for (const double base : {0.0, 1000.0}) {
        for (const std::int64_t ms : offsetsMs) {
            samples.values.push_back(base + double(ms));
        }
    }
    return samples;
}

} // namespace

class TestThinner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesEverythingWhenNotAsked_data()
    {
        QTest::addColumn<double>("rate");
        QTest::newRow("none") << 0.0;
        QTest::newRow("negative") << -1.0;
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN();
    }
    void leavesEverythingWhenNotAsked()
    {
        QFETCH(double, rate);
        Thinner thinner(rate);
        QVERIFY(!thinner.active());
        const Samples all = message(u"a"_s, 1, {0, 1, 2, 3});
        QCOMPARE(thinner.thin(all).times, all.times);
        QCOMPARE(thinner.intervalMs(100), 100);
    }
    void outlivesRatesNobodyMeans()
    {
        for (const double rate : {1e-300, 1e300, std::numeric_limits<double>::infinity()}) {
            Thinner thinner(rate);
            const Samples samples = thinner.thin(message(u"a"_s, 7, {0, 100}));
            QCOMPARE(samples.seq, 7u);
            QVERIFY(!samples.times.empty());
            QVERIFY(thinner.intervalMs(100) >= 100);
        }
    }
    void keepsTheFirstOfEachSlotInEveryColumn()
    {
        Thinner thinner(2);
        const Samples thinned = thinner.thin(message(u"a"_s, 9, {0, 100, 499, 500, 900, 1000}));
        QCOMPARE(thinned.seq, 9u);
        QCOMPARE(thinned.times,
                 (std::vector<std::int64_t>{start, start + 500'000, start + 1'000'000}));
        QCOMPARE(thinned.series, (std::vector<std::uint32_t>{1, 2}));
        QCOMPARE(thinned.values, (std::vector<double>{0, 500, 1000, 1000, 1500, 2000}));
    }
    void aMessageOfWhichNothingIsLeftKeepsNumberAndTime()
    {
        Thinner thinner(1);
        thinner.thin(message(u"a"_s, 1, {0}));
        const Samples thinned = thinner.thin(message(u"a"_s, 2, {100, 200}));
        QCOMPARE(thinned.seq, 2u);
        QCOMPARE(thinned.times, (std::vector<std::int64_t>{start + 200'000}));
        QVERIFY(thinned.series.empty() && thinned.values.empty());
    }
    void aTimerThatIsEarlyLosesNoSlot()
    {
        Thinner thinner(10); // as often as values come, give or take
        int kept = 0;
        for (std::int64_t i = 0; i < 100; ++i) {
            const std::int64_t jitter = i % 3; // always inside its slot
            kept += thinner.thin(message(u"a"_s, std::uint64_t(i) + 1, {i * 100 + jitter}))
                            .series.empty()
                        ? 0
                        : 1;
        }
        QCOMPARE(kept, 100);
    }
    void channelsAreThinnedByThemselves()
    {
        Thinner thinner(1);
        QCOMPARE(thinner.thin(message(u"a"_s, 1, {0})).series.size(), 2u);
        QCOMPARE(thinner.thin(message(u"b"_s, 1, {0})).series.size(), 2u);
        QCOMPARE(thinner.thin(message(u"a"_s, 2, {10})).series.size(), 0u);
    }
    void saysHowOftenValuesCome()
    {
        const Thinner thinner(2);
        QCOMPARE(thinner.intervalMs(100), 500);
        QCOMPARE(thinner.intervalMs(1000), 1000);
    }
};

QTEST_APPLESS_MAIN(TestThinner)
#include "tst_thinner.moc"
