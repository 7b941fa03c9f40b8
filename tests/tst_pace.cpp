// When charts are drawn less often, and when what came is taken in: by a clock that goes when told.
#include "deskbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr std::int64_t ms = 1'000'000; // in nanoseconds
constexpr double easyMs = 4;

struct PaceBench
{
    std::int64_t now = 0;
    Pace pace{[this] { return now; }};

    // Frames of a screen that shows sixty a second; charts cost their own.
    void draw(int frames, double restMs, double chartsMs)
    {
        for (int i = 0; i < frames; ++i) {
            const bool charts = i % pace.every() == 0;
            pace.frame(restMs + (charts ? chartsMs : 0), charts);
            now += 17 * ms;
        }
    }
};

struct FrameBench
{
    std::int64_t now = 1000 * ms;
    FramePace pace{nullptr, [this] { return now; }};
    int charts = 0;
    QSignalSpy due{&pace, &FramePace::due};

    FrameBench()
    {
        QObject::connect(&pace, &FramePace::due, &pace,
                         [this] { charts += pace.takeCharts() ? 1 : 0; });
    }
    // Asked for, due at once, begun and drawn.
    void frame(std::int64_t chartsNs)
    {
        now += 17 * ms;
        pace.want();
        pace.end({pace.begin(), chartsNs, ms});
    }
};

} // namespace

class TestPace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFrameWhileThereIsRoom();
    void lateFramesLowerTheRateOfCharts();
    void oneStallChangesNothing();
    void slowInputIsNotTheChartsFault();
    void comesBackOnlyAfterAWhileOfRoom();
    void staysWhereThereIsNoRoom();
    void neverStopsAltogether();

    void aFrameTakesInWhatWaitsOnce();
    void aFrameForAnotherReasonTakesAlongWhatWaits();
    void lateChartsFollowWithFewerFrames();
    void aFrameKeepsItsCostWhileTheNextIsBegun();
    void aFrameThatWasNotDisplayedIsShared();
    void nothingIsForgottenWhenDataStop();
    void unseenItGoesOnWithoutFrames();
    void partsAreOfTheLastSecond();
    void deskShowsAgainWhatCameUnseen();
};

void TestPace::everyFrameWhileThereIsRoom()
{
    PaceBench bench;
    bench.draw(1000, easyMs, 8);
    QCOMPARE(bench.pace.every(), 1);
}

void TestPace::lateFramesLowerTheRateOfCharts()
{
    PaceBench bench;
    bench.draw(10, easyMs, 30);
    QVERIFY2(bench.pace.every() >= 3, qPrintable(QString::number(bench.pace.every())));
    const int chosen = bench.pace.every();
    bench.draw(1000, easyMs, 30);
    // A round of frames fits its time now, with room for what a person does.
    QVERIFY(easyMs * bench.pace.every() + 30 < bench.pace.every() * bench.pace.periodMs());
    QVERIFY(bench.pace.every() <= chosen + 1);
}

void TestPace::oneStallChangesNothing()
{
    PaceBench bench;
    bench.draw(100, easyMs, 4);
    bench.draw(1, easyMs, 2000);
    bench.draw(100, easyMs, 4);
    QCOMPARE(bench.pace.every(), 1);
}

void TestPace::slowInputIsNotTheChartsFault()
{
    PaceBench bench;
    for (int i = 0; i < 100; ++i) {
        bench.pace.frame(40, false);
        bench.now += 17 * ms;
    }
    QCOMPARE(bench.pace.every(), 1);
}

void TestPace::comesBackOnlyAfterAWhileOfRoom()
{
    PaceBench bench;
    bench.draw(20, easyMs, 40);
    const int slow = bench.pace.every();
    QVERIFY(slow > 1);
    bench.draw(30, 1, 1); // half a second of room
    QCOMPARE(bench.pace.every(), slow);
    bench.draw(1000, 1, 1);
    QCOMPARE(bench.pace.every(), 1);
}

void TestPace::staysWhereThereIsNoRoom()
{
    PaceBench bench;
    bench.draw(100, easyMs, 20);
    int changes = 0;
    int before = bench.pace.every();
    for (int i = 0; i < 100; ++i) {
        bench.draw(60, easyMs, 20);
        changes += bench.pace.every() != before ? 1 : 0;
        before = bench.pace.every();
    }
    QVERIFY(before > 1);
    QVERIFY2(changes <= 1, qPrintable(QString::number(changes)));
}

void TestPace::neverStopsAltogether()
{
    PaceBench bench;
    bench.draw(1000, 100, 5000);
    QCOMPARE(bench.pace.every(), Pace::slowest);
}

void TestPace::aFrameTakesInWhatWaitsOnce()
{
    FrameBench bench;
    bench.pace.want();
    bench.pace.want();
    QTRY_COMPARE(bench.due.size(), 1);
    bench.pace.end({bench.pace.begin(), ms, ms}); // that which follows
    QCOMPARE(bench.due.size(), 1);
    QCOMPARE(bench.charts, 1);
}

void TestPace::aFrameForAnotherReasonTakesAlongWhatWaits()
{
    FrameBench bench;
    const int frame = bench.pace.begin();
    QCOMPARE(bench.due.size(), 0); // nothing waits
    bench.pace.end({frame, ms, ms});
    bench.pace.want();
    bench.pace.begin();
    QCOMPARE(bench.due.size(), 1);
    QTest::qWait(50);
    QCOMPARE(bench.due.size(), 1);
}

void TestPace::lateChartsFollowWithFewerFrames()
{
    FrameBench bench;
    QSignalSpy changes(&bench.pace, &FramePace::everyChanged);
    for (int i = 0; i < 20; ++i) {
        bench.frame(60 * ms);
    }
    QVERIFY(changes.size() > 0);
    const int every = bench.pace.every();
    QVERIFY(every > 1);
    bench.charts = 0;
    const auto before = bench.due.size();
    for (int i = 0; i < 4 * every; ++i) {
        bench.frame(bench.charts % 2 == 0 ? 60 * ms : 0);
    }
    QCOMPARE(bench.due.size() - before, qsizetype(4 * every)); // data are taken in all the same
    QVERIFY(bench.charts <= 5);
    QVERIFY(bench.charts >= 2);
}

// With a render thread the swap of a frame is heard of when the next one was begun.
void TestPace::aFrameKeepsItsCostWhileTheNextIsBegun()
{
    FrameBench bench;
    FrameParts &parts = bench.pace.parts();
    parts.add(FrameParts::Drain, 2 * ms);
    const int first = bench.pace.begin();
    parts.add(FrameParts::Drain, 8 * ms);
    const int second = bench.pace.begin();
    bench.pace.end({first, ms, ms});
    bench.pace.tick();
    QCOMPARE(parts.row(FrameParts::Drain).meanMs, 2.0);
    bench.pace.end({second, ms, ms});
    bench.pace.end({second, ms, ms}); // nobody began another
    bench.pace.tick();
    QCOMPARE(parts.frames(), 1);
    QCOMPARE(parts.row(FrameParts::Drain).meanMs, 8.0);
    QCOMPARE(parts.whole().meanMs, 10.0);
}

void TestPace::aFrameThatWasNotDisplayedIsShared()
{
    FrameBench bench;
    FrameParts &parts = bench.pace.parts();
    for (int i = 0; i < 100; ++i) { // as many as one likes
        parts.add(FrameParts::Models, ms);
        bench.pace.begin();
    }
    parts.add(FrameParts::Models, ms);
    bench.pace.end({bench.pace.begin(), ms, ms});
    bench.pace.end({bench.pace.begin(), ms, ms}); // that which pays for them
    bench.pace.tick();
    QCOMPARE(parts.frames(), 2);
    QCOMPARE(parts.row(FrameParts::Models).meanMs, 101 / 2.0);
}

void TestPace::nothingIsForgottenWhenDataStop()
{
    FrameBench bench;
    for (int i = 0; i < 20; ++i) {
        bench.frame(60 * ms);
    }
    while (bench.pace.takeCharts()) { // up to a frame without
    }
    const int shown = bench.charts;
    QTRY_VERIFY(bench.charts > shown); // by itself
}

void TestPace::unseenItGoesOnWithoutFrames()
{
    FrameBench bench;
    bench.frame(60 * ms);
    bench.pace.setShown(false);
    bench.charts = 0;
    for (int i = 1; i <= 5; ++i) {
        const auto before = bench.due.size();
        bench.now += 100 * ms;
        bench.pace.want();
        QTRY_COMPARE(bench.due.size(), before + 1);
        QCOMPARE(bench.charts, i);
    }
}

void TestPace::partsAreOfTheLastSecond()
{
    FrameParts parts;
    QCOMPARE(parts.whole().meanMs, -1.0);
    parts.add(FrameParts::Drain, 2 * ms);
    parts.add(FrameParts::Charts, 6 * ms);
    parts.endFrame();
    parts.add(FrameParts::Charts, 2 * ms);
    parts.endFrame();
    parts.endSecond();
    QCOMPARE(parts.frames(), 2);
    QCOMPARE(parts.row(FrameParts::Drain).meanMs, 1.0);
    QCOMPARE(parts.row(FrameParts::Drain).worstMs, 2.0);
    QCOMPARE(parts.row(FrameParts::Charts).meanMs, 4.0);
    QCOMPARE(parts.whole().meanMs, 5.0);
    QCOMPARE(parts.whole().worstMs, 8.0);
    QCOMPARE(parts.table().size(), qsizetype(FrameParts::Count) + 1);
    parts.add(FrameParts::Drain, 4 * ms);
    parts.endFrame(false); // nothing to be seen came of it
    parts.endFrame();
    parts.endSecond();
    QCOMPARE(parts.frames(), 1);
    QCOMPARE(parts.row(FrameParts::Drain).meanMs, 4.0);
    parts.endSecond();
    QCOMPARE(parts.frames(), 0);
    QCOMPARE(parts.whole().worstMs, -1.0);
}

// Unseen, the numbers of tiles stay; what came is there when somebody looks again.
void TestPace::deskShowsAgainWhatCameUnseen()
{
    Bench bench;
    bench.desk.showBoard(boardOf(tileSpec(u"stat"_s, {u"a"_s})));
    Batch batch;
    const auto index = bench.see(batch, u"a"_s);
    batch.append(index, bench.now, 1);
    bench.give(batch);
    const auto *series = bench.desk.board()->tile(0)->series();
    QTRY_COMPARE(at(series, 0, SeriesList::ValueTextRole).toString(), u"1"_s);
    bench.desk.frames()->setShown(false);
    QSignalSpy said(series, &QAbstractItemModel::dataChanged);
    QSignalSpy seconds(&bench.desk, &Desk::secondPassed);
    for (int i = 2; i <= 20; ++i) {
        bench.passes(second);
        batch.append(index, bench.now, i);
        batch.note(raised(u"boiler"_s));
        bench.give(batch);
    }
    QTest::qWait(1500); // all that goes by the second
    QCOMPARE(said.size(), 0);
    QCOMPARE(seconds.size(), 0);
    QCOMPARE(bench.store.samples(bench.desk.source()), std::uint64_t(20));
    QCOMPARE(bench.desk.notifications()->rowCount(), 1); // who raises again is one alarm
    bench.desk.frames()->setShown(true);
    QCOMPARE(at(series, 0, SeriesList::ValueTextRole).toString(), u"20"_s);
    QCOMPARE(bench.desk.view()->toUs(), double(bench.now));
}

QTEST_GUILESS_MAIN(TestPace)
#include "tst_pace.moc"
