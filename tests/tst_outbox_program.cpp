// Acknowledgements that outlive the program: the real executable, started, killed and started
// again.
#include "alarmserver.h"
#include "archive/outboxstore.h"
#include "rawclient.h"
#include "source.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 60'000;

struct Outcome
{
    int code = -1;
    QJsonObject outbox;
    QByteArray err;
};

} // namespace

class TestOutboxProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatWaitsIsCounted();
    void whatExpiredIsTold();
    void aKilledProgramSendsItAtTheNextStart();
    void aDamagedFileIsTold();
    void aFolderThatCannotBeMadeIsTold();

private:
    QString path() const { return m_home->filePath(u"sightglass/archive.sqlite"_s); }
    QString source() const
    {
        Source source;
        source.address = m_url;
        return source.identity();
    }
    void keep(std::int64_t bornUs)
    {
        OutboxStore store(path());
        QCOMPARE(store.trouble(), QString());
        QVERIFY(
            store.save({{source(), {u"id"_s, AlarmServer::key, u"acknowledge"_s, {}}, bornUs}}));
    }
    std::size_t kept() const { return OutboxStore(path()).load(source()).value().size(); }
    void prepare(QProcess &process, const QStringList &arguments, const QString &home = {}) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_DATA_HOME"_s, home.isEmpty() ? m_home->path() : home);
        environment.remove(u"SIGHTGLASS_TOKEN"_s);
        process.setProcessEnvironment(environment);
        process.setProgram(QStringLiteral(SIGHTGLASS_PROGRAM));
        process.setArguments(QStringList{u"--headless"_s} + arguments
                             + QStringList{m_url.toString()});
    }
    Outcome run(int seconds, const QString &home = {}) const
    {
        QProcess process;
        prepare(process, {u"--seconds"_s, QString::number(seconds)}, home);
        process.start();
        // A server of this test runs on this thread.
        const bool ended = QTest::qWaitFor(
            [&process] { return process.state() == QProcess::NotRunning; }, patienceMs);
        const QByteArray last = process.readAllStandardOutput().trimmed().split('\n').constLast();
        return {ended ? process.exitCode() : -2,
                QJsonDocument::fromJson(last).object().value(u"outbox"_s).toObject(),
                process.readAllStandardError()};
    }

    QUrl m_url;
    quint16 m_port = 0;
    std::unique_ptr<QTemporaryDir> m_home;
};

void TestOutboxProgram::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    const AlarmServer served; // to have a port that nobody listens at
    m_port = served.port;
    m_url = served.url();
}

void TestOutboxProgram::whatWaitsIsCounted()
{
    keep(wallUs() - 60'000'000);
    const Outcome outcome = run(1);
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.outbox.value(u"waiting"_s).toInt(), 1);
    QCOMPARE(outcome.outbox.value(u"expired"_s).toInt(-1), 0);
    QVERIFY(outcome.outbox.value(u"oldestMs"_s).toInt() >= 60'000);
    QVERIFY2(outcome.err.contains("waits since an earlier run"), outcome.err);
    QCOMPARE(kept(), 1u);
}

void TestOutboxProgram::whatExpiredIsTold()
{
    keep(wallUs() - 25 * 3'600'000'000LL);
    const Outcome outcome = run(1);
    QCOMPARE(outcome.outbox.value(u"waiting"_s).toInt(-1), 0);
    QCOMPARE(outcome.outbox.value(u"expired"_s).toInt(), 1);
    QVERIFY2(outcome.err.contains("was given up"), outcome.err);
    QCOMPARE(kept(), 0u);
}

void TestOutboxProgram::aKilledProgramSendsItAtTheNextStart()
{
    keep(wallUs());
    {
        QProcess process;
        prepare(process, {});
        process.start();
        QVERIFY(process.waitForReadyRead(patienceMs)); // its first line of status
        process.kill();
        QVERIFY(process.waitForFinished(patienceMs));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    }
    QCOMPARE(kept(), 1u);
    const AlarmServer served(m_port);
    RawClient witness;
    witness.open(m_url);
    witness.send(Hello{u"test"_s, {}, {}, {}});
    witness.send(Subscribe{{u"events"_s}, {}, {}});
    const Outcome outcome = run(4);
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.outbox.value(u"waiting"_s).toInt(-1), 0);
    QVERIFY2(outcome.err.contains("The server took the acknowledgement"), outcome.err);
    QCOMPARE(kept(), 0u);
    const auto events = witness.all<Event>();
    QCOMPARE(
        std::ranges::count_if(
            events, [](const Event &event) { return event.labels.contains(u"acknowledged"_s); }),
        1);
}

void TestOutboxProgram::aDamagedFileIsTold()
{
    keep(wallUs());
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QByteArray(5'000, 'x'));
    file.close();
    const Outcome outcome = run(1);
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.err.contains("was damaged"), outcome.err);
    QCOMPARE(outcome.outbox.value(u"waiting"_s).toInt(-1), 0);
    QVERIFY(QFile::exists(path() + u".damaged"_s));
}

void TestOutboxProgram::aFolderThatCannotBeMadeIsTold()
{
    const QString file = m_home->filePath(u"file"_s);
    QVERIFY(QFile(file).open(QIODevice::WriteOnly));
    const Outcome outcome = run(1, file);
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.err.contains("cannot be made"), outcome.err);
}

QTEST_GUILESS_MAIN(TestOutboxProgram)
#include "tst_outbox_program.moc"
