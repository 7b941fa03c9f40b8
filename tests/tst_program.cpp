// The real executable, from the outside: what it prints, what it draws, how it ends.
//
// Started by ctest under a display of its own (tests/with-display).

#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 60'000;

struct Outcome
{
    int code = -1;
    QByteArray out;
    QByteArray err;
};

QProcessEnvironment cleanEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"QT_QPA_PLATFORM"_s);
    environment.remove(u"SIGHTGLASS_TOKEN"_s);
    return environment;
}

Outcome run(const QStringList &arguments,
            const QProcessEnvironment &environment = cleanEnvironment())
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(SIGHTGLASS_PROGRAM), arguments);
    if (!process.waitForFinished(patienceMs)) {
        process.kill();
        process.waitForFinished();
        return {-2, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -3,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

QJsonObject lastLine(const QByteArray &out)
{
    return QJsonDocument::fromJson(out.trimmed().split('\n').constLast()).object();
}

// A feed of its own for one test.
class Server
{
public:
    explicit Server(const QStringList &arguments = {})
    {
        m_process.setProcessEnvironment(cleanEnvironment());
        m_process.start(QStringLiteral(SIGHTGLASS_PROGRAM), QStringList{u"serve"_s} + arguments);
        while (!m_process.canReadLine() && m_process.waitForReadyRead(patienceMs)) {
        }
        m_address = QString::fromUtf8(m_process.readLine()).trimmed().section(u' ', 1);
    }
    ~Server()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }
    QString address() const { return m_address; }

private:
    QProcess m_process;
    QString m_address;
};

int colours(const QImage &image)
{
    std::set<QRgb> seen;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3) {
            seen.insert(image.pixel(x, y));
        }
    }
    return int(seen.size());
}

} // namespace

class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysItsVersionAndHelp();
    void headlessEndsWithASummaryOfRealData();
    void showsItsNumbersToPrometheus_data();
    void showsItsNumbersToPrometheus();
    void saysThatTheMetricsPortIsTaken();
    void tailPrintsJsonLines();
    void oneProgramWatchesAnother();
    void refusesWhatItCannotDo_data();
    void refusesWhatItCannotDo();
    void keepsTryingWhatMayStillCome_data();
    void keepsTryingWhatMayStillCome();
    void serveRefusesToBeOpenToAll();
    void theWindowShowsMovingData_data();
    void theWindowShowsMovingData();
    void aPictureThatCannotBeSavedIsAnError();
    void theTokenAppearsNowhere();
};

void TestProgram::saysItsVersionAndHelp()
{
    QVERIFY(run({u"--version"_s}).out.startsWith("sightglass "));
    const Outcome help = run({u"--help"_s});
    QCOMPARE(help.code, 0);
    for (const char *word : {"serve", "tail", "--headless", "--token-file", "--screenshot"}) {
        QVERIFY2(help.out.contains(word), word);
    }
}

void TestProgram::headlessEndsWithASummaryOfRealData()
{
    const Outcome outcome = run({u"--headless"_s, u"--seconds"_s, u"3"_s});
    QCOMPARE(outcome.code, 0);
    const QJsonObject summary = lastLine(outcome.out);
    QCOMPARE(summary.value(u"state"_s).toString(), u"live"_s);
    QVERIFY(summary.value(u"samples"_s).toInt() > 20);
    QVERIFY(summary.value(u"series"_s).toInt() > 5);
    QCOMPARE(summary.value(u"receivedShare"_s).toDouble(), 1.0);
    for (const QString &name :
         {u"messagesPerSecond"_s, u"bytesPerSecond"_s, u"queueBatches"_s, u"gaps"_s, u"replayed"_s,
          u"duplicates"_s, u"readingPauses"_s, u"readingPausedMs"_s}) {
        QVERIFY2(summary.value(name).isDouble(), qPrintable(name));
    }
    QVERIFY(summary.value(u"messagesPerSecond"_s).toDouble() > 0);
    QVERIFY(summary.value(u"roundTrip"_s).toObject().value(u"p95Ms"_s).isDouble());
    QVERIFY(summary.value(u"delay"_s).toObject().value(u"p99Ms"_s).isDouble());
    QVERIFY(summary.value(u"decode"_s).toObject().value(u"p50Us"_s).toDouble() > 0);
    QCOMPARE(summary.value(u"endsByReason"_s).toObject().value(u"silent"_s).toInt(-1), 0);
    QVERIFY(outcome.out.startsWith("live") || outcome.out.startsWith("connecting"));
}

void TestProgram::showsItsNumbersToPrometheus_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("headless") << QStringList{u"--headless"_s};
    QTest::newRow("window") << QStringList{u"--software-rendering"_s};
}

void TestProgram::showsItsNumbersToPrometheus()
{
    QFETCH(QStringList, arguments);
    QProcess process;
    process.setProcessEnvironment(cleanEnvironment());
    process.start(QStringLiteral(SIGHTGLASS_PROGRAM),
                  arguments + QStringList{u"--metrics-port"_s, u"0"_s});
    process.setReadChannel(QProcess::StandardError);
    QByteArray line;
    while (!line.startsWith("metrics at ") && process.waitForReadyRead(patienceMs)) {
        line = process.readLine();
    }
    const QUrl url(QString::fromUtf8(line).section(u' ', 2).trimmed());
    QCOMPARE(url.host(), u"127.0.0.1"_s);
    QByteArray page;
    const auto ask = [&] {
        QTcpSocket socket;
        socket.connectToHost(url.host(), quint16(url.port()));
        socket.waitForConnected(patienceMs);
        socket.write("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        while (socket.waitForReadyRead(patienceMs)) {
        }
        page = socket.readAll();
        return page.contains("state=\"live\"} 1\n");
    };
    QTRY_VERIFY_WITH_TIMEOUT(ask(), patienceMs);
    QVERIFY(page.contains("# TYPE sightglass_messages_total counter\n"));
    process.terminate();
    QVERIFY(process.waitForFinished(patienceMs));
    QCOMPARE(process.exitCode(), 0);
}

void TestProgram::saysThatTheMetricsPortIsTaken()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const QString port = QString::number(taken.serverPort());
    const Outcome outcome = run({u"--headless"_s, u"--metrics-port"_s, port});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.err.contains(port.toUtf8()) && outcome.err.contains("--metrics-port"),
             outcome.err);
    QCOMPARE(outcome.err.trimmed().count('\n'), 0);
}

void TestProgram::tailPrintsJsonLines()
{
    const Server server;
    const Outcome outcome = run({u"tail"_s, u"--count"_s, u"50"_s, server.address()});
    QCOMPARE(outcome.code, 0);
    int samples = 0;
    for (const QByteArray &line : outcome.out.trimmed().split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        QVERIFY2(object.contains(u"type"_s), line);
        samples += object.value(u"type"_s) == u"sample"_s;
    }
    QCOMPARE(samples, 50);
    QVERIFY(outcome.err.contains("live"));
}

void TestProgram::oneProgramWatchesAnother()
{
    QTemporaryDir dir;
    QFile token(dir.filePath(u"token"_s));
    QVERIFY(token.open(QIODevice::WriteOnly));
    token.write("correct horse\n");
    token.close();
    const Server server({u"--token-file"_s, token.fileName()});
    const QStringList watch{u"tail"_s, u"--count"_s, u"10"_s, server.address()};
    QCOMPARE(run(watch + QStringList{u"--token-file"_s, token.fileName()}).code, 0);
    const Outcome refused = run(watch);
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.err.contains("token"), refused.err);
}

void TestProgram::refusesWhatItCannotDo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("not a URL") << QStringList{u"tail"_s, u"::"_s} << 2
                               << QByteArray("not an address");
    QTest::newRow("http") << QStringList{u"tail"_s, u"http://x"_s} << 2 << QByteArray("ws://");
    QTest::newRow("password in the URL")
        << QStringList{u"tail"_s, u"ws://a:b@x"_s} << 2 << QByteArray("--token-file");
    QTest::newRow("unknown option") << QStringList{u"--nonsense"_s} << 2 << QByteArray("--help");
    QTest::newRow("token file that is not there")
        << QStringList{u"tail"_s, u"ws://x"_s, u"--token-file"_s, u"/nonexistent"_s} << 2
        << QByteArray("/nonexistent");
    QTest::newRow("certificate that is not there")
        << QStringList{u"serve"_s, u"--tls-cert"_s, u"/nonexistent"_s, u"--tls-key"_s,
                       u"/nonexistent"_s}
        << 1 << QByteArray("/nonexistent");
    QTest::newRow("a name that is not known, in a window")
        << QStringList{u"--theme"_s, u"pink"_s} << 2 << QByteArray("pink");
}

void TestProgram::refusesWhatItCannotDo()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, says);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.code, code);
    QVERIFY2(outcome.err.contains(says), outcome.err);
    QCOMPARE(outcome.err.trimmed().count('\n'), 0); // one sentence
}

void TestProgram::keepsTryingWhatMayStillCome_data()
{
    QTest::addColumn<QByteArray>("answer"); // empty: nobody listens
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("nobody listens") << QByteArray() << QByteArray("Nothing listens at");
    QTest::newRow("a web server") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
                                  << QByteArray("HTTP 200");
    QTest::newRow("something else")
        << QByteArray("220 smtp.example ESMTP\r\n\r\n") << QByteArray("not as a WebSocket server");
}

void TestProgram::keepsTryingWhatMayStillCome()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, says);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString address = u"ws://127.0.0.1:%1/"_s.arg(server.serverPort());
    connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket,
                [socket, answer] { socket->write(answer); });
    });
    if (answer.isEmpty()) {
        server.close();
    }
    QProcess process;
    process.setProcessEnvironment(cleanEnvironment());
    process.start(QStringLiteral(SIGHTGLASS_PROGRAM),
                  {u"--headless"_s, u"--seconds"_s, u"3"_s, address});
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, patienceMs);
    QCOMPARE(process.exitCode(), 0);
    const QByteArray out = process.readAllStandardOutput();
    const QJsonObject summary = lastLine(out);
    QVERIFY2(summary.value(u"reason"_s).toString().contains(QString::fromUtf8(says)), out);
    QVERIFY(summary.value(u"state"_s).toString() != u"live"_s);
}

void TestProgram::serveRefusesToBeOpenToAll()
{
    const Outcome outcome = run({u"serve"_s, u"--bind"_s, u"0.0.0.0"_s});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.err.contains("--token-file") && outcome.err.contains("--insecure"),
             outcome.err);
}

void TestProgram::theWindowShowsMovingData_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("environment");
    QTest::newRow("OpenGL, dark") << QStringList{u"--theme"_s, u"dark"_s} << QStringList{};
    QTest::newRow("software renderer, light")
        << QStringList{u"--software-rendering"_s, u"--theme"_s, u"light"_s} << QStringList{};
    QTest::newRow("no OpenGL at all")
        << QStringList{} << QStringList{u"QT_XCB_GL_INTEGRATION=none"_s};
    QTest::newRow("a home that cannot be written, no fonts installed")
        << QStringList{}
        << QStringList{u"HOME=/proc"_s, u"XDG_CACHE_HOME=/proc"_s, u"XDG_CONFIG_HOME=/proc"_s,
                       u"FONTCONFIG_FILE=/dev/null"_s};
}

void TestProgram::theWindowShowsMovingData()
{
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, environment);
    QTemporaryDir dir;
    QProcessEnvironment all = cleanEnvironment();
    for (const QString &entry : environment) {
        all.insert(entry.section(u'=', 0, 0), entry.section(u'=', 1));
    }
    QImage pictures[2];
    for (int i = 0; i < 2; ++i) {
        const QString file = dir.filePath(u"%1.png"_s.arg(i));
        const Outcome outcome = run(arguments
                                        + QStringList{u"--screenshot"_s, file, u"--after"_s,
                                                      QString::number(2 + 2 * i), u"--timings"_s,
                                                      u"--size"_s, u"1280x720"_s},
                                    all);
        QVERIFY2(outcome.code == 0, outcome.err);
        QVERIFY2(outcome.err.contains("first live sample on screen"), outcome.err);
        QVERIFY2(!outcome.err.contains("own fonts"), outcome.err);
        QVERIFY2(!outcome.err.contains("qrc:"), outcome.err); // no complaint of the QML engine
        QVERIFY(pictures[i].load(file));
        qInfo("%s", outcome.err.trimmed().constData());
    }
    QCOMPARE(pictures[0].size(), QSize(1280, 720));
    QVERIFY(colours(pictures[0]) > 20);
    QVERIFY(pictures[0] != pictures[1]);
}

void TestProgram::aPictureThatCannotBeSavedIsAnError()
{
    for (const QString &file : {u"/nonexistent/x.png"_s, u"/dev/full"_s}) {
        const Outcome outcome = run({u"--screenshot"_s, file, u"--after"_s, u"1"_s});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.err.contains(file.toUtf8()), outcome.err);
    }
}

void TestProgram::theTokenAppearsNowhere()
{
    QTemporaryDir dir;
    QProcessEnvironment environment = cleanEnvironment();
    const QByteArray marked = "marked-secret-4711";
    environment.insert(u"SIGHTGLASS_TOKEN"_s, QString::fromUtf8(marked));
    environment.insert(u"QT_LOGGING_RULES"_s, u"*=true"_s);
    environment.insert(u"HOME"_s, dir.path());
    const Outcome outcome = run({u"--headless"_s, u"--seconds"_s, u"2"_s, u"ws://127.0.0.1:9/"_s},
                                environment);
    QVERIFY(!outcome.out.contains(marked));
    QVERIFY(!outcome.err.contains(marked));
    for (const QString &address :
         {u"https://user:marked-secret-4711@h/"_s, u"ws://a:marked-secret-4711@h:x/"_s,
          u"https://h/?token=marked-secret-4711"_s, u"ws://?token=marked-secret-4711"_s,
          u"ws://h:0/?token=marked-secret-4711"_s}) {
        const Outcome refused = run({u"tail"_s, address});
        QCOMPARE(refused.code, 2);
        QVERIFY2(!refused.err.contains(marked), refused.err);
    }
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
