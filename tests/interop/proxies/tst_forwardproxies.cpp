// Through the proxies of offices: HTTP (tinyproxy) and SOCKS 5 (microsocks), with and without a
// password, by all ways.
#include "program.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

const QString password = u"p4ssw0rd"_s;

Program tinyproxy(const QByteArray &more)
{
    return Program(u"tinyproxy"_s, {u"-d"_s, u"-c"_s, u"@DIR@/config"_s},
                   "Port @PORT@\nListen 127.0.0.1\nTimeout 600\nLogLevel Error\nMaxClients 100\n"
                       + more);
}

Program microsocks(const QStringList &more)
{
    return Program(u"microsocks"_s,
                   QStringList{u"-i"_s, u"127.0.0.1"_s, u"-p"_s, u"@PORT@"_s} + more);
}

} // namespace

class TestForwardProxies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesThrough_data() { rows(); }
    void goesThrough();
    void goesThroughWithAPassword_data() { rows(); }
    void goesThroughWithAPassword();
    void stopsAtAWrongPassword_data() { rows(); }
    void stopsAtAWrongPassword();
    void fallsBackWhereConnectIsNotAllowed();
    void theProgramKeepsThePasswordToItself();

private:
    void rows();
    Program make(bool authenticates) const;
    // Everything there is between the client and `proxy` is counted.
    void passes(Program &proxy, const QString &user);
    QString m_transport;
    bool m_socks = false;
};

void TestForwardProxies::rows()
{
    QTest::addColumn<bool>("socks");
    QTest::addColumn<QString>("transport");
    for (const bool socks : {false, true}) {
        for (const QString &way : {u"websocket"_s, u"sse"_s, u"longpoll"_s}) {
            QTest::addRow("%s, %s", socks ? "SOCKS" : "HTTP", qPrintable(way)) << socks << way;
        }
    }
}

#define FETCH_AND_START(program, authenticates)                                                    \
    QFETCH(bool, socks);                                                                           \
    QFETCH(QString, transport);                                                                    \
    m_socks = socks;                                                                               \
    m_transport = transport;                                                                       \
    Program program = make(authenticates);                                                         \
    if (socks) {                                                                                   \
        START(program, "microsocks", "microsocks");                                                \
    } else {                                                                                       \
        START(program, "tinyproxy", "tinyproxy-bin");                                              \
    }

Program TestForwardProxies::make(bool authenticates) const
{
    if (m_socks) {
        return microsocks(authenticates ? QStringList{u"-u"_s, u"watcher"_s, u"-P"_s, u"p4ssw0rd"_s}
                                        : QStringList());
    }
    return tinyproxy(authenticates ? "BasicAuth watcher p4ssw0rd\n" : "");
}

void TestForwardProxies::passes(Program &proxy, const QString &user)
{
    const Served served;
    ChaosProxy counted(proxy.port());
    Source source = sourceBy(served.url(), m_transport);
    source.proxy = counted.url();
    source.proxy.setScheme(m_socks ? u"socks5"_s : u"http"_s);
    source.proxy.setUserInfo(user);
    FeedRig rig(source);
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(rig.size(counter) > 50, limit);
    QVERIFY(counted.accepted() > 0);
    QCOMPARE(wayWord(rig.status().via), m_transport);
    QVERIFY(countsOn(rig));
    QCOMPARE(rig.status().reconnects, 0u);
    counted.cut();
    QTRY_VERIFY_WITH_TIMEOUT(!rig.live(), limit);
    counted.restore();
    rig.feed->tryNow();
    QTRY_COMPARE_WITH_TIMEOUT(rig.told(LinkStory::Kind::Resumed), 1u, limit);
    QVERIFY(countsOn(rig));
    QVERIFY(rig.lostTimes.empty());
}

void TestForwardProxies::goesThrough()
{
    FETCH_AND_START(proxy, false);
    passes(proxy, {});
}

void TestForwardProxies::goesThroughWithAPassword()
{
    FETCH_AND_START(proxy, true);
    passes(proxy, u"watcher:"_s + password);
}

void TestForwardProxies::stopsAtAWrongPassword()
{
    FETCH_AND_START(proxy, true);
    const Served served;
    Source source = sourceBy(served.url(), transport);
    source.proxy = proxy.url(socks ? u"socks5"_s : u"http"_s);
    source.proxy.setUserInfo(u"watcher:n0t"_s);
    FeedRig rig(source);
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(!rig.status().reason.isEmpty(), limit);
    QVERIFY(!rig.live());
    QVERIFY2(rig.status().reason.contains(u"roxy"), qPrintable(rig.status().reason));
    QVERIFY(!rig.status().reason.contains(u"n0t"));
}

void TestForwardProxies::fallsBackWhereConnectIsNotAllowed()
{
    Program proxy = tinyproxy("ConnectPort 443\n"); // as many offices have it
    START(proxy, "tinyproxy", "tinyproxy-bin");
    const Served served;
    Source source = sourceBy(served.url(), u"auto"_s);
    source.proxy = proxy.url(u"http"_s);
    FeedRig rig(source);
    rig.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(rig.size(counter) > 50, limit);
    QCOMPARE(wayWord(rig.status().via), u"sse"_s);
    QVERIFY(countsOn(rig));
}

void TestForwardProxies::theProgramKeepsThePasswordToItself()
{
    Program proxy = tinyproxy("BasicAuth watcher p4ssw0rd\n");
    START(proxy, "tinyproxy", "tinyproxy-bin");
    const Served served;
    for (const QString &secret : {password, u"n0t-this"_s}) {
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SIGHTGLASS_PROXY"_s,
                           u"http://watcher:%1@127.0.0.1:%2"_s.arg(secret).arg(proxy.port()));
        program.setProcessEnvironment(environment);
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(
            QStringLiteral(SIGHTGLASS_PROGRAM),
            {u"tail"_s, u"--count"_s, u"20"_s, u"--seconds"_s, u"20"_s, served.url().toString()});
        QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 3 * limit);
        const QByteArray said = program.readAll();
        QVERIFY2(said.contains(secret == password ? "\"sample\"" : "roxy"), said.constData());
        QVERIFY(!said.contains("p4ss") && !said.contains("n0t-this"));
    }
}

QTEST_GUILESS_MAIN(TestForwardProxies)
#include "tst_forwardproxies.moc"
