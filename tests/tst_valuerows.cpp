// The rows of a heat map: even steps or octaves, how many, when they change, and their labels.
#include "valuecut.h"

#include <QTest>

#include <cmath>

using namespace sightglass;

namespace {

ValueRows::Demand demandOf(double from, double to)
{
    ValueRows::Demand demand;
    demand.data.note(from);
    demand.data.note(to);
    return demand;
}

} // namespace

class TestValueRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesOctavesBeyondTwoDecades()
    {
        ValueRows rows;
        QVERIFY(rows.fit(demandOf(1, 99), 0));
        QVERIFY(!rows.cut().log);
        ValueRows wide;
        wide.fit(demandOf(1, 700), 0);
        QVERIFY(wide.cut().log);
        ValueRows below;
        below.fit(demandOf(-1, 700), 0); // octaves would hide what is below zero
        QVERIFY(!below.cut().log);
    }

    void obeysTheBoard()
    {
        ValueRows::Demand demand = demandOf(1, 700);
        demand.mode = ValueRows::Mode::Linear;
        ValueRows rows;
        rows.fit(demand, 0);
        QVERIFY(!rows.cut().log);
        demand = demandOf(10, 20);
        demand.mode = ValueRows::Mode::Log;
        rows.reset();
        rows.fit(demand, 0);
        QVERIFY(rows.cut().log);
    }

    void hasNoMoreRowsThanFit()
    {
        for (const int most : {3, 10, 50, 200, 5000}) {
            for (const auto &[from, to] : {std::pair{1.0, 1000.0},
                                           {1e-300, 1e300},
                                           {0.0, 1e300},
                                           {-1e300, 1e300},
                                           {-1.7e308, 1.7e308},
                                           {5.0, 5.0},
                                           {0.0, 0.0},
                                           {-7.0, -7.0},
                                           {1e9, 1e9 + 1e-3}}) {
                for (const auto mode :
                     {ValueRows::Mode::Auto, ValueRows::Mode::Linear, ValueRows::Mode::Log}) {
                    ValueRows::Demand demand = demandOf(from, to);
                    demand.mode = mode;
                    demand.rows = most;
                    ValueRows rows;
                    rows.fit(demand, 0);
                    const int bound = std::min(most, ValueRows::mostRows)
                                      + (rows.hasNotPositive() ? 1 : 0);
                    QVERIFY(rows.count() >= 1 && rows.count() <= bound);
                    for (const double value : {from, to}) {
                        const int place = rows.placeOf(rows.cut().rowOf(value));
                        QVERIFY(place >= 0 && place < rows.count());
                    }
                }
            }
        }
    }

    void showsZeroAndBelowAsTheLowestOfOctaves()
    {
        ValueRows::Demand demand = demandOf(1, 700);
        demand.data.note(0);
        ValueRows rows;
        rows.fit(demand, 0);
        QVERIFY(rows.cut().log && rows.hasNotPositive());
        QCOMPARE(rows.placeOf(rows.cut().rowOf(0)), 0);
        QCOMPARE(rows.placeOf(rows.cut().rowOf(1)), 1);
        QCOMPARE(rows.rowAt(0), ValueCut::notPositive);
        QCOMPARE(rows.heightOf(1), 1.0);
    }

    void growsAtOnceAndShrinksLate()
    {
        ValueRows rows;
        rows.fit(demandOf(1, 25), 0);
        const ValueCut before = rows.cut();
        QVERIFY(rows.fit(demandOf(1, 900), 1));
        QVERIFY(rows.cut().log);
        QVERIFY(!rows.fit(demandOf(1, 9), 2));
        QVERIFY(!rows.fit(demandOf(1, 25), ValueRows::patienceUs)); // the most of the wait counts
        QVERIFY(rows.cut().log);
        QVERIFY(rows.fit(demandOf(1, 9), ValueRows::patienceUs + 2));
        QVERIFY(rows.cut() == before);
        QVERIFY(rows.cut().lowerOf(rows.high() + 1) > 25);
    }

    void doesNotSwingAroundTwoDecades()
    {
        ValueRows rows;
        rows.fit(demandOf(1, 101), 0);
        int changes = 0;
        for (int i = 1; i < 20; ++i) {
            changes += rows.fit(demandOf(1, i % 2 ? 99 : 101), i * ValueRows::patienceUs) ? 1 : 0;
        }
        QCOMPARE(changes, 0);
    }

    void reachesAtLeastAsFarAsTheBoardSays()
    {
        ValueRows::Demand demand = demandOf(40, 60);
        demand.min = 0;
        demand.max = 100;
        demand.rows = 12;
        ValueRows rows;
        rows.fit(demand, 0);
        QCOMPARE(rows.cut().lowerOf(rows.low()), 0.0);
        QCOMPARE(rows.cut().lowerOf(rows.high() + 1), 100.0);
        demand.data.note(250); // never hidden
        rows.fit(demand, 0);
        QVERIFY(rows.cut().lowerOf(rows.high() + 1) > 250);
    }

    void labelsDecades()
    {
        ValueRows rows;
        rows.fit(demandOf(1, 1000), 0);
        QCOMPARE(rows.ticks(8, false), std::vector<double>({1, 10, 100, 1000}));
        QVERIFY(rows.ticks(20, false).size() > 8); // 2 and 5 too
        QVERIFY(rows.ticks(8, true).front() == 1); // bytes: powers of two
        QCOMPARE(rows.ticks(8, true).at(1),
                 std::exp2(std::round(std::log2(rows.ticks(8, true)[1]))));
        ValueRows::Demand extreme = demandOf(1e-300, 1e300);
        ValueRows far;
        far.fit(extreme, 0);
        QVERIFY(far.ticks(8, false).size() >= 2 && far.ticks(8, false).size() <= 8);
    }

    void labelsRowsWhereThereIsNoDecade()
    {
        ValueRows::Demand demand = demandOf(11, 19);
        demand.mode = ValueRows::Mode::Log;
        ValueRows rows;
        rows.fit(demand, 0);
        QVERIFY(rows.ticks(8, false).size() >= 2);
        ValueRows even;
        even.fit(demandOf(0, 9), 0);
        const auto ticks = even.ticks(6, false);
        QVERIFY(ticks.size() >= 2 && ticks.size() <= 7);
    }
};

QTEST_APPLESS_MAIN(TestValueRows)
#include "tst_valuerows.moc"
