// Where a few letters lead: rank, bounds, kinds, and that what is chosen is what was shown.
#include "deskbench.h"

#include "models/timerange.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;
using namespace sightglass::test;

namespace {

QStringList titles(const JumpList *jump)
{
    QStringList all;
    for (int row = 0; row < jump->count(); ++row) {
        all.append(at(jump, row, JumpList::TitleRole).toString());
    }
    return all;
}

int rowOf(const JumpList *jump, const QString &title)
{
    return int(titles(jump).indexOf(title));
}

} // namespace

class TestJump : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranksPrefixBeforeWordStartBeforeInside();
    void findsNothingWhileInactive();
    void showsWhatThereIsWithoutAQuery();
    void findsMetricsByWords();
    void putsTheKindOfTheBestFirst();
    void showsAtMostFifty();
    void leavesRoomForBoardsAmongManyMetrics();
    void saysWhatWasChosen();
    void choosesTheNotificationThatWasShown();
    void forgetsItsQueryWhenOpenedAnew();
    void survivesAnyName();
    void findsRangesOfTime();
    void understandsRangesAsTyped_data();
    void understandsRangesAsTyped();
};

void TestJump::ranksPrefixBeforeWordStartBeforeInside()
{
    const JumpQuery query(u"  Core 1 "_s);
    QCOMPARE(query.rank(u"core 1 of 4"_s), 0);
    QCOMPARE(query.rank(u"cpu.core.1"_s), 1);
    QCOMPARE(query.rank(u"1.core"_s), 1); // in any order
    QCOMPARE(query.rank(u"cpu.core10"_s), 2);
    QCOMPARE(query.rank(u"hardcore.1"_s), 2);
    QCOMPARE(query.rank(u"hardcore.core.1"_s), 1);
    QCOMPARE(query.rank(u"core"_s), -1);
    QCOMPARE(JumpQuery().rank(u"anything"_s), 0);
}

void TestJump::findsNothingWhileInactive()
{
    Bench bench;
    JumpList *jump = bench.desk.jump();
    jump->setQuery(u"this"_s);
    QCOMPARE(jump->count(), 0);
    jump->setActive(true);
    jump->setQuery(u"this"_s);
    QCOMPARE(titles(jump), QStringList{u"This machine"_s});
    jump->setActive(false);
    QCOMPARE(jump->count(), 0);
}

void TestJump::showsWhatThereIsWithoutAQuery()
{
    Bench bench;
    JumpList *jump = bench.desk.jump();
    QAbstractItemModelTester tester(jump);
    Batch batch;
    bench.see(batch, u"cpu.total"_s);
    batch.note(raised(u"hot"_s));
    bench.give(batch);
    jump->setActions({u"Go live"_s});
    jump->setActive(true);
    QCOMPARE(titles(jump), QStringList({u"This machine"_s, u"hot"_s, u"Go live"_s}));
    QCOMPARE(at(jump, 1, JumpList::KindTextRole).toString(), u"Notifications"_s);
}

void TestJump::findsMetricsByWords()
{
    Bench bench;
    JumpList *jump = bench.desk.jump();
    Batch batch;
    bench.see(batch, u"network.eth0.sent"_s, u"B/s"_s);
    bench.see(batch, u"network.eth0.received"_s);
    bench.give(batch);
    jump->setActive(true);
    jump->setQuery(u"sent net"_s);
    QCOMPARE(titles(jump), QStringList{u"network.eth0.sent"_s});
    QCOMPARE(at(jump, 0, JumpList::DetailRole).toString(), u"B/s"_s);
    bench.see(batch, u"network.wlan0.sent"_s); // later ones are found too
    bench.give(batch);
    SeriesSeen seen;
    seen.info.name = u"network.sent"_s;
    batch.note(seen);
    bench.desk.take(bench.store.addSource(u"Sightglass"_s), batch);
    jump->setQuery(u"sent netw"_s);
    QCOMPARE(titles(jump),
             QStringList({u"network.sent"_s, u"network.eth0.sent"_s, u"network.wlan0.sent"_s}));
    QCOMPARE(at(jump, 0, JumpList::DetailRole).toString(), u"Sightglass"_s);
    QCOMPARE(at(jump, 1, JumpList::DetailRole).toString(), u"This machine · B/s"_s);
}

void TestJump::putsTheKindOfTheBestFirst()
{
    Bench bench;
    JumpList *jump = bench.desk.jump();
    Batch batch;
    bench.see(batch, u"machine.load"_s);
    bench.see(batch, u"load.machine"_s);
    bench.give(batch);
    jump->setActive(true);
    jump->setQuery(u"machine"_s); // the board has it as its second word
    QCOMPARE(titles(jump), QStringList({u"machine.load"_s, u"load.machine"_s, u"This machine"_s}));
    jump->setQuery(u"this"_s);
    QCOMPARE(titles(jump), QStringList{u"This machine"_s});
}

void TestJump::showsAtMostFifty()
{
    Bench bench;
    JumpList *jump = bench.desk.jump();
    Batch batch;
    for (int i = 0; i < 20'000; ++i) {
        bench.see(batch, u"part%1.cpu"_s.arg(i));
    }
    bench.see(batch, u"cpu.total"_s);
    bench.give(batch);
    jump->setActive(true);
    QSignalSpy resets(jump, &QAbstractItemModel::modelReset);
    jump->setQuery(u"cpu"_s);
    QCOMPARE(jump->count(), JumpList::most);
    QCOMPARE(titles(jump).constFirst(), u"cpu.total"_s); // the last that came
    QCOMPARE(titles(jump).at(1), u"part0.cpu"_s);        // the shorter name
    QCOMPARE(resets.count(), 1);
}

void TestJump::leavesRoomForBoardsAmongManyMetrics()
{
    Bench bench;
    JumpList *jump = bench.desk.jump();
    Batch batch;
    for (int i = 0; i < 100; ++i) {
        bench.see(batch, u"machine%1"_s.arg(i));
        batch.note(raised(u"machine %1"_s.arg(i)));
    }
    bench.give(batch);
    jump->setActions({u"Stop the machine"_s});
    jump->setActive(true);
    jump->setQuery(u"machine"_s);
    QCOMPARE(jump->count(), JumpList::most);
    QVERIFY(titles(jump).contains(u"This machine"_s));
    QVERIFY(titles(jump).contains(u"Stop the machine"_s));
}

void TestJump::saysWhatWasChosen()
{
    Bench bench;
    JumpList *jump = bench.desk.jump();
    Batch batch;
    bench.see(batch, u"other"_s);
    bench.see(batch, u"go.there"_s);
    bench.give(batch);
    jump->setActions({u"Pause"_s, u"Go live"_s});
    jump->setActive(true);
    jump->setQuery(u"go"_s);
    QSignalSpy metric(jump, &JumpList::metricChosen);
    QSignalSpy action(jump, &JumpList::actionChosen);
    QSignalSpy board(jump, &JumpList::boardChosen);
    jump->choose(rowOf(jump, u"go.there"_s));
    jump->choose(rowOf(jump, u"Go live"_s));
    QCOMPARE(metric.count(), 1);
    QCOMPARE(metric.at(0).at(0).toInt(), 1);
    QCOMPARE(action.count(), 1);
    QCOMPARE(action.at(0).at(0).toInt(), 1);
    jump->setQuery(u"this"_s);
    jump->choose(0);
    QCOMPARE(board.count(), 1);
    QCOMPARE(board.at(0).at(0).toInt(), 0);
    jump->choose(-1);
    jump->choose(4711);
    QCOMPARE(board.count() + metric.count() + action.count(), 3);
}

void TestJump::choosesTheNotificationThatWasShown()
{
    Bench bench;
    JumpList *jump = bench.desk.jump();
    Batch batch;
    batch.note(raised(u"first"_s));
    bench.give(batch);
    jump->setActive(true);
    jump->setQuery(u"first"_s);
    batch.note(raised(u"second"_s)); // goes above it
    bench.give(batch);
    QSignalSpy chosen(jump, &JumpList::notificationChosen);
    jump->choose(0);
    QCOMPARE(chosen.count(), 1);
    const int row = chosen.at(0).at(0).toInt();
    QCOMPARE(at(bench.desk.notifications(), row, NotificationModel::TitleRole).toString(),
             u"first"_s);
    QCOMPARE(row, 1);
}

void TestJump::forgetsItsQueryWhenOpenedAnew()
{
    Bench bench;
    JumpList *jump = bench.desk.jump();
    jump->setActive(true);
    jump->setQuery(u"nothing"_s);
    QCOMPARE(jump->count(), 0);
    jump->setActive(false);
    jump->setActive(true);
    QCOMPARE(jump->query(), QString());
    QCOMPARE(jump->count(), 1);
}

void TestJump::survivesAnyName()
{
    Bench bench;
    JumpList *jump = bench.desk.jump();
    QAbstractItemModelTester tester(jump);
    Batch batch;
    for (const QString &name : {QString(1000, u'x'), u""_s, u"<b>x</b>"_s, u"xالشبكة"_s}) {
        bench.see(batch, name);
    }
    bench.give(batch);
    jump->setActive(true);
    jump->setQuery(u"x"_s);
    QCOMPARE(jump->count(), 3);
    jump->setQuery(QString(10'000, u'x'));
    QCOMPARE(jump->count(), 0);
    jump->setQuery(u"   "_s);
    QCOMPARE(titles(jump), QStringList{u"This machine"_s});
}

void TestJump::findsRangesOfTime()
{
    Bench bench;
    JumpList *jump = bench.desk.jump();
    QAbstractItemModelTester tester(jump);
    QSignalSpy chosen(jump, &JumpList::rangeChosen);
    jump->setActive(true);
    QVERIFY(!titles(jump).contains(u"Last 5 min"_s)); // not before they are asked for
    jump->setQuery(u"last 5"_s);
    QCOMPARE(titles(jump), QStringList{u"Last 5 min"_s});
    QCOMPARE(at(jump, 0, JumpList::KindTextRole).toString(), u"Time ranges"_s);
    jump->choose(0);
    jump->setQuery(u"1 h"_s);
    QCOMPARE(titles(jump).constFirst(), u"Last 1 h"_s);
    QCOMPARE(titles(jump).count(u"Last 1 h"_s), 1);
    jump->setQuery(u"7min"_s);
    QCOMPARE(titles(jump), QStringList{u"Last 7 min"_s});
    jump->choose(0);
    QCOMPARE(chosen.count(), 2);
    QCOMPARE(chosen.at(0).at(0).toDouble(), 5 * 60e6);
    QCOMPARE(chosen.at(1).at(0).toDouble(), 7 * 60e6);
}

void TestJump::understandsRangesAsTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("seconds"); // 0: not a range
    const auto row = [](const QString &typed, double seconds) {
        QTest::addRow("%s", qPrintable(typed.left(20))) << typed << seconds;
    };
    row(u"90 s"_s, 90);
    row(u"5m"_s, 300);
    row(u"  Last  5 MIN "_s, 300);
    row(u"1.5 h"_s, 5400);
    row(u"1,5 hours"_s, 5400);
    row(u"1 day"_s, 86'400);
    row(u"0 s"_s, 0);
    row(u"2 days"_s, 0); // more than a view shows
    row(u"5"_s, 0);
    row(u"5 parsecs"_s, 0);
    row(u"-5 min"_s, 0);
    row(u"5 min ago"_s, 0);
    row(QString(10'000, u'1') + u" s"_s, 0);
    row(u"1 s"_s + QString(10'000, u' '), 0);
}

void TestJump::understandsRangesAsTyped()
{
    QFETCH(QString, typed);
    QFETCH(double, seconds);
    QCOMPARE(spanOf(typed).value_or(0), seconds * 1e6);
}

QTEST_GUILESS_MAIN(TestJump)
#include "tst_jump.moc"
