// The command line: every option, and one sentence for every way to get it wrong.
#include "cli.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

using Mode = Options::Mode;
using Check = bool (*)(const Options &);

tl::expected<Options, QString> parse(const QString &line)
{
    return Options::parse(QStringList{u"sightglass"_s} + line.split(u' ', Qt::SkipEmptyParts));
}

} // namespace

class TestCli : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString file(const QString &name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
                   ? file.fileName()
                   : QString();
    }

private Q_SLOTS:
    void init()
    {
        qunsetenv("SIGHTGLASS_TOKEN");
        qunsetenv("SIGHTGLASS_PROXY");
    }

    // good
    void reads_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<Check>("check");
        const auto row = [](const char *line, Check check) {
            QTest::newRow(*line ? line : "nothing") << QString::fromUtf8(line) << check;
        };
        row("", [](const Options &o) {
            return o.mode == Mode::Window && o.ownFeed && !o.size.isValid();
        });
        row("ws://host:8080/path", [](const Options &o) {
            return o.mode == Mode::Window && !o.ownFeed && o.source.name == u"host:8080"_s
                   && o.source.address.path() == u"/path"_s && o.source.dialect == u"auto"_s;
        });
        row("wss://host", [](const Options &o) { return o.source.name == u"host"_s; });
        row("ws://[::1]:7/", [](const Options &o) { return o.source.address.port() == 7; });
        row("--headless", [](const Options &o) { return o.mode == Mode::Headless && o.ownFeed; });
        row("--headless ws://h",
            [](const Options &o) { return o.mode == Mode::Headless && !o.ownFeed; });
        row("diagnose ws://h --json --seconds 2", [](const Options &o) {
            return o.mode == Mode::Diagnose && o.json && o.seconds == 2 && !o.ownFeed;
        });
        row("serve", [](const Options &o) {
            return o.mode == Mode::Serve && o.serve.port == 0 && !o.serve.insecure
                   && o.serve.address == QHostAddress(QHostAddress::LocalHost);
        });
        row("tail ws://h", [](const Options &o) { return o.mode == Mode::Tail && !o.ownFeed; });
        row("--help", [](const Options &o) { return o.mode == Mode::Help; });
        row("-h", [](const Options &o) { return o.mode == Mode::Help; });
        row("serve a b --help", [](const Options &o) { return o.mode == Mode::Help; });
        row("--version", [](const Options &o) { return o.mode == Mode::Version; });
        row("-v", [](const Options &o) { return o.mode == Mode::Version; });
        for (const char *line : {"--dialect auto", "--dialect native", "--dialect plain"}) {
            row(line, [](const Options &o) { return !o.source.dialect.isEmpty(); });
        }
        row("ws://h", [](const Options &o) {
            return o.source.transport == u"auto"_s && o.source.proxy.isEmpty();
        });
        row("ws://h --transport longpoll",
            [](const Options &o) { return o.source.transport == u"longpoll"_s; });
        row("ws://h --proxy socks5://p:9",
            [](const Options &o) { return o.source.proxy == QUrl(u"socks5://p:9"_s); });
        row("ws://h --proxy direct",
            [](const Options &o) { return o.source.proxy == QUrl(u"direct:"_s); });
        row("ws://h --dialect plain",
            [](const Options &o) { return o.source.dialect == u"plain"_s; });
        row("ws://h --ca-file ca.pem",
            [](const Options &o) { return o.source.tls.caFile == u"ca.pem"_s; });
        row("--headless --seconds 5", [](const Options &o) { return o.seconds == 5; });
        row("tail ws://h --count 2000000000",
            [](const Options &o) { return o.count == 2'000'000'000; });
        row("--screenshot a.png",
            [](const Options &o) { return o.screenshot == u"a.png"_s && o.screenshotAfter == 3; });
        row("--screenshot a.png --after 0",
            [](const Options &o) { return o.screenshotAfter == 0; });
        row("--size 1440x900", [](const Options &o) { return o.size == QSize(1440, 900); });
        row("--theme dark", [](const Options &o) { return o.theme == u"dark"_s; });
        row("--board gallery", [](const Options &o) { return o.board == u"gallery"_s; });
        row("--theme light", [](const Options &o) { return o.theme == u"light"_s; });
        row("--theme dark-high-contrast",
            [](const Options &o) { return o.theme == u"dark-high-contrast"_s; });
        row("--theme light-high-contrast",
            [](const Options &o) { return o.theme == u"light-high-contrast"_s; });
        row("--software-rendering", [](const Options &o) { return o.software && !o.timings; });
        row("--timings", [](const Options &o) { return o.timings && !o.software; });
        row("serve --bind 0.0.0.0",
            [](const Options &o) { return o.serve.address == QHostAddress(u"0.0.0.0"_s); });
        row("serve --bind ::1", [](const Options &o) {
            return o.serve.address == QHostAddress(QHostAddress::LocalHostIPv6);
        });
        row("serve --port 65535", [](const Options &o) { return o.serve.port == 65'535; });
        row("serve --port=8080", [](const Options &o) { return o.serve.port == 8'080; });
        row("serve --tls-cert c --tls-key k", [](const Options &o) {
            return o.serve.certificateFile == u"c"_s && o.serve.keyFile == u"k"_s;
        });
        row("serve --insecure", [](const Options &o) { return o.serve.insecure; });
        row("--cpu-interval 10", [](const Options &o) { return o.serve.cpuMs == 10; });
        row("ws://h --max-rate 2.5", [](const Options &o) { return o.source.maxRateHz == 2.5; });
        row("ws://h", [](const Options &o) {
            return o.source.maxRateHz == 0 && o.metricsPort == -1; // all there is, to nobody
        });
        row("--metrics-port 0", [](const Options &o) { return o.metricsPort == 0; });
        row("--headless --metrics-port 9090",
            [](const Options &o) { return o.metricsPort == 9090; });
        row("--interval 100", [](const Options &o) { return o.serve.systemMs == 100; });
    }
    void reads()
    {
        QFETCH(QString, line);
        QFETCH(Check, check);
        const auto options = parse(line);
        QVERIFY2(options, qPrintable(options ? QString() : options.error()));
        QVERIFY(check(*options));
    }

    void takesTheTokenFromAFile()
    {
        qputenv("SIGHTGLASS_TOKEN", "another");
        const auto options = parse(u"ws://h --token-file "_s + file(u"good"_s, "  secret\r\n"));
        QVERIFY(options);
        QCOMPARE(options->source.token, u"secret"_s);
        const auto serve = parse(u"serve --token-file "_s + m_folder.filePath(u"good"_s));
        QVERIFY(serve);
        QCOMPARE(serve->serve.token, u"secret"_s);
    }

    void takesTheTokenFromTheEnvironment()
    {
        QVERIFY(parse(u"ws://h"_s)->source.token.isEmpty());
        qputenv("SIGHTGLASS_TOKEN", "secret\n");
        QCOMPARE(parse(u"ws://h"_s)->source.token, u"secret"_s);
    }

    void neverWritesTheToken()
    {
        qputenv("SIGHTGLASS_TOKEN", "secret");
        const auto options = parse(u"ws://h:1/p --dialect plain --ca-file ca --max-rate 4"_s);
        const QJsonObject json = options->source.toJson();
        for (const QJsonValue &value : json) {
            QVERIFY(!value.toString().contains(u"secret"_s));
        }
        const auto again = Source::fromJson(json);
        QVERIFY(again);
        QCOMPARE(again->address, options->source.address);
        QCOMPARE(again->dialect, u"plain"_s);
        QCOMPARE(again->tls.caFile, u"ca"_s);
        QCOMPARE(again->maxRateHz, 4.0);
        QCOMPARE(again->channels, QStringList{u"*"_s});
        QCOMPARE(again->toJson(), json);
    }

    void neverWritesTheProxysPassword()
    {
        qputenv("SIGHTGLASS_PROXY", "http://me:s3cret@p:8080");
        const auto options = parse(u"ws://h --transport sse"_s);
        QCOMPARE(options->source.proxy.password(), u"s3cret"_s);
        const QJsonObject json = options->source.toJson();
        QVERIFY(!QJsonDocument(json).toJson().contains("s3cret"));
        const auto again = Source::fromJson(json);
        QVERIFY(again);
        QCOMPARE(again->proxy, QUrl(u"http://p:8080"_s));
        QCOMPARE(again->transport, u"sse"_s);
        QCOMPARE(parse(u"ws://h --proxy http://q:1"_s)->source.proxy, QUrl(u"http://q:1"_s));
        qputenv("SIGHTGLASS_PROXY", "ftp://me:s3cret@p");
        const auto wrong = parse(u"ws://h"_s);
        QVERIFY(!wrong);
        QVERIFY(wrong.error().contains(u"SIGHTGLASS_PROXY"_s));
        QVERIFY(!wrong.error().contains(u"s3cret"_s));
    }

    void refusesSourcesThatCannotBe()
    {
        QJsonObject json = Source::fromAddress(u"ws://h"_s)->toJson();
        for (const auto &[key, value] : {std::pair{u"transport"_s, u"pigeon"_s},
                                         std::pair{u"proxy"_s, u"http://me:s3cret@p"_s},
                                         std::pair{u"proxy"_s, u"gopher://p"_s}}) {
            QJsonObject wrong = json;
            wrong.insert(key, value);
            const auto source = Source::fromJson(wrong);
            QVERIFY(!source);
            QVERIFY(!source.error().contains(u"s3cret"_s));
        }
    }

    void helpNamesEveryOption()
    {
        const QString help = Options::helpText();
        for (const QString &name :
             {u"headless"_s,  u"token-file"_s, u"dialect"_s,      u"ca-file"_s,
              u"seconds"_s,   u"count"_s,      u"screenshot"_s,   u"after"_s,
              u"size"_s,      u"theme"_s,      u"board"_s,        u"software-rendering"_s,
              u"timings"_s,   u"bind"_s,       u"port"_s,         u"tls-cert"_s,
              u"tls-key"_s,   u"insecure"_s,   u"cpu-interval"_s, u"interval"_s,
              u"transport"_s, u"proxy"_s,      u"max-rate"_s,     u"metrics-port"_s}) {
            QVERIFY2(help.contains(u"--"_s + name), qPrintable(name));
        }
    }

    // bad
    void refuses_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("says"); // the thing and the remedy
        const auto row = [](const char *line, const QStringList &says) {
            QTest::newRow(line) << QString::fromUtf8(line) << says;
        };
        row("--colour", {u"colour"_s, u"--help"_s});
        row("--seconds", {u"seconds"_s, u"--help"_s});
        row("serve ws://h", {u"ws://h"_s, u"--help"_s});
        row("ws://h ws://i", {u"ws://i"_s, u"--help"_s});
        row("tail", {u"tail"_s, u"ws://host"_s});
        row("diagnose", {u"diagnose"_s, u"ws://host"_s});
        row("host:8080", {u"host:8080"_s, u"ws://host"_s});
        row("host", {u"host"_s, u"ws://host"_s});
        row("http://h", {u"http://h"_s, u"ws://host"_s});
        row("ws://", {u"ws://"_s, u"ws://host"_s});
        row("ws:///path", {u"ws:///path"_s, u"ws://host"_s});
        row("ws://h:99999", {u"99999"_s, u"ws"_s, u"://host"_s});
        row("ws://h:0", {u"ws://h:0"_s, u"://host"_s});
        row("ws://a%ZZb", {u"a%ZZb"_s, u"://host"_s});
        row("ws://me:word@h", {u"--token-file"_s});
        row("ws://me@h", {u"--token-file"_s});
        row("--dialect socketio", {u"socketio"_s, u"plain"_s});
        row("--transport pigeon", {u"pigeon"_s, u"longpoll"_s});
        row("--proxy p", {u"--proxy"_s, u"http://host:port"_s});
        row("--proxy http://me:word@p", {u"--proxy"_s, u"SIGHTGLASS_PROXY"_s});
        row("--seconds -1", {u"--seconds"_s, u"-1"_s, u"0"_s});
        row("--seconds soon", {u"--seconds"_s, u"soon"_s});
        row("--seconds 1.5", {u"--seconds"_s, u"1.5"_s});
        row("--seconds 99999999999", {u"--seconds"_s, u"99999999999"_s});
        row("tail ws://h --count many", {u"--count"_s, u"many"_s});
        row("--after x", {u"--after"_s, u"x"_s});
        row("--size 1440", {u"1440"_s, u"1440x900"_s});
        row("--size 0x900", {u"0x900"_s, u"1440x900"_s});
        row("--size 1x2x3", {u"1x2x3"_s, u"1440x900"_s});
        row("--size 99999x900", {u"99999x900"_s, u"1440x900"_s});
        row("--board=", {u"--board"_s, u"file"_s});
        row("--theme blue", {u"blue"_s, u"dark"_s, u"light"_s});
        row("serve --bind localhost", {u"--bind"_s, u"localhost"_s, u"IP address"_s});
        row("serve --port 65536", {u"--port"_s, u"65535"_s, u"65536"_s});
        row("serve --port x", {u"--port"_s, u"x"_s});
        row("serve --tls-cert c", {u"--tls-cert"_s, u"--tls-key"_s});
        row("serve --tls-key k", {u"--tls-cert"_s, u"--tls-key"_s});
        row("--cpu-interval 9", {u"--cpu-interval"_s, u"10"_s});
        row("ws://h --max-rate 0", {u"--max-rate"_s, u"0.001"_s});
        row("ws://h --max-rate nan", {u"--max-rate"_s, u"nan"_s});
        row("ws://h --max-rate -2", {u"--max-rate"_s, u"-2"_s});
        row("--metrics-port 65536", {u"--metrics-port"_s, u"65535"_s});
        row("--metrics-port -1", {u"--metrics-port"_s, u"-1"_s});
        row("--interval 99", {u"--interval"_s, u"100"_s});
    }
    void refuses()
    {
        QFETCH(QString, line);
        QFETCH(QStringList, says);
        const auto options = parse(line);
        QVERIFY(!options);
        for (const QString &part : says) {
            QVERIFY2(options.error().contains(part), qPrintable(options.error()));
        }
        QVERIFY2(options.error().endsWith(u'.') && !options.error().contains(u"%1"_s)
                     && !options.error().contains(u": ."_s)
                     && !options.error().contains(u"word@"_s),
                 qPrintable(options.error()));
    }

    void refusesABadTokenFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blank") << QByteArray(" \n\t\n");
        QTest::newRow("too long") << QByteArray(16 * 1024 + 1, 'a');
        QTest::newRow("two lines") << QByteArray("secret\r\nX-More: yes\n");
    }
    void refusesABadTokenFile()
    {
        QFETCH(QByteArray, content);
        const QString path = file(u"bad"_s, content);
        const auto options = parse(u"ws://h --token-file "_s + path);
        QVERIFY(!options);
        QVERIFY(options.error().contains(path));
        QVERIFY(!options.error().contains(u"secret"_s));
    }

    void refusesATokenFileThatIsNotThere()
    {
        for (const QString &path : {m_folder.filePath(u"none"_s), m_folder.path()}) {
            const auto options = parse(u"ws://h --token-file "_s + path);
            QVERIFY(!options);
            QVERIFY(options.error().contains(path));
        }
    }

    void refusesABadSource_data()
    {
        QTest::addColumn<QJsonObject>("json");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << QJsonObject() << u"ws://host"_s;
        QTest::newRow("newer") << QJsonObject{{u"schema"_s, 2}, {u"address"_s, u"ws://h"_s}}
                               << u"newer"_s;
        QTest::newRow("a rate of less than nothing")
            << QJsonObject{{u"address"_s, u"ws://h"_s}, {u"maxRateHz"_s, -1}} << u"maxRateHz"_s;
        QTest::newRow("a rate beyond all")
            << QJsonObject{{u"address"_s, u"ws://h"_s}, {u"maxRateHz"_s, 1e300}} << u"10000"_s;
        QTest::newRow("no address") << QJsonObject{{u"address"_s, 5}} << u"://host"_s;
    }
    void refusesABadSource()
    {
        QFETCH(QJsonObject, json);
        QFETCH(QString, says);
        const auto source = Source::fromJson(json);
        QVERIFY(!source);
        QVERIFY2(source.error().contains(says), qPrintable(source.error()));
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
