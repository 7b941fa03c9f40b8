// The tabs, the boards that are shipped, and what the program measures of its own link.
#include "deskbench.h"
#include "models/boardshelf.h"
#include "models/linkfacts.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace sightglass;
using namespace sightglass::test;

namespace {

LinkStatus liveStatus(std::uint64_t messages)
{
    LinkStatus status;
    status.state = LinkState::Live;
    status.messages = messages;
    status.samples = messages * 5;
    status.bytes = messages * 100;
    status.roundTripMs = 4;
    return status;
}

QVariantMap factOf(const QVariantList &facts, const QString &label)
{
    for (const QVariant &fact : facts) {
        if (fact.toMap().value(u"label"_s) == label) {
            return fact.toMap();
        }
    }
    return {};
}

// The newest value of the program's own series of this name.
double own(const Bench &bench, const QString &name)
{
    for (int key = 0; key < bench.store.count(); ++key) {
        const Store::Series &series = bench.store.series(key);
        if (series.source != bench.desk.source() && series.info.name == name) {
            return series.column.lastValue();
        }
    }
    return -1;
}

} // namespace

class TestBoardList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void openedBoardIsATabAndShown()
    {
        Bench bench;
        QAbstractItemModelTester tester(bench.desk.boards());
        QSignalSpy changed(&bench.desk, &Desk::boardChanged);
        bench.desk.openBoard(u"link"_s);
        QCOMPARE(bench.desk.boards()->count(), 2);
        QCOMPARE(bench.desk.boards()->current(), 1);
        QCOMPARE(bench.desk.board()->title(), u"The link"_s);
        QCOMPARE(changed.count(), 1);
        bench.desk.boards()->setCurrent(0);
        bench.desk.openBoard(u"link"_s); // again: the one that is open
        QCOMPARE(bench.desk.boards()->count(), 2);
        QCOMPARE(bench.desk.boards()->current(), 1);
        bench.desk.openBoard(u"no such board"_s);
        bench.desk.openBoard(u"../../etc/passwd"_s);
        QCOMPARE(bench.desk.boards()->count(), 2);
    }

    void closingKeepsTheShownBoardOrItsNeighbour()
    {
        Bench bench;
        BoardList *boards = bench.desk.boards();
        QAbstractItemModelTester tester(boards);
        bench.desk.openBoard(u"link"_s);
        bench.desk.openBoard(u"this-machine"_s);
        QCOMPARE(boards->count(), 3);
        const Board *shown = bench.desk.board();
        boards->close(1); // to the left of it
        QCOMPARE(bench.desk.board(), shown);
        QCOMPARE(boards->current(), 1);
        boards->close(1);
        QCOMPARE(boards->count(), 1);
        QCOMPARE(boards->current(), 0);
        boards->close(0); // the last one stays
        boards->close(-1);
        QCOMPARE(boards->count(), 1);
        boards->setCurrent(7);
        QCOMPARE(boards->current(), 0);
    }

    void hiddenBoardHearsOfNewSeries()
    {
        Bench bench;
        bench.desk.showBoard(boardOf(tileSpec(u"stat"_s, {u"a"_s})));
        bench.desk.openBoard(u"link"_s);
        Batch batch;
        const auto a = bench.see(batch, u"a"_s);
        batch.append(a, bench.now, 7);
        bench.give(batch);
        bench.desk.boards()->setCurrent(0);
        QCOMPARE(bench.desk.board()->tile(0)->series()->count(), 1);
        QCOMPARE(at(bench.desk.board()->tile(0)->series(), 0, SeriesList::ValueRole).toDouble(),
                 7.0);
    }

    void everyShippedBoardOpens()
    {
        const QVariantList shelf = shippedBoards();
        QVERIFY(shelf.size() >= 2);
        QCOMPARE(shelf.constFirst().toMap().value(u"name"_s).toString(), u"this-machine"_s);
        Bench bench;
        for (const QVariant &board : shelf) {
            const QVariantMap what = board.toMap();
            QVERIFY2(!what.value(u"description"_s).toString().isEmpty(),
                     qPrintable(what.value(u"name"_s).toString()));
            bench.desk.openBoard(what.value(u"name"_s).toString());
            QCOMPARE(bench.desk.board()->title(), what.value(u"title"_s).toString());
            QVERIFY(bench.desk.board()->count() > 5);
        }
    }

    // the program's own series

    void programSamplesItsLinkOnceASecond()
    {
        Bench bench;
        Batch batch;
        const auto a = bench.see(batch, u"a"_s);
        batch.append(a, bench.now - 30'000, 1);
        bench.give(batch);
        bench.desk.show(liveStatus(1000));
        bench.desk.sampleProgram();
        QVERIFY(std::isnan(own(bench, u"link.messages"_s))); // no rate from one look
        QCOMPARE(own(bench, u"link.delay"_s), 30.0);
        QCOMPARE(own(bench, u"link.round-trip"_s), 4.0);
        bench.passes(2 * second);
        bench.desk.show(liveStatus(3000));
        bench.desk.sampleProgram();
        QCOMPARE(own(bench, u"link.messages"_s), 1000.0);
        QCOMPARE(own(bench, u"link.bytes"_s), 100'000.0);
        QCOMPARE(own(bench, u"link.received"_s), 100.0);
        QVERIFY(std::isnan(own(bench, u"link.delay"_s))); // nothing came in between
    }

    void programStaysLiveWhenTheLinkIsNot()
    {
        Bench bench;
        Batch batch;
        const auto a = bench.see(batch, u"a"_s);
        batch.append(a, bench.now, 1);
        bench.give(batch);
        bench.desk.sampleProgram();
        bench.desk.openBoard(u"link"_s);
        bench.show(LinkState::Waiting, u"gone"_s);
        bench.passes(second);
        bench.desk.sampleProgram();
        bench.desk.flush();
        QCOMPARE(own(bench, u"link.state"_s), double(LinkState::Waiting));
        QVERIFY(std::isnan(own(bench, u"link.round-trip"_s)));
        QVERIFY(bench.desk.board()->local());
        for (int row = 0; row < bench.desk.board()->count(); ++row) {
            QVERIFY(bench.desk.board()->tile(row)->state() != Tile::Stale);
        }
    }

    void timeTheLinkWasDownIsLostAndNotZero()
    {
        Bench bench;
        Batch batch;
        const auto a = bench.see(batch, u"a"_s);
        batch.append(a, bench.now, 1);
        bench.give(batch);
        const auto pass = [&bench](LinkStatus status) {
            status.sinceUs = bench.now;
            bench.desk.show(status);
            for (int i = 0; i < 3; ++i) {
                bench.passes(second);
                bench.desk.sampleProgram();
            }
        };
        pass(liveStatus(100));
        LinkStatus down = liveStatus(100);
        down.state = LinkState::Waiting;
        const std::int64_t downUs = bench.now;
        pass(down);
        const auto said = bench.desk.notifications()->rowCount(); // that the link is down
        for (const QString &name : {u"link.round-trip"_s, u"link.delay"_s, u"link.messages"_s,
                                    u"link.samples"_s, u"link.bytes"_s, u"queue.batches"_s}) {
            QVERIFY2(std::isnan(own(bench, name)), qPrintable(name));
        }
        QVERIFY(own(bench, u"history.memory"_s) > 0); // known all the while
        const std::int64_t upUs = bench.now;
        pass(liveStatus(200));
        QVERIFY(own(bench, u"link.messages"_s) >= 0);
        const int source = bench.desk.source() + 1;
        const auto &holes = bench.store.holes(bench.store.find(source, u"link.bytes"_s));
        QCOMPARE(holes.size(), std::size_t(1));
        QCOMPARE(holes.front().fromUs, downUs);
        QCOMPARE(holes.front().toUs, upUs);
        QVERIFY(bench.store.holes(bench.store.find(source, u"link.state"_s)).empty());
        QVERIFY(bench.desk.notifications()->rowCount() <= said); // nothing more is to be said
    }

    void tilesOfTheLinkBoardKnowWhichTimeIsLost()
    {
        Bench bench;
        Batch batch;
        const auto a = bench.see(batch, u"a"_s);
        batch.append(a, bench.now, 1);
        bench.give(batch);
        bench.desk.sampleProgram();
        bench.desk.openBoard(u"link"_s);
        QStringList charts;
        for (int row = 0; row < bench.desk.board()->count(); ++row) {
            const Tile *tile = bench.desk.board()->tile(row);
            if (tile->kind() == u"chart" && !tile->ofLink()) {
                charts.append(tile->title());
            }
        }
        QCOMPARE(charts, QStringList{u"Memory of the history"_s});
    }

    void ownSeriesDoNotCountAsReceived()
    {
        Bench bench;
        bench.desk.sampleProgram();
        QCOMPARE(bench.store.samples(bench.desk.source()), std::uint64_t(0));
        QVERIFY(bench.store.samples() > 0);
    }

    // what is known about the link

    void factsSayWhatIsWrong()
    {
        LinkStatus status = liveStatus(10);
        status.state = LinkState::Waiting;
        status.reason = u"The server closed."_s;
        status.attempt = 3;
        status.sinceUs = start;
        status.missed = 1204;
        status.lostStretches = 2;
        const QVariantList facts = linkFacts({}, status, 5, start + 65 * second);
        QCOMPARE(factOf(facts, u"Why"_s).value(u"value"_s).toString(), u"The server closed."_s);
        QVERIFY(factOf(facts, u"Since"_s).value(u"value"_s).toString().endsWith(u"for 1 m 5 s"_s));
        QVERIFY(factOf(facts, u"Lost for good"_s).value(u"value"_s).toString().contains(u"1,204"));
        QCOMPARE(factOf(facts, u"Waiting in the queue"_s).value(u"value"_s).toString(), u"5"_s);
    }

    void factsSayWhatWasAgreed()
    {
        LinkStatus status = liveStatus(10);
        status.subprotocol = u"sightglass.v1.json"_s;
        status.tls = u"TLS 1.3"_s;
        status.issuer = u"Cellar CA"_s;
        status.expiresMs = start / 1000 + 20 * 86'400'000LL;
        QVariantList facts = linkFacts({}, status, 0, start);
        const auto value = [&facts](const QString &label) {
            return factOf(facts, label).value(u"value"_s).toString();
        };
        QCOMPARE(value(u"Subprotocol"_s), status.subprotocol);
        QCOMPARE(value(u"Encryption"_s), u"TLS 1.3"_s);
        QCOMPARE(value(u"Certificate issued by"_s), u"Cellar CA"_s);
        QVERIFY(value(u"Certificate until"_s).startsWith(u"20"_s));
        QVERIFY(value(u"Certificate until"_s).endsWith(u" (20 days)"_s));
        facts = linkFacts({}, liveStatus(10), 0, start);
        QCOMPARE(value(u"Subprotocol"_s), u"none chosen"_s);
        QCOMPARE(value(u"Encryption"_s), u"none"_s);
        QCOMPARE(value(u"Certificate until"_s), QString());
        status.state = LinkState::Waiting;
        facts = linkFacts({}, status, 0, start);
        QCOMPARE(value(u"Encryption"_s), QString()); // of a connection that is no more
    }

    void factsHaveTheNumbersForADiagnosis()
    {
        LinkStatus status = liveStatus(10);
        const auto said = [](const QVariantList &facts, const QString &label) {
            return factOf(facts, label).value(u"value"_s).toString();
        };
        const QVariantList bare = linkFacts({}, status, 0, start);
        QVERIFY(factOf(bare, u"Round trip, p50 / p95 / p99"_s).isEmpty());
        QVERIFY(factOf(bare, u"Connections and attempts that ended"_s).isEmpty());
        QVERIFY(factOf(bare, u"Asked for"_s).isEmpty());
        QCOMPARE(said(bare, u"State"_s), u"live"_s);

        status.roundTrip = {0.4, 12.34, 150.4, 200, 10};
        status.decode = {3, 4, 5, 64, 8};
        status.ends[std::size_t(EndReason::Silent)] = 2;
        status.ends[std::size_t(EndReason::Closed)] = 1;
        status.gaps = 3;
        status.pauses = 4;
        status.pausedMs = 65'000;
        Source source;
        source.maxRateHz = 2;
        const QVariantList facts = linkFacts(source, status, 0, start, {1'234, 5e6, true});
        QCOMPARE(said(facts, u"Round trip, p50 / p95 / p99"_s), u"0.40 / 12.3 / 150 ms"_s);
        QCOMPARE(said(facts, u"To read a frame, p50 / p95 / p99"_s), u"3.00 / 4.00 / 5.00 µs"_s);
        QCOMPARE(said(facts, u"Connections and attempts that ended"_s),
                 u"2 silent, 1 closed by the server"_s);
        QCOMPARE(said(facts, u"Gaps"_s), u"3"_s);
        QCOMPARE(said(facts, u"Reading was paused"_s), u"4 times, for 1 m 5 s in all"_s);
        QCOMPARE(said(facts, u"Asked for"_s), u"at most 2 sample times a second"_s);
        QVERIFY(said(facts, u"State"_s).contains(u"paused until the window has caught up"_s));
        QVERIFY(said(facts, u"Messages a second"_s).startsWith(u"1.23 k"_s));
        QCOMPARE(factOf(facts, u"Bytes a second"_s).value(u"group"_s).toString(), u"Diagnostics"_s);
    }

    void factsKeepSecretsOut()
    {
        Source source;
        source.address = QUrl(u"wss://user:word@host.example:9/path?token=hidden&x=1"_s);
        source.token = u"alsohidden"_s;
        for (const QVariant &fact : linkFacts(source, liveStatus(1), 0, start)) {
            const QString value = fact.toMap().value(u"value"_s).toString();
            QVERIFY2(!value.contains(u"hidden"_s) && !value.contains(u"word"_s), qPrintable(value));
        }
        QCOMPARE(factOf(linkFacts(source, {}, 0, start), u"Address"_s).value(u"value"_s).toString(),
                 u"wss://host.example:9/path"_s);
    }
};

QTEST_GUILESS_MAIN(TestBoardList)
#include "tst_boardlist.moc"
