// How long to wait before the next attempt: spread out, growing, bounded.
#include "session/clock.h"

#include <QRandomGenerator>
#include <QTest>

#include <array>
#include <random>

using namespace sightglass;

namespace {

Random drawn(std::uint32_t seed)
{
    return [engine = std::make_shared<std::mt19937>(seed)] {
        return std::uniform_real_distribution<double>(0, 1)(*engine);
    };
}

const Random nearlyOne = [] { return std::nextafter(1.0, 0.0); };

} // namespace

class TestBackoff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A server comes back to ten thousand clients: no lump in any tenth of a second, the first one
    // included, and all of them have tried, with time left for a handshake, within the second.
    void spreadsFirstRetriesOverTheWindow()
    {
        constexpr int clients = 10'000;
        std::array<int, 8> tenths{}; // of the second
        const Random random = drawn(1);
        for (int i = 0; i < clients; ++i) {
            const std::int64_t ms = backoffMs(0, random);
            QVERIFY(ms >= 0 && ms < 800);
            ++tenths[std::size_t(ms / 100)];
        }
        for (const int count : tenths) {
            QVERIFY2(count > clients * 11 / 100 && count < clients * 14 / 100,
                     qPrintable(QString::number(count)));
        }
    }

    // The same with the dice the program throws: chance may not lump them either.
    void spreadsThemWithTheProgramsOwnDiceToo()
    {
        constexpr int clients = 10'000;
        std::array<int, 80> hundredths{};
        const Random random = [] { return QRandomGenerator::global()->generateDouble(); };
        for (int i = 0; i < clients; ++i) {
            ++hundredths[std::size_t(backoffMs(0, random) / 10)];
        }
        // 125 each on the average, with a deviation of 11: ten deviations never happen.
        QVERIFY(*std::max_element(hundredths.begin(), hundredths.end()) < 240);
        QVERIFY(*std::min_element(hundredths.begin(), hundredths.end()) > 10);
    }

    void spreadsLaterRetriesToo()
    {
        constexpr int clients = 10'000;
        std::array<int, 300> tenths{};
        const Random random = drawn(2);
        for (int i = 0; i < clients; ++i) {
            ++tenths[std::size_t(backoffMs(20, random) / 100)];
        }
        QVERIFY(*std::max_element(tenths.begin(), tenths.end()) < clients / 100);
    }

    void doublesUpToTheCap_data()
    {
        QTest::addColumn<int>("attempt");
        QTest::addColumn<qint64>("mostMs");
        const qint64 windows[] = {800, 1'600, 3'200, 6'400, 12'800, 25'600, 30'000};
        for (int attempt = 0; attempt < 7; ++attempt) {
            QTest::addRow("attempt %d", attempt) << attempt << windows[attempt];
        }
        QTest::newRow("attempt 7") << 7 << qint64(30'000);
        QTest::newRow("attempt 31") << 31 << qint64(30'000);
        QTest::newRow("attempt 64") << 64 << qint64(30'000);
        QTest::newRow("the last attempt of all")
            << std::numeric_limits<int>::max() << qint64(30'000);
        QTest::newRow("less than none") << -1 << qint64(800);
    }
    void doublesUpToTheCap()
    {
        QFETCH(int, attempt);
        QFETCH(qint64, mostMs);
        QCOMPARE(qint64(backoffMs(attempt, nearlyOne)), mostMs - 1);
        QCOMPARE(backoffMs(attempt, [] { return 0.5; }), std::int64_t(mostMs / 2));
        QCOMPARE(backoffMs(attempt, [] { return 0.0; }), std::int64_t(0));
    }

    // A server that asked for two seconds gets two seconds.
    void theClockNeverCallsEarly()
    {
        SystemClock clock;
        const std::int64_t start = clock.monotonicMs();
        int called = 0;
        int early = 0;
        for (std::int64_t ms = 1'000; ms < 2'000; ms += 20) {
            clock.after(ms, [&, ms] {
                ++called;
                early += clock.monotonicMs() - start < ms - 1 ? 1 : 0; // both are rounded
            });
        }
        QTRY_COMPARE_WITH_TIMEOUT(called, 50, 20'000);
        QCOMPARE(early, 0);
    }
};

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
