// The real feed without a WebSocket, by both fallbacks: the same promises hold.
#include "certificates.h"
#include "demo/feedserver.h"
#include "fakemachine.h"
#include "fakeserver.h"
#include "feedrig.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

using Kind = LinkStory::Kind;

namespace {

Source sourceOf(const QUrl &url, const QString &transport)
{
    Source source = FeedRig::sourceFor(url);
    source.transport = transport;
    return source;
}

const QString counter = u"cpu.core0"_s; // counts the messages on its channel

// One more each time: nothing is missing and nothing came twice.
bool countsOn(const FeedRig &rig)
{
    FeedRig::Points points = rig.points(rig.store.find(0, counter));
    // On a slow machine nothing may come for a while, which breaks the line, but loses nothing.
    std::erase_if(points.values, [](double value) { return std::isnan(value); });
    for (std::size_t i = 1; i < points.values.size(); ++i) {
        if (points.values[i] != points.values[i - 1] + 1) {
            return false;
        }
    }
    return points.values.size() > 20;
}

} // namespace

class TestFallback : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carriesTheWholeFeed_data() { ways(); }
    void carriesTheWholeFeed();
    void losesNothingWhenTheLineIsCut_data() { ways(); }
    void losesNothingWhenTheLineIsCut();
    void losesNothingWhenTheLineFreezes_data() { ways(); }
    void losesNothingWhenTheLineFreezes();
    void losesNothingWhenNobodyReads_data() { ways(); }
    void losesNothingWhenNobodyReads();
    void goesOverTls_data() { ways(); }
    void goesOverTls();
    void stopsWhenTheTokenIsWrong_data() { ways(); }
    void stopsWhenTheTokenIsWrong();
    void saysWhereAMessageWasTooLarge_data() { ways(); }
    void saysWhereAMessageWasTooLarge();

private:
    void ways()
    {
        QTest::addColumn<QString>("transport");
        QTest::newRow("server-sent events") << u"sse"_s;
        QTest::newRow("long polling") << u"longpoll"_s;
    }
};

void TestFallback::carriesTheWholeFeed()
{
    QFETCH(QString, transport);
    FeedServer::Options options = quick();
    options.token = u"s3cret"_s;
    const Served served(options);
    Source source = sourceOf(served.url(u"/live?x=1"_s), transport);
    source.token = options.token;
    FeedRig rig(source);
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(rig.size(counter) > 100 && rig.size(u"feed.connections"_s) > 2, limit);
    const LinkStatus status = rig.status();
    QCOMPARE(wayWord(status.via), transport);
    QVERIFY(countsOn(rig));
    QCOMPARE(status.duplicates, 0u);
    QCOMPARE(status.missed, 0u);
    QCOMPARE(status.badFrames, 0u);
    QCOMPARE(status.unknownTypes, 0u);
    QCOMPARE(status.reconnects, 0u);
    QTRY_VERIFY_WITH_TIMEOUT(rig.status().roundTripMs >= 0, limit); // so messages go up, too
    QCOMPARE(rig.column(u"feed.connections"_s)->lastValue(), 1.0);
    rig.feed->stop();
    QTRY_VERIFY_WITH_TIMEOUT(rig.status().state == LinkState::Idle, limit);
    FeedRig witness(FeedRig::sourceFor(served.url(), options.token));
    witness.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(witness.size(u"feed.connections"_s) > 0, limit);
    QTRY_COMPARE_WITH_TIMEOUT(witness.column(u"feed.connections"_s)->lastValue(), 1.0, limit);
}

void TestFallback::losesNothingWhenTheLineIsCut()
{
    QFETCH(QString, transport);
    const Served served;
    ChaosProxy proxy(served.port);
    FeedRig rig(sourceOf(proxy.url(), transport));
    rig.feed->start();
    for (std::uint64_t times = 1; times <= 3; ++times) {
        const std::size_t before = rig.size(counter);
        QTRY_VERIFY_WITH_TIMEOUT(rig.size(counter) > before + 50, limit);
        proxy.cut();
        QTRY_VERIFY_WITH_TIMEOUT(!rig.live(), limit);
        QTest::qWait(300);
        proxy.restore();
        rig.feed->tryNow();
        QTRY_COMPARE_WITH_TIMEOUT(rig.told(Kind::Resumed), std::size_t(times), limit);
        QCOMPARE(rig.status().reconnects, times);
    }
    const std::size_t before = rig.size(counter);
    QTRY_VERIFY_WITH_TIMEOUT(rig.size(counter) > before + 20, limit);
    QVERIFY(countsOn(rig));
    QCOMPARE(rig.status().missed, 0u);
    QCOMPARE(rig.status().duplicates, 0u);
    QVERIFY(rig.status().replayed > 30);
    QVERIFY(rig.lostTimes.empty());
}

void TestFallback::losesNothingWhenTheLineFreezes()
{
    QFETCH(QString, transport);
    FeedServer::Options options = quick();
    options.heartbeatMs = 1'000;
    const Served served(options);
    ChaosProxy proxy(served.port);
    FeedRig rig(sourceOf(proxy.url(), transport));
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(rig.size(counter) > 50, limit);
    proxy.freeze();
    QTRY_VERIFY_WITH_TIMEOUT(!rig.live(), limit); // nothing says so but the silence
    proxy.cut();
    proxy.restore();
    QTRY_COMPARE_WITH_TIMEOUT(rig.told(Kind::Resumed), 1u, 2 * limit);
    QVERIFY(countsOn(rig));
    QCOMPARE(rig.status().missed, 0u);
    QVERIFY(rig.lostTimes.empty());
}

void TestFallback::losesNothingWhenNobodyReads()
{
    QFETCH(QString, transport);
    const Served served(quick(),
                        2'000); // some ten kilobytes a message, far more than a queue holds
    FeedRig rig(sourceOf(served.url(), transport));
    rig.holding = true;
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(rig.feed->status().paused, 2 * limit);
    const std::size_t queued = rig.feed->queued();
    QTest::qWait(500);
    QCOMPARE(rig.feed->queued(), queued);
    rig.holding = false;
    rig.drain();
    QTRY_VERIFY_WITH_TIMEOUT(!rig.status().paused, limit);
    const std::size_t before = rig.size(counter);
    QTRY_VERIFY_WITH_TIMEOUT(rig.size(counter) > before + 50, limit);
    QVERIFY(countsOn(rig));
    QCOMPARE(rig.status().reconnects, 0u);
}

void TestFallback::goesOverTls()
{
    QFETCH(QString, transport);
    const OwnCertificate own;
    if (own.certificate.isEmpty()) {
        QSKIP(noOpenssl);
    }
    FeedServer::Options options = quick();
    options.certificateFile = own.certificate;
    options.keyFile = own.key;
    const Served served(options);
    QUrl url = served.url();
    url.setScheme(u"wss"_s);
    Source source = sourceOf(url, transport);
    FeedRig stranger(source);
    stranger.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(stranger.status().final, limit);
    QVERIFY2(stranger.status().reason.contains(u"certificate"),
             qPrintable(stranger.status().reason));
    source.tls.caFile = own.certificate;
    FeedRig rig(source);
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(rig.size(counter) > 50, limit);
    QVERIFY(countsOn(rig));
}

void TestFallback::stopsWhenTheTokenIsWrong()
{
    QFETCH(QString, transport);
    FeedServer::Options options = quick();
    options.token = u"s3cret"_s;
    const Served served(options);
    Source source = sourceOf(served.url(), transport);
    source.token = u"wrong"_s;
    FeedRig rig(source);
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(rig.status().final, limit);
    QVERIFY(rig.status().needsToken);
    QVERIFY2(rig.status().reason.contains(u"401"), qPrintable(rig.status().reason));
}

void TestFallback::saysWhereAMessageWasTooLarge()
{
    QFETCH(QString, transport);
    constexpr int series = 100'000; // in one frame of more than 8 MiB
    const QString name = QString(200, u'x') + u"%1"_s;
    const Served served(quiet(2'000), series, name);
    FeedRig rig(sourceOf(served.url(), transport));
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(rig.status().final, 2 * limit);
    QVERIFY2(rig.status().reason.contains(u"larger than allowed"), qPrintable(rig.status().reason));
}

QTEST_GUILESS_MAIN(TestFallback)
#include "tst_fallback.moc"
