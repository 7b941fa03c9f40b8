// The promise of the whole: a connection that comes back has lost nothing that the server still
// has, and what the server has not is a hole that is said.
#include "demo/feedserver.h"
#include "fakeserver.h"
#include "feedrig.h"

#include <cmath>

using namespace sightglass;
using namespace Qt::StringLiterals;

using Kind = LinkStory::Kind;

namespace {

FeedServer::Options quick(quint16 port = 0)
{
    FeedServer::Options options;
    options.port = port;
    options.cpuMs = 10;
    options.systemMs = 250;
    return options;
}

std::unique_ptr<FeedServer> serve(quint16 &port)
{
    auto server = std::make_unique<FeedServer>(Machine::create());
    const auto listening = server->listen(quick(port));
    if (!listening) {
        qFatal("%s", qPrintable(listening.error()));
    }
    port = *listening;
    return server;
}

bool same(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

} // namespace

class TestOutage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void losesNothing_data();
    void losesNothing();
    void losesNothingWhenTheLineFreezes();
    void saysWhatARestartLost();

private:
    void compareWithWitness(const FeedRig &cut, const FeedRig &witness);
};

// Every sample the witness had, whose line was never cut, must be there, at its time, once.
void TestOutage::compareWithWitness(const FeedRig &cut, const FeedRig &witness)
{
    int compared = 0;
    for (int key = 0; key < witness.store.count(); ++key) {
        const int other = cut.store.find(0, witness.store.series(key).info.name);
        if (other == Store::noSeries || cut.store.column(other).empty()
            || witness.store.column(key).empty()) {
            continue;
        }
        const FeedRig::Points wanted = witness.points(key);
        const FeedRig::Points got = cut.points(other);
        const std::int64_t from = std::max(wanted.times.front(), got.times.front());
        const std::int64_t to = std::min(wanted.times.back(), got.times.back());
        auto w = std::ranges::lower_bound(wanted.times, from) - wanted.times.begin();
        auto g = std::ranges::lower_bound(got.times, from) - got.times.begin();
        for (; std::size_t(w) < wanted.times.size() && wanted.times[std::size_t(w)] <= to;
             ++w, ++g) {
            QVERIFY(std::size_t(g) < got.times.size());
            QCOMPARE(got.times[std::size_t(g)], wanted.times[std::size_t(w)]);
            QVERIFY(same(got.values[std::size_t(g)], wanted.values[std::size_t(w)]));
            ++compared;
        }
        for (std::size_t i = 1; i < got.times.size(); ++i) {
            QVERIFY2(got.times[i] > got.times[i - 1], "times increase strictly");
        }
    }
    QVERIFY(compared > 200);
}

void TestOutage::losesNothing_data()
{
    QTest::addColumn<int>("cutMs");
    QTest::newRow("one and a half seconds") << 1'500;
    QTest::newRow("thirty seconds") << 30'000;
}

void TestOutage::losesNothing()
{
    QFETCH(int, cutMs);
    quint16 port = 0;
    const auto server = serve(port);
    ChaosProxy proxy(port);
    FeedRig cut(proxy.url());
    FeedRig witness(QUrl(u"ws://127.0.0.1:%1/"_s.arg(port)));
    cut.feed->start();
    witness.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(cut.size(u"cpu.total"_s) > 50 && witness.size(u"cpu.total"_s) > 50,
                             limit);

    proxy.cut();
    QTRY_VERIFY_WITH_TIMEOUT(!cut.live(), limit);
    const std::size_t before = cut.size(u"cpu.total"_s);
    QTest::qWait(cutMs);
    QVERIFY(!cut.live());
    QCOMPARE(cut.size(u"cpu.total"_s), before);
    proxy.restore();
    cut.feed->tryNow();
    QTRY_COMPARE_WITH_TIMEOUT(cut.told(Kind::Resumed), 1u, limit);
    const std::size_t after = cut.size(u"cpu.total"_s);
    QTRY_VERIFY_WITH_TIMEOUT(cut.size(u"cpu.total"_s) > after + 20, limit);

    const LinkStatus status = cut.status();
    QCOMPARE(status.missed, 0u);
    QCOMPARE(status.duplicates, 0u);
    QCOMPARE(status.lostStretches, 0u);
    QCOMPARE(status.receivedShare(), 1.0);
    QCOMPARE(status.reconnects, 1u);
    QCOMPARE(status.badFrames, 0u);
    QVERIFY(status.replayed >= std::uint64_t(cutMs / 20)); // at 10 ms, with room for a slow machine
    QVERIFY(cut.lostTimes.empty());
    QCOMPARE(cut.told(Kind::Lost), 1u);
    const auto resumed = std::ranges::find(cut.stories, Kind::Resumed, &LinkStory::kind);
    QVERIFY(resumed->replayed > 0 && resumed->downMs >= cutMs / 2);
    QTRY_VERIFY_WITH_TIMEOUT(witness.status().messages >= status.messages, limit);
    compareWithWitness(cut, witness);
}

void TestOutage::losesNothingWhenTheLineFreezes()
{
    quint16 port = 0;
    const auto server = serve(port);
    ChaosProxy proxy(port);
    FeedRig cut(proxy.url());
    FeedRig witness(QUrl(u"ws://127.0.0.1:%1/"_s.arg(port)));
    cut.feed->start();
    witness.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(cut.size(u"cpu.total"_s) > 50 && witness.size(u"cpu.total"_s) > 50,
                             limit);
    proxy.freeze(); // nothing says that the line is dead but its silence
    QTRY_VERIFY_WITH_TIMEOUT(!cut.live(), limit);
    proxy.cut();
    proxy.restore();
    QTRY_COMPARE_WITH_TIMEOUT(cut.told(Kind::Resumed), 1u, 2 * limit);
    // The status may by now give the reason of a later attempt.
    const auto lost = std::ranges::find(cut.stories, Kind::Lost, &LinkStory::kind);
    QVERIFY(lost != cut.stories.end());
    QVERIFY2(lost->text.contains(u"Nothing was heard"), qPrintable(lost->text));
    QCOMPARE(cut.status().receivedShare(), 1.0);
    QCOMPARE(cut.status().duplicates, 0u);
    QVERIFY(cut.lostTimes.empty());
    const std::size_t after = cut.size(u"cpu.total"_s);
    QTRY_VERIFY_WITH_TIMEOUT(cut.size(u"cpu.total"_s) > after + 20, limit);
    compareWithWitness(cut, witness);
}

void TestOutage::saysWhatARestartLost()
{
    quint16 port = 0;
    auto server = serve(port);
    FeedRig rig(QUrl(u"ws://127.0.0.1:%1/"_s.arg(port)));
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(rig.size(u"cpu.total"_s) > 50 && rig.size(u"system.uptime"_s) > 2
                                 && rig.size(u"feed.connections"_s) > 2,
                             limit);
    server.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!rig.live(), limit);
    rig.drain();
    QHash<QString, std::int64_t> last; // by channel
    std::vector<int> drawn;            // whose lines end in a value
    for (int key = 0; key < rig.store.count(); ++key) {
        const Column &column = rig.store.column(key);
        if (!column.empty()) {
            std::int64_t &time = last[rig.store.series(key).info.channel];
            time = std::max(time, column.lastTime());
            if (!std::isnan(column.lastValue())) {
                drawn.push_back(key);
            }
        }
    }
    QVERIFY(last.size() >= 3);
    QTest::qWait(300);
    server = serve(port);
    QTRY_VERIFY_WITH_TIMEOUT(rig.lostTimes.size() >= std::size_t(last.size()), limit);
    const std::size_t after = rig.size(u"system.uptime"_s);
    QTRY_VERIFY_WITH_TIMEOUT(rig.size(u"system.uptime"_s) > after + 3, limit);

    QCOMPARE(rig.lostTimes.size(), std::size_t(last.size())); // one for each channel
    for (const LostTime &lost : rig.lostTimes) {
        QCOMPARE(lost.reason, LostTime::Reason::ServerRestarted);
        QCOMPARE(lost.missed, 0u); // nobody knows
        QVERIFY(last.contains(lost.channel));
        QCOMPARE(lost.fromUs, last.take(lost.channel));
    }
    const LinkStatus status = rig.status();
    QCOMPARE(status.lostStretches, std::uint64_t(rig.lostTimes.size()) + 1); // and of "events"
    QCOMPARE(status.duplicates, 0u);
    QVERIFY(rig.told(Kind::Restarted) >= 1);
    QVERIFY(drawn.size() > 10);
    for (const int key : drawn) {
        QCOMPARE(rig.store.holes(key).size(), 1u);
        const Store::Hole hole = rig.store.holes(key)[0];
        const FeedRig::Points points = rig.points(key);
        const auto at = std::size_t(std::ranges::upper_bound(points.times, hole.fromUs)
                                    - points.times.begin());
        QVERIFY(at < points.times.size());
        QVERIFY2(points.times[at] <= hole.toUs && std::isnan(points.values[at]), "the line breaks");
        QVERIFY(at + 1 == points.times.size() || points.times[at + 1] >= hole.toUs);
    }
}

QTEST_GUILESS_MAIN(TestOutage)
#include "tst_outage.moc"
