// What is written beside a value axis, and days beside a clock.
#include "axistext.h"
#include "timeaxis.h"
#include "valueaxis.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>

#include <cmath>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t second = 1'000'000;

struct Axis
{
    Axis(double min, double max, const QString &unit, double height = 270)
    {
        ValueAxis::Demand demand{min, max};
        demand.height = height;
        axis.fit(demand, 0);
        text.fit(axis.low(), axis.high(), axis.step(), unit);
    }
    QStringList labels() const
    {
        QStringList list;
        for (const double tick : axis.ticks()) {
            list.append(text.tick(tick));
        }
        return list;
    }
    ValueAxis axis;
    AxisText text;
};

} // namespace

class TestAxisText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void writesAsManyDigitsAsTheRangeNeeds_data()
    {
        QTest::addColumn<double>("min");
        QTest::addColumn<double>("max");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("percent") << 2.0 << 97.0 << u"%"_s << 43.812 << u"43.8 %"_s;
        QTest::newRow("rate") << 0.0 << 4e6 << u"B/s"_s << 95'600.0 << u"0.10 MB/s"_s;
        QTest::newRow("price") << 1203.9 << 1205.4 << QString() << 1204.57 << u"1,204.57"_s;
        QTest::newRow("price in cents")
            << 1204.51 << 1204.59 << QString() << 1204.5712 << u"1,204.571"_s;
        QTest::newRow("large and fine")
            << 1e9 << 1e9 + 1e-3 << u"V"_s << 1e9 + 5e-4 << u"1,000,000,000.00050 V"_s;
        QTest::newRow("minus zero") << -1.0 << 1.0 << QString() << -0.0 << u"0"_s;
        QTest::newRow("huge") << 0.0 << 1e300 << QString() << 5e299 << u"0.50 ×10³⁰⁰"_s;
        QTest::newRow("tiny") << 0.0 << 4e-15 << u"A"_s << 1e-15 << u"1.00 ×10⁻¹⁵ A"_s;
        QTest::newRow("no value") << 0.0 << 1.0 << u"A"_s << std::nan("") << u"–"_s;
        QTest::newRow("endless") << 0.0 << 1.0 << u"A"_s << -HUGE_VAL << u"-∞"_s;
        QTest::newRow("an accident") << 0.0 << 100.0 << u"%"_s << 1e300 << u"1E+300 %"_s;
    }
    void writesAsManyDigitsAsTheRangeNeeds()
    {
        QFETCH(double, min);
        QFETCH(double, max);
        QFETCH(QString, unit);
        QFETCH(double, value);
        QFETCH(QString, text);
        Axis axis(min, max, unit);
        QCOMPARE(axis.text.quantity(value), text);
    }

    void labelsStayShortAndTellTheTicksApart_data()
    {
        QTest::addColumn<double>("min");
        QTest::addColumn<double>("max");
        QTest::addColumn<QString>("unit");
        for (const double scale : {1e-300, 1e-12, 1e-3, 1.0, 1e3, 1e7, 1e12, 1e17, 1e299}) {
            for (const double offset : {0.0, 1.0, 1e3, 1e6, 1e9}) {
                for (const QString &unit : {u""_s, u"%"_s, u"V"_s}) {
                    QTest::addRow("%g on %g %s", scale, offset, qPrintable(unit))
                        << offset * scale << (offset + 1) * scale << unit;
                }
            }
        }
    }
    void labelsStayShortAndTellTheTicksApart()
    {
        QFETCH(double, min);
        QFETCH(double, max);
        QFETCH(QString, unit);
        const Axis axis(min, max, unit);
        QStringList labels = axis.labels();
        QVERIFY(labels.size() >= 2);
        for (const QString &label : std::as_const(labels)) {
            QVERIFY2(label.size() <= 10, qPrintable(label));
        }
        QCOMPARE(labels.removeDuplicates(), 0);
    }

    void saysWhatTicksAreRelativeTo()
    {
        const Axis axis(1e9, 1e9 + 1e-3, u"V"_s);
        QCOMPARE(axis.labels(), (QStringList{u"0.0"_s, u"+0.5"_s, u"+1.0"_s}));
        QCOMPARE(axis.text.unitText(), u"mV from 1,000,000,000 V"_s);
    }

    void littleIsNotNothing()
    {
        Axis axis(0, 200, u"MB/s"_s);
        QVERIFY(axis.text.value(0.04) != axis.text.value(0));
        QVERIFY(axis.text.value(-1e-9) != axis.text.value(0));
        QCOMPARE(axis.text.value(-0.0), axis.text.value(0));
    }

    void wholeNumbersStayWholeUntilOneIsNot()
    {
        Axis axis(0, 40, {});
        QCOMPARE(axis.text.value(12), u"12"_s);
        QCOMPARE(axis.text.value(12.5), u"12.5"_s);
        QCOMPARE(axis.text.value(12), u"12.0"_s); // digits stay
        axis.text.reset();
        QCOMPARE(axis.text.value(12), u"12"_s);
    }

    void writesNumbersAsTheReaderDoes()
    {
        QLocale::setDefault(QLocale(QLocale::German));
        Axis axis(1203.9, 1205.4, {});
        QCOMPARE(axis.text.value(1204.57), u"1.204,57"_s);
        QCOMPARE(axis.labels().constFirst(), u"1.203,5"_s);
    }

    void namesTheDayThatIsNotToday()
    {
        const QTimeZone berlin("Europe/Berlin");
        const std::int64_t today = 1'795'000'000 * second; // 18 Nov 2026
        QCOMPARE(dayText(today, today, berlin), QString());
        QCOMPARE(dayText(today - 86'400 * second, today, berlin), u"17 Nov"_s);
    }

    void midnightIsADateAtAnyZoom()
    {
        const QTimeZone utc = QTimeZone::utc();
        const std::int64_t midnight = std::int64_t(20'776) * 86'400 * second;
        for (const std::int64_t span : {second, 60 * second, 3'600 * second}) {
            QStringList texts;
            for (const TimeTick &tick : timeTicks(midnight - span, midnight + span, 540, 90, utc)) {
                texts.append(tick.text);
            }
            QCOMPARE(texts.filter(u"Nov"_s).size(), 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestAxisText)
#include "tst_axistext.moc"
