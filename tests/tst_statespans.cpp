// When a series was in which state: stretches, changes too quick to show, holes, and runs in full.
#include "columnvalues.h"
#include "statespans.h"

#include <QTest>

#include <cmath>

using namespace sightglass;

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t start = 1'700'000'000 * second;
const double none = std::nan("");

TimeWindow windowOf(std::int64_t fromS, std::int64_t toS, std::int64_t stepUs = second)
{
    return {start + fromS * second, start + toS * second, stepUs};
}

// One sample a second.
Column columnOf(const Values &values)
{
    Times times;
    for (std::size_t i = 0; i < values.size(); ++i) {
        times.push_back(start + std::int64_t(i) * second);
    }
    Column column;
    column.append(times, values);
    return column;
}

std::vector<StateSpan> spansOf(const Column &column, const TimeWindow &window)
{
    std::vector<StateSpan> spans;
    stateSpans(column, window, spans);
    return spans;
}

bool is(const StateSpan &span, std::int64_t fromS, std::int64_t toS, double value)
{
    return !span.mixed && span.fromUs == start + fromS * second && span.toUs == start + toS * second
           && span.count == 1 && span.values[0] == value;
}

} // namespace

class TestStateSpans : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsEqualSamples()
    {
        const auto spans = spansOf(columnOf({0, 0, 0, 1, 1, 0, 0, 0}), windowOf(0, 100));
        QCOMPARE(spans.size(), std::size_t(3));
        QVERIFY(is(spans[0], 0, 3, 0));
        QVERIFY(is(spans[1], 3, 5, 1));
        QVERIFY(is(spans[2], 5, 7, 0)); // to the last sample, no further
    }

    void beginsAndEndsAtTheWindow()
    {
        const auto spans = spansOf(columnOf({0, 0, 0, 1, 1, 1, 1, 0}), windowOf(1, 6));
        QCOMPARE(spans.size(), std::size_t(2));
        QVERIFY(is(spans[0], 1, 3, 0));
        QVERIFY(is(spans[1], 3, 6, 1));
    }

    void leavesOutWhatIsNoState()
    {
        const auto spans = spansOf(columnOf({0, 0, none, none, HUGE_VAL, 1, 1}), windowOf(0, 100));
        QCOMPARE(spans.size(), std::size_t(2));
        QVERIFY(is(spans[0], 0, 2, 0));
        QVERIFY(is(spans[1], 5, 6, 1));
    }

    void showsQuickChangesAsMixed()
    {
        Values values(10, 0);
        for (int i = 0; i < 20; ++i) {
            values.push_back(i % 3);
        }
        values.insert(values.end(), 10, 0);
        // Steps of ten seconds: two of them change all the time.
        const auto spans = spansOf(columnOf(values), windowOf(0, 100, 10 * second));
        QCOMPARE(spans.size(), std::size_t(3));
        QVERIFY(is(spans[0], 0, 10, 0));
        QVERIFY(spans[1].mixed);
        QCOMPARE(spans[1].fromUs, start + 10 * second);
        QCOMPARE(spans[1].toUs, start + 30 * second);
        QCOMPARE(spans[1].count, 3);
        QVERIFY(is(spans[2], 30, 39, 0));
    }

    void seesTheBriefestOutage()
    {
        Values values(600, 0);
        values[305] = 2;
        const auto spans = spansOf(columnOf(values), windowOf(0, 600, 10 * second));
        QCOMPARE(spans.size(), std::size_t(3));
        QVERIFY(spans[1].mixed);
        QCOMPARE(spans[1].count, 2);
        QCOMPARE(spans[1].values[0] + spans[1].values[1], 2.0);
    }

    void staysTheSameWhileTheWindowMoves()
    {
        Values values;
        for (int i = 0; i < 400; ++i) {
            values.push_back(i % 50 < 20 ? i % 3 : 5);
        }
        const Column column = columnOf(values);
        const auto before = spansOf(column, windowOf(100, 300, 4 * second));
        const auto after = spansOf(column, windowOf(104, 304, 4 * second));
        for (const StateSpan &span : after) {
            if (span.fromUs < start + 108 * second || span.toUs > start + 296 * second) {
                continue;
            }
            QVERIFY(std::any_of(before.begin(), before.end(), [&](const StateSpan &other) {
                return other.fromUs == span.fromUs && other.toUs == span.toUs
                       && other.mixed == span.mixed;
            }));
        }
    }

    void agreesOnChunksItDoesNotRead()
    {
        // Whole chunks inside one step, constant ones and changing ones, by turns.
        const std::int64_t step = 2048 * second;
        const std::int64_t edge = stepOf(start, step) * step;
        Times times;
        Values values;
        for (int i = 0; i < 8 * 2048; ++i) {
            times.push_back(edge + i * second);
            values.push_back(i / 2048 % 2 ? i % 2 : 3);
        }
        Column column;
        column.append(times, values);
        const auto spans = spansOf(column, {edge, edge + 10 * step, step});
        QCOMPARE(spans.size(), std::size_t(8));
        for (std::size_t i = 0; i < spans.size(); ++i) {
            QCOMPARE(spans[i].mixed, i % 2 == 1);
            QCOMPARE(spans[i].fromUs, edge + std::int64_t(i) * step);
        }
    }

    void cutsHolesOut()
    {
        auto spans = spansOf(columnOf(Values(100, 1)), windowOf(0, 100));
        const Stretch holes[]{{start + 10 * second, start + 20 * second},
                              {start + 50 * second, start + 99 * second}};
        cutOut(holes, spans);
        QCOMPARE(spans.size(), std::size_t(3));
        QVERIFY(is(spans[0], 0, 10, 1));
        QVERIFY(is(spans[1], 20, 50, 1));
        QVERIFY(is(spans[2], 99, 99, 1)); // the sample that ended the hole
    }

    void knowsARunInFull()
    {
        Values values(3000, 1);
        values[5] = 0;
        values[2990] = none;
        const Column column = columnOf(values);
        const StateRun run = runAt(column, start + 1500 * second + 1);
        QVERIFY(run.known && !run.open);
        QCOMPARE(run.value, 1.0);
        QCOMPARE(run.time.fromUs, start + 6 * second);
        QCOMPARE(run.time.toUs, start + 2990 * second);
        QVERIFY(!runAt(column, start + 2990 * second).known);
        const StateRun last = runAt(column, start + 5000 * second);
        QVERIFY(last.known && last.open);
        QCOMPARE(last.time.fromUs, start + 2991 * second);
        QCOMPARE(last.time.toUs, start + 2999 * second);
        QVERIFY(!runAt(column, start - 1).known);
        QVERIFY(!runAt(Column(), start).known);
    }
};

QTEST_APPLESS_MAIN(TestStateSpans)
#include "tst_statespans.moc"
