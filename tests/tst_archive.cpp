#include "archive/outboxstore.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

#ifdef Q_OS_LINUX
#include <sys/fsuid.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

const QString here = u"ws://here.example/"_s;
const QString there = u"ws://there.example/"_s;

KeptCommand commandOf(int number, const QString &source = here, const QString &comment = {})
{
    return {source,
            {u"id-%1"_s.arg(number), u"alarm-%1"_s.arg(number), u"acknowledge"_s, comment},
            1'000 + number};
}

QStringList idsOf(const std::vector<KeptCommand> &commands)
{
    QStringList ids;
    for (const KeptCommand &command : commands) {
        ids.append(command.ack.id);
    }
    return ids;
}

QStringList idsIn(const QString &path, const QString &source = here)
{
    OutboxStore store(path);
    const auto loaded = store.load(source);
    return loaded ? idsOf(*loaded) : QStringList{u"error: "_s + loaded.error()};
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, qint64 at, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(at));
    QCOMPARE(file.write(bytes), bytes.size());
}

// A file with `count` commands, closed.
void fill(const QString &path, int count)
{
    OutboxStore store(path);
    QCOMPARE(store.trouble(), QString());
    std::vector<KeptCommand> commands;
    for (int i = 0; i < count; ++i) {
        commands.push_back(commandOf(i));
    }
    QVERIFY(store.save(commands));
}

} // namespace

class TestArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsCommandsInTheirOrder();
    void forgetsTheAnsweredAndSavesAnIdOnce();
    void takesWhatNobodyCameFor();
    void isReadByItsOwnerOnly();
    void twoProgramsShareOneFile();
    void aKilledProgramHasLostNothing();
    void leavesAFileOfANewerProgramAlone();
    void setsADamagedFileAside_data();
    void setsADamagedFileAside();
    void goesOnWithoutAFolder();
    void goesOnWhenNothingMayBeWritten();
    void writesLaterWhatTheDiskDidNotTake();
    void saysThatTheDiskIsFull();
    void migratesStepByStep();
    void aMigrationThatFailsChangesNothing();

private:
    QString path() const { return m_dir->filePath(u"data/archive.sqlite"_s); }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestArchive::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestArchive::keepsCommandsInTheirOrder()
{
    const QString hostile = u"'); DROP TABLE outbox; -- \u202e\n"_s + QString(2'000, u'ü');
    {
        OutboxStore store(path());
        QCOMPARE(store.trouble(), QString());
        QVERIFY(store.save({commandOf(2), commandOf(1, here, hostile)}));
        QVERIFY(store.save({commandOf(7, there)}));
        QVERIFY(store.save({commandOf(0)}));
    }
    OutboxStore store(path());
    const auto loaded = store.load(here);
    QVERIFY(loaded);
    QCOMPARE(idsOf(*loaded), (QStringList{u"id-2"_s, u"id-1"_s, u"id-0"_s}));
    const KeptCommand &one = loaded->at(1);
    QCOMPARE(one.ack.key, u"alarm-1"_s);
    QCOMPARE(one.ack.action, u"acknowledge"_s);
    QCOMPARE(one.ack.comment, hostile);
    QCOMPARE(one.bornUs, 1'001);
    QCOMPARE(one.source, here);
    QCOMPARE(idsIn(path(), there), QStringList{u"id-7"_s});
}

void TestArchive::forgetsTheAnsweredAndSavesAnIdOnce()
{
    OutboxStore store(path());
    QVERIFY(store.save({commandOf(1), commandOf(2), commandOf(1)}));
    QVERIFY(store.save({commandOf(1)}));
    QVERIFY(store.remove({u"id-2"_s, u"unknown"_s}));
    QCOMPARE(idsIn(path()), QStringList{u"id-1"_s});
}

void TestArchive::takesWhatNobodyCameFor()
{
    OutboxStore store(path());
    QVERIFY(store.save({commandOf(1), commandOf(2, there), commandOf(9, there)}));
    QCOMPARE(idsOf(store.takeForgotten(here, 1'009)), QStringList{u"id-2"_s});
    QVERIFY(store.takeForgotten(here, 1'009).empty());
    QCOMPARE(idsIn(path()), QStringList{u"id-1"_s});
    QCOMPARE(idsIn(path(), there), QStringList{u"id-9"_s});
}

void TestArchive::isReadByItsOwnerOnly()
{
    OutboxStore store(path());
    QVERIFY(store.save({commandOf(1)}));
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
                            | QFileDevice::ReadOther | QFileDevice::WriteOther
                            | QFileDevice::ExeGroup | QFileDevice::ExeOther;
    const QStringList paths{path(), path() + u"-wal"_s, path() + u"-shm"_s,
                            QFileInfo(path()).absolutePath()};
    for (const QString &one : paths) {
        QVERIFY2(QFileInfo::exists(one), qPrintable(one));
        QVERIFY2(!(QFile::permissions(one) & others), qPrintable(one));
    }
}

void TestArchive::twoProgramsShareOneFile()
{
    OutboxStore one(path());
    OutboxStore other(path());
    for (int i = 0; i < 20; i += 2) {
        QVERIFY(one.save({commandOf(i)}));
        QVERIFY(other.save({commandOf(i + 1)}));
    }
    QCOMPARE(one.load(here)->size(), 20u);
    QVERIFY(one.remove({u"id-3"_s}));
    QVERIFY(other.remove({u"id-3"_s, u"id-4"_s}));
    QCOMPARE(other.load(here)->size(), 18u);
}

void TestArchive::aKilledProgramHasLostNothing()
{
#ifdef Q_OS_LINUX
    const pid_t child = fork();
    if (child == 0) {
        OutboxStore store(path());
        (void)store.save({commandOf(1), commandOf(2)});
        (void)store.remove({u"id-1"_s});
        kill(getpid(), SIGKILL);
        _exit(0);
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(idsIn(path()), QStringList{u"id-2"_s});
#else
    QSKIP("The process is killed as Linux does it.");
#endif
}

void TestArchive::leavesAFileOfANewerProgramAlone()
{
    fill(path(), 3);
    {
        auto database = Database::open(path(), {{}, {}, {}, {}, {}, {}, {}, {}, {}}); // nine
        QVERIFY(database);
    }
    const QByteArray before = contents(path());
    {
        OutboxStore store(path());
        QVERIFY2(store.trouble().contains(u"newer Sightglass (version 9"),
                 qPrintable(store.trouble()));
        QVERIFY(store.save({commandOf(8)})); // to no disk, which was said
        QVERIFY(store.remove({u"id-1"_s}));
        QVERIFY(store.load(here)->empty());
    }
    QCOMPARE(contents(path()), before);
}

void TestArchive::setsADamagedFileAside_data()
{
    QTest::addColumn<int>("at"); // negative: the whole file
    QTest::newRow("no database at all") << -1;
    QTest::newRow("the first page") << 40;
    QTest::newRow("a page of the table") << 4096;
}

void TestArchive::setsADamagedFileAside()
{
    QFETCH(int, at);
    fill(path(), 200);
    if (at < 0) {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QByteArray(10'000, 'x'));
    } else {
        overwrite(path(), at, QByteArray(3'000, '\xa5'));
    }
    const QByteArray damaged = contents(path());
    OutboxStore store(path());
    QVERIFY2(store.trouble().contains(u"was damaged"), qPrintable(store.trouble()));
    QVERIFY2(store.trouble().contains(path() + u".damaged"_s), qPrintable(store.trouble()));
    QVERIFY(store.load(here)->empty());
    QVERIFY(store.save({commandOf(1)}));
    QCOMPARE(contents(path() + u".damaged"_s), damaged);
    QCOMPARE(idsIn(path()), QStringList{u"id-1"_s});
}

void TestArchive::goesOnWithoutAFolder()
{
    const QString file = m_dir->filePath(u"file"_s);
    QVERIFY(QFile(file).open(QIODevice::WriteOnly));
    OutboxStore store(file + u"/data/archive.sqlite"_s);
    QVERIFY2(store.trouble().contains(u"cannot be made"), qPrintable(store.trouble()));
    QVERIFY2(store.trouble().contains(u"only as long as this program runs"),
             qPrintable(store.trouble()));
    QVERIFY(store.save({commandOf(1)}));
    QVERIFY(store.load(here)->empty());
}

void TestArchive::goesOnWhenNothingMayBeWritten()
{
#ifdef Q_OS_LINUX
    fill(path(), 2);
    const QString folder = QFileInfo(path()).absolutePath();
    const auto readable = QFileDevice::ReadOwner | QFileDevice::ReadOther | QFileDevice::ReadGroup;
    const auto enter = QFileDevice::ExeOwner | QFileDevice::ExeOther | QFileDevice::ExeGroup;
    QVERIFY(QFile::setPermissions(path(), readable));
    QVERIFY(QFile::setPermissions(folder, readable | enter));
    QVERIFY(QFile::setPermissions(m_dir->path(), readable | enter | QFileDevice::WriteOwner));
    const uid_t nobody = 65'534;
    const bool root = geteuid() == 0; // whom no permission stops; its files are somebody else's
    if (root) {
        setfsuid(nobody);
    }
    QString trouble;
    {
        OutboxStore store(path());
        trouble = store.trouble();
    }
    if (root) {
        setfsuid(0);
    }
    const auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    QVERIFY(QFile::setPermissions(folder, owner | QFileDevice::ExeOwner));
    QVERIFY(QFile::setPermissions(path(), owner));
    QVERIFY2(trouble.contains(u"cannot be written"), qPrintable(trouble));
    QCOMPARE(idsIn(path()).size(), 2);
#else
    QSKIP("The permissions are those of Linux.");
#endif
}

void TestArchive::writesLaterWhatTheDiskDidNotTake()
{
#ifdef Q_OS_LINUX
    OutboxStore store(path());
    QVERIFY(store.save({commandOf(0)}));
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit small = before;
    small.rlim_cur = rlim_t(QFileInfo(path() + u"-wal"_s).size()) + 512;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto refused = store.save({commandOf(1)});
    const auto again = store.remove({u"id-0"_s});
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(!refused);
    QVERIFY2(refused.error().contains(u"disk"), qPrintable(refused.error()));
    QVERIFY(!again);
    QCOMPARE(idsIn(path()), QStringList{u"id-0"_s});
    QVERIFY(store.save({commandOf(2)}));
    QCOMPARE(idsIn(path()), (QStringList{u"id-1"_s, u"id-2"_s}));
#else
    QSKIP("The limit is one of Linux.");
#endif
}

void TestArchive::saysThatTheDiskIsFull()
{
#ifdef Q_OS_LINUX
    const QByteArray disk = QFile::encodeName(m_dir->filePath(u"disk"_s));
    QVERIFY(QDir().mkdir(QFile::decodeName(disk)));
    if (mount("tmpfs", disk.constData(), "tmpfs", 0, "size=256k") != 0) {
        QSKIP("Here nobody may mount a small disk.");
    }
    QString saved;
    QString opened;
    {
        OutboxStore store(QFile::decodeName(disk) + u"/archive.sqlite"_s);
        QFile filler(QFile::decodeName(disk) + u"/filler"_s);
        const bool made = filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
        while (made && filler.write(QByteArray(4'096, 'x')) == 4'096) {
        }
        const auto result = store.save({commandOf(1)});
        saved = result ? u"it was saved"_s : result.error();
        opened = OutboxStore(QFile::decodeName(disk) + u"/other.sqlite"_s).trouble();
    }
    umount(disk.constData());
    QVERIFY2(saved.contains(u"disk is full"), qPrintable(saved));
    QVERIFY2(opened.contains(u"disk is full"), qPrintable(opened));
#else
    QSKIP("The disk is mounted as Linux does it.");
#endif
}

void TestArchive::migratesStepByStep()
{
    const QStringList first{u"CREATE TABLE a (x INTEGER)"_s, u"INSERT INTO a VALUES (41)"_s};
    const QStringList second{u"UPDATE a SET x = x + 1"_s};
    QVERIFY(Database::open(path(), {first}));
    for (int run = 0; run < 2; ++run) { // and no step twice
        const auto database = Database::open(path(), {first, second});
        QVERIFY(database);
        QCOMPARE((*database)->ask(u"SELECT x FROM a"_s)->front().front().toInt(), 42);
    }
}

void TestArchive::aMigrationThatFailsChangesNothing()
{
    const QStringList first{u"CREATE TABLE a (x INTEGER)"_s};
    QVERIFY(Database::open(path(), {first}));
    const auto failed = Database::open(
        path(), {first, {u"CREATE TABLE b (x INTEGER)"_s, u"THIS IS NO SQL"_s}});
    QVERIFY(!failed);
    QVERIFY2(failed.error().contains(path()), qPrintable(failed.error()));
    const auto database = Database::open(path(), {first});
    QVERIFY(database);
    QVERIFY(!(*database)->ask(u"SELECT * FROM b"_s));
}

QTEST_GUILESS_MAIN(TestArchive)
#include "tst_archive.moc"
