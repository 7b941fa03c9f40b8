// Numbers for people: prefixes, digits, ticks, durations.
#include "store/format.h"

#include <QLocale>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace sightglass;

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void picksThePrefixOfTheUnit_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("number");
        QTest::addColumn<QString>("shown");
        const double gib = 1024.0 * 1024 * 1024;
        QTest::newRow("percent") << 37.24 << u"%"_s << u"37.2"_s << u"%"_s;
        QTest::newRow("full percent") << 100.0 << u"%"_s << u"100.0"_s << u"%"_s;
        QTest::newRow("bytes") << 6.13 * gib << u"B"_s << u"6.13"_s << u"GiB"_s;
        QTest::newRow("tens of GiB") << 15.6 * gib << u"B"_s << u"15.6"_s << u"GiB"_s;
        QTest::newRow("no bytes") << 0.0 << u"B"_s << u"0"_s << u"B"_s;
        QTest::newRow("nearly a MiB") << 1010.0 * 1024 << u"B"_s << u"0.99"_s << u"MiB"_s;
        QTest::newRow("rate") << 1'820'000.0 << u"B/s"_s << u"1.82"_s << u"MB/s"_s;
        QTest::newRow("slower rate") << 312'000.0 << u"B/s"_s << u"312"_s << u"kB/s"_s;
        QTest::newRow("load") << 0.84 << QString() << u"0.84"_s << QString();
        QTest::newRow("little load") << 0.003 << QString() << u"0.0030"_s << QString();
        QTest::newRow("count") << 1204.0 << u"orders/min"_s << u"1,204"_s << u"orders/min"_s;
        QTest::newRow("many") << 1'234'000.0 << QString() << u"1.23"_s << u"M"_s;
        QTest::newRow("whole count") << 87.0 << QString() << u"87"_s << QString();
        QTest::newRow("small current") << 0.0021 << u"A"_s << u"2.10"_s << u"mA"_s;
        QTest::newRow("latency") << 182.0 << u"ms"_s << u"182"_s << u"ms"_s;
        QTest::newRow("slow answer") << 4200.0 << u"ms"_s << u"4.20"_s << u"s"_s;
        QTest::newRow("uptime") << 3.5 * 86400 << u"s"_s << u"3.50"_s << u"d"_s;
        QTest::newRow("temperature") << -4.04 << u"°C"_s << u"-4.0"_s << u"°C"_s;
        QTest::newRow("not minus zero") << -0.001 << u"%"_s << u"0.0"_s << u"%"_s;
        QTest::newRow("no value") << std::numeric_limits<double>::quiet_NaN() << u"B/s"_s << u"–"_s
                                  << u"B/s"_s;
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << u"V"_s << u"∞"_s
                                  << u"V"_s;
    }
    void picksThePrefixOfTheUnit()
    {
        QFETCH(double, value);
        QFETCH(QString, unit);
        const Scaled scaled = formatQuantity(value, unit);
        QTEST(scaled.number, "number");
        QTEST(scaled.unit, "shown");
    }

    void saysWhatNoPrefixReachesInPowersOfTen()
    {
        QCOMPARE(formatQuantity(1e300, u"V"_s).number, u"1.00E+300"_s);
        QCOMPARE(formatQuantity(-1e300, {}).number, u"-1.00E+300"_s);
        QCOMPARE(formatQuantity(1e-300, u"V"_s).number, u"1.00E-300"_s);
        QCOMPARE(formatTick(1e300, 1e300, u"V"_s, nullptr, 1e300).size(), 9);
        QCOMPARE(formatQuantity(0.000'002, {}).number, u"0.000002"_s);
    }

    void saysCountsInFullAndPricesWithTheirCents_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<int>("digits");
        QTest::addColumn<QString>("number");
        QTest::newRow("count") << 1'204'567.0 << QString() << 0 << u"1,204,567"_s;
        QTest::newRow("too many") << 12'045'678.0 << QString() << 0 << u"12.0"_s;
        QTest::newRow("cents") << 64'213.57 << u"USD"_s << 0 << u"64,213.57"_s;
        QTest::newRow("dimes") << 1'204.5 << u"USD"_s << 0 << u"1,204.5"_s;
        QTest::newRow("measured") << 1'204.53812 << QString() << 0 << u"1,205"_s;
        QTest::newRow("digits asked for") << 1'204.53812 << QString() << 6 << u"1,204.54"_s;
        QTest::newRow("percent keeps its decimal") << 37.24 << u"%"_s << 0 << u"37.2"_s;
        QTest::newRow("percent with more") << 37.2468 << u"%"_s << 5 << u"37.247"_s;
        QTest::newRow("bytes keep their prefix") << 6.13 * (1 << 30) << u"B"_s << 0 << u"6.13"_s;
        QTest::newRow("no value") << std::nan("") << u"USD"_s << 0 << u"–"_s;
    }
    void saysCountsInFullAndPricesWithTheirCents()
    {
        QFETCH(double, value);
        QFETCH(QString, unit);
        QFETCH(int, digits);
        QTEST(formatInFull(value, unit, digits, nullptr).number, "number");
    }

    void keepsTheCentsOfAPriceThatIsWholeForOnce()
    {
        Steady steady;
        QCOMPARE(formatInFull(64'213.57, u"USD"_s, 0, &steady).number, u"64,213.57"_s);
        QCOMPARE(formatInFull(64'213, u"USD"_s, 0, &steady).number, u"64,213.00"_s);
    }

    void roundsUpIntoTheNextWidth()
    {
        QCOMPARE(formatQuantity(9.996, u"V"_s).number, u"10.0"_s);
        QCOMPARE(formatQuantity(99.96, u"V"_s).number, u"100"_s);
        const Scaled next = formatQuantity(999.7, u"V"_s);
        QCOMPARE(next.number, u"1.00"_s);
        QCOMPARE(next.unit, u"kV"_s);
    }

    void keepsItsPrefixAroundTheLimit()
    {
        Steady steady;
        QCOMPARE(formatQuantity(1'010'000, u"B/s"_s, 3, &steady).unit, u"MB/s"_s);
        const Scaled justBelow = formatQuantity(960'000, u"B/s"_s, 3, &steady);
        QCOMPARE(justBelow.unit, u"MB/s"_s);
        QCOMPARE(justBelow.number, u"0.96"_s);
        QCOMPARE(formatQuantity(800'000, u"B/s"_s, 3, &steady).unit, u"kB/s"_s);
        QCOMPARE(formatQuantity(960'000, u"B/s"_s, 3, &steady).unit, u"kB/s"_s);
    }

    void keepsAPrefixThatFittedLately()
    {
        Steady steady;
        const auto at = [&steady](int seconds, double value) {
            steady.nowUs = std::int64_t(seconds) * 1'000'000;
            const Scaled scaled = formatQuantity(value, u"B/s"_s, 3, &steady);
            return QString(scaled.number + u' ' + scaled.unit);
        };
        QCOMPARE(at(1, 2'000'000), u"2.00 MB/s"_s);
        QCOMPARE(at(2, 0), u"0.00 MB/s"_s);
        QCOMPARE(at(3, 4'200), u"<0.01 MB/s"_s); // little, and not nothing
        QCOMPARE(at(4, 40'000), u"0.04 MB/s"_s);
        QCOMPARE(at(5, 1'500'000), u"1.50 MB/s"_s);
        QCOMPARE(at(14, 40'000), u"0.04 MB/s"_s);
        QCOMPARE(at(15, 40'000), u"40.0 kB/s"_s); // ten seconds of it: so it is now
        QCOMPARE(at(90, 0), u"0.00 kB/s"_s);      // nothing is as little in any unit
        QCOMPARE(at(91, 3'000'000), u"3.00 MB/s"_s);
        QCOMPARE(at(92, -4'200), u"-0.0042 MB/s"_s);
    }

    void sayNothingInTheUnitItCameIn_data()
    {
        QTest::addColumn<QString>("unit");
        for (const auto &unit : {u"ms"_s, u"us"_s, u"ns"_s, u"s"_s, u"B"_s, u"B/s"_s, u"V"_s}) {
            QTest::newRow(qPrintable(unit)) << unit;
        }
    }
    void sayNothingInTheUnitItCameIn()
    {
        QFETCH(QString, unit);
        const Scaled nothing = formatQuantity(0, unit);
        QCOMPARE(nothing.number, u"0"_s);
        QCOMPARE(nothing.unit, unit == u"us" ? u"µs"_s : unit);
        QCOMPARE(formatQuantity(std::nan(""), unit).unit, nothing.unit);
        Steady steady;
        const QString before = formatQuantity(4'200'000, unit, 3, &steady).unit;
        QCOMPARE(formatQuantity(std::nan(""), unit, 3, &steady).unit, before);
    }

    void putsNamesInOneLine()
    {
        QCOMPARE(inOneLine(u"one two ü"_s), u"one two ü"_s);
        QCOMPARE(inOneLine(u"one\ntwo\r\nthree\rfour"_s), u"one↵two↵three↵four"_s);
        QCOMPARE(inOneLine(u"a\tb\x1b[1mc"_s), u"a b [1mc"_s);
        QCOMPARE(inOneLine(QString(QChar(QChar::LineSeparator)) + QChar(0x85)), u"↵↵"_s);
        QCOMPARE(formatQuantity(5, u"or\nders"_s).unit, u"or↵ders"_s);
    }

    void keepsDecimalsOnceShown()
    {
        Steady steady;
        QCOMPARE(formatQuantity(2, {}, 3, &steady).number, u"2"_s);
        QCOMPARE(formatQuantity(1.5, {}, 3, &steady).number, u"1.50"_s);
        QCOMPARE(formatQuantity(2, {}, 3, &steady).number, u"2.00"_s);
    }

    void ticksOfOneAxisShareAPrefix()
    {
        QString unit;
        const double mb = 1e6;
        QCOMPARE(formatTick(0, 0.5 * mb, u"B/s"_s, &unit, 2 * mb), u"0.0"_s);
        QCOMPARE(unit, u"MB/s"_s);
        QCOMPARE(formatTick(1.5 * mb, 0.5 * mb, u"B/s"_s, &unit, 2 * mb), u"1.5"_s);
        QCOMPARE(formatTick(75, 25, u"%"_s, &unit, 100), u"75"_s);
        QCOMPARE(unit, u"%"_s);
        const double gib = 1024.0 * 1024 * 1024;
        QCOMPARE(formatTick(12 * gib, 4 * gib, u"B"_s, &unit), u"12"_s);
        QCOMPARE(unit, u"GiB"_s);
        QCOMPARE(formatTick(0.25, 0.25, {}, nullptr, 1), u"0.25"_s);
        QCOMPARE(formatTick(-0.0, 0.25, {}, nullptr, 1), u"0.00"_s);
    }

    void numbersBelowOneChartCompare()
    {
        QCOMPARE(formatBeside(2.03e6, 4e6, u"B/s"_s), u"2.03"_s);
        QCOMPARE(formatBeside(95'600, 4e6, u"B/s"_s), u"0.10"_s); // in MB/s too
        QCOMPARE(formatBeside(0, 4e6, u"B/s"_s), u"0.00"_s);
        QCOMPARE(formatBeside(37.25, 100, u"%"_s), u"37.3"_s);
        QCOMPARE(formatBeside(102, 150, {}), u"102"_s);
        QCOMPARE(formatBeside(5'400, 7'200, u"s"_s), u"1.50"_s); // h
        QCOMPARE(formatBeside(std::nan(""), 1, u"%"_s), u"–"_s);
    }

    void followsTheLocale()
    {
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(formatQuantity(37.24, u"%"_s).number, u"37,2"_s);
    }

    void saysDurationsInTwoParts()
    {
        QCOMPARE(formatDuration(4'000), u"4 ms"_s);
        QCOMPARE(formatDuration(31'900'000), u"31 s"_s);
        QCOMPARE(formatDuration(252'000'000), u"4 m 12 s"_s);
        QCOMPARE(formatDuration(22'320'000'000), u"6 h 12 m"_s);
        QCOMPARE(formatDuration(273'600'000'000), u"3 d 4 h"_s);
        QCOMPARE(formatDuration(-5), u"0 ms"_s);
    }
};

QTEST_APPLESS_MAIN(TestFormat)
#include "tst_format.moc"
