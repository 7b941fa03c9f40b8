// Behind nginx and HAProxy: all ways, also when nothing is said for longer than they wait.
//
// Their usual patience (60 s of nginx's proxy_read_timeout, 50 s in Debian's haproxy.cfg) is scaled
// down to 3 s here, and the feed's heartbeat from 5 s to 1 s only, so that there is less room
// between the two than in life.
#include "program.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

const QStringList ways{u"websocket"_s, u"sse"_s, u"longpoll"_s};

const QByteArray upgrades = "proxy_set_header Upgrade $http_upgrade;"
                            "proxy_set_header Connection $connection_upgrade;";

Program nginx(quint16 target, const QByteArray &more)
{
    QByteArray config = R"(
#USER#
daemon off;
pid @DIR@/pid;
error_log stderr;
events { worker_connections 256; }
http {
    access_log off;
    client_body_temp_path @DIR@/a; proxy_temp_path @DIR@/b; fastcgi_temp_path @DIR@/c;
    uwsgi_temp_path @DIR@/d; scgi_temp_path @DIR@/e;
    map $http_upgrade $connection_upgrade { default upgrade; '' close; }
    server {
        listen 127.0.0.1:@PORT@;
        location / {
            proxy_pass http://127.0.0.1:#TARGET#;
            proxy_http_version 1.1;
            proxy_read_timeout 3s;
            #MORE#
        }
    }
}
)";
#ifdef Q_OS_UNIX
    config.replace("#USER#", geteuid() == 0 ? "user root;" : "");
#endif
    config.replace("#TARGET#", QByteArray::number(target)).replace("#MORE#", more);
    return Program(u"nginx"_s,
                   {u"-p"_s, u"@DIR@"_s, u"-c"_s, u"@DIR@/config"_s, u"-e"_s, u"stderr"_s}, config);
}

Program haproxy(quint16 target)
{
    QByteArray config = R"(
defaults
    mode http
    timeout connect 3s
    timeout client 3s
    timeout server 3s
listen feed
    bind 127.0.0.1:@PORT@
    server one 127.0.0.1:#TARGET#
)";
    config.replace("#TARGET#", QByteArray::number(target));
    return Program(u"haproxy"_s, {u"-db"_s, u"-f"_s, u"@DIR@/config"_s}, config);
}

// For eight seconds at a time, but for the heartbeat.
FeedServer::Options silent()
{
    return quiet(8'000, 1'000);
}

} // namespace

class TestProxies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysThroughSilenceBehindNginx();
    void staysThroughSilenceBehindHaproxy();
    void losesNothingWhenNginxIsRestarted();
    void fallsBackWhereNginxRefusesUpgrades();
    void fallsBackWhereNginxKeepsWhatStreams();

private:
    void stays(const QUrl &url);
};

void TestProxies::stays(const QUrl &url)
{
    std::vector<std::unique_ptr<FeedRig>> rigs;
    for (const QString &way : ways) {
        rigs.push_back(std::make_unique<FeedRig>(sourceBy(url, way)));
        rigs.back()->feed->start();
    }
    for (const auto &rig : rigs) { // two silences of eight seconds
        QTRY_VERIFY_WITH_TIMEOUT(rig->size(counter) >= 3, 2 * limit);
    }
    for (std::size_t i = 0; i < rigs.size(); ++i) {
        QCOMPARE(wayWord(rigs[i]->status().via), ways[qsizetype(i)]);
        QVERIFY2(rigs[i]->live(), qPrintable(rigs[i]->status().reason));
        QCOMPARE(rigs[i]->status().reconnects, 0u);
        QVERIFY(rigs[i]->status().roundTripMs >= 0);
        QVERIFY(countsOn(*rigs[i]));
    }
}

void TestProxies::staysThroughSilenceBehindNginx()
{
    const Served served(silent());
    Program proxy = nginx(served.port, upgrades);
    START(proxy, "nginx", "nginx");
    stays(proxy.url());
}

void TestProxies::staysThroughSilenceBehindHaproxy()
{
    const Served served(silent());
    Program proxy = haproxy(served.port);
    START(proxy, "haproxy", "haproxy");
    stays(proxy.url());
}

void TestProxies::losesNothingWhenNginxIsRestarted()
{
    const Served served;
    Program proxy = nginx(served.port, upgrades);
    START(proxy, "nginx", "nginx");
    std::vector<std::unique_ptr<FeedRig>> rigs;
    for (const QString &way : ways) {
        rigs.push_back(std::make_unique<FeedRig>(sourceBy(proxy.url(), way)));
        rigs.back()->feed->start();
        QTRY_VERIFY_WITH_TIMEOUT(rigs.back()->size(counter) > 50, limit);
    }
    proxy.stop();
    for (const auto &rig : rigs) {
        QTRY_VERIFY_WITH_TIMEOUT(!rig->live(), limit);
    }
    QVERIFY2(proxy.start(), proxy.log().constData());
    for (const auto &rig : rigs) {
        rig->feed->tryNow();
        QTRY_COMPARE_WITH_TIMEOUT(rig->told(LinkStory::Kind::Resumed), 1u, limit);
        const std::size_t before = rig->size(counter);
        QTRY_VERIFY_WITH_TIMEOUT(rig->size(counter) > before + 20, limit);
        QVERIFY(countsOn(*rig));
        QCOMPARE(rig->status().missed, 0u);
        QVERIFY(rig->lostTimes.empty());
    }
}

void TestProxies::fallsBackWhereNginxRefusesUpgrades()
{
    const Served served;
    Program proxy = nginx(served.port, {}); // what many a configuration forgets
    START(proxy, "nginx", "nginx");
    FeedRig rig(sourceBy(proxy.url(), u"auto"_s));
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(rig.size(counter) > 50, limit);
    QCOMPARE(wayWord(rig.status().via), u"sse"_s);
    QVERIFY(countsOn(rig));
    FeedRig byHand(sourceBy(proxy.url(), u"websocket"_s));
    byHand.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(!byHand.status().reason.isEmpty(), limit);
    QVERIFY(!byHand.live());
}

void TestProxies::fallsBackWhereNginxKeepsWhatStreams()
{
    const Served served(silent());
    Program proxy = nginx(served.port, "proxy_ignore_headers X-Accel-Buffering;");
    START(proxy, "nginx", "nginx");
    FeedRig rig(sourceBy(proxy.url(), u"auto"_s));
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(rig.live(), 3 * limit); // the stream's first event waits ten seconds
    QCOMPARE(wayWord(rig.status().via), u"longpoll"_s);
    QTRY_VERIFY_WITH_TIMEOUT(rig.size(counter) > 1, limit);
    QVERIFY(countsOn(rig));
}

QTEST_GUILESS_MAIN(TestProxies)
#include "tst_proxies.moc"
