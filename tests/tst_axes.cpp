// Where the ticks of both axes are, how the value axis changes, how traces are laid on each other.
#include "readings.h"
#include "timeaxis.h"
#include "valueaxis.h"

#include <QDateTime>
#include <QTest>

#include <cmath>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t second = 1'000'000;

ValueAxis::Demand demand(double min, double max, double height = 270)
{
    ValueAxis::Demand result{min, max};
    result.height = height;
    return result;
}

std::int64_t utc(const QString &text)
{
    return QDateTime::fromString(text + u"Z"_s, Qt::ISODate).toMSecsSinceEpoch() * 1000;
}

QStringList texts(const std::vector<TimeTick> &ticks)
{
    QStringList list;
    for (const TimeTick &tick : ticks) {
        list.append(tick.text);
    }
    return list;
}

} // namespace

class TestAxes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picksRoundTicks_data();
    void picksRoundTicks();
    void countsBytesInPowersOfTwo();
    void ticksDurationsAtWholeMinutes();
    void growsAtOnceAndShrinksLate();
    void doesNotSwingAroundABorder();
    void keepsFixedEnds();
    void survivesAnyNumbers();
    void labelsRoundTimes_data();
    void labelsRoundTimes();
    void keepsTheWallClockOverSummerTime();
    void startsDaysAtMidnightOfTheZone();
    void movesByWholeColumns();
    void stacksWhatIsThere();
};

void TestAxes::picksRoundTicks_data()
{
    QTest::addColumn<double>("min");
    QTest::addColumn<double>("max");
    QTest::addColumn<QList<double>>("ticks");
    QTest::newRow("percent") << 2.1 << 97.3 << QList<double>{0, 25, 50, 75, 100};
    QTest::newRow("exactly full") << 0.0 << 100.0 << QList<double>{0, 25, 50, 75, 100};
    QTest::newRow("around zero") << -7.0 << 4.0 << QList<double>{-10, -5, 0, 5};
    QTest::newRow("far from zero")
        << 1001.0 << 1004.5 << QList<double>{1001, 1002, 1003, 1004, 1005};
    QTest::newRow("constant zero") << 0.0 << 0.0 << QList<double>{0, 0.25, 0.5, 0.75, 1};
    QTest::newRow("minus zero") << -0.0 << 0.9 << QList<double>{0, 0.25, 0.5, 0.75, 1};
}

void TestAxes::picksRoundTicks()
{
    QFETCH(double, min);
    QFETCH(double, max);
    QFETCH(QList<double>, ticks);
    ValueAxis axis;
    axis.fit(demand(min, max), 0);
    const auto got = axis.ticks();
    QCOMPARE(QList<double>(got.begin(), got.end()), ticks);
    QVERIFY(axis.low() <= min && axis.high() >= max);
}

void TestAxes::countsBytesInPowersOfTwo()
{
    constexpr double gib = 1024.0 * 1024 * 1024;
    ValueAxis axis;
    ValueAxis::Demand bytes = demand(0, 15.2 * gib);
    bytes.binary = true;
    axis.fit(bytes, 0);
    QCOMPARE(axis.step(), 4 * gib);
    QCOMPARE(axis.high(), 16 * gib);
}

void TestAxes::ticksDurationsAtWholeMinutes()
{
    ValueAxis axis;
    ValueAxis::Demand uptime = demand(0, 5'000);
    uptime.seconds = true;
    axis.fit(uptime, 0);
    QCOMPARE(std::fmod(axis.step(), 60), 0.0);
    QCOMPARE(axis.high(), 5'400.0); // an hour and a half
}

void TestAxes::growsAtOnceAndShrinksLate()
{
    ValueAxis axis;
    axis.fit(demand(0, 40), 0);
    QCOMPARE(axis.high(), 40.0);
    axis.fit(demand(0, 95), second);
    QCOMPARE(axis.high(), 100.0);
    axis.fit(demand(0, 30), 2 * second);
    QCOMPARE(axis.high(), 100.0);
    axis.fit(demand(0, 45), 4 * second);
    QCOMPARE(axis.high(), 100.0);
    axis.fit(demand(0, 30), 2 * second + ValueAxis::patienceUs);
    QVERIFY(axis.high() >= 45 && axis.high() < 100); // what was needed meanwhile still fits
    axis.reset();
    axis.fit(demand(0, 3.9), 9 * second);
    QCOMPARE(axis.high(), 4.0);
}

void TestAxes::doesNotSwingAroundABorder()
{
    ValueAxis axis;
    axis.fit(demand(0, 99), 0);
    int changes = 0;
    double high = axis.high();
    for (int i = 1; i < 600; ++i) {
        axis.fit(demand(0, 100 + 4 * std::sin(i)), i * second);
        changes += axis.high() != high ? 1 : 0;
        high = axis.high();
    }
    QCOMPARE(changes, 1);
}

void TestAxes::keepsFixedEnds()
{
    ValueAxis axis;
    ValueAxis::Demand fixed = demand(-20, 250);
    fixed.fixedMin = 0;
    fixed.fixedMax = 100;
    axis.fit(fixed, 0);
    axis.fit(fixed, 10 * second);
    QCOMPARE(axis.low(), 0.0);
    QCOMPARE(axis.high(), 100.0);
    fixed.fixedMax = ValueAxis::Demand::none;
    axis.fit(fixed, 20 * second);
    QVERIFY(axis.high() >= 250);
    QCOMPARE(axis.low(), 0.0);
}

void TestAxes::survivesAnyNumbers()
{
    const QList<double> numbers{0,       -0.0,     1e300, -1e300,   1e-300,
                                1.7e308, -1.7e308, 1e15,  1e15 + 1, ValueAxis::Demand::none};
    for (const double min : numbers) {
        for (const double max : numbers) {
            ValueAxis axis;
            for (int i = 0; i < 3; ++i) {
                axis.fit(demand(std::fmin(min, max), std::fmax(min, max)), i * 5 * second);
                QVERIFY(std::isfinite(axis.low()) && std::isfinite(axis.high()));
                QVERIFY(axis.high() > axis.low());
                QVERIFY(axis.ticks().size() >= 1 && axis.ticks().size() <= 20);
            }
        }
    }
}

void TestAxes::labelsRoundTimes_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QStringList>("labels");
    QTest::newRow("ten seconds") << 10 << QStringList{u"13:00:00"_s, u"13:00:02"_s, u"13:00:04"_s,
                                                      u"13:00:06"_s, u"13:00:08"_s, u"13:00:10"_s};
    QTest::newRow("five minutes") << 300 << QStringList{u"13:00"_s, u"13:01"_s, u"13:02"_s,
                                                        u"13:03"_s, u"13:04"_s, u"13:05"_s};
    QTest::newRow("an hour") << 3600 << QStringList{u"13:00"_s, u"13:10"_s, u"13:20"_s, u"13:30"_s,
                                                    u"13:40"_s, u"13:50"_s, u"14:00"_s};
    QTest::newRow("a day") << 86'400 << QStringList{u"15:00"_s, u"18:00"_s, u"21:00"_s, u"23 Nov"_s,
                                                    u"03:00"_s, u"06:00"_s, u"09:00"_s, u"12:00"_s};
}

void TestAxes::labelsRoundTimes()
{
    QFETCH(int, seconds);
    QFETCH(QStringList, labels);
    const std::int64_t from = utc(u"2026-11-22T12:00:00"_s); // 13:00 in Berlin
    const auto ticks = timeTicks(from, from + seconds * second, 540, 90,
                                 QTimeZone("Europe/Berlin"));
    QCOMPARE(texts(ticks), labels);
}

void TestAxes::keepsTheWallClockOverSummerTime()
{
    const QTimeZone berlin("Europe/Berlin");
    // 2026-03-29: 02:00 becomes 03:00. 2026-10-25: 03:00 becomes 02:00.
    const std::int64_t spring = utc(u"2026-03-28T23:00:00"_s);
    QCOMPARE(
        texts(timeTicks(spring, spring + 5 * 3600 * second, 540, 90, berlin)),
        (QStringList{u"29 Mar"_s, u"01:00"_s, u"03:00"_s, u"04:00"_s, u"05:00"_s, u"06:00"_s}));
    const std::int64_t autumn = utc(u"2026-10-24T22:00:00"_s);
    QCOMPARE(
        texts(timeTicks(autumn, autumn + 5 * 3600 * second, 540, 90, berlin)),
        (QStringList{u"25 Oct"_s, u"01:00"_s, u"02:00"_s, u"02:00"_s, u"03:00"_s, u"04:00"_s}));
}

void TestAxes::startsDaysAtMidnightOfTheZone()
{
    const std::int64_t from = utc(u"2026-06-01T00:00:00"_s);
    for (const QByteArray &name : {QByteArray("Asia/Kathmandu"), QByteArray("Pacific/Apia")}) {
        const QTimeZone zone(name);
        const auto days = timeTicks(from, from + 5 * 86'400 * second, 540, 90, zone);
        QVERIFY(days.size() >= 4);
        for (const TimeTick &tick : days) {
            const auto at = QDateTime::fromMSecsSinceEpoch(tick.timeUs / 1000, zone);
            QCOMPARE(at.time(), QTime(0, 0));
        }
        const auto hours = timeTicks(from, from + 6 * 3600 * second, 540, 90, zone);
        QVERIFY(hours.front().text.endsWith(u":00"_s));
    }
    QVERIFY(timeTicks(5, 5, 540, 90, QTimeZone::utc()).empty());
    QVERIFY(timeTicks(0, 10, 0, 90, QTimeZone::utc()).empty());
}

void TestAxes::movesByWholeColumns()
{
    ColumnGrid grid;
    const double span = 300e6;
    const double to = 1'795'000'000e6 + 0.3;
    const TimeWindow first = grid.windowFor(to - span, to, 463);
    QCOMPARE(first.fromUs % first.stepUs, 0);
    int moves = 0;
    TimeWindow last = first;
    for (int i = 1; i <= 1000; ++i) { // ten seconds in hundredths
        const TimeWindow next = grid.windowFor(to - span + i * 1e4 + 0.7, to + i * 1e4, 463);
        QCOMPARE(next.stepUs, first.stepUs);
        QCOMPARE((next.fromUs - first.fromUs) % first.stepUs, 0);
        moves += next == last ? 0 : 1;
        last = next;
    }
    QVERIFY(moves >= 15 && moves <= 16); // 648 ms each
    QCOMPARE(grid.windowFor(0, 1e300, 463), TimeWindow{});
    QCOMPARE(grid.windowFor(ValueAxis::Demand::none, 5, 463), TimeWindow{});
}

void TestAxes::stacksWhatIsThere()
{
    const double gap = ValueAxis::Demand::none;
    const std::vector<TracePoint> lower{{0, 1}, {40, 5}}; // straight in between
    const std::vector<TracePoint> upper{{0, 2}, {10, gap}, {30, 2}, {40, 2}};
    std::vector<Layer> layers;
    stack({&lower, &upper}, {0, 40, 10}, layers);
    QCOMPARE(layers.size(), std::size_t(2));
    QCOMPARE(layers[0].top.size(), std::size_t(7)); // one step more on either side
    QCOMPARE(layers[0].top[3].value, 3.0);
    QVERIFY(std::isnan(layers[1].top[2].value));
    QVERIFY(std::isnan(layers[1].top[3].value));
    QCOMPARE(layers[1].base[4].value, 4.0);
    QCOMPARE(layers[1].top[4].value, 6.0);
}

QTEST_GUILESS_MAIN(TestAxes)
#include "tst_axes.moc"
