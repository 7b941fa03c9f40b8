// What the board says while the view looks back: the numbers of then, not those of now.
#include "deskbench.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;
using namespace sightglass::test;

namespace {

// A minute of a value that is its second, on a stat, in a ranked list, a table and the tree.
struct Past : Bench
{
    TimeView *view = desk.view();
    std::uint32_t index = 0;
    Batch batch;

    Past()
    {
        BoardDocument board = boardOf(tileSpec(u"stat"_s, {u"a"_s}));
        board.tiles.front().note = u"max"_s;
        board.tiles.push_back(tileSpec(u"bars"_s, {u"a"_s}));
        board.tiles.push_back(tileSpec(u"table"_s, {u"a"_s}));
        desk.showBoard(board);
        index = see(batch, u"a"_s);
        for (int i = 0; i <= 60; ++i) {
            sample(i);
        }
        view->follow();
    }
    void sample(double value)
    {
        batch.append(index, now, value);
        give(batch);
        passes(second);
    }
    QString value(int row, int role = SeriesList::ValueTextRole)
    {
        return at(desk.board()->tile(row)->series(), 0, role).toString();
    }
    QString tree()
    {
        for (int row = 0; row < desk.metrics()->rowCount(); ++row) {
            if (at(desk.metrics(), row, MetricTree::NameRole).toString() == u"a") {
                return at(desk.metrics(), row, MetricTree::ValueTextRole).toString();
            }
        }
        return {};
    }
    QStringList all() { return {value(0), value(0, SeriesList::FullTextRole), value(1), tree()}; }
    static QStringList four(const QString &text) { return {text, text, text, text}; }
};

} // namespace

class TestLookBack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void pausedNumbersStay()
    {
        Past past;
        QTRY_COMPARE(past.all(), Past::four(u"60"_s));
        past.view->pause();
        past.passes(second);
        for (int i = 0; i < 30; ++i) {
            past.sample(500);
        }
        QTest::qWait(250); // twice as long as numbers may take
        QCOMPARE(past.all(), Past::four(u"60"_s));
        past.view->goLive();
        QTRY_COMPARE(past.all(), Past::four(u"500"_s));
    }

    // The end of the last column is ahead of the clock; what comes until then came after the pause.
    void pausedNumbersStayWhereAPixelIsSeconds()
    {
        Past past;
        past.view->setStepUs(50e6);
        past.passes(second / 2);
        QTRY_COMPARE(past.all(), Past::four(u"60"_s));
        past.view->pause();
        QCOMPARE(past.view->momentUs(), double(past.now));
        QCOMPARE_GT(past.view->toUs(), past.view->momentUs() + 3e6);
        past.passes(second);
        QTest::qWait(250);
        QCOMPARE(past.desk.board()->tile(0)->series()->count(), 1);
        QVERIFY(!past.desk.board()->tile(0)->series()->stale());
        for (int i = 0; i < 30; ++i) {
            past.sample(500);
        }
        QTest::qWait(250);
        QCOMPARE(past.all(), Past::four(u"60"_s));
        QVERIFY(!past.desk.board()->tile(0)->series()->stale());
    }

    void numbersAreThoseOfTheEndOfTheWindow()
    {
        Past past;
        const double to = double(start + 30 * second);
        past.view->look(to - 20e6, to);
        QTRY_COMPARE(past.all(), Past::four(u"30"_s));
        QTRY_COMPARE(past.value(2, SeriesList::MaxTextRole), u"30"_s);
        QVERIFY(past.desk.board()->tile(0)->company().note.startsWith(u"max 30 at "_s));
        past.view->panBy(-10e6);
        QTRY_COMPARE(past.all(), Past::four(u"20"_s));
    }

    void lossOfTheLinkChangesNothingOfThen()
    {
        Past past;
        past.view->pause();
        past.show(LinkState::Waiting, u"gone"_s);
        past.passes(40 * second);
        past.desk.flush();
        QTest::qWait(250);
        QCOMPARE(past.desk.board()->tile(0)->state(), Tile::Live);
        QCOMPARE(at(past.desk.metrics(), 0, MetricTree::SourceStateRole).toInt(),
                 int(LinkBadge::Waiting)); // the link is as it is now
        past.view->goLive();
        QTRY_COMPARE(past.desk.board()->tile(0)->state(), Tile::Stale);
    }

    void whatWasStaleThenIsStale()
    {
        Past past;
        past.passes(20 * second);
        past.sample(7);
        const double to = double(start + 75 * second);
        past.view->look(to - 20e6, to);
        QTRY_COMPARE(past.desk.board()->tile(0)->state(), Tile::Stale);
        QCOMPARE(past.value(0), u"60"_s);
        QCOMPARE(past.value(0, SeriesList::AgeTextRole), u"15 s"_s);
    }

    void beforeTheFirstSampleThereIsNone()
    {
        Past past;
        const double to = double(start - 10 * second);
        past.view->look(to - 20e6, to);
        QTRY_COMPARE(past.value(0), u"–"_s);
        QCOMPARE(past.desk.board()->tile(1)->series()->count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestLookBack)
#include "tst_lookback.moc"
