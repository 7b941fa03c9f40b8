#include "demo/feedserver.h"
#include "fakeserver.h"
#include "feedrig.h"
#include "wire/jsoncodec.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr int messages = 2'000;
constexpr int rows = 2'000; // a message; all together four times what the queue holds

class Served
{
public:
    explicit Served(const QString &token = {})
        : server(Machine::create())
    {
        FeedServer::Options options;
        options.cpuMs = 10;
        options.systemMs = 100;
        options.token = token;
        const auto listening = server.listen(options);
        if (!listening) {
            qFatal("%s", qPrintable(listening.error()));
        }
        url = QUrl(u"ws://127.0.0.1:%1/"_s.arg(*listening));
    }
    FeedServer server;
    QUrl url;
};

// Says all it has to say as fast as it is let, in frames that know no pity.
class Flood
{
public:
    Flood()
        : server([this](QTcpSocket &socket, const QByteArray &request) { begin(socket, request); })
    {
    }

    void begin(QTcpSocket &socket, const QByteArray &request)
    {
        next = 0;
        socket.write(FakeServer::upgrade(request, "sightglass.v1.json"));
        Welcome welcome;
        welcome.session = u"s"_s;
        welcome.timeMs = 1;
        SeriesInfo info;
        info.id = 1;
        info.name = u"flood"_s;
        say(socket, welcome);
        say(socket, Catalog{{info}});
        say(socket, Subscribed{u"c"_s, {u"e"_s, 0}, false});
        QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket,
                         [this, &socket] { more(socket); });
        more(socket);
    }

    void more(QTcpSocket &socket)
    {
        while (next < messages && socket.bytesToWrite() < (1 << 20)) {
            Samples samples;
            samples.channel = u"c"_s;
            samples.seq = std::uint64_t(next) + 1;
            samples.series = {1};
            for (int i = 0; i < rows; ++i) {
                samples.times.push_back(1 + std::int64_t(next) * rows + i);
                samples.values.push_back(i % 10);
            }
            ++next;
            say(socket, samples);
        }
    }

    void say(QTcpSocket &socket, const Message &message)
    {
        socket.write(FakeServer::frame(FakeServer::Text, codec.encode(message)));
    }

    JsonCodec codec;
    int next = 0;
    FakeServer server;
};

} // namespace

class TestFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bringsSeries();
    void stopsAtAWrongToken();
    void waitsForAServerThatIsNotThere();
    void holdsTheServerBackWhileNobodyTakes();
    void canBeDestroyedAtAnyMoment_data();
    void canBeDestroyedAtAnyMoment();
    void stopsAndStartsAgain();
};

void TestFeed::bringsSeries()
{
    const Served served;
    FeedRig rig(served.url);
    QSignalSpy changes(rig.feed.get(), &Feed::statusChanged);
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(rig.size(u"cpu.total"_s) > 20 && rig.size(u"system.uptime"_s) > 2,
                             limit);
    QVERIFY(rig.live());
    QVERIFY(!changes.isEmpty());
    QVERIFY(rig.store.count() > 10);
    QCOMPARE(rig.status().badFrames, 0u);
    QCOMPARE(rig.status().missed, 0u);
    QCOMPARE(rig.status().samples, rig.store.samples());
    QTRY_VERIFY_WITH_TIMEOUT(rig.status().roundTripMs >= 0, limit);
    QVERIFY(rig.status().server.startsWith(u"sightglass/"));
}

void TestFeed::stopsAtAWrongToken()
{
    const Served served(u"s3cret"_s);
    FeedRig rig(served.url, u"wrong"_s);
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(rig.status().final, limit);
    QCOMPARE(rig.status().state, LinkState::Idle);
    QVERIFY2(rig.status().reason.contains(u"token"), qPrintable(rig.status().reason));
    QTRY_COMPARE_WITH_TIMEOUT(rig.told(LinkStory::Kind::Refused), 1u, limit);
    rig.feed->setToken(u"s3cret"_s);
    rig.feed->tryNow();
    QTRY_VERIFY_WITH_TIMEOUT(rig.size(u"cpu.total"_s) > 0, limit);
}

void TestFeed::waitsForAServerThatIsNotThere()
{
    QUrl url;
    {
        const FakeServer gone;
        url = gone.url();
    }
    FeedRig rig(url);
    rig.feed->start();
    QTRY_COMPARE_WITH_TIMEOUT(rig.status().state, LinkState::Waiting, limit);
    QVERIFY(rig.status().reason.contains(QString::number(url.port())));
    QTRY_VERIFY_WITH_TIMEOUT(rig.status().attempt > 2, limit);
    QVERIFY(!rig.status().final);
}

void TestFeed::holdsTheServerBackWhileNobodyTakes()
{
    Flood flood;
    FeedRig rig(flood.server.url());
    rig.holding = true;
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(rig.feed->status().paused, limit);
    QTest::qWait(500);
    const int said = flood.next;
    QVERIFY2(said < messages, "the server is held back");
    QVERIFY(rig.feed->queued() <= Feed::queueBatches);
    QTest::qWait(500);
    QCOMPARE(flood.next, said);
    rig.holding = false;
    rig.drain();
    const std::uint64_t all = std::uint64_t(messages) * rows;
    QTRY_COMPARE_WITH_TIMEOUT(rig.store.samples(), all, 3 * limit);
    QCOMPARE(rig.status().duplicates, 0u);
    QCOMPARE(rig.status().missed, 0u);
    QCOMPARE(rig.status().messages, std::uint64_t(messages));
    const FeedRig::Points points = rig.points(0);
    QCOMPARE(points.times.size(), all);
    for (std::size_t i = 0; i < points.times.size(); ++i) {
        if (points.times[i] != std::int64_t(i) + 1) {
            QFAIL("out of order");
        }
    }
    QTRY_VERIFY_WITH_TIMEOUT(!rig.status().paused, limit);
}

void TestFeed::canBeDestroyedAtAnyMoment_data()
{
    QTest::addColumn<bool>("start");
    QTest::addColumn<bool>("reachable");
    QTest::addColumn<bool>("taking");
    QTest::newRow("never started") << false << true << true;
    QTest::newRow("trying") << true << false << true;
    QTest::newRow("running") << true << true << true;
    QTest::newRow("full") << true << true << false;
}

void TestFeed::canBeDestroyedAtAnyMoment()
{
    QFETCH(bool, start);
    QFETCH(bool, reachable);
    QFETCH(bool, taking);
    Flood flood;
    for (int delay = 0; delay < 60; delay += 3) {
        FeedRig rig(reachable ? flood.server.url() : QUrl(u"ws://127.0.0.1:1/"_s));
        rig.holding = !taking;
        if (start) {
            rig.feed->start();
        }
        QTest::qWait(delay);
        rig.feed.reset();
        QVERIFY(rig.thread.isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!flood.server.newest(), limit); // its line went with it
    }
}

void TestFeed::stopsAndStartsAgain()
{
    const Served served;
    FeedRig rig(served.url);
    for (int round = 1; round <= 3; ++round) {
        rig.feed->start();
        const std::size_t before = rig.size(u"cpu.total"_s);
        QTRY_VERIFY_WITH_TIMEOUT(rig.size(u"cpu.total"_s) > before + 5, limit);
        rig.feed->stop();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status().state, LinkState::Idle, limit);
    }
    QCOMPARE(rig.status().missed, 0u);
    QCOMPARE(rig.status().duplicates, 0u);
    QVERIFY(rig.lostTimes.empty());
}

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"
