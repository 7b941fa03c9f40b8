// The models under Qt's own tester, with spies that count what they say per flush.
#include "deskbench.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace sightglass;
using namespace sightglass::test;

class TestModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    // one tile's series
    void seriesListSaysOneChangePerFlush()
    {
        Bench bench;
        SeriesList list(&bench.store, {{u"cpu.*"_s}, bench.desk.source(), 8, {}, {}}, nullptr);
        QAbstractItemModelTester tester(&list);
        connect(&bench.store, &Store::seriesAdded, &list, &SeriesList::consider);
        Batch batch;
        const auto total = bench.see(batch, u"cpu.total"_s, u"%"_s);
        const auto core = bench.see(batch, u"cpu.core0"_s, u"%"_s);
        bench.see(batch, u"load.1m"_s);
        batch.append(total, start, 10);
        batch.append(core, start, 20);
        bench.give(batch);
        QCOMPARE(list.count(), 2);
        list.refresh({bench.now, true});
        QSignalSpy changes(&list, &QAbstractItemModel::dataChanged);
        for (int i = 1; i <= 50; ++i) {
            batch.append(total, start + i * 1000, 10 + i);
            batch.append(core, start + i * 1000, 20 + i);
        }
        bench.give(batch);
        list.refresh({bench.now, true});
        QCOMPARE(changes.count(), 1);
        QCOMPARE(at(&list, 0, SeriesList::ValueTextRole).toString(), u"60.0"_s);
        QCOMPARE(at(&list, 1, SeriesList::NameRole).toString(), u"core 0"_s);
        list.refresh({bench.now, true});
        QCOMPARE(changes.count(), 1); // nothing new, nothing said
    }

    void seriesKeepTheirSlots()
    {
        Bench bench;
        const QStringList patterns{u"net.*.received"_s, u"net.*.sent"_s};
        SeriesList list(&bench.store, {patterns, bench.desk.source(), 8, {}, {3, 0}}, nullptr);
        QAbstractItemModelTester tester(&list);
        connect(&bench.store, &Store::seriesAdded, &list, &SeriesList::consider);
        Batch batch;
        bench.see(batch, u"net.eth0.received"_s);
        bench.see(batch, u"net.eth0.sent"_s);
        bench.give(batch);
        QCOMPARE(at(&list, 0, SeriesList::SlotRole).toInt(), 3);
        QCOMPARE(at(&list, 1, SeriesList::SlotRole).toInt(), 0);
        bench.see(batch, u"net.wlan0.received"_s); // goes between the two
        bench.give(batch);
        QCOMPARE(list.count(), 3);
        QCOMPARE(at(&list, 1, SeriesList::SlotRole).toInt(), 1);
        QCOMPARE(at(&list, 2, SeriesList::SlotRole).toInt(), 0);
        QCOMPARE(at(&list, 2, SeriesList::NameRole).toString(), u"eth0 sent"_s);
        QCOMPARE(list.keys(), QList<int>({0, 2, 1}));
    }

    void rankedListHoldsTheHighestFreshValues()
    {
        Bench bench;
        SeriesList list(
            &bench.store,
            {{u"process.cpu.*"_s}, bench.desk.source(), 2, SeriesChoice::Order::Ranked, {}},
            nullptr);
        QAbstractItemModelTester tester(&list);
        connect(&bench.store, &Store::seriesAdded, &list, &SeriesList::consider);
        Batch batch;
        const auto a = bench.see(batch, u"process.cpu.a"_s, u"%"_s);
        const auto b = bench.see(batch, u"process.cpu.b"_s, u"%"_s);
        const auto c = bench.see(batch, u"process.cpu.c.d"_s, u"%"_s);
        batch.append(a, start, 1);
        batch.append(b, start, 3);
        batch.append(c, start, 2);
        bench.give(batch);
        list.refresh({bench.now, true});
        QCOMPARE(list.count(), 2);
        QCOMPARE(at(&list, 0, SeriesList::NameRole).toString(), u"b"_s);
        QCOMPARE(at(&list, 1, SeriesList::NameRole).toString(), u"c d"_s);

        QSignalSpy changes(&list, &QAbstractItemModel::dataChanged);
        bench.passes(second);
        batch.append(b, bench.now, notANumber); // left the list
        batch.append(a, bench.now, 5);
        batch.append(c, bench.now, 2);
        bench.give(batch);
        list.refresh({bench.now, true});
        QCOMPARE(changes.count(), 1);
        QCOMPARE(at(&list, 0, SeriesList::NameRole).toString(), u"a"_s);

        bench.passes(10 * second); // all silent for too long: the last list stays, marked
        list.refresh({bench.now, true});
        QCOMPARE(list.count(), 2);
        QVERIFY(list.stale());
    }

    // staleness
    void valueGoesStaleAfterThreeIntervals()
    {
        Bench bench;
        Batch batch;
        const auto index = bench.see(batch, u"a"_s);
        batch.append(index, start, 1);
        bench.give(batch);
        SeriesList list(&bench.store, {{u"a"_s}, bench.desk.source(), 8, {}, {}}, nullptr);
        list.refresh({start + 3 * second, true});
        QVERIFY(!list.stale());
        list.refresh({start + 3 * second + 1, true});
        QVERIFY(list.stale());
        QCOMPARE(list.ageText(), u"3 s"_s);
        QCOMPARE(at(&list, 0, SeriesList::ValueTextRole).toString(), u"1"_s); // kept
    }

    void lostLinkMakesEverythingStaleAtOnce()
    {
        Bench bench;
        Batch batch;
        const auto index = bench.see(batch, u"a"_s);
        batch.append(index, start, 1);
        bench.give(batch);
        const SeriesList *list = bench.desk.board()->tile(0)->series();
        QVERIFY(!list->stale());
        bench.show(LinkState::Waiting, u"reset"_s);
        QVERIFY(list->stale());
        QCOMPARE(bench.desk.openHoleFromUs(), double(bench.now));
        bench.live();
        QVERIFY(!list->stale());
        QCOMPARE(bench.desk.openHoleFromUs(), 0.0);
    }

    // the board
    void boardGrowsWithTheCatalog()
    {
        Bench bench;
        Board *board = bench.desk.board();
        QAbstractItemModelTester tester(board);
        Batch batch;
        bench.see(batch, u"a.x"_s, u"V"_s);
        bench.give(batch);
        QCOMPARE(board->count(), 2); // a stat and a chart
        Tile *chart = board->tile(1);
        bench.see(batch, u"a.y"_s, u"V"_s);
        bench.give(batch);
        QCOMPARE(board->count(), 3);
        QCOMPARE(board->tile(1), chart);
        QCOMPARE(chart->series()->count(), 2);
        QCOMPARE(chart->unit(), u"V"_s);
    }

    void boardOfThisMachineIsBuiltIn()
    {
        Bench bench;
        QSignalSpy changed(&bench.desk, &Desk::boardChanged);
        const auto shown = bench.desk.showBoardFile(u":/boards/this-machine.json"_s);
        QVERIFY2(shown.has_value(), qPrintable(shown ? QString() : shown.error()));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(bench.desk.board()->title(), u"This machine"_s);
        QVERIFY(!bench.desk.showBoardFile(u":/boards/absent.json"_s).has_value());
        QCOMPARE(bench.desk.board()->title(), u"This machine"_s);
    }

    void statKnowsItsShareOfTheWhole()
    {
        Bench bench;
        TileSpec spec = tileSpec(u"stat"_s, {u"memory.used"_s});
        spec.whole = u"memory.total"_s;
        bench.desk.showBoard(boardOf(spec));
        Batch batch;
        const auto used = bench.see(batch, u"memory.used"_s, u"B"_s);
        const auto total = bench.see(batch, u"memory.total"_s, u"B"_s);
        batch.append(used, start, 4.0 * (1 << 30));
        batch.append(total, start, 16.0 * (1 << 30));
        bench.passes(2 * second);
        bench.give(batch);
        bench.desk.board()->refresh({bench.now + 2 * second, true}, 300 * second);
        const Tile *tile = bench.desk.board()->tile(0);
        QCOMPARE(tile->company().fill, 0.25);
        QCOMPARE(tile->company().whole, u"of 16.0"_s);
    }

    void tileOutsideTheGridIsShownAtItsEdge()
    {
        Bench bench;
        TileSpec spec = tileSpec(u"chart"_s, {u"a"_s});
        spec.column = 40;
        spec.columns = 5;
        bench.desk.showBoard(boardOf(spec));
        QCOMPARE(bench.desk.board()->tile(0)->column(), 7);
    }
};

QTEST_GUILESS_MAIN(TestModels)
#include "tst_models.moc"
