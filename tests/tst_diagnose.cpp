// `sightglass diagnose` as a newcomer uses it: the real executable against servers of all kinds.
// Every answer names cause and remedy, fits on one screen, and tells no secret.
#include "certificates.h"
#include "fakeserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslServer>
#include <QtTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

using F = FakeServer;

namespace {

constexpr int patienceMs = 60'000;
constexpr int screenLines = 24;
constexpr int screenColumns = 80;

struct Outcome
{
    int code = -1;
    QString out;
    QString err;
};

Outcome diagnose(const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"SIGHTGLASS_TOKEN"_s);
    environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s); // nobody's keychain
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(SIGHTGLASS_PROGRAM), QStringList{u"diagnose"_s} + arguments);
    const bool ended = QTest::qWaitFor(
        [&process] { return process.state() == QProcess::NotRunning; }, patienceMs);
    if (!ended) {
        process.kill();
        process.waitForFinished();
    }
    return {ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
            QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

// This machine's feed, from another process.
class Server
{
public:
    Server()
    {
        m_process.start(QStringLiteral(SIGHTGLASS_PROGRAM), {u"serve"_s});
        while (!m_process.canReadLine() && m_process.waitForReadyRead(patienceMs)) {
        }
        address = QString::fromUtf8(m_process.readLine()).trimmed().section(u' ', 1);
    }
    ~Server()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }
    QString address;

private:
    QProcess m_process;
};

F::Script says(const QByteArray &bytes, bool andGoes = false)
{
    return [=](QTcpSocket &socket, const QByteArray &) {
        socket.write(bytes);
        if (andGoes) {
            socket.disconnectFromHost();
        }
    };
}

QString unwrapped(const QString &text)
{
    return text.simplified();
}

} // namespace

Q_DECLARE_METATYPE(F::Script)

class TestDiagnose : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysStepByStepThatItWorks();
    void saysTheSameInJson();
    void namesCauseAndRemedy_data();
    void namesCauseAndRemedy();
    void namesABadCertificate_data();
    void namesABadCertificate();
    void asksAgainWhoeverRefusesSubprotocols();
    void saysWhenItDoesNotLast();
    void tellsNoSecret();
    void refusesWhatIsNoAddress();

private:
    void fitsOnAScreen(const QString &out);
};

void TestDiagnose::fitsOnAScreen(const QString &out)
{
    const QStringList lines = out.trimmed().split(u'\n');
    QVERIFY2(lines.size() <= screenLines, qPrintable(out));
    for (const QString &line : lines) {
        QVERIFY2(line.size() <= screenColumns, qPrintable(line));
    }
}

void TestDiagnose::saysStepByStepThatItWorks()
{
    const Server server;
    const Outcome outcome = diagnose({server.address, u"--seconds"_s, u"1"_s});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.out + outcome.err));
    qsizetype from = 0;
    for (const QString &step :
         {u"TCP"_s, u"HTTP         101"_s, u"subprotocol"_s, u"dialect      native"_s,
          u"messages"_s, u"round trip"_s, u"clock"_s, u"compression"_s, u"It works."_s}) {
        from = outcome.out.indexOf(step, from);
        QVERIFY2(from >= 0, qPrintable(step + u'\n' + outcome.out));
    }
    QVERIFY2(!outcome.out.contains(u"FAIL"), qPrintable(outcome.out));
    QCOMPARE(outcome.err, QString());
    fitsOnAScreen(outcome.out);
}

void TestDiagnose::saysTheSameInJson()
{
    const Server server;
    const Outcome outcome = diagnose({u"--json"_s, u"--seconds"_s, u"2"_s, server.address});
    QCOMPARE(outcome.code, 0);
    const QJsonObject all = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
    QCOMPARE(all.value(u"works"_s).toBool(), true);
    QVERIFY(all.value(u"failedAt"_s).isNull());
    QCOMPARE(all[u"http"_s][u"status"_s].toInt(), 101);
    QCOMPARE(all[u"subprotocol"_s][u"chosen"_s].toString(), u"sightglass.v1.msgpack"_s);
    QCOMPARE(all[u"subprotocol"_s][u"offered"_s].toArray().size(), 2);
    const QJsonValue session = all[u"session"_s];
    QVERIFY(session[u"messages"_s].toInt() > 5);
    QVERIFY(session[u"series"_s].toInt() > 5);
    QVERIFY(session[u"channels"_s].toInt() > 0);
    QVERIFY(session[u"roundTripMs"_s][u"count"_s].toInt() > 3);
    const double half = session[u"roundTripMs"_s][u"p50"_s].toDouble(-1);
    QVERIFY(half > 0 && half <= session[u"roundTripMs"_s][u"p95"_s].toDouble());
    QVERIFY(std::abs(session[u"clockOffsetMs"_s].toDouble(1e9)) < 1'000); // the same machine

    F refuses(F::answers("404 Not Found"));
    const Outcome refused = diagnose({u"--json"_s, refuses.url().toString()});
    QCOMPARE(refused.code, 1);
    const QJsonObject why = QJsonDocument::fromJson(refused.out.toUtf8()).object();
    QCOMPARE(why.value(u"works"_s).toBool(true), false);
    QCOMPARE(why.value(u"failedAt"_s).toString(), u"http"_s);
    QVERIFY(why.value(u"verdict"_s).toString().contains(u"HTTP 404"));
    QVERIFY(!why.contains(u"session"_s));
}

void TestDiagnose::namesCauseAndRemedy_data()
{
    QTest::addColumn<F::Script>("script"); // none: nobody listens
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char *name, F::Script script, const QStringList &words,
                        const QString &scheme = u"ws"_s) {
        QTest::newRow(name) << script << scheme << words;
    };
    row("wrong port", {}, {u"FAIL TCP"_s, u"Nothing listens at 127.0.0.1"_s, u"Check the port"_s});
    row("wrong path", F::answers("404 Not Found"),
        {u"FAIL HTTP 404 Not Found"_s, u"Nothing is at /live"_s, u"Check the path"_s});
    row("plain HTTP",
        says("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>It works!</h1>", true),
        {u"FAIL HTTP 200 OK"_s, u"it says “It works!”"_s, u"web page"_s, u"Check the path"_s});
    row("a password",
        F::answers("401 Unauthorized", "WWW-Authenticate: Basic realm=\"cellar\"\r\n"),
        {u"401 Unauthorized"_s, u"asks for Basic realm=\"cellar\""_s, u"a name and a password"_s,
         u"only give a token"_s});
    row("a token", F::answers("401 Unauthorized", "WWW-Authenticate: Bearer\r\n"),
        {u"Give a valid token"_s, u"use --token-file"_s});
    row("busy", F::answers("503 Busy", "Retry-After: 90\r\n"),
        {u"retry after 90 s"_s, u"is busy"_s, u"asked again in 90 s"_s});
    row("SSH", says("SSH-2.0-x\r\n"), {u"an SSH server"_s, u"Check the port"_s});
    row("mail", says("220 mail.example ESMTP\r\n"), {u"SMTP"_s, u"Check the port"_s});
    row("Redis", says("-ERR unknown command\r\n"), {u"Redis"_s, u"Check the port"_s});
    row("another subprotocol", says("HTTP/1.1 400 Bad Request\r\n\r\nmqtt or nothing", true),
        {u"once more without subprotocols"_s, u"“mqtt or nothing”"_s, u"a subprotocol that"_s});
    row("plain where TLS was asked for", F::answers("200 OK"),
        {u"FAIL TLS"_s, u"does not speak TLS, but plain HTTP"_s, u"use ws://"_s}, u"wss"_s);
    row("words that are no messages", F::opensAndSends(F::frame(F::Text, "hello").repeated(5)),
        {u"HTTP 101"_s, u"warn not read 5 frames"_s, u"not what can be read"_s, u"--dialect"_s});
}

void TestDiagnose::namesCauseAndRemedy()
{
    QFETCH(F::Script, script);
    QFETCH(QString, scheme);
    QFETCH(QStringList, words);
    auto server = std::make_unique<F>(script);
    QUrl url = server->url(u"/live"_s);
    url.setScheme(scheme);
    if (!script) {
        server.reset();
    }
    const Outcome outcome = diagnose({url.toString(), u"--seconds"_s, u"1"_s});
    QCOMPARE(outcome.code, 1);
    QCOMPARE(outcome.err, QString());
    for (const QString &expected : words) {
        QVERIFY2(unwrapped(outcome.out).contains(expected),
                 qPrintable(u"%1\nis not in\n%2"_s.arg(expected, outcome.out)));
    }
    QVERIFY(unwrapped(outcome.out).contains(u"It does not work. "));
    fitsOnAScreen(outcome.out);
}

void TestDiagnose::namesABadCertificate_data()
{
    QTest::addColumn<QString>("names");
    QTest::addColumn<int>("toDays");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<int>("code");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("signed by itself")
        << u"DNS:localhost"_s << 99 << false << 1
        << QStringList{u"FAIL TLS TLS 1.3"_s, u"signed by “sightglass test”"_s, u"--ca-file"_s};
    QTest::newRow("expired") << u"DNS:localhost"_s << -3 << true << 1
                             << QStringList{u"FAIL certificate"_s, u"expired on"_s, u"renew"_s};
    QTest::newRow("for another name")
        << u"DNS:boiler.example"_s << 99 << true << 1
        << QStringList{u"is for boiler.example, not for “localhost”"_s};
    QTest::newRow("that soon expires")
        << u"DNS:localhost"_s << 5 << true << 0
        << QStringList{u"ok TLS TLS 1.3"_s, u"warn certificate for sightglass test"_s,
                       u"It works."_s, u"expires in 4 days"_s};
    QTest::newRow("that is sound") << u"DNS:localhost"_s << 99 << true << 0
                                   << QStringList{u"ok certificate"_s, u"(98 days)"_s};
}

void TestDiagnose::namesABadCertificate()
{
    QFETCH(QString, names);
    QFETCH(int, toDays);
    QFETCH(bool, trusted);
    QFETCH(int, code);
    QFETCH(QStringList, words);
    const MadeCertificate made(names, -30, toDays);
    if (!made.made) {
        QSKIP(noOpenssl);
    }
    QSslServer server;
    server.setSslConfiguration(made.configuration());
    connect(&server, &QTcpServer::pendingConnectionAvailable, &server, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            const QByteArray request = socket->readAll();
            if (request.startsWith("GET ")) {
                socket->write(F::upgrade(request) + F::frame(F::Text, R"({"t":1})"));
            }
        });
    });
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QStringList arguments{u"wss://localhost:%1/"_s.arg(server.serverPort()), u"--seconds"_s,
                          u"1"_s};
    if (trusted) {
        arguments += QStringList{u"--ca-file"_s, made.certificate};
    }
    const Outcome outcome = diagnose(arguments);
    QVERIFY2(outcome.code == code, qPrintable(outcome.out));
    for (const QString &expected : words) {
        QVERIFY2(unwrapped(outcome.out).contains(expected),
                 qPrintable(u"%1\nis not in\n%2"_s.arg(expected, outcome.out)));
    }
    fitsOnAScreen(outcome.out);
}

void TestDiagnose::asksAgainWhoeverRefusesSubprotocols()
{
    F server([](QTcpSocket &socket, const QByteArray &request) {
        if (request.contains("Sec-WebSocket-Protocol")) {
            F::answers("400 Bad Request")(socket, request);
        } else {
            socket.write(F::upgrade(request) + F::frame(F::Text, R"({"t":20.5})"));
        }
    });
    const Outcome outcome = diagnose({server.url().toString(), u"--seconds"_s, u"1"_s});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.out));
    QVERIFY(unwrapped(outcome.out).contains(u"once more without subprotocols"));
    QVERIFY(unwrapped(outcome.out).contains(u"ok subprotocol chosen: none; offered: none"));
    QVERIFY(unwrapped(outcome.out).contains(u"warn round trip pings are not answered"));
    QCOMPARE(server.connections(), 3); // asked, asked again, and the session
}

void TestDiagnose::saysWhenItDoesNotLast()
{
    F server([](QTcpSocket &socket, const QByteArray &request) {
        socket.write(F::upgrade(request) + F::frame(F::Text, R"({"t":1})"));
        QTimer::singleShot(300, &socket, [&socket] { socket.disconnectFromHost(); });
    });
    const Outcome outcome = diagnose({server.url().toString()});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(unwrapped(outcome.out).contains(u"It does not last. The connection was live for 0."),
             qPrintable(outcome.out));
}

void TestDiagnose::tellsNoSecret()
{
    QTemporaryDir dir;
    QFile file(dir.filePath(u"token"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("marked-secret/4711\n") > 0);
    file.close();
    F refuses([](QTcpSocket &socket, const QByteArray &request) {
        socket.write("HTTP/1.1 400 Bad\r\n\r\nYou sent: " + request);
        socket.disconnectFromHost();
    });
    F chatters([](QTcpSocket &socket, const QByteArray &request) {
        socket.write(F::upgrade(request) + F::frame(F::Text, "heard " + request)
                     + F::closeFrame(4000, "bye marked-secret/4711 marked-query"));
    });
    for (const F *server : {&refuses, &chatters}) {
        for (const QStringList &more : {QStringList{}, QStringList{u"--json"_s}}) {
            const Outcome outcome = diagnose(
                QStringList{server->url(u"/live?key=marked-query"_s).toString(), u"--token-file"_s,
                            file.fileName(), u"--seconds"_s, u"1"_s}
                + more);
            QCOMPARE(outcome.code, 1);
            QVERIFY(server->requests().constLast().contains("marked-secret/4711"));
            const QString all = unwrapped(outcome.out + outcome.err);
            QVERIFY2(all.contains(u"***"), qPrintable(all)); // it was repeated
            QVERIFY2(!all.contains(u"marked"), qPrintable(all));
            QVERIFY2(!all.contains(u"4711"), qPrintable(all));
        }
    }
}

void TestDiagnose::refusesWhatIsNoAddress()
{
    for (const QStringList &arguments :
         {QStringList{}, QStringList{u"http://host/"_s}, QStringList{u"host:80"_s}}) {
        const Outcome outcome = diagnose(arguments);
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.err.contains(u"ws://"), qPrintable(outcome.err));
        QCOMPARE(outcome.out, QString());
    }
}

QTEST_GUILESS_MAIN(TestDiagnose)
#include "tst_diagnose.moc"
