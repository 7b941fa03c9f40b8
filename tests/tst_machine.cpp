#include "demo/machine.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

using Values = QMap<QString, double>;

// A machine whose files are those of tests/data/machine. Files are written in place, because the
// real ones too change under an open descriptor.
class Stage
{
public:
    explicit Stage(const QString &snapshot)
    {
        show(snapshot);
        machine = Machine::create(dir.path());
    }

    void show(const QString &snapshot)
    {
        const QString from = data() + u'/' + snapshot;
        QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile source(files.next());
            QVERIFY(source.open(QIODevice::ReadOnly));
            write(source.fileName().mid(from.size()), source.readAll());
        }
    }

    void write(const QString &path, const QByteArray &text)
    {
        QFile target(dir.path() + path);
        QVERIFY(QDir().mkpath(QFileInfo(target).path()));
        QVERIFY(target.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(target.write(text), text.size());
    }

    void remove(const QString &path) { QVERIFY(QDir(dir.path() + path).removeRecursively()); }

    using Group = void (Machine::*)(std::int64_t, MachineReadings &);
    Values sample(Group group, std::int64_t nowUs)
    {
        MachineReadings readings;
        (machine.get()->*group)(nowUs, readings);
        return named(readings, machine->catalog());
    }

    static Values named(const MachineReadings &readings, const std::vector<SeriesInfo> &catalog)
    {
        Values values;
        for (const MachineReading &reading : readings) {
            const QString name = catalog.at(reading.series).name;
            if (values.contains(name)) {
                QTest::qFail(qPrintable(u"twice in one round: "_s + name), __FILE__, __LINE__);
            }
            values.insert(name, reading.value);
        }
        return values;
    }

    static QString data() { return QStringLiteral(SIGHTGLASS_SOURCE_DIR "/tests/data/machine"); }

    QTemporaryDir dir;
    std::unique_ptr<Machine> machine;
};

constexpr std::int64_t second = 1'000'000;

SeriesInfo infoOf(const std::vector<SeriesInfo> &catalog, const QString &name)
{
    for (const SeriesInfo &info : catalog) {
        if (info.name == name) {
            return info;
        }
    }
    return {};
}

} // namespace

class TestMachine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    // a known machine
    void sharesCpuTime();
    void startsAfreshWithACoreThatWasOff();
    void readsTheSystem();
    void ratesNetworkAndDisks();
    void readsTemperatures();
    void ratesProcesses();
    void survivesMissingFiles();
    void survivesGarbledFiles();
    void findsFilesThatComeLater();

    // this one
    void readsThisMachine();
};

// Known files can be shown to the Linux machine only.
void TestMachine::init()
{
#ifndef Q_OS_LINUX
    if (qstrcmp(QTest::currentTestFunction(), "readsThisMachine") != 0) {
        QSKIP("no /proc here");
    }
#endif
}

void TestMachine::sharesCpuTime()
{
    Stage stage(u"before"_s);
    QVERIFY(stage.sample(&Machine::sampleCpu, second).isEmpty());
    stage.show(u"after"_s);
    const Values values = stage.sample(&Machine::sampleCpu, 2 * second);
    QCOMPARE(values, Values({{u"cpu.total"_s, 25}, {u"cpu.core0"_s, 40}, {u"cpu.core1"_s, 10}}));
    const SeriesInfo info = infoOf(stage.machine->catalog(), u"cpu.core1"_s);
    QCOMPARE(info.unit, u"%"_s);
    QCOMPARE(info.min, std::optional(0.0));
    QCOMPARE(info.max, std::optional(100.0));
}

void TestMachine::startsAfreshWithACoreThatWasOff()
{
    Stage stage(u"after"_s); // with core 2
    stage.sample(&Machine::sampleCpu, second);
    stage.show(u"before"_s); // without it
    stage.sample(&Machine::sampleCpu, 2 * second);
    stage.write(u"/proc/stat"_s, "cpu2 50 0 0 150 0 0 0 0 0 0\n");
    QVERIFY(stage.sample(&Machine::sampleCpu, 3 * second).isEmpty());
    stage.write(u"/proc/stat"_s, "cpu2 60 0 0 180 0 0 0 0 0 0\n");
    QCOMPARE(stage.sample(&Machine::sampleCpu, 4 * second), Values({{u"cpu.core2"_s, 25}}));
}

void TestMachine::readsTheSystem()
{
    Stage stage(u"before"_s);
    for (const QString &path : {u"/var/log"_s, u"/media/My Disk.old"_s, u"/net/home/inner"_s}) {
        QVERIFY(QDir().mkpath(stage.dir.path() + path));
    }
    const Values values = stage.sample(&Machine::sampleSystem, second);
    QCOMPARE(values.value(u"load.1m"_s), 0.42);
    QCOMPARE(values.value(u"load.5m"_s), 1.06);
    QCOMPARE(values.value(u"load.15m"_s), 2.5);
    QCOMPARE(values.value(u"threads.count"_s), 480.0);
    QCOMPARE(values.value(u"processes.count"_s), 6.0);
    QCOMPARE(values.value(u"system.uptime"_s), 734.25);
    QCOMPARE(values.value(u"memory.total"_s), 16'000'000 * 1024.0);
    QCOMPARE(values.value(u"memory.used"_s), 6'000'000 * 1024.0);
    QCOMPARE(values.value(u"memory.available"_s), 10'000'000 * 1024.0);
    QCOMPARE(values.value(u"memory.cached"_s), 4'000'000 * 1024.0);
    QCOMPARE(values.value(u"swap.used"_s), 250'000 * 1024.0);
    QCOMPARE(values.value(u"swap.total"_s), 1'000'000 * 1024.0);

    QStringList filesystems;
    for (const QString &name : values.keys()) {
        if (name.startsWith(u"filesystem."_s) && name.endsWith(u".used"_s)) {
            filesystems << name;
            QVERIFY(values.value(name) > 0 && values.value(name) <= 100);
        }
    }
    // /net/homes is not there: absent
    QCOMPARE(filesystems, QStringList({u"filesystem.media-My Disk-old.used"_s,
                                       u"filesystem.root.used"_s, u"filesystem.var-log.used"_s}));
    const auto &catalog = stage.machine->catalog();
    QCOMPARE(infoOf(catalog, u"filesystem.var-log.size"_s).labels.value(u"mount"_s), u"/var/log"_s);
    QCOMPARE(infoOf(catalog, u"memory.used"_s).max, std::optional(16'000'000 * 1024.0));
}

void TestMachine::ratesNetworkAndDisks()
{
    Stage stage(u"before"_s);
    const Values first = stage.sample(&Machine::sampleSystem, second);
    for (const QString &name : first.keys()) {
        QVERIFY2(!name.startsWith(u"network."_s) && !name.startsWith(u"disk."_s), qPrintable(name));
    }
    stage.show(u"after"_s);
    Values values = stage.sample(&Machine::sampleSystem, 3 * second);
    values.removeIf([](const auto &entry) {
        return !entry.key().startsWith(u"network."_s) && !entry.key().startsWith(u"disk."_s);
    });
    const Values expected{
        {u"network.lo.received"_s, 0},
        {u"network.lo.sent"_s, 0},
        {u"network.eth0-7.received"_s, 1000},
        {u"network.eth0-7.sent"_s, 250},
        {u"network.wlan0.sent"_s, 250}, // what it has received was reset
        {u"disk.sda.read"_s, 2048 * 512 / 2},
        {u"disk.sda.written"_s, 4096 * 512 / 2},
        {u"disk.sda.busy"_s, 25},
        {u"disk.dm-1.read"_s, 0},
        {u"disk.dm-1.written"_s, 0},
        {u"disk.dm-1.busy"_s, 0},
        {u"disk.dm-10.read"_s, 0},
        {u"disk.dm-10.written"_s, 0},
        {u"disk.dm-10.busy"_s, 100}, // 4 s of work noted in 2 s
    };
    QCOMPARE(values, expected);
    QCOMPARE(infoOf(stage.machine->catalog(), u"network.eth0-7.sent"_s).labels.value(u"device"_s),
             u"eth0.7"_s);
}

void TestMachine::readsTemperatures()
{
    Stage stage(u"before"_s);
    const Values values = stage.sample(&Machine::sampleSystem, second);
    QCOMPARE(values.value(u"temperature.coretemp Package id 0"_s), 45.0);
    QCOMPARE(values.value(u"temperature.coretemp temp2"_s), -1.5);
    QVERIFY(!values.contains(u"temperature.coretemp temp3"_s));
    // Two drives of one kind: which is the first is not said.
    QCOMPARE(values.value(u"temperature.nvme Composite"_s)
                 + values.value(u"temperature.nvme Composite-2"_s),
             79.7);
    stage.write(u"/sys/class/hwmon/hwmon0/temp1_input"_s, "46000\n");
    const Values later = stage.sample(&Machine::sampleSystem, 2 * second);
    QCOMPARE(later.value(u"temperature.coretemp Package id 0"_s), 46.0);
    QCOMPARE(infoOf(stage.machine->catalog(), u"temperature.coretemp temp2"_s).unit, u"°C"_s);
}

void TestMachine::ratesProcesses()
{
    Stage stage(u"before"_s);
    const Values first = stage.sample(&Machine::sampleProcesses, second);
    const double page = first.value(u"process.memory.init"_s) / 10;
    QVERIFY(page >= 4096);
    QCOMPARE(first, Values({{u"process.memory.init"_s, 10 * page},
                            {u"process.memory.Web) Co-n (x"_s, 100 * page},
                            {u"process.memory.worker"_s, 50 * page}}));
    stage.remove(u"/proc/104"_s);
    stage.show(u"after"_s);
    Values values = stage.sample(&Machine::sampleProcesses, 3 * second);
    values.removeIf([](const auto &entry) { return entry.key().startsWith(u"process.memory."_s); });
    QCOMPARE(values, Values({{u"process.cpu.Web) Co-n (x"_s, 50},
                             {u"process.cpu.worker"_s, 30},
                             {u"process.cpu.cc1plus"_s, 15},
                             {u"process.cpu.kworker"_s, 1}}));
    stage.remove(u"/proc/105"_s);
    values = stage.sample(&Machine::sampleProcesses, 4 * second);
    QVERIFY(std::isnan(values.value(u"process.cpu.cc1plus"_s, 0)));
    QVERIFY(std::isnan(values.value(u"process.cpu.worker"_s, 0)));
    QVERIFY(std::isnan(values.value(u"process.memory.cc1plus"_s, 0)));
    values = stage.sample(&Machine::sampleProcesses, 5 * second);
    QCOMPARE(values, first);
}

void TestMachine::survivesMissingFiles()
{
    Stage stage(u"nothing"_s);
    for (std::int64_t at = second; at < 4 * second; at += second) {
        QVERIFY(stage.sample(&Machine::sampleCpu, at).isEmpty());
        QVERIFY(stage.sample(&Machine::sampleSystem, at).isEmpty());
        QVERIFY(stage.sample(&Machine::sampleProcesses, at).isEmpty());
    }
    QVERIFY(stage.machine->catalog().empty());
}

void TestMachine::survivesGarbledFiles()
{
    const QStringList paths{u"/proc/stat"_s,        u"/proc/loadavg"_s, u"/proc/uptime"_s,
                            u"/proc/meminfo"_s,     u"/proc/net/dev"_s, u"/proc/diskstats"_s,
                            u"/proc/self/mounts"_s, u"/proc/100/stat"_s};
    const QList<QByteArray> texts{"",
                                  "\n",
                                  ":",
                                  "cpu\ncpu0\n",
                                  QByteArray(100'000, '9'),
                                  QByteArray(64, '\0'),
                                  "\\ \\04 ext4\n((((",
                                  "MemTotal: -5 kB"};
    Stage stage(u"nothing"_s);
    for (const QByteArray &text : texts) {
        for (const QString &path : paths) {
            stage.write(path, text);
        }
        QVERIFY(stage.sample(&Machine::sampleCpu, second).isEmpty());
        const Values values = stage.sample(&Machine::sampleSystem, second);
        QCOMPARE(values, Values({{u"processes.count"_s, 1}}));
        QVERIFY(stage.sample(&Machine::sampleProcesses, second).isEmpty());
    }
}

void TestMachine::findsFilesThatComeLater()
{
    Stage stage(u"nothing"_s);
    QVERIFY(stage.sample(&Machine::sampleSystem, second).isEmpty());
    stage.show(u"before"_s);
    QCOMPARE(stage.sample(&Machine::sampleSystem, 2 * second).value(u"load.1m"_s), 0.42);
    QCOMPARE(stage.sample(&Machine::sampleProcesses, 2 * second).size(), 3);
}

void TestMachine::readsThisMachine()
{
    const auto machine = Machine::create();
    QVERIFY(!machine->hostName().isEmpty());
    MachineReadings out;
    for (int tries = 0; tries < 200 && out.empty(); ++tries) { // until the clock has ticked
        QTest::qWait(25);
        machine->sampleCpu(second, out);
    }
    const Values cpu = Stage::named(out, machine->catalog());
    QVERIFY(cpu.contains(u"cpu.total"_s));
    for (const double share : cpu) {
        QVERIFY(share >= 0 && share <= 100);
    }
    out.clear();
    machine->sampleSystem(second, out);
    machine->sampleProcesses(second, out);
    const Values values = Stage::named(out, machine->catalog());
    QVERIFY(values.value(u"memory.used"_s) > 0);
    QVERIFY(values.value(u"memory.used"_s) < values.value(u"memory.total"_s));
    QVERIFY(values.value(u"processes.count"_s) > 0);
    QVERIFY(values.value(u"system.uptime"_s) > 0);
    for (const SeriesInfo &info : machine->catalog()) {
        QVERIFY2(!info.name.contains(u".."_s) && !info.name.endsWith(u'.'), qPrintable(info.name));
    }
}

QTEST_GUILESS_MAIN(TestMachine)
#include "tst_machine.moc"
