// The tree of the metric browser under Qt's own tester: sources, names that join, and how little
// it says.
#include "treebench.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;
using namespace sightglass::test;

class TestMetricTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void saysOneChangePerFlushAndInsertsRows();
    void foldsAndUnfolds();
    void joinsAGroupWithItsOnlyGroup();
    void splitsWhenASecondGroupComes();
    void survivesANameThatIsBothGroupAndMetric();
    void takesAFloodInOneReset();
    void showsASourceWithItsFirstSeries();
    void goesStaleBySource();
    void readsOnlyWhatIsInSight();
    void keepsOneColourPerTopmostGroup();
    void survivesAnyName();
    void showsAnyNameInOneLine();
    void keepsItsUnitWhileTheValueRests();
};

void TestMetricTree::saysOneChangePerFlushAndInsertsRows()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    QAbstractItemModelTester tester(tree);
    Batch batch;
    const auto total = bench.see(batch, u"cpu.total"_s, u"%"_s);
    const auto core = bench.see(batch, u"cpu.core0"_s, u"%"_s);
    batch.append(total, start, 10);
    batch.append(core, start, 20);
    QSignalSpy resets(tree, &QAbstractItemModel::modelReset);
    bench.give(batch);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(shape(tree), u"This machine| cpu|  total|  core 0"_s);
    QSignalSpy changes(tree, &QAbstractItemModel::dataChanged);
    batch.append(total, start + 1, 11);
    batch.append(core, start + 1, 21);
    bench.give(batch);
    refresh(bench);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(at(tree, 2, MetricTree::ValueTextRole).toString(), u"11.0"_s);
    refresh(bench);
    QCOMPARE(changes.count(), 1);
}

void TestMetricTree::showsAnyNameInOneLine()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    Batch batch;
    const auto odd = bench.see(batch, u"two\nlines.of\tit"_s, u"V"_s);
    batch.append(odd, start, 1);
    bench.give(batch);
    QCOMPARE(shape(tree), u"This machine| two↵lines|  of it"_s);
    QCOMPARE(at(tree, 2, MetricTree::NameRole).toString(), u"two↵lines.of it"_s);
}

void TestMetricTree::keepsItsUnitWhileTheValueRests()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    Batch batch;
    const auto read = bench.see(batch, u"disk.read"_s, u"B/s"_s);
    const auto says = [&](double value) {
        bench.passes(second);
        batch.append(read, bench.now, value);
        bench.give(batch);
        refresh(bench);
        return at(tree, 2, MetricTree::ValueTextRole).toString() + u' '
               + at(tree, 2, MetricTree::UnitTextRole).toString();
    };
    QCOMPARE(says(3e6), u"3.00 MB/s"_s);
    for (int round = 0; round < 3; ++round) { // a disk that writes now and then
        QCOMPARE(says(0), u"0.00 MB/s"_s);
        QCOMPARE(says(4e3), u"<0.01 MB/s"_s);
        QCOMPARE(says(1.2e6), u"1.20 MB/s"_s);
    }
    for (int i = 0; i < 9; ++i) {
        QCOMPARE(says(4e3), u"<0.01 MB/s"_s);
    }
    QCOMPARE(says(4e3), u"4.00 kB/s"_s);
}

void TestMetricTree::foldsAndUnfolds()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    QAbstractItemModelTester tester(tree);
    Batch batch;
    bench.see(batch, u"a.x"_s);
    bench.see(batch, u"a.y"_s);
    bench.see(batch, u"b"_s);
    bench.give(batch);
    QCOMPARE(tree->rowCount(), 5);
    tree->setExpanded(1, false);
    QCOMPARE(tree->rowCount(), 3);
    QCOMPARE(at(tree, 1, MetricTree::CountRole).toInt(), 2);
    bench.see(batch, u"a.z"_s); // arrives in a folded group
    bench.give(batch);
    refresh(bench);
    QCOMPARE(tree->rowCount(), 3);
    QCOMPARE(at(tree, 1, MetricTree::CountRole).toInt(), 3);
    tree->setExpanded(1, true);
    QCOMPARE(tree->rowCount(), 6);
    QCOMPARE(tree->parentRow(3), 1);
    QCOMPARE(tree->parentRow(0), -1);
    tree->setExpanded(0, false);
    QCOMPARE(shape(tree), u"This machine"_s);
}

void TestMetricTree::joinsAGroupWithItsOnlyGroup()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    QAbstractItemModelTester tester(tree);
    Batch batch;
    bench.see(batch, u"network.eth0.received"_s);
    bench.see(batch, u"network.eth0.sent"_s);
    bench.see(batch, u"a.b.c.d"_s);
    bench.see(batch, u"load.1m"_s);
    bench.give(batch);
    QCOMPARE(shape(tree), u"This machine| network · eth0|  received|  sent| a · b · c|  d"
                          "| load|  1m"_s);
    tree->setExpanded(1, false);
    QCOMPARE(at(tree, 1, MetricTree::CountRole).toInt(), 2);
    QCOMPARE(tree->parentRow(3), 2);
}

void TestMetricTree::splitsWhenASecondGroupComes()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    QAbstractItemModelTester tester(tree);
    Batch batch;
    bench.see(batch, u"network.eth0.sent"_s);
    bench.see(batch, u"disk.sda.read"_s);
    bench.give(batch);
    QCOMPARE(shape(tree), u"This machine| network · eth0|  sent| disk · sda|  read"_s);
    QSignalSpy resets(tree, &QAbstractItemModel::modelReset);
    bench.see(batch, u"network.wlan0.sent"_s);
    bench.give(batch);
    refresh(bench);
    QCOMPARE(shape(tree),
             u"This machine| network|  eth0|   sent|  wlan0|   sent| disk · sda|  read"_s);
    QCOMPARE(resets.count(), 0); // rows came, none went
}

void TestMetricTree::survivesANameThatIsBothGroupAndMetric()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    QAbstractItemModelTester tester(tree);
    Batch batch;
    const auto group = bench.see(batch, u"p.a"_s);
    batch.append(group, start, 7);
    bench.give(batch);
    refresh(bench);
    bench.see(batch, u"p.a.x"_s); // what was a metric becomes a group too
    bench.give(batch);
    refresh(bench);
    QCOMPARE(shape(tree), u"This machine| p · a|  x"_s);
    QCOMPARE(at(tree, 1, MetricTree::ValueTextRole).toString(), u"7"_s);
    QVERIFY(!at(tree, 1, MetricTree::LeafRole).toBool());
    bench.see(batch, u"p"_s); // and so does the group above
    bench.give(batch);
    refresh(bench);
    QCOMPARE(shape(tree), u"This machine| p|  a|   x"_s);
}

void TestMetricTree::takesAFloodInOneReset()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    QAbstractItemModelTester tester(tree);
    QSignalSpy resets(tree, &QAbstractItemModel::modelReset);
    QSignalSpy inserts(tree, &QAbstractItemModel::rowsInserted);
    Batch batch;
    for (int i = 0; i < 5000; ++i) {
        bench.see(batch, u"g%1.s%2"_s.arg(i % 10).arg(i));
    }
    bench.give(batch);
    QCOMPARE(resets.count(), 1);
    QCOMPARE(inserts.count(), 0);
    QCOMPARE(tree->metrics(), 5000);
    QCOMPARE(tree->rowCount(), 11); // long groups start folded
}

void TestMetricTree::showsASourceWithItsFirstSeries()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    QAbstractItemModelTester tester(tree);
    const int own = bench.store.addSource(u"Sightglass"_s);
    Batch batch;
    bench.see(batch, u"cpu.total"_s);
    bench.give(batch);
    QCOMPARE(shape(tree), u"This machine| cpu|  total"_s);
    SeriesSeen seen;
    seen.info.name = u"frame.total"_s;
    batch.note(seen);
    bench.desk.take(own, batch);
    refresh(bench);
    QCOMPARE(shape(tree), u"This machine| cpu|  total|Sightglass| frame|  total"_s);
    QCOMPARE(at(tree, 3, MetricTree::SourceRole).toInt(), own);
    QVERIFY(at(tree, 3, MetricTree::IsSourceRole).toBool());
    QVERIFY(!at(tree, 4, MetricTree::IsSourceRole).toBool());
    QCOMPARE(tree->metrics(), 2);
    tree->setExpanded(0, false);
    QCOMPARE(shape(tree), u"This machine|Sightglass| frame|  total"_s);
}

void TestMetricTree::goesStaleBySource()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    QAbstractItemModelTester tester(tree);
    const int own = bench.store.addSource(u"Sightglass"_s);
    Batch batch;
    batch.append(bench.see(batch, u"a"_s), start, 1);
    bench.give(batch);
    SeriesSeen seen;
    seen.info.name = u"b"_s;
    batch.note(seen);
    batch.append(0, start, 2);
    bench.desk.take(own, batch);
    bench.desk.flush();
    refresh(bench);
    QCOMPARE(shape(tree), u"This machine| a|Sightglass| b"_s);
    QSignalSpy changes(tree, &QAbstractItemModel::dataChanged);
    bench.show(LinkState::Waiting);
    QVERIFY(at(tree, 1, MetricTree::StaleRole).toBool());
    QCOMPARE(at(tree, 1, MetricTree::AgeTextRole).toString(), u"1 s"_s);
    QCOMPARE(at(tree, 0, MetricTree::SourceStateRole).toInt(), int(LinkBadge::Waiting));
    QVERIFY(!at(tree, 3, MetricTree::StaleRole).toBool());
    QCOMPARE(at(tree, 2, MetricTree::SourceStateRole).toInt(), int(LinkBadge::Live));
    QCOMPARE(changes.count(), 1);
    QCOMPARE(changes.at(0).at(0).toModelIndex().row(), 0);
    QCOMPARE(changes.at(0).at(1).toModelIndex().row(), 1);
}

void TestMetricTree::readsOnlyWhatIsInSight()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    Batch batch;
    const auto a = bench.see(batch, u"a"_s);
    const auto b = bench.see(batch, u"b"_s);
    batch.append(a, start, 1);
    batch.append(b, start, 1);
    bench.give(batch);
    tree->watch(0, 1);
    QSignalSpy changes(tree, &QAbstractItemModel::dataChanged);
    batch.append(b, start + 1, 2);
    bench.give(batch);
    refresh(bench);
    QCOMPARE(changes.count(), 0);
    QCOMPARE(at(tree, 2, MetricTree::ValueTextRole).toString(), u"2"_s); // read when asked for
    batch.append(b, start + 2, 3);
    bench.give(batch);
    refresh(bench);
    QCOMPARE(changes.count(), 0);
    tree->watch(1, 2); // comes into sight
    QCOMPARE(changes.count(), 1);
    QCOMPARE(at(tree, 2, MetricTree::ValueTextRole).toString(), u"3"_s);
}

void TestMetricTree::keepsOneColourPerTopmostGroup()
{
    Bench bench;
    const MetricTree *tree = bench.desk.metrics();
    Batch batch;
    bench.see(batch, u"cpu.total"_s);
    bench.see(batch, u"memory.used"_s);
    bench.see(batch, u"network.eth0.sent"_s);
    bench.see(batch, u"zebra.a.b"_s);
    bench.give(batch);
    QHash<QString, int> slots;
    for (int row = 0; row < tree->rowCount(); ++row) {
        slots.insert(at(tree, row, MetricTree::NameRole).toString(),
                     at(tree, row, MetricTree::SlotRole).toInt());
    }
    QCOMPARE(slots.value(u"cpu.total"_s), 0);
    QCOMPARE(slots.value(u"memory.used"_s), 2);
    QCOMPARE(slots.value(u"network.eth0.sent"_s), 3);
    QVERIFY(slots.value(u"zebra.a.b"_s) >= 0 && slots.value(u"zebra.a.b"_s) < 6);
}

void TestMetricTree::survivesAnyName()
{
    Bench bench;
    MetricTree *tree = bench.desk.metrics();
    QAbstractItemModelTester tester(tree);
    Batch batch;
    const QStringList names{QString(1000, u'x'),          QString(1000, u'.'), u""_s,
                            u"<b>bold</b>.<img src=x>"_s, u"الشبكة.مرسل.a"_s,  u"🔥.🚒"_s,
                            u"line\nbreak.tab\t"_s};
    for (const QString &name : names) {
        bench.see(batch, name);
    }
    bench.give(batch);
    refresh(bench);
    QCOMPARE(tree->metrics(), int(names.size()));
    QSet<QString> seen;
    for (int row = 0; row < tree->rowCount(); ++row) {
        QVERIFY(at(tree, row, MetricTree::DepthRole).toInt() <= 16);
        if (at(tree, row, MetricTree::KeyRole).toInt() >= 0) {
            seen.insert(at(tree, row, MetricTree::NameRole).toString());
        }
    }
    QCOMPARE(seen,
             QSet<QString>(names.begin(), names.end() - 1) + QSet<QString>{u"line↵break.tab "_s});
    tree->setFilter(u"<IMG"_s);
    QCOMPARE(tree->passed(), 1);
}

QTEST_GUILESS_MAIN(TestMetricTree)
#include "tst_metrictree.moc"
