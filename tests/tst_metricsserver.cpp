// The port for Prometheus over real sockets: what it answers, and whom it does not.
#include "metricsserver.h"

#include <QNetworkInterface>
#include <QTcpSocket>
#include <QtTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr int limit = 15'000; // ms, for what takes milliseconds

QByteArray get(const QByteArray &target, const QByteArray &host, const QByteArray &method = "GET")
{
    return method + ' ' + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
}

class Client
{
public:
    explicit Client(quint16 port)
    {
        socket.connectToHost(QHostAddress::LocalHost, port);
        QTRY_VERIFY_WITH_TIMEOUT(socket.state() == QAbstractSocket::ConnectedState, limit);
    }
    // All that comes until the server closes.
    QByteArray ask(const QByteArray &request)
    {
        socket.write(request);
        [this] {
            QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, limit);
        }();
        return socket.readAll();
    }
    bool ended() const { return socket.state() == QAbstractSocket::UnconnectedState; }
    QTcpSocket socket;
};

} // namespace

class TestMetricsServer : public QObject
{
    Q_OBJECT

    int m_pages = 0;
    std::unique_ptr<MetricsServer> m_server;
    quint16 m_port = 0;

    void serve(int deadlineMs = MetricsServer::deadlineMs)
    {
        m_pages = 0;
        m_server = std::make_unique<MetricsServer>(
            [this] {
                ++m_pages;
                return QByteArray("page 1\n");
            },
            deadlineMs);
        const auto port = m_server->listen(0);
        QVERIFY2(port, "a free port");
        m_port = *port;
    }

private Q_SLOTS:
    void init() { serve(); }

    void givesThePage_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("by address") << get("/metrics", "127.0.0.1:9090");
        QTest::newRow("by name") << get("/metrics", "LocalHost");
        QTest::newRow("IPv6 literal") << get("/metrics", "[::1]:9090");
        QTest::newRow("with a query") << get("/metrics?x=1", "localhost:1");
        QTest::newRow("1.0 with Host")
            << QByteArray("GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n");
        QTest::newRow("a body nobody asked for") << QByteArray(
            "GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc");
    }
    void givesThePage()
    {
        QFETCH(QByteArray, request);
        const QByteArray answer = Client(m_port).ask(request);
        QVERIFY2(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
        QVERIFY(answer.contains("\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"));
        QVERIFY(answer.contains("\r\nContent-Length: 7\r\n"));
        QVERIFY(answer.endsWith("\r\n\r\npage 1\n"));
        QCOMPARE(m_pages, 1);
    }

    void headHasNoBody()
    {
        const QByteArray answer = Client(m_port).ask(get("/metrics", "localhost", "HEAD"));
        QVERIFY2(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
        QVERIFY(answer.contains("\r\nContent-Length: 7\r\n"));
        QVERIFY(answer.endsWith("\r\n\r\n"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("status");
        const auto row = [](const char *name, const QByteArray &request, const char *status) {
            QTest::newRow(name) << request << QByteArray(status);
        };
        row("rebound name", get("/metrics", "evil.example"), "403");
        row("rebound name with port", get("/metrics", "evil.example:9090"), "403");
        row("a name that begins well", get("/metrics", "localhost.evil.example"), "403");
        row("a name behind an at", get("/metrics", "localhost:9@evil.example"), "403");
        row("an address that begins well", get("/metrics", "127.0.0.1.evil.example"), "403");
        row("a port that is none", get("/metrics", "localhost:99999"), "403");
        row("an empty port", get("/metrics", "localhost:"), "403");
        row("a bracket", get("/metrics", "["), "403");
        row("an empty Host", get("/metrics", ""), "403");
        row("a rebound POST", get("/metrics", "evil.example", "POST"), "403");
        row("no Host", "GET /metrics HTTP/1.1\r\n\r\n", "400");
        row("two Hosts", "GET /metrics HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
            "400");
        row("folded Host", "GET /metrics HTTP/1.1\r\nHost: localhost\r\n evil\r\n\r\n", "400");
        row("space before the colon", "GET /metrics HTTP/1.1\r\nHost : localhost\r\n\r\n", "400");
        row("another protocol", "GET /metrics SIP/2.0\r\nHost: localhost\r\n\r\n", "400");
        row("no words", "\r\n\r\n", "400");
        row("control characters", "GET /met\x01rics HTTP/1.1\r\nHost: localhost\r\n\r\n", "400");
        row("TLS", QByteArray::fromHex("16030100050100000102") + "\r\n\r\n", "400");
        row("POST", get("/metrics", "localhost", "POST"), "405");
        row("OPTIONS", get("/metrics", "localhost", "OPTIONS"), "405");
        row("another path", get("/", "localhost"), "404");
        row("a path that begins well", get("/metricsx", "localhost"), "404");
        row("a whole address", get("http://localhost/metrics", "localhost"), "404");
        row("up and out", get("/metrics/../../etc/passwd", "localhost"), "404");
        row("endless header",
            "GET /metrics HTTP/1.1\r\nHost: localhost\r\nX: " + QByteArray(20'000, 'x'), "431");
        row("endless line", QByteArray(20'000, 'G'), "431");
    }
    void refuses()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, status);
        const QByteArray answer = Client(m_port).ask(request);
        QVERIFY2(answer.startsWith("HTTP/1.1 " + status + ' '), answer);
        QVERIFY(answer.contains("\r\nConnection: close\r\n"));
        QVERIFY(!answer.contains("Access-Control"));
        QCOMPARE(m_pages, 0);
        QVERIFY(Client(m_port).ask(get("/metrics", "localhost")).startsWith("HTTP/1.1 200"));
    }

    void readsAHeadThatComesInBytes()
    {
        Client client(m_port);
        for (const char byte : get("/metrics", "localhost")) {
            client.socket.write(&byte, 1);
            client.socket.flush();
            QTest::qWait(1);
        }
        QVERIFY(client.ask({}).startsWith("HTTP/1.1 200"));
        QCOMPARE(m_pages, 1);
    }

    void answersOneRequestPerConnection()
    {
        const QByteArray both = get("/metrics", "localhost") + get("/metrics", "localhost");
        const QByteArray answer = Client(m_port).ask(both);
        QCOMPARE(answer.count("HTTP/1.1 "), 1);
        QCOMPARE(m_pages, 1);
    }

    void hasOnlySoManyPlaces()
    {
        serve(600'000);
        std::vector<std::unique_ptr<Client>> idle;
        for (int i = 0; i < MetricsServer::maxConnections; ++i) {
            idle.push_back(std::make_unique<Client>(m_port));
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_server->connections(), MetricsServer::maxConnections, limit);
        QTcpSocket tooMany;
        tooMany.connectToHost(QHostAddress::LocalHost, m_port);
        QTRY_COMPARE_WITH_TIMEOUT(tooMany.state(), QAbstractSocket::UnconnectedState, limit);
        QCOMPARE(tooMany.readAll(), QByteArray());
        QCOMPARE(m_server->connections(), MetricsServer::maxConnections);
        idle.clear();
        QTRY_COMPARE_WITH_TIMEOUT(m_server->connections(), 0, limit);
        QVERIFY(Client(m_port).ask(get("/metrics", "localhost")).startsWith("HTTP/1.1 200"));
    }

    void givesUpOnWhoSaysNothing()
    {
        serve(100);
        Client silent(m_port);
        Client slow(m_port);
        slow.socket.write("GET /metrics HTTP/1.1\r\n");
        QTRY_VERIFY_WITH_TIMEOUT(silent.ended() && slow.ended(), limit);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->connections(), 0, limit);
        QCOMPARE(m_pages, 0);
    }

    void endsWithConnectionsOpen()
    {
        Client open(m_port);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->connections(), 1, limit);
        m_server.reset();
        QTRY_VERIFY_WITH_TIMEOUT(open.ended(), limit);
    }

    void saysThatAPortIsTaken()
    {
        MetricsServer second([] { return QByteArray(); });
        const auto port = second.listen(m_port);
        QVERIFY(!port);
        QVERIFY2(port.error().contains(QString::number(m_port))
                     && port.error().contains(u"--metrics-port"),
                 qPrintable(port.error()));
    }

    void listensOnThisMachineOnly()
    {
        for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
            if (address.isLoopback() || address.protocol() != QAbstractSocket::IPv4Protocol) {
                continue;
            }
            QTcpSocket socket;
            socket.connectToHost(address, m_port);
            QVERIFY2(!socket.waitForConnected(2'000), qPrintable(address.toString()));
        }
    }
};

QTEST_GUILESS_MAIN(TestMetricsServer)
#include "tst_metricsserver.moc"
