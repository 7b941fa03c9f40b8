#include "demo/processtable.h"
#include "demo/procfs.h"
#include "demo/rates.h"

#include <QFile>
#include <QtTest>

#include <cmath>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

using Values = QMap<QString, double>;
constexpr std::int64_t second = 1'000'000;

Values named(const MachineReadings &readings, const SeriesTable &table)
{
    Values values;
    for (const MachineReading &reading : readings) {
        const QString name = table.all().at(reading.series).name;
        if (values.contains(name)) {
            QTest::qFail(qPrintable(u"twice in one round: "_s + name), __FILE__, __LINE__);
        }
        values.insert(name, reading.value);
    }
    return values;
}

std::string known(const QString &path)
{
    QFile file(QStringLiteral(SIGHTGLASS_SOURCE_DIR "/tests/data/machine/before") + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

} // namespace

class TestMachineParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // parsers
    void countsGuestTimeOnce();
    void leavesOutGarbledCpuLines();
    void readsNamesWithBracketsAndSpaces();
    void refusesGarbledProcesses_data();
    void refusesGarbledProcesses();
    void keepsWholeDisksOnly();
    void neverLooksAtNetworkMounts();

    // rates and names
    void givesNoRateWhenACounterWentBack();
    void givesNoRateWhenTheClockStands();
    void makesNamesFit_data();
    void makesNamesFit();
    void keepsEqualLookingNamesApart();
    void forgetsADeviceThatLeft();

    // processes
    void listsTheLargestOnly();
    void saysOnceThatANameLeftTheList();
    void tellsProcessesOfOnePidApart();
    void doesNotCreditThePastOfAnOldProcess();
    void sumsNamesThatLookTheSame();
    void stopsTakingNewNames();
};

void TestMachineParts::countsGuestTimeOnce()
{
    std::vector<procfs::CpuTime> times;
    procfs::readCpuTimes("cpu3 10 20 30 400 50 6 7 8 9 9\n", times);
    QCOMPARE(times.size(), 1u);
    QCOMPARE(times[0].core, 3);
    QCOMPARE(times[0].busy, 81u);
    QCOMPARE(times[0].idle, 450u);
}

void TestMachineParts::leavesOutGarbledCpuLines()
{
    std::vector<procfs::CpuTime> times;
    procfs::readCpuTimes("cpu 1 2 3\ncpuX 1 1 1 1 1 1 1 1\ncpu0 1 -1 1 1 1 1 1 1\n\ncpu", times);
    QVERIFY(times.empty());
}

void TestMachineParts::readsNamesWithBracketsAndSpaces()
{
    const auto process = procfs::readProcess(
        "7 (a) b (S 1 2)) R 1 7 7 0 -1 4194560 1 2 3 4 11 22 5 6 20 0 3 0 999 1000 64 1 2 3\n");
    QVERIFY(process);
    QCOMPARE(process->name, std::string_view("a) b (S 1 2)"));
    QCOMPARE(process->cpuTicks, 33u);
    QCOMPARE(process->threads, 3);
    QCOMPARE(process->startTicks, 999u);
    QCOMPARE(process->residentPages, 64u);
}

void TestMachineParts::refusesGarbledProcesses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no name") << QByteArray("7 R 1 7 7");
    QTest::newRow("brackets the wrong way") << QByteArray("7 )a( R 1");
    QTest::newRow("cut short") << QByteArray("7 (a) R 1 7 7 0 -1 4194560 1 2 3 4 11 22 5 6 20 0 3");
    QTest::newRow("a word for a number")
        << QByteArray("7 (a) R 1 7 7 0 -1 0 1 2 3 4 11 x 5 6 20 0 3 0 999 1000 64");
}

void TestMachineParts::refusesGarbledProcesses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!procfs::readProcess({text.constData(), std::size_t(text.size())}));
}

void TestMachineParts::keepsWholeDisksOnly()
{
    const std::string text = known(u"/proc/diskstats"_s);
    std::vector<procfs::DiskCounts> disks;
    procfs::readDisks(text, disks);
    QStringList names;
    for (const procfs::DiskCounts &disk : disks) {
        names << QString::fromUtf8(disk.name.data(), qsizetype(disk.name.size()));
    }
    QCOMPARE(names, QStringList({u"sda"_s, u"nvme0n1"_s, u"dm-1"_s, u"dm-10"_s}));
    QCOMPARE(disks[0].readBytes, 2000u * 512u);
    QCOMPARE(disks[0].writtenBytes, 1000u * 512u);
    QCOMPARE(disks[0].busyMs, 300u);
}

void TestMachineParts::neverLooksAtNetworkMounts()
{
    const std::vector<std::string> expected{"/", "/var/log", "/media/My Disk.old", "/net/homes"};
    QCOMPARE(procfs::readLocalMounts(known(u"/proc/self/mounts"_s)), expected);
}

void TestMachineParts::givesNoRateWhenACounterWentBack()
{
    Rate rate;
    QVERIFY(!rate.perSecond(1000, second));
    QCOMPARE(rate.perSecond(3000, 3 * second), std::optional(1000.0));
    QVERIFY(!rate.perSecond(5, 4 * second));
    QCOMPARE(rate.perSecond(15, 5 * second), std::optional(10.0));

    BusyShare share;
    QVERIFY(!share.percent(100, 100));
    QVERIFY(!share.percent(50, 200));
    QVERIFY(!share.percent(60, 190));
    QCOMPARE(share.percent(70, 220), std::optional(25.0));
}

void TestMachineParts::givesNoRateWhenTheClockStands()
{
    Rate rate;
    QVERIFY(!rate.perSecond(0, second));
    QVERIFY(!rate.perSecond(10, second));
    QVERIFY(!rate.perSecond(20, second - 1));

    BusyShare share;
    QVERIFY(!share.percent(100, 100));
    QVERIFY(!share.percent(100, 100));
}

void TestMachineParts::makesNamesFit_data()
{
    QTest::addColumn<QString>("original");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("path");
    QTest::newRow("plain") << u"eth0"_s << u"eth0"_s << u"eth0"_s;
    QTest::newRow("dots") << u"eth0.7.1"_s << u"eth0-7-1"_s << u"eth0-7-1"_s;
    QTest::newRow("root") << u"/"_s << u"/"_s << u"root"_s;
    QTest::newRow("path") << u"/var/log"_s << u"/var/log"_s << u"var-log"_s;
    QTest::newRow("drive") << u"C:\\"_s << u"C:\\"_s << u"C"_s;
    QTest::newRow("controls") << u"a\nb\tc\u0085d"_s << u"a-b-c-d"_s << u"a-b-c-d"_s;
    QTest::newRow("direction") << u"a\u202Eb"_s << u"a-b"_s << u"a-b"_s;
    QTest::newRow("spaces stay") << u" Web Content "_s << u"Web Content"_s << u"Web Content"_s;
    QTest::newRow("empty") << QString() << u"unnamed"_s << u"root"_s;
    QTest::newRow("long") << QString(5000, u'x') << QString(80, u'x') << QString(80, u'x');
}

void TestMachineParts::makesNamesFit()
{
    QFETCH(QString, original);
    QTEST(plainName(original), "name");
    QTEST(plainPath(original), "path");
}

void TestMachineParts::keepsEqualLookingNamesApart()
{
    SeriesTable table;
    QCOMPARE(table.place(u"network"_s, u"eth0.7"_s), u"network.eth0-7"_s);
    QCOMPARE(table.place(u"network"_s, u"eth0-7"_s), u"network.eth0-7-2"_s);
    QCOMPARE(table.place(u"network"_s, u"eth0.7"_s), u"network.eth0-7"_s);
    QCOMPARE(table.place(u"disk"_s, u"eth0-7"_s), u"disk.eth0-7"_s);
    const std::uint32_t id = table.series(u"a.b"_s, u"B"_s, 0, 5);
    QCOMPARE(table.series(u"a.b"_s, u"%"_s), id);
    QCOMPARE(table.all().size(), 1u);
    QCOMPARE(table.all()[id].unit, u"B"_s);
}

void TestMachineParts::forgetsADeviceThatLeft()
{
    SeriesTable table;
    RateGroup group(table, u"network"_s, {{u"sent"_s, u"B/s"_s, 1, {}}});
    MachineReadings out;
    for (const std::uint64_t count : {10, 20}) {
        group.begin(std::int64_t(count) * second);
        group.add("usb0", {count}, out);
        group.end();
    }
    QCOMPARE(out.size(), 1u);
    group.begin(30 * second);
    group.end();
    group.begin(40 * second);
    group.add("usb0", {900}, out); // not 900 in the time it was away
    group.end();
    QCOMPARE(out.size(), 1u);
    group.begin(41 * second);
    group.add("usb0", {907}, out);
    group.end();
    QCOMPARE(out.size(), 2u);
    QCOMPARE(out[1].value, 7.0);
    QCOMPARE(out[1].series, out[0].series);
    QCOMPARE(table.all().size(), 1u);
}

void TestMachineParts::listsTheLargestOnly()
{
    SeriesTable table;
    ProcessTable processes(table);
    MachineReadings out;
    processes.begin(second);
    for (int i = 0; i < 20; ++i) {
        const std::string name = "p" + std::to_string(i);
        processes.add({i, 1, name, 1, 0, double(i)});
    }
    processes.end(out);
    const Values values = named(out, table);
    QCOMPARE(values.size(), qsizetype(ProcessTable::top));
    for (int i = 12; i < 20; ++i) {
        QCOMPARE(values.value(u"process.memory.p"_s + QString::number(i), -1), double(i));
    }
}

void TestMachineParts::saysOnceThatANameLeftTheList()
{
    SeriesTable table;
    ProcessTable processes(table);
    const auto round = [&](std::int64_t at, bool there) {
        MachineReadings out;
        processes.begin(at);
        processes.add({1, 1, "stays", 1, 0, 5});
        if (there) {
            processes.add({2, 1, "leaves", 1, 0, 7});
        }
        processes.end(out);
        return named(out, table);
    };
    QCOMPARE(round(1 * second, true).size(), 2);
    const Values left = round(2 * second, false);
    QCOMPARE(left.size(), 2);
    QVERIFY(std::isnan(left.value(u"process.memory.leaves"_s, 0)));
    QCOMPARE(left.value(u"process.memory.stays"_s), 5.0);
    QCOMPARE(round(3 * second, false).size(), 1);
    QCOMPARE(round(4 * second, true).value(u"process.memory.leaves"_s), 7.0);
    QCOMPARE(table.all().size(), 2u);
}

void TestMachineParts::tellsProcessesOfOnePidApart()
{
    SeriesTable table;
    ProcessTable processes(table);
    MachineReadings out;
    processes.begin(second);
    processes.add({7, 100, "first", 1, 900'000, 0});
    processes.end(out);
    processes.begin(2 * second);
    processes.add({7, 200, "second", 1, 950'000, 0});
    processes.end(out);
    const Values values = named(out, table);
    QCOMPARE(values.size(), 1);
    QCOMPARE(values.value(u"process.cpu.second"_s), 95.0);
}

void TestMachineParts::doesNotCreditThePastOfAnOldProcess()
{
    SeriesTable table;
    ProcessTable processes(table);
    MachineReadings out;
    processes.begin(second);
    processes.end(out);
    processes.begin(2 * second);
    processes.add({7, 100, "old", 2, 2'100'000, 0});
    processes.end(out);
    QVERIFY(out.empty());
    processes.begin(3 * second);
    processes.add({7, 100, "old", 2, 2'350'000, 0});
    processes.end(out);
    QCOMPARE(out.size(), 1u);
    QCOMPARE(out[0].value, 25.0);
}

void TestMachineParts::sumsNamesThatLookTheSame()
{
    SeriesTable table;
    ProcessTable processes(table);
    MachineReadings out;
    processes.begin(second);
    processes.add({1, 1, "a.b", 1, 0, 3});
    processes.add({2, 1, "a-b", 1, 0, 4});
    processes.end(out);
    const Values values = named(out, table);
    QCOMPARE(values, Values({{u"process.memory.a-b"_s, 7.0}}));
}

void TestMachineParts::stopsTakingNewNames()
{
    SeriesTable table;
    ProcessTable processes(table);
    MachineReadings out;
    for (int round = 0; round < 300; ++round) {
        const std::string name = "p" + std::to_string(round);
        out.clear();
        processes.begin((round + 1) * second);
        processes.add({1, 1, "first", 1, std::uint64_t(round) * 1000, 1});
        processes.add({round + 10, 1, name, 1, 5000, 1});
        processes.end(out);
    }
    QCOMPARE(table.all().size(), 200u);
    const Values values = named(out, table);
    QCOMPARE(values.value(u"process.cpu.first"_s), 0.1); // those who are known go on
    QCOMPARE(values.value(u"process.memory.first"_s), 1.0);
    QCOMPARE(values.size(), 2);
}

QTEST_APPLESS_MAIN(TestMachineParts)
#include "tst_machineparts.moc"
