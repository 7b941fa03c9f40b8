// Peers that are dead without a word: each is noticed within our bound, with real processes, real
// sockets and real dropped packets, by the program's own constants on the real clock.
//
// All of them die at the same moment, so that the whole takes no longer than one. What each would
// do to a bare QWebSocket: nothing for a minute, a quarter of an hour, or ever.
#include "ear.h"
#include "fakeserver.h"
#include "netspace.h"

#include "demo/feedserver.h"
#include "fakemachine.h"
#include "feed.h"

#include <QDir>
#include <QNetworkProxyFactory>
#include <QThread>

#include <csignal>

using namespace sightglass;
using namespace sightglass::fault;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t boundMs = 15'000;
constexpr int longest = 25'000; // ms; how long a test waits before it says "never"

// A feed, and the first time that it gave its connection or its attempt up.
class Patient : public QObject
{
public:
    Patient(const QUrl &url, const QString &dialect, QThread *linkThread)
    {
        Source source;
        source.address = url;
        source.dialect = dialect;
        const QNetworkProxy proxy = QNetworkProxyFactory::proxyForQuery(
                                        QNetworkProxyQuery(url.host(), url.port(443)))
                                        .value(0);
        if (proxy.type() == QNetworkProxy::HttpProxy) {
            source.proxy = QUrl(u"http://%1:%2"_s.arg(proxy.hostName()).arg(proxy.port()));
        }
        source.transport = u"websocket"_s; // whose bounds these are; others would be tried next
        feed = std::make_unique<Feed>(source, linkThread);
        connect(feed.get(), &Feed::statusChanged, this, &Patient::look);
        connect(feed.get(), &Feed::ready, this, [this] {
            feed->drain([](const Batch &) { return true; });
            look();
        });
        feed->start();
    }
    void look()
    {
        const LinkStatus &status = feed->status();
        live = live || status.state == LinkState::Live;
        if (status.attempt > 0 && noticedUs == 0) {
            noticedUs = status.sinceUs;
            reason = status.reason;
        }
    }

    std::unique_ptr<Feed> feed;
    bool live = false;
    std::int64_t noticedUs = 0;
    QString reason;
};

// Sends what goes to one host to a proxy that never answers.
class Proxies : public QNetworkProxyFactory
{
public:
    explicit Proxies(quint16 port)
        : m_port(port)
    {
    }
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const bool there = query.peerHostName() == "behind.test"_L1;
        return {there ? QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, m_port)
                      : QNetworkProxy(QNetworkProxy::NoProxy)};
    }

private:
    quint16 m_port;
};

// A real server in its own process.
class Child
{
public:
    Child()
    {
        process.start(QStringLiteral(SIGHTGLASS_PROGRAM), {u"serve"_s, u"--port"_s, u"0"_s});
        while (process.waitForReadyRead(limit)) {
            output += process.readAllStandardOutput();
            if (const auto at = output.lastIndexOf(':'); output.endsWith("/\n") && at > 0) {
                url = QUrl(u"ws://127.0.0.1:%1/"_s.arg(output.mid(at + 1).chopped(2).toInt()));
                return;
            }
        }
    }
    ~Child()
    {
        process.kill();
        process.waitForFinished();
    }
    void stop() const
    {
        if (process.processId() > 0) { // 0 would be all of us
            ::kill(pid_t(process.processId()), SIGSTOP);
        }
    }

    QProcess process;
    QByteArray output;
    QUrl url;
};

const FakeServer::Script opens = [](QTcpSocket &socket, const QByteArray &request) {
    socket.write(FakeServer::upgrade(request));
};

int openFiles()
{
    return int(QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System).size());
}

} // namespace

class TestDeadPeers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noticesEachOfThem_data();
    void noticesEachOfThem();
    void theKernelIsTheSecondNet_data();
    void theKernelIsTheSecondNet();
    void letsGoOfAPeerThatReadsNoGoodbye();
    void findsAServerWhoseNameMeansAnotherAddress();
    void cleanupTestCase();

private:
    Patient &admit(const QString &name, const QUrl &url, const QString &dialect = u"native"_s);
    void admitTheDialing();
    void admitTheLive();

    QThread m_link;
    FakeServer m_silent;
    FakeServer m_slow;
    FakeServer m_quiet{opens};
    FakeServer m_ends{opens};
    FakeServer m_resets{opens};
    FakeServer m_quietKernel{opens};
    FakeServer m_busyKernel{opens};
    Served m_feed;
    std::unique_ptr<Child> m_child;
    std::map<QString, std::unique_ptr<Patient>> m_patients;
    std::unique_ptr<Call> m_idle;
    std::unique_ptr<Call> m_sending;
    QTimer m_chatter;
    std::int64_t m_struckUs = 0;
};

Patient &TestDeadPeers::admit(const QString &name, const QUrl &url, const QString &dialect)
{
    auto patient = std::make_unique<Patient>(url, dialect, &m_link);
    return *(m_patients[name] = std::move(patient));
}

void TestDeadPeers::admitTheLive()
{
    m_child = std::make_unique<Child>();
    QVERIFY2(m_child->url.isValid(), m_child->output.constData());
    admit(u"a server that is stopped"_s, m_child->url);
    admit(u"FIN"_s, m_ends.url(), u"plain"_s);
    admit(u"RST"_s, m_resets.url(), u"plain"_s);
    if (NetSpace::missing().isEmpty()) {
        admit(u"packets dropped, with heartbeats"_s, m_feed.url());
        admit(u"packets dropped, idle"_s, m_quiet.url(), u"plain"_s);
        m_idle = std::make_unique<Call>(m_quietKernel.url());
        m_sending = std::make_unique<Call>(m_busyKernel.url());
        m_idle->open();
        m_sending->open();
        QTRY_VERIFY_WITH_TIMEOUT(m_idle->ear.opened == 1 && m_sending->ear.opened == 1, limit);
        connect(&m_chatter, &QTimer::timeout, this, [this] {
            m_sending->ear.transport->send({"still here?", false});
        });
        m_chatter.start(1'000);
    }
    for (const auto &[name, patient] : m_patients) {
        QTRY_VERIFY2_WITH_TIMEOUT(patient->live, qPrintable(name), limit);
    }
}

void TestDeadPeers::admitTheDialing()
{
    m_slow.onAccept([](QTcpSocket &socket) {
        auto *drip = new QTimer(&socket);
        connect(drip, &QTimer::timeout, &socket, [&socket] { socket.write("H"); });
        drip->start(500);
    });
    admit(u"no HTTP answer"_s, m_silent.url());
    admit(u"a slow header"_s, m_slow.url());
    admit(u"a silent TLS port"_s, QUrl(u"wss://127.0.0.1:%1/"_s.arg(m_silent.port())));
    QNetworkProxyFactory::setApplicationProxyFactory(new Proxies(m_silent.port()));
    admit(u"a stalled HTTP proxy"_s, QUrl(u"ws://behind.test:80/"_s));
    if (NetSpace::missing().isEmpty()) {
        const FakeServer gone;
        QVERIFY(NetSpace::drop(gone.port()));
        admit(u"SYN black-holed"_s, gone.url());
    }
}

void TestDeadPeers::initTestCase()
{
    m_link.start();
    admitTheLive();
    if (QTest::currentTestFailed()) {
        return;
    }
    m_struckUs = wallUs();
    m_child->stop();
    m_ends.newest()->disconnectFromHost();
    FakeServer::reset(*m_resets.newest());
    if (NetSpace::missing().isEmpty()) {
        for (const quint16 port :
             {m_feed.port, m_quiet.port(), m_quietKernel.port(), m_busyKernel.port()}) {
            QVERIFY(NetSpace::drop(port));
        }
    }
    admitTheDialing();
}

void TestDeadPeers::noticesEachOfThem_data()
{
    QTest::addColumn<QString>("says");
    QTest::addColumn<bool>("needsNamespace");
    QTest::newRow("SYN black-holed") << u"No answer"_s << true;
    QTest::newRow("a stalled HTTP proxy") << u"No answer"_s << false;
    QTest::newRow("no HTTP answer") << u"No answer"_s << false;
    QTest::newRow("a slow header") << u"No answer"_s << false;
    QTest::newRow("a silent TLS port") << u"No answer"_s << false;
    QTest::newRow("packets dropped, with heartbeats") << u"Nothing was heard"_s << true;
    QTest::newRow("packets dropped, idle") << u"Nothing was heard"_s << true;
    QTest::newRow("a server that is stopped") << u"Nothing was heard"_s << false;
    QTest::newRow("FIN") << u"lost"_s << false;
    QTest::newRow("RST") << u"lost"_s << false;
}

void TestDeadPeers::noticesEachOfThem()
{
    QFETCH(QString, says);
    QFETCH(bool, needsNamespace);
    if (needsNamespace && !NetSpace::missing().isEmpty()) {
        QSKIP(NetSpace::missing().constData());
    }
    const Patient &patient = *m_patients.at(QString::fromUtf8(QTest::currentDataTag()));
    QTRY_VERIFY2_WITH_TIMEOUT(patient.noticedUs != 0, "never noticed", longest);
    const std::int64_t ms = (patient.noticedUs - m_struckUs) / 1000;
    qInfo("noticed after %lld ms: %s", static_cast<long long>(ms), qPrintable(patient.reason));
    QVERIFY2(patient.reason.contains(says), qPrintable(patient.reason));
    QVERIFY2(ms <= boundMs, QByteArray::number(qlonglong(ms)).constData());
    QVERIFY(!patient.feed->status().final);
}

// Were there no session above, TCP_USER_TIMEOUT and keepalive would still end it.
void TestDeadPeers::theKernelIsTheSecondNet_data()
{
    QTest::addColumn<bool>("sends");
    QTest::newRow("idle") << false;
    QTest::newRow("sending once a second") << true;
}

void TestDeadPeers::theKernelIsTheSecondNet()
{
    QFETCH(bool, sends);
    if (!NetSpace::missing().isEmpty()) {
        QSKIP(NetSpace::missing().constData());
    }
    const Ear &ear = (sends ? m_sending : m_idle)->ear;
    QTRY_COMPARE_WITH_TIMEOUT(ear.closed.size(), 1u, longest);
    QCOMPARE(int(ear.closed[0].cause), int(TransportClosed::Cause::Lost));
}

// What is unsent to a stopped server would keep a socket closing for ever.
void TestDeadPeers::letsGoOfAPeerThatReadsNoGoodbye()
{
    if (openFiles() == 0) {
        QSKIP("this system does not show which files a process has open");
    }
    const Child child;
    QVERIFY2(child.url.isValid(), child.output.constData());
    const int before = openFiles();
    Call call(child.url);
    call.request.subprotocols = QStringList{u"sightglass.v1.msgpack"_s};
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.opened, 1, limit);
    child.stop();
    for (int i = 0; i < 16; ++i) {
        call.ear.transport->send({QByteArray(1 << 20, 'x'), true});
    }
    QTest::qWait(200);
    QVERIFY(call.ear.transport->unsentBytes() > 1 << 20);
    call.ear.transport->close(1001, {});
    QVERIFY(openFiles() > before);
    // Fewer, if something of an earlier test was still open then.
    QTRY_VERIFY_WITH_TIMEOUT(openFiles() <= before, limit);
    QVERIFY(call.ear.closed.empty());
}

void TestDeadPeers::findsAServerWhoseNameMeansAnotherAddress()
{
    if (!NetSpace::missing().isEmpty()) {
        QSKIP(NetSpace::missing().constData());
    }
    const QTemporaryDir folder;
    QFile hosts(folder.filePath(u"hosts"_s));
    QVERIFY(hosts.open(QIODevice::WriteOnly));
    hosts.write("127.0.0.2 moving.test\n");
    hosts.flush();
    QVERIFY(NetSpace::nameBy(hosts.fileName()));
    FeedServer::Options options = quick();
    options.address = QHostAddress(u"127.0.0.2"_s);
    auto served = std::make_unique<Served>(options);
    const QUrl url(u"ws://moving.test:%1/"_s.arg(served->port));
    Patient patient(url, u"native"_s, &m_link);
    QTRY_VERIFY_WITH_TIMEOUT(patient.live, limit);

    options.port = served->port;
    options.address = QHostAddress(u"127.0.0.3"_s);
    served = std::make_unique<Served>(options);
    hosts.seek(0);
    hosts.write("127.0.0.3 moving.test\n");
    hosts.flush();
    QTRY_VERIFY_WITH_TIMEOUT(patient.noticedUs != 0, limit);
    // Qt remembers a name for a minute; one that failed is asked for anew.
    QTRY_COMPARE_WITH_TIMEOUT(patient.feed->status().state, LinkState::Live, longest);
}

void TestDeadPeers::cleanupTestCase()
{
    m_chatter.stop();
    m_patients.clear();
    m_link.quit();
    m_link.wait();
}

int main(int argc, char **argv)
{
    NetSpace::enter(argv);
    const QCoreApplication app(argc, argv);
    TestDeadPeers test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_deadpeers.moc"
