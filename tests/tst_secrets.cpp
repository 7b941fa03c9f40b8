// The real program with a marked token, and a look everywhere it could have left it.

#include "fakeserver.h"

#include <QDirIterator>
#include <QProcess>
#include <QtTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

const QByteArray mark = "m4rked-t0ken-that-must-not-be-seen";

} // namespace

class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesNoTraceOfTheToken_data();
    void leavesNoTraceOfTheToken();
};

void TestSecrets::leavesNoTraceOfTheToken_data()
{
    QTest::addColumn<QString>("way"); // how the token gets in
    QTest::addColumn<QStringList>("mode");
    QTest::addColumn<bool>("refused");
    const QStringList window{u"--screenshot"_s, u"%home/picture.png"_s, u"--after"_s, u"1"_s};
    const QStringList headless{u"--headless"_s, u"--seconds"_s, u"1"_s};
    for (const char *way : {"environment", "file", "command"}) {
        const auto row = [&](const char *name, const QStringList &mode, bool refused) {
            QTest::addRow("%s, %s", way, name) << QString::fromLatin1(way) << mode << refused;
        };
        row("headless", headless, false);
        row("headless, refused", headless, true);
        row("tail", {u"tail"_s, u"--seconds"_s, u"1"_s}, false);
        row("window", window, false);
        row("window, refused", window, true);
        row("diagnose", {u"diagnose"_s}, false);
        row("diagnose, refused", {u"diagnose"_s, u"--json"_s}, true);
    }
}

void TestSecrets::leavesNoTraceOfTheToken()
{
    QFETCH(QString, way);
    QFETCH(QStringList, mode);
    QFETCH(bool, refused);
    QTemporaryDir home;
    FakeServer server(refused ? FakeServer::answers("401 Unauthorized")
                              : FakeServer::opensAndSends(
                                  FakeServer::frame(FakeServer::Text, R"({"value": 1})")));
    mode.replaceInStrings(u"%home"_s, home.path());

    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, folder] : {std::pair(u"HOME"_s, u""_s),
                                       {u"XDG_CONFIG_HOME"_s, u"/c"_s},
                                       {u"XDG_DATA_HOME"_s, u"/d"_s},
                                       {u"XDG_CACHE_HOME"_s, u"/h"_s},
                                       {u"XDG_STATE_HOME"_s, u"/s"_s}}) {
        environment.insert(name, home.path() + folder);
    }
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"QT_LOGGING_RULES"_s, u"sightglass.*=true"_s); // the most it ever says
    QTemporaryFile secret;                                             // outside of where we look
    QVERIFY(secret.open());
    secret.write(mark + "\n");
    secret.flush();
    if (way == u"environment"_s) {
        environment.insert(u"SIGHTGLASS_TOKEN"_s, QString::fromLatin1(mark));
    } else if (way == u"file"_s) {
        mode += {u"--token-file"_s, secret.fileName()};
    } else {
        mode += {u"--token-command"_s, u"cat "_s + secret.fileName()};
    }
    program.setProcessEnvironment(environment);
    program.setWorkingDirectory(home.path());
    program.start(QStringLiteral(SIGHTGLASS_PROGRAM),
                  mode + QStringList{server.url(u"/live"_s).toString()});
    QVERIFY(program.waitForStarted());
    QByteArray seen; // of /proc, as ps would
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            QFile line(u"/proc/%1/cmdline"_s.arg(program.processId()));
            seen += line.open(QIODevice::ReadOnly) ? line.readAll() : QByteArray();
            return program.state() == QProcess::NotRunning;
        }(),
        60'000);

    QVERIFY2(!server.requests().isEmpty(), program.readAllStandardError().constData());
    const QByteArrayList &requests = server.requests();
    QVERIFY2(std::any_of(requests.begin(), requests.end(),
                         [](const QByteArray &request) { return request.contains(mark); }),
             "the token did not get to the server, so this shows nothing");
    const QByteArray said = program.readAllStandardOutput() + program.readAllStandardError();
    QVERIFY2(!said.contains(mark), said.constData());
    QVERIFY(!seen.contains(mark));
    for (QDirIterator files(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
         files.hasNext();) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains(mark), qPrintable(file.fileName()));
    }
}

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
