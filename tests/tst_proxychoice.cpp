// Which proxy a request takes: its own, the environment's, or none.
#include "link/proxy.h"

#include <QtTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

using Variables = QMap<QString, QString>;

class TestProxyChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTheOneThatIsMeant_data();
    void takesTheOneThatIsMeant();
    void readsProxies_data();
    void readsProxies();
    void keepsThePasswordOutOfWhatItSays();
};

void TestProxyChoice::takesTheOneThatIsMeant_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("own");
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QString>("host"); // empty: directly
    const auto row = [](const char *name, const QString &address, const QString &own,
                        const Variables &variables, const QString &host) {
        QTest::newRow(name) << address << own << variables << host;
    };
    const Variables all{{u"http_proxy"_s, u"http://plain:1"_s},
                        {u"https_proxy"_s, u"http://secure:1"_s},
                        {u"all_proxy"_s, u"socks5://any:1"_s}};
    row("nothing set", u"ws://a/"_s, {}, {}, {});
    row("ws is http", u"ws://a/"_s, {}, all, u"plain"_s);
    row("wss is https", u"wss://a/"_s, {}, all, u"secure"_s);
    row("the rest", u"wss://a/"_s, {}, {{u"ALL_PROXY"_s, u"socks5://any:1"_s}}, u"any"_s);
    row("in capitals", u"wss://a/"_s, {}, {{u"HTTPS_PROXY"_s, u"http://big:1"_s}}, u"big"_s);
    row("but not that one", u"ws://a/"_s, {}, {{u"HTTP_PROXY"_s, u"http://evil:1"_s}}, {});
    row("without a scheme", u"ws://a/"_s, {}, {{u"http_proxy"_s, u"plain:1"_s}}, u"plain"_s);
    row("its own", u"ws://a/"_s, u"socks5://mine:1"_s, all, u"mine"_s);
    row("none of its own", u"ws://a/"_s, u"direct:"_s, all, {});
    row("this machine", u"ws://127.0.0.1:9/"_s, {}, all, {});
    row("this machine by name", u"ws://localhost:9/"_s, {}, all, {});
    row("this machine in six", u"ws://[::1]:9/"_s, {}, all, {});
    row("this machine, meant so", u"ws://127.0.0.1/"_s, u"http://mine:1"_s, all, u"mine"_s);
    const auto except = [&all](const QString &list) {
        Variables variables = all;
        variables.insert(u"no_proxy"_s, list);
        return variables;
    };
    row("excepted", u"ws://boiler.example/"_s, {}, except(u"a, boiler.example"_s), {});
    row("excepted with its domain", u"ws://boiler.example/"_s, {}, except(u".example"_s), {});
    row("another that ends so", u"ws://myboiler/"_s, {}, except(u"boiler"_s), u"plain"_s);
    row("all excepted", u"ws://a/"_s, {}, except(u"*"_s), {});
    row("excepted, but meant so", u"ws://a/"_s, u"http://mine:1"_s, except(u"*"_s), u"mine"_s);
}

void TestProxyChoice::takesTheOneThatIsMeant()
{
    QFETCH(QString, address);
    QFETCH(QString, own);
    QFETCH(Variables, variables);
    QFETCH(QString, host);
    TransportRequest request;
    request.url = QUrl(address);
    request.proxy = QUrl(own);
    const auto proxy = proxyFor(request, [&variables](const char *name) {
        return variables.value(QString::fromLatin1(name));
    });
    QVERIFY(proxy.has_value());
    QCOMPARE(proxy->hostName(), host);
    QCOMPARE(proxy->type() == QNetworkProxy::NoProxy, host.isEmpty());
}

void TestProxyChoice::readsProxies_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("type"); // -1: none
    QTest::addColumn<int>("port");
    QTest::newRow("http") << u"http://p"_s << int(QNetworkProxy::HttpProxy) << 8080;
    QTest::newRow("a port") << u"http://p:3128"_s << int(QNetworkProxy::HttpProxy) << 3128;
    QTest::newRow("socks") << u"socks5://p"_s << int(QNetworkProxy::Socks5Proxy) << 1080;
    QTest::newRow("socks, names too") << u"socks5h://p:9"_s << int(QNetworkProxy::Socks5Proxy) << 9;
    QTest::newRow("none") << u"direct:"_s << int(QNetworkProxy::NoProxy) << 0;
    QTest::newRow("by TLS") << u"https://p"_s << -1 << 0;
    QTest::newRow("an older socks") << u"socks4://p"_s << -1 << 0;
    QTest::newRow("no host") << u"http://"_s << -1 << 0;
    QTest::newRow("no port") << u"http://p:0"_s << -1 << 0;
    QTest::newRow("nonsense") << u"::"_s << -1 << 0;
}

void TestProxyChoice::readsProxies()
{
    QFETCH(QString, text);
    const auto proxy = proxyFrom(QUrl(text));
    QTEST(proxy ? int(proxy->type()) : -1, "type");
    QTEST(proxy ? int(proxy->port()) : 0, "port");
    const auto named = proxyFrom(QUrl(u"http://na%20me:p%3Aw@p"_s));
    QCOMPARE(named->user(), u"na me"_s);
    QCOMPARE(named->password(), u"p:w"_s);
}

void TestProxyChoice::keepsThePasswordOutOfWhatItSays()
{
    for (const QString &text : {u"ftp://me:s3cret@p"_s, u"http://me:s3cret@"_s,
                                u"http://me:s3cret@p:0"_s, u"me:s3cret@p:99999999"_s}) {
        TransportRequest request;
        request.url = QUrl(u"ws://a/"_s);
        const auto proxy = proxyFor(request, [&text](const char *name) {
            return qstrcmp(name, "http_proxy") == 0 ? text : QString();
        });
        QVERIFY(!proxy);
        QVERIFY2(!proxy.error().contains(u"s3cret"), qPrintable(proxy.error()));
    }
}

QTEST_GUILESS_MAIN(TestProxyChoice)
#include "tst_proxychoice.moc"
