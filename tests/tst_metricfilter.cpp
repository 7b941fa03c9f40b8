// The filter of the metric browser: what it leaves, how little it looks at and says, and where the
// person is after it.
#include "treebench.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;
using namespace sightglass::test;

class TestMetricFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filtersByNameUnitAndSource();
    void filtersTwentyThousandInOneReset();
    void typingOnLooksOnlyAtWhatIsLeft();
    void takesNewSeriesWhileFiltered();
    void keepsTheCurrentRow();
    void revealsAMetric();
};

void TestMetricFilter::filtersByNameUnitAndSource()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    QAbstractItemModelTester tester(tree);
    Batch batch;
    bench.see(batch, u"network.eth0.sent"_s, u"B/s"_s);
    bench.see(batch, u"network.eth0.errors"_s);
    bench.see(batch, u"disk.sda.read"_s, u"B/s"_s);
    bench.see(batch, u"disk.sda.busy"_s, u"%"_s);
    bench.give(batch);
    tree->setFilter(u"SENT eth"_s);
    QCOMPARE(shape(tree), u"This machine| network · eth0|  sent"_s);
    QCOMPARE(tree->passed(), 1);
    tree->setFilter(u"disk b/s"_s);
    QCOMPARE(shape(tree), u"This machine| disk · sda|  read"_s);
    tree->setFilter(u"machine %"_s);
    QCOMPARE(shape(tree), u"This machine| disk · sda|  busy"_s);
    tree->setFilter(u"nothing"_s);
    QCOMPARE(shape(tree), u"This machine"_s);
    QCOMPARE(tree->passed(), 0);
    tree->setFilter({});
    QCOMPARE(tree->rowCount(), 7);
    QCOMPARE(tree->passed(), 4);
}

void TestMetricFilter::filtersTwentyThousandInOneReset()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    Batch batch;
    for (int i = 0; i < 20'000; ++i) {
        bench.see(batch, u"group%1.part%2.metric%3"_s.arg(i % 40).arg(i % 7).arg(i));
    }
    bench.give(batch);
    QSignalSpy resets(tree, &QAbstractItemModel::modelReset);
    QSignalSpy inserts(tree, &QAbstractItemModel::rowsInserted);
    QSignalSpy removals(tree, &QAbstractItemModel::rowsRemoved);
    QSignalSpy changes(tree, &QAbstractItemModel::dataChanged);
    tree->setFilter(u"metric1999"_s); // itself and ten longer ones
    QCOMPARE(tree->passed(), 11);
    QCOMPARE(tree->lookedAt(), 20'000);
    tree->setFilter(u"metric"_s);
    QCOMPARE(tree->passed(), 20'000);
    QCOMPARE(resets.count(), 2);
    QCOMPARE(inserts.count() + removals.count() + changes.count(), 0);
}

void TestMetricFilter::typingOnLooksOnlyAtWhatIsLeft()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    Batch batch;
    for (int i = 0; i < 1000; ++i) {
        bench.see(batch, u"m%1"_s.arg(i, 3, 10, QChar(u'0')));
    }
    bench.give(batch);
    tree->setFilter(u"m1"_s);
    QCOMPARE(tree->lookedAt(), 1000);
    QCOMPARE(tree->passed(), 100);
    tree->setFilter(u"m12"_s);
    QCOMPARE(tree->lookedAt(), 100);
    tree->setFilter(u"m12 5"_s);
    QCOMPARE(tree->lookedAt(), 10);
    QCOMPARE(tree->passed(), 1);
    tree->setFilter(u"m1"_s); // back again: everything counts anew
    QCOMPARE(tree->passed(), 100);
}

void TestMetricFilter::takesNewSeriesWhileFiltered()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    QAbstractItemModelTester tester(tree);
    Batch batch;
    bench.see(batch, u"cpu.total"_s);
    bench.see(batch, u"disk.read"_s);
    bench.give(batch);
    tree->setFilter(u"cpu"_s);
    QSignalSpy resets(tree, &QAbstractItemModel::modelReset);
    bench.see(batch, u"cpu.core0"_s);
    bench.see(batch, u"disk.written"_s);
    bench.give(batch);
    refresh(bench);
    QCOMPARE(shape(tree), u"This machine| cpu|  total|  core 0"_s);
    QCOMPARE(tree->passed(), 2);
    QCOMPARE(tree->metrics(), 4);
    QCOMPARE(resets.count(), 0);
}

void TestMetricFilter::keepsTheCurrentRow()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    Batch batch;
    bench.see(batch, u"cpu.total"_s);
    bench.see(batch, u"disk.read"_s);
    bench.see(batch, u"disk.written"_s);
    bench.give(batch);
    tree->setCurrentRow(5); // written
    tree->setFilter(u"disk"_s);
    QCOMPARE(tree->currentRow(), 3);
    tree->setFilter(u"cpu"_s); // not there: the first that is
    QCOMPARE(tree->currentRow(), 2);
    tree->setFilter({});
    QCOMPARE(tree->currentRow(), 5);
    tree->setExpanded(3, false);
    QCOMPARE(tree->currentRow(), 3); // its group stands for it
    for (int i = 0; i < 30; ++i) {
        bench.see(batch, u"cpu.core%1"_s.arg(i)); // a flood above
    }
    bench.give(batch);
    refresh(bench);
    QCOMPARE(at(tree, tree->currentRow(), MetricTree::LabelRole).toString(), u"disk"_s);
}

void TestMetricFilter::revealsAMetric()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    QAbstractItemModelTester tester(tree);
    Batch batch;
    for (int i = 0; i < 30; ++i) {
        bench.see(batch, u"disk.part%1.read"_s.arg(i));
    }
    bench.give(batch);
    QCOMPARE(shape(tree), u"This machine| disk"_s);
    const int row = tree->reveal(7);
    QCOMPARE(at(tree, row, MetricTree::NameRole).toString(), u"disk.part7.read"_s);
    tree->setFilter(u"part3"_s);
    QCOMPARE(at(tree, tree->reveal(7), MetricTree::KeyRole).toInt(), 7);
    QCOMPARE(tree->filter(), QString());
    QCOMPARE(tree->reveal(4711), -1);
    QCOMPARE(tree->reveal(-1), -1);
}

QTEST_GUILESS_MAIN(TestMetricFilter)
#include "tst_metricfilter.moc"
