#include "fakemachine.h"
#include "rawclient.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

Hello resumeAt(const QString &channel, const StreamPosition &position)
{
    Hello hello;
    hello.client = u"test"_s;
    hello.resumeSession = u"any"_s;
    hello.resumeStreams.insert(channel, position);
    return hello;
}

} // namespace

class TestFeedServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streamsWithoutHoles_data();
    void streamsWithoutHoles();
    void replaysHistory();
    void resumesWhole();
    void resumesPartly();
    void startsAnewAfterAnotherEpoch();
    void startsAnewWhenSubscribedAgain();
    void answersHeartbeats();
    void namesAChannelItDoesNotHave();
    void thinsOutForWhoAsksForItAlone();
};

void TestFeedServer::streamsWithoutHoles_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::newRow("json") << u"json"_s;
    QTest::newRow("msgpack") << u"msgpack"_s;
}

void TestFeedServer::streamsWithoutHoles()
{
    QFETCH(QString, encoding);
    const Served served;
    RawClient client(encoding);
    client.open(served.url());
    QCOMPARE(client.socket.subprotocol(), client.subprotocol);
    client.send(Hello{u"test"_s, {}, {}, {}});
    client.send(Subscribe{{u"*"_s}, 60'000, {}});
    QTRY_VERIFY_WITH_TIMEOUT(client.on(u"cpu"_s).size() > 30, limit);
    QCOMPARE(client.unreadable, 0);
    QVERIFY(std::holds_alternative<Welcome>(client.got[0]));
    const auto welcome = client.all<Welcome>().at(0);
    QVERIFY(welcome.server.startsWith(u"sightglass/"));
    QVERIFY(welcome.channels.contains(u"cpu"_s) && welcome.channels.contains(u"events"_s));
    QCOMPARE(client.all<Subscribed>().size(), std::size_t(welcome.channels.size()));
    QSet<std::uint32_t> known;
    QHash<QString, std::uint64_t> last;
    for (const Message &message : client.got) {
        if (const auto *catalog = std::get_if<Catalog>(&message)) {
            for (const SeriesInfo &info : catalog->series) {
                known.insert(info.id);
            }
        } else if (const auto *samples = std::get_if<Samples>(&message)) {
            QCOMPARE(samples->seq, last.value(samples->channel, 0) + 1); // history was all there is
            last[samples->channel] = samples->seq;
            for (const std::uint32_t id : samples->series) {
                QVERIFY2(known.contains(id), "in the catalog before its first sample");
            }
        }
    }
    QVERIFY(last.size() >= 3); // cpu, machine, feed
}

void TestFeedServer::replaysHistory()
{
    const Served served;
    RawClient witness;
    witness.open(served.url());
    witness.send(Hello{});
    witness.send(Subscribe{{u"cpu"_s}, {}, {}});
    QTRY_VERIFY_WITH_TIMEOUT(witness.on(u"cpu"_s).size() > 20, limit);
    RawClient late;
    late.open(served.url());
    late.send(Hello{});
    late.send(Subscribe{{u"cpu"_s}, 60'000, {}});
    QTRY_VERIFY_WITH_TIMEOUT(late.on(u"cpu"_s).size() > 20, limit);
    QCOMPARE(late.subscribed(u"cpu"_s).position.seq, 0u);
    QCOMPARE(late.on(u"cpu"_s).front().seq, 1u);
    QHash<std::uint64_t, std::int64_t> times;
    for (const Samples &samples : late.on(u"cpu"_s)) {
        times.insert(samples.seq, samples.times.at(0));
    }
    for (const Samples &samples : witness.on(u"cpu"_s)) {
        if (times.contains(samples.seq)) {
            QCOMPARE(times.value(samples.seq), samples.times.at(0)); // old numbers, old times
        }
    }
    QVERIFY(late.on(u"machine"_s).empty());
}

void TestFeedServer::resumesWhole()
{
    const Served served;
    StreamPosition had;
    {
        RawClient first;
        first.open(served.url());
        first.send(Hello{});
        first.send(Subscribe{{u"cpu"_s}, {}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(first.on(u"cpu"_s).size() > 5, limit);
        had = {first.subscribed(u"cpu"_s).position.epoch, first.on(u"cpu"_s).back().seq};
    }
    QTest::qWait(100);
    RawClient second;
    second.open(served.url());
    second.send(resumeAt(u"cpu"_s, had));
    second.send(Subscribe{{u"cpu"_s}, 60'000, {}});
    QTRY_VERIFY_WITH_TIMEOUT(second.on(u"cpu"_s).size() > 15, limit);
    const Subscribed subscribed = second.subscribed(u"cpu"_s);
    QVERIFY(subscribed.recovered);
    QCOMPARE(subscribed.position.seq, had.seq);
    QCOMPARE(subscribed.position.epoch, had.epoch);
    QVERIFY(second.all<Gap>().empty());
    std::uint64_t next = had.seq;
    for (const Samples &samples : second.on(u"cpu"_s)) {
        QCOMPARE(samples.seq, ++next);
    }
}

void TestFeedServer::resumesPartly()
{
    FeedServer::Options options = quick();
    options.retainMs = 200;
    const Served served(options);
    RawClient first;
    first.open(served.url());
    first.send(Hello{});
    first.send(Subscribe{{u"cpu"_s}, {}, {}});
    QTRY_VERIFY_WITH_TIMEOUT(first.on(u"cpu"_s).size() > 60, limit);
    const StreamPosition had{first.subscribed(u"cpu"_s).position.epoch, 3};
    RawClient second;
    second.open(served.url());
    second.send(resumeAt(u"cpu"_s, had));
    second.send(Subscribe{{u"cpu"_s}, {}, {}});
    QTRY_VERIFY_WITH_TIMEOUT(second.on(u"cpu"_s).size() > 5, limit);
    QVERIFY(!second.subscribed(u"cpu"_s).recovered);
    QCOMPARE(second.subscribed(u"cpu"_s).position.epoch, had.epoch);
    QCOMPARE(second.all<Gap>().size(), 1u);
    const Gap gap = second.all<Gap>().at(0);
    QCOMPARE(gap.from, 4u);
    std::uint64_t next = gap.to;
    for (const Samples &samples : second.on(u"cpu"_s)) {
        QCOMPARE(samples.seq, ++next);
    }
}

void TestFeedServer::startsAnewAfterAnotherEpoch()
{
    const Served served;
    RawClient client;
    client.open(served.url());
    client.send(resumeAt(u"cpu"_s, {u"yesterday"_s, 4'000}));
    client.send(Subscribe{{u"cpu"_s}, 60'000, {}});
    QTRY_VERIFY_WITH_TIMEOUT(client.on(u"cpu"_s).size() > 5, limit);
    QVERIFY(!client.subscribed(u"cpu"_s).recovered);
    QVERIFY(client.subscribed(u"cpu"_s).position.epoch != u"yesterday"_s);
    QVERIFY(client.all<Gap>().empty());
    QCOMPARE(client.on(u"cpu"_s).front().seq, 1u);
}

void TestFeedServer::startsAnewWhenSubscribedAgain()
{
    const Served served;
    RawClient client;
    client.open(served.url());
    client.send(Hello{});
    client.send(Subscribe{{u"cpu"_s}, 60'000, {}});
    QTRY_VERIFY_WITH_TIMEOUT(client.on(u"cpu"_s).size() > 5, limit);
    client.send(Unsubscribe{{u"cpu"_s}});
    client.send(Heartbeat{1, {}});
    QTRY_COMPARE_WITH_TIMEOUT(client.all<Heartbeat>().size(), 1u, limit);
    const std::size_t before = client.on(u"cpu"_s).size();
    QTest::qWait(100);
    QCOMPARE(client.on(u"cpu"_s).size(), before);
    for (std::size_t times = 2; times <= 3; ++times) { // the third without unsubscribing
        client.got.clear();
        client.send(Subscribe{{u"cpu"_s}, 60'000, {}});
        QTRY_VERIFY_WITH_TIMEOUT(!client.all<Subscribed>().empty(), limit);
        QTRY_VERIFY_WITH_TIMEOUT(!client.on(u"cpu"_s).empty(), limit);
        QCOMPARE(client.subscribed(u"cpu"_s).position.seq, 0u);
        QTRY_COMPARE_WITH_TIMEOUT(
            std::ranges::count(client.on(u"cpu"_s), std::uint64_t(1), &Samples::seq), 1, limit);
    }
}

void TestFeedServer::answersHeartbeats()
{
    FeedServer::Options options = quick();
    options.heartbeatMs = 50;
    const Served served(options);
    RawClient client(u"msgpack"_s);
    client.open(served.url());
    client.send(Hello{});
    client.send(Heartbeat{42, {}});
    const auto echo = [&client] {
        for (const Heartbeat &one : client.all<Heartbeat>()) {
            if (one.echoUs) {
                return *one.echoUs;
            }
        }
        return std::int64_t(0);
    };
    QTRY_COMPARE_WITH_TIMEOUT(echo(), 42, limit);
    const auto asks = [&client] {
        return std::ranges::count_if(client.all<Heartbeat>(),
                                     [](const Heartbeat &one) { return !one.echoUs; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(asks() > 0, limit);
    QCOMPARE(client.all<Welcome>().at(0).heartbeatMs, 50);
}

void TestFeedServer::namesAChannelItDoesNotHave()
{
    const Served served;
    RawClient client;
    client.open(served.url());
    client.send(Hello{});
    client.send(Subscribe{{u"cpu"_s, u"demmo"_s}, {}, {}});
    QTRY_COMPARE_WITH_TIMEOUT(client.all<Error>().size(), 1u, limit);
    QVERIFY(client.all<Error>().at(0).text.contains(u"demmo"));
    QTRY_VERIFY_WITH_TIMEOUT(!client.on(u"cpu"_s).empty(), limit); // the rest goes on
}

void TestFeedServer::thinsOutForWhoAsksForItAlone()
{
    const Served served; // a hundred sample times a second
    RawClient slow;
    RawClient all;
    for (RawClient *client : {&slow, &all}) {
        client->open(served.url());
        client->send(Hello{});
        client->send(
            Subscribe{{u"cpu"_s}, 60'000, client == &slow ? std::optional(2.0) : std::nullopt});
    }
    QTRY_VERIFY_WITH_TIMEOUT(slow.on(u"cpu"_s).size() > 120 && all.on(u"cpu"_s).size() > 120,
                             limit);
    std::uint64_t last = slow.subscribed(u"cpu"_s).position.seq;
    std::int64_t slot = 0;
    std::size_t full = 0;
    for (const Samples &samples : slow.on(u"cpu"_s)) {
        QCOMPARE(samples.seq, ++last); // numbers are never left out
        if (!samples.series.empty()) {
            QVERIFY(samples.times.front() / 500'000 != slot);
            slot = samples.times.front() / 500'000;
            ++full;
        }
    }
    QVERIFY2(full >= 2 && full < 30, qPrintable(QString::number(full)));
    for (const Samples &samples : all.on(u"cpu"_s)) {
        QCOMPARE(samples.series.size(), 2u);
    }
    QCOMPARE(slow.unreadable, 0);
}

QTEST_GUILESS_MAIN(TestFeedServer)
#include "tst_feedserver.moc"
