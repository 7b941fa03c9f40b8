// One channel as a server keeps it, and the alarms the feed makes of its readings.
#include "demo/alarms.h"
#include "demo/stream.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

constexpr std::int64_t second = 1'000'000;

// Epoch "e", keeps 10 s; `count` messages, number n at n seconds.
Stream filled(int count)
{
    Stream stream(u"c"_s, u"e"_s, 10 * second);
    for (int n = 1; n <= count; ++n) {
        stream.append(Samples{}, n * second);
    }
    return stream;
}

std::uint64_t firstNumber(const Stream &stream, const Stream::Replay &replay)
{
    return replay.from < stream.kept().size() ? stream.kept()[replay.from].seq : 0;
}

// Feeds one series and writes down what it makes: "3 raised, 9 cleared".
QString story(const QString &series, const QList<std::pair<int, double>> &readings)
{
    SeriesInfo info;
    info.name = series;
    info.labels = {{u"mount"_s, series.startsWith("file"_L1) ? u"/home"_s : QString()}};
    Alarms alarms;
    QStringList said;
    for (const auto &[at, value] : readings) {
        for (const Event &event : alarms.check({info}, {{0, value}}, (1'000 + at) * second)) {
            said.append(u"%1 %2"_s.arg(at).arg(event.state == EventState::Raised ? u"raised"_s
                                                                                 : u"cleared"_s));
        }
    }
    return said.join(u", "_s);
}

} // namespace

class TestStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersSamplesAndEventsAlike()
    {
        Stream stream(u"c"_s, u"e"_s, 10 * second);
        QCOMPARE(stream.append(Samples{u"x"_s, 99, {}, {}, {}}, 1).seq, std::uint64_t(1));
        const Stream::Kept &kept = stream.append(Event{}, 2);
        QCOMPARE(kept.seq, std::uint64_t(2));
        QCOMPARE(std::get<Event>(kept.message).seq, std::uint64_t(2));
        QCOMPARE(std::get<Event>(kept.message).channel, u"c"_s);
        QCOMPARE(std::get<Samples>(stream.kept().front().message).seq, std::uint64_t(1));
        QCOMPARE(std::get<Samples>(stream.kept().front().message).channel, u"c"_s);
    }

    void forgetsWhatIsTooOld()
    {
        const Stream stream = filled(25);
        QCOMPARE(stream.kept().front().seq,
                 std::uint64_t(15)); // 10 s before 25 s, that one included
        QCOMPARE(stream.kept().back().seq, std::uint64_t(25));
    }

    void forgetsWhatIsTooMuch()
    {
        Stream stream(u"c"_s, u"e"_s, 10 * second);
        for (std::size_t i = 0; i < Stream::maxKept + 5; ++i) {
            stream.append(Samples{}, 1);
        }
        QCOMPARE(stream.kept().size(), Stream::maxKept);
        QCOMPARE(stream.kept().front().seq, std::uint64_t(6));
    }

    void keepsTheNewestWhateverTheRetention()
    {
        Stream stream(u"c"_s, u"e"_s, 0);
        stream.append(Samples{}, 5 * second);
        QCOMPARE(stream.append(Samples{}, 6 * second).seq, std::uint64_t(2));
        QCOMPARE(stream.kept().size(), std::size_t(1));
        QCOMPARE(stream.append(Samples{}, second).seq, std::uint64_t(3)); // the clock was set back
    }

    void opensWithAsMuchPastAsAskedFor_data()
    {
        QTest::addColumn<qint64>("historyUs");
        QTest::addColumn<quint64>("first"); // 0: none
        QTest::addColumn<quint64>("seq");   // as subscribed says
        QTest::newRow("none") << qint64(0) << quint64(0) << quint64(25);
        QTest::newRow("3 s") << qint64(3 * second) << quint64(22) << quint64(21);
        QTest::newRow("half a second") << qint64(second / 2) << quint64(25) << quint64(24);
        QTest::newRow("more than there is") << qint64(3'600 * second) << quint64(15) << quint64(14);
    }
    void opensWithAsMuchPastAsAskedFor()
    {
        QFETCH(qint64, historyUs);
        const Stream stream = filled(25);
        const Stream::Replay replay = stream.open(historyUs, 25 * second);
        QTEST(quint64(firstNumber(stream, replay)), "first");
        QTEST(quint64(replay.subscribed.position.seq), "seq");
        QCOMPARE(replay.subscribed.channel, u"c"_s);
        QCOMPARE(replay.subscribed.position.epoch, u"e"_s);
        QVERIFY(!replay.subscribed.recovered && !replay.gap);
    }

    void opensEmpty()
    {
        const Stream stream = filled(0);
        for (const Stream::Replay &replay :
             {stream.open(second, second), stream.resume({u"e"_s, 0}, second, second)}) {
            QCOMPARE(replay.from, std::size_t(0));
            QCOMPARE(replay.subscribed.position.seq, std::uint64_t(0));
            QVERIFY(!replay.gap);
        }
    }

    void resumes_data() // resources/protocol/README.md, "Resume"; the ring holds 15 to 25
    {
        QTest::addColumn<QString>("epoch");
        QTest::addColumn<quint64>("had");
        QTest::addColumn<quint64>("seq"); // as subscribed says
        QTest::addColumn<bool>("recovered");
        QTest::addColumn<quint64>("gapFrom"); // 0: none
        QTest::addColumn<quint64>("gapTo");
        QTest::addColumn<quint64>("first"); // 0: none
        const auto row = [](const char *name, const QString &epoch, quint64 had, quint64 seq,
                            bool recovered, quint64 gapFrom, quint64 gapTo, quint64 first) {
            QTest::newRow(name) << epoch << had << seq << recovered << gapFrom << gapTo << first;
        };
        row("whole, nothing new", u"e"_s, 25, 25, true, 0, 0, 0);
        row("whole, one new", u"e"_s, 24, 24, true, 0, 0, 25);
        row("whole, all of the ring", u"e"_s, 14, 14, true, 0, 0, 15);
        row("one forgotten", u"e"_s, 13, 13, false, 14, 14, 15);
        row("ten forgotten", u"e"_s, 4, 4, false, 5, 14, 15);
        row("had none", u"e"_s, 0, 0, false, 1, 14, 15);
        row("another epoch", u"f"_s, 20, 23, false, 0, 0, 24);
        row("no epoch", QString(), 20, 23, false, 0, 0, 24);
        row("from the future", u"e"_s, 26, 23, false, 0, 0, 24);
        row("from the end of time", u"e"_s, std::numeric_limits<quint64>::max(), 23, false, 0, 0,
            24);
    }
    void resumes()
    {
        QFETCH(QString, epoch);
        QFETCH(quint64, had);
        const Stream stream = filled(25);
        const Stream::Replay replay = stream.resume({epoch, had}, second, 25 * second);
        QTEST(quint64(replay.subscribed.position.seq), "seq");
        QCOMPARE(replay.subscribed.position.epoch, u"e"_s);
        QTEST(replay.subscribed.recovered, "recovered");
        QTEST(quint64(replay.gap ? replay.gap->from : 0), "gapFrom");
        QTEST(quint64(replay.gap ? replay.gap->to : 0), "gapTo");
        QTEST(quint64(firstNumber(stream, replay)), "first");
    }

    void raisesAndClearsWithoutFlicker_data()
    {
        using Readings = QList<std::pair<int, double>>;
        QTest::addColumn<QString>("series");
        QTest::addColumn<Readings>("readings"); // second, percent
        QTest::addColumn<QString>("said");
        const QString disk = u"filesystem./home.used"_s;
        const QString core = u"cpu.core3"_s;
        const double none = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("a full disk, at once")
            << disk << Readings{{0, 89.9}, {1, 90}} << u"1 raised"_s;
        QTest::newRow("a disk back and forth")
            << disk << Readings{{0, 91}, {1, 89}, {2, 91}, {3, 88}, {4, 87.9}, {5, 89}, {6, 90}}
            << u"0 raised, 4 cleared, 6 raised"_s;
        QTest::newRow("a core, after 10 s")
            << core << Readings{{0, 95}, {9, 95}, {10, 95}, {11, 99}} << u"10 raised"_s;
        QTest::newRow("a core that rests in between")
            << core << Readings{{0, 95}, {6, 89}, {7, 95}, {16, 95}, {17, 95}} << u"17 raised"_s;
        QTest::newRow("a core, cleared below 80")
            << core << Readings{{0, 95}, {10, 95}, {11, 85}, {12, 80}, {13, 79}, {14, 85}, {30, 85}}
            << u"10 raised, 13 cleared"_s;
        QTest::newRow("no reading changes nothing")
            << core << Readings{{0, 95}, {5, none}, {10, 95}, {11, none}} << u"10 raised"_s;
        QTest::newRow("the clock is set back")
            << core << Readings{{0, 95}, {10, 95}, {-500, 95}, {-490, 79}}
            << u"10 raised, -490 cleared"_s;
        QTest::newRow("what nobody watches")
            << u"cpu.total"_s << Readings{{0, 100}, {60, 100}} << QString();
    }
    void raisesAndClearsWithoutFlicker()
    {
        using Readings = QList<std::pair<int, double>>;
        QFETCH(QString, series);
        QFETCH(Readings, readings);
        QTEST(story(series, readings), "said");
    }

    void namesWhatIsWrong()
    {
        SeriesInfo disk;
        disk.name = u"filesystem.root.used"_s;
        disk.labels = {{u"mount"_s, u"/"_s}};
        SeriesInfo core;
        core.name = u"cpu.core12"_s;
        Alarms alarms;
        alarms.check({disk, core}, {{1, 95}}, second);
        const auto events = alarms.check({disk, core}, {{0, 95.25}, {1, 95}}, 20 * second);
        QCOMPARE(events.size(), std::size_t(2));
        QCOMPARE(events[0].title, u"Disk / above 90 %"_s);
        QCOMPARE(events[1].title, u"CPU core 12 above 90 % for 10 s"_s);
        QCOMPARE(events[0].key, disk.name);
        QCOMPARE(events[0].severity, Severity::Warning);
        QCOMPARE(events[0].timeUs, 20 * second);
        QVERIFY(!events[0].body.contains(u"%1"_s));
    }
};

QTEST_APPLESS_MAIN(TestStream)
#include "tst_stream.moc"
