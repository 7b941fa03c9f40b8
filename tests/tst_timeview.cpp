// What the overview asks of the models: a window put anywhere, marks of alarms, series left out.
#include "deskbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace sightglass;
using namespace sightglass::test;

class TestTimeView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesWithTheSamplesWhereTheyAreRare()
    {
        Bench bench;
        TimeView *view = bench.desk.view();
        view->setStepUs(100e3);
        QCOMPARE(view->timerMs(), 100);
        bench.desk.showBoard(boardOf(tileSpec(u"chart"_s, {u"a"_s})));
        Batch batch;
        bench.see(batch, u"b"_s); // not on the board: nobody waits for it
        std::get<SeriesSeen>(batch.notes.back().item).info.intervalMs = 50;
        bench.give(batch);
        view->setCadence(bench.desk.board()->cadenceUs());
        QCOMPARE(view->timerMs(), 100);
        bench.see(batch, u"a"_s);
        std::get<SeriesSeen>(batch.notes.back().item).info.intervalMs = 400;
        bench.give(batch);
        view->setCadence(bench.desk.board()->cadenceUs());
        QCOMPARE(view->timerMs(), 600);
        view->setCadence(60 * second); // it goes on all the same
        QCOMPARE(view->timerMs(), 1000);
        view->setCadence(0);
        QCOMPARE(view->timerMs(), 100);
    }

    void showsAMomentWithTheCursorOnIt()
    {
        Bench bench;
        TimeView *view = bench.desk.view();
        const double now = view->liveUs();
        view->showTime(now - 200e6);
        QVERIFY(view->paused());
        QCOMPARE((view->fromUs() + view->toUs()) / 2, now - 200e6);
        QCOMPARE(view->cursorUs(), now - 200e6);
        view->goLive();
        view->showTime(now - 1e6); // too new for the middle: the window ends at now, and stays
        QVERIFY(view->paused());
        QVERIFY(view->toUs() <= view->liveUs());
        QCOMPARE(view->cursorUs(), now - 1e6);
        view->showTime(notANumber);
        QCOMPARE(view->cursorUs(), now - 1e6);
    }

    void zoomingThatKeepsNowInSightStaysLive()
    {
        Bench bench;
        TimeView *view = bench.desk.view();
        const double to = view->toUs();
        view->zoomAt(to - 30e6, 2); // out, from anywhere: it still ends at now
        QVERIFY(view->live());
        QCOMPARE(view->spanUs(), 120e6);
        QCOMPARE(view->toUs(), to);
        view->zoomAt(to - 2e6, 0.5); // in, at the live edge
        QVERIFY(view->live());
        QCOMPARE(view->spanUs(), 60e6);
        QCOMPARE(view->toUs(), to);
        view->zoomAt(to - 10e6, 0.5); // in, at something else: that stays in sight
        QVERIFY(view->paused());
        QCOMPARE(view->toUs(), to - 5e6);
        view->zoomAt(to, 4); // who has paused, has paused
        QVERIFY(view->paused());
    }

    void looksExactlyWhereItIsTold()
    {
        Bench bench;
        TimeView *view = bench.desk.view();
        const double now = view->liveUs();
        view->look(now - 100e6, now - 20e6);
        QVERIFY(view->paused());
        QCOMPARE(view->fromUs(), now - 100e6);
        QCOMPARE(view->toUs(), now - 20e6);
        bench.passes(50 * second);
        view->follow();
        QCOMPARE(view->toUs(), now - 20e6);
    }

    void lookingUpToNowIsLive()
    {
        Bench bench;
        TimeView *view = bench.desk.view();
        view->pause();
        const double now = view->liveUs();
        view->look(now - 200e6, now + 5e6);
        QVERIFY(view->live());
        QCOMPARE(view->toUs(), now);
        QVERIFY(view->spanUs() > 200e6);
    }

    void refusesWhatIsNoWindow()
    {
        Bench bench;
        TimeView *view = bench.desk.view();
        const double now = view->liveUs();
        const double infinity = std::numeric_limits<double>::infinity();
        QSignalSpy moves(view, &TimeView::windowChanged);
        view->look(notANumber, now);
        view->look(0, infinity);
        QCOMPARE(moves.count(), 0);
        view->look(now - 5e6, now - 10e6); // backwards
        QCOMPARE(view->spanUs(), TimeView::shortestUs);
        view->look(-1e18, now - 1e6);
        QCOMPARE(view->spanUs(), TimeView::longestUs);
    }

    void marksWhenAlarmsWereRaisedOnceEach()
    {
        Bench bench;
        NotificationModel *notes = bench.desk.notifications();
        notes->event(raised(u"a"_s, Severity::Warning), start);
        notes->event(raised(u"a"_s, Severity::Warning), start + second); // still the same
        Event over = raised(u"a"_s, Severity::Warning);
        over.state = EventState::Cleared;
        over.timeUs = start + 9 * second;
        notes->event(over, start + 9 * second);
        QCOMPARE(notes->marks().size(), 1);
        const QVariantMap mark = notes->marks().front().toMap();
        QCOMPARE(mark.value(u"timeUs"_s).toDouble(), double(start));
        QCOMPARE(mark.value(u"severity"_s).toString(), u"warning"_s);
        for (int i = 0; i < 500; ++i) {
            Event next = raised(u"b%1"_s.arg(i));
            next.timeUs = start + i * second;
            notes->event(next, next.timeUs);
        }
        QCOMPARE(notes->marks().size(), NotificationModel::mostMarks);
        QCOMPARE(notes->marks().back().toMap().value(u"timeUs"_s).toDouble(),
                 double(start + 499 * second));
    }

    void seriesPastTheMostAreCounted()
    {
        Bench bench;
        SeriesChoice choice;
        choice.patterns = QStringList{u"*"_s};
        choice.source = bench.desk.source();
        choice.most = 2;
        SeriesList list(&bench.store, choice, nullptr);
        connect(&bench.store, &Store::seriesAdded, &list, &SeriesList::consider);
        Batch batch;
        for (int i = 0; i < 5; ++i) {
            bench.see(batch, u"a%1"_s.arg(i));
        }
        bench.give(batch);
        QCOMPARE(list.count(), 2);
        QCOMPARE(list.omitted(), 3);
        list.consider(4); // again
        QCOMPARE(list.omitted(), 3);
    }

    void limitsKeepTheirSide()
    {
        const auto board = readBoard(R"({"version": 1, "tiles": [{"kind": "chart", "limits": [
            {"value": 5, "label": "low", "side": "below"}, {"value": 90, "label": "high"}]}]})");
        QVERIFY(board.has_value());
        const auto again = readBoard(writeBoard(*board));
        QVERIFY(again.has_value());
        QVERIFY(again->tiles.front().limits.front().below);
        QVERIFY(!again->tiles.front().limits.back().below);
        Bench bench;
        bench.desk.showBoard(*again);
        const QVariantList limits = bench.desk.board()->tile(0)->limits();
        QCOMPARE(limits.front().toMap().value(u"side"_s).toString(), u"below"_s);
    }
};

QTEST_GUILESS_MAIN(TestTimeView)
#include "tst_timeview.moc"
