// What the kinds of tiles know: their state, their range, their order, and what they say in words.
#include "deskbench.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace sightglass;
using namespace sightglass::test;

namespace {

// A board of one tile, and series given by name.
struct Kinds : Bench
{
    Batch batch;
    QHash<QString, std::uint32_t> ids;

    explicit Kinds(const TileSpec &spec) { desk.showBoard(boardOf(spec)); }
    const Tile *tile() { return desk.board()->tile(0); }
    SeriesList *rows() { return tile()->series(); }
    void tell(const QString &name, const QString &unit = {})
    {
        ids.insert(name, see(batch, name, unit));
        Bench::give(batch);
    }
    void give(const QString &name, double value, const QString &unit = {})
    {
        if (!ids.contains(name)) {
            tell(name, unit);
        }
        batch.append(ids.value(name), now, value);
        Bench::give(batch);
    }
    // Two looks, a second each: what goes with the values follows them.
    void look()
    {
        for (int i = 0; i < 2; ++i) {
            passes(second);
            desk.board()->refresh({now, true}, 300 * second);
        }
    }
    QStringList names()
    {
        QStringList list;
        for (int row = 0; row < rows()->count(); ++row) {
            list.append(at(rows(), row, SeriesList::NameRole).toString());
        }
        return list;
    }
    QString text()
    {
        QString text;
        for (const QVariant &run : tile()->runs()) {
            text += run.toMap().value(u"text"_s).toString();
        }
        return text;
    }
};

TileSpec limited(const QString &better)
{
    TileSpec spec = tileSpec(u"gauge"_s, {u"a"_s});
    spec.better = better;
    spec.limits = {{80, u"warning"_s, u"w"_s, false}, {90, u"critical"_s, u"c"_s, false}};
    if (better == u"low") {
        spec.limits.push_back({0, u"info"_s, u"i"_s, true});
    }
    return spec;
}

} // namespace

class TestKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void goesThroughItsStates_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"stat", "gauge", "bars", "table"}) {
            QTest::newRow(kind) << QString::fromLatin1(kind);
        }
    }
    void goesThroughItsStates()
    {
        QFETCH(QString, kind);
        Kinds bench(tileSpec(kind, {u"a"_s}));
        bench.tell(u"other"_s);
        bench.look();
        QCOMPARE(bench.tile()->state(), Tile::Waiting);
        bench.passes(5 * second);
        bench.look();
        QCOMPARE(bench.tile()->state(), Tile::Missing);
        QVERIFY(bench.tile()->words().contains(u"“a”"_s));
        bench.tell(u"a"_s);
        bench.look();
        QCOMPARE(bench.tile()->state(), Tile::Waiting);
        bench.give(u"a"_s, 5);
        bench.desk.board()->refresh({bench.now, true}, 300 * second);
        QCOMPARE(bench.tile()->state(), Tile::Live);
        bench.passes(31 * second);
        bench.desk.board()->refresh({bench.now, true}, 300 * second);
        QCOMPARE(bench.tile()->state(), Tile::Stale);
        QVERIFY(bench.tile()->words().contains(u"stale for 31 s"_s));
        QCOMPARE(at(bench.rows(), 0, SeriesList::ValueTextRole).toString(), u"5"_s);
    }

    // bars
    void barsOfAPercentageAreFullAtAHundred()
    {
        Kinds bench(tileSpec(u"bars"_s, {u"p.*"_s}));
        bench.give(u"p.a"_s, 18, u"%"_s);
        bench.give(u"p.b"_s, 2, u"%"_s);
        bench.look();
        QCOMPARE(bench.tile()->range().high, 100.0);
        QCOMPARE(bench.tile()->subtitle(), u"%"_s);
    }

    void barsSayWhatAFullOneMeans()
    {
        Kinds bench(tileSpec(u"bars"_s, {u"p.*"_s}));
        bench.give(u"p.a"_s, 60, u"%"_s);
        bench.look();
        QCOMPARE(bench.tile()->subtitle(), u"%"_s); // a hundred, as with all percentages
        bench.give(u"p.a"_s, 160, u"%"_s);
        bench.look();
        QCOMPARE(bench.tile()->subtitle(), u"%, bars to 200"_s);
    }

    void barsOfASourceAreWrittenInOneUnit()
    {
        Kinds bench(tileSpec(u"bars"_s, {u"d.*"_s}));
        bench.give(u"d.a"_s, 12.5e6, u"B/s"_s);
        bench.give(u"d.b"_s, 340e3, u"B/s"_s);
        bench.look();
        QCOMPARE(bench.tile()->range().high, 20e6);
        QCOMPARE(at(bench.rows(), 0, SeriesList::ValueTextRole).toString(), u"12.5"_s);
        QCOMPARE(at(bench.rows(), 1, SeriesList::ValueTextRole).toString(), u"0.34"_s);
        QCOMPARE(bench.tile()->subtitle(), u"MB/s, bars to 20"_s);
    }

    void barsOfDifferentUnitsSayTheirs()
    {
        Kinds bench(tileSpec(u"bars"_s, {u"m.*"_s}));
        bench.give(u"m.a"_s, 12, u"V"_s);
        bench.give(u"m.b"_s, 3, u"A"_s);
        bench.look();
        QVERIFY(bench.rows()->mixed());
        QCOMPARE(bench.tile()->subtitle(), QString());
        QCOMPARE(at(bench.rows(), 1, SeriesList::UnitTextRole).toString(), u"A"_s);
    }

    void aFinishedProcessLeavesTheBars()
    {
        Kinds bench(tileSpec(u"bars"_s, {u"p.*"_s}));
        bench.give(u"p.old"_s, 90, u"%"_s);
        bench.passes(60 * second);
        bench.give(u"p.new"_s, 10, u"%"_s);
        bench.desk.board()->refresh({bench.now, true}, 300 * second);
        QCOMPARE(bench.names(), QStringList{u"new"_s});
    }

    // range
    void rangeFollowsWhatIsSeenWithoutSwinging()
    {
        const TileSpec spec = tileSpec(u"gauge"_s, {u"a"_s});
        const SeriesInfo info;
        const auto highFor = [&](double seen, double before) {
            return rangeOf(spec, info, {0, seen}, {0, before, {}, {}}).high;
        };
        QCOMPARE(highFor(37, 1), 50.0);
        QCOMPARE(highFor(51, 50), 100.0);
        QCOMPARE(highFor(49, 100), 100.0); // not back at once
        QCOMPARE(highFor(19, 100), 20.0);
        QCOMPARE(rangeOf(spec, info, {-7, 3}, {}).low, -10.0);
        QCOMPARE(rangeOf(spec, info, {-4, 0.1}, {}).high, 1.0); // as much as a fifth of the other
        QCOMPARE(rangeOf(spec, info, {}, {}).high, 1.0);        // nothing seen yet
    }

    void rangeOfTheBoardComesBeforeThatOfTheSeries()
    {
        TileSpec spec = tileSpec(u"gauge"_s, {u"a"_s});
        SeriesInfo info;
        info.min = 10;
        info.max = 20;
        QCOMPARE(rangeOf(spec, info, {12, 300}, {}).high, 20.0);
        QCOMPARE(rangeOf(spec, info, {12, 300}, {}).low, 10.0);
        spec.maximum = 15;
        QCOMPARE(rangeOf(spec, info, {12, 300}, {}).high, 15.0);
        spec.maximum = 5; // below the lower end: still a range
        QVERIFY(rangeOf(spec, info, {12, 300}, {}).high > 10);
    }

    void namesTheWorstLimitPassed_data()
    {
        QTest::addColumn<QString>("better");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("severity");
        QTest::newRow("none") << QString() << 79.0 << QString();
        QTest::newRow("first") << QString() << 80.0 << u"warning"_s;
        QTest::newRow("both") << QString() << 95.0 << u"critical"_s;
        QTest::newRow("a floor kept") << u"higher"_s << 95.0 << QString();
        QTest::newRow("a floor broken") << u"higher"_s << 70.0 << u"critical"_s;
        QTest::newRow("no value") << QString() << notANumber << QString();
        QTest::newRow("below a floor of its own") << u"low"_s << -1.0 << u"info"_s;
    }
    void namesTheWorstLimitPassed()
    {
        QFETCH(QString, better);
        QFETCH(double, value);
        Kinds bench(limited(better));
        bench.give(u"a"_s, value);
        bench.look();
        QTEST(bench.tile()->company().severity, "severity");
    }

    // table
    void tableSortsByValueAndByName()
    {
        TileSpec spec = tileSpec(u"table"_s, {u"s.*"_s});
        spec.sort = u"value"_s;
        Kinds byValue(spec);
        spec.sort = u"name"_s;
        Kinds byName(spec);
        for (Kinds *bench : {&byValue, &byName}) {
            QAbstractItemModelTester tester(bench->rows());
            bench->give(u"s.core 10"_s, 1);
            bench->give(u"s.core 9"_s, 5);
            bench->give(u"s.core 1"_s, 3);
            bench->tell(u"s.core 0"_s);
            bench->look();
        }
        QCOMPARE(byValue.names(),
                 (QStringList{u"core 9"_s, u"core 1"_s, u"core 10"_s, u"core 0"_s}));
        QCOMPARE(byName.names(),
                 (QStringList{u"core 0"_s, u"core 1"_s, u"core 9"_s, u"core 10"_s}));
    }

    void tableKnowsWhatWasInTheWindow()
    {
        TileSpec spec = tileSpec(u"table"_s, {u"a"_s});
        Kinds bench(spec);
        for (const double value : {3.0, 9.0, 1.0, 4.0}) {
            bench.give(u"a"_s, value);
            bench.passes(second);
        }
        bench.look();
        QCOMPARE(at(bench.rows(), 0, SeriesList::MinTextRole).toString(), u"1"_s);
        QCOMPARE(at(bench.rows(), 0, SeriesList::MaxTextRole).toString(), u"9"_s);
        QCOMPARE(at(bench.rows(), 0, SeriesList::ChangeTextRole).toString(), u"+1"_s);
    }

    void tableOfManySaysOneChangeAtATime()
    {
        TileSpec spec = tileSpec(u"table"_s, {u"s.*"_s});
        spec.most = 1000;
        Kinds bench(spec);
        for (int i = 0; i < 500; ++i) {
            bench.give(u"s.%1"_s.arg(i), i);
        }
        QCOMPARE(bench.rows()->count(), 500);
        bench.look();
        QSignalSpy spy(bench.rows(), &QAbstractItemModel::dataChanged);
        for (int i = 0; i < 500; ++i) {
            bench.batch.append(bench.ids.value(u"s.%1"_s.arg(i)), bench.now, i + 1);
        }
        bench.desk.take(bench.batch);
        bench.desk.board()->refresh({bench.now, true}, 300 * second);
        QCOMPARE(spy.count(), 1);
    }

    // text
    void cutsTextIntoWordsAndSeries_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("parts"); // series in angles
        QTest::newRow("both") << u"a {b.c} d"_s << QStringList{u"a "_s, u"<b.c>"_s, u" d"_s};
        QTest::newRow("only one") << u"{ b }"_s << QStringList{u"<b>"_s};
        QTest::newRow("braces") << u"{{b}}"_s << QStringList{u"{b}"_s};
        QTest::newRow("never closed") << u"a {b"_s << QStringList{u"a {b"_s};
        QTest::newRow("no name") << u"a {} b"_s << QStringList{u"a {} b"_s};
        QTest::newRow("a pattern") << u"{b.*}"_s << QStringList{u"{b.*}"_s};
        QTest::newRow("nothing") << QString() << QStringList{};
    }
    void cutsTextIntoWordsAndSeries()
    {
        QFETCH(QString, text);
        QStringList parts;
        for (const Phrase &phrase : phrasesOf(text)) {
            parts.append(phrase.series.isEmpty() ? phrase.words : u"<%1>"_s.arg(phrase.series));
        }
        QTEST(parts, "parts");
    }

    void textSaysWhatIsLiveStaleAndMissing()
    {
        TileSpec spec = tileSpec(u"text"_s, {});
        spec.text = u"{new}, {old}, {none}"_s;
        Kinds bench(spec);
        bench.give(u"old"_s, 7, u"V"_s);
        bench.passes(30 * second);
        bench.give(u"new"_s, 1204);
        bench.look();
        QCOMPARE(bench.text(), u"1,204, 7 V (stale 32 s), (no “none”)"_s);
        QCOMPARE(bench.tile()->words(), bench.text());
        QCOMPARE(bench.tile()->state(), Tile::Live);
    }

    void textWithoutSeriesIsJustText()
    {
        TileSpec spec = tileSpec(u"text"_s, {});
        spec.text = u"<b>hello</b>"_s;
        Kinds bench(spec);
        bench.look();
        QCOMPARE(bench.tile()->state(), Tile::Live);
        QCOMPARE(bench.text(), spec.text);
    }

    // words
    void statSaysHowItMoved()
    {
        TileSpec spec = tileSpec(u"stat"_s, {u"cpu"_s});
        spec.note = u"change"_s;
        Kinds bench(spec);
        bench.give(u"cpu"_s, 41.3, u"%"_s);
        bench.passes(300 * second);
        bench.give(u"cpu"_s, 37.2, u"%"_s);
        bench.desk.board()->refresh({bench.now, true}, 300 * second);
        QCOMPARE(bench.tile()->words(), u"37.2 %, falling, 4.1 less than 5 min ago"_s);
    }

    void statSaysThatItsValueIsGone()
    {
        Kinds bench(tileSpec(u"stat"_s, {u"a"_s}));
        bench.give(u"a"_s, notANumber);
        bench.look();
        QCOMPARE(bench.tile()->company().note, u"no value at the moment"_s);
    }

    void maximumHasTheDecimalsOfTheValue()
    {
        TileSpec spec = tileSpec(u"stat"_s, {u"load"_s});
        spec.note = u"max"_s;
        Kinds bench(spec);
        bench.give(u"load"_s, 12);
        bench.give(u"load"_s, 10.02);
        bench.look();
        QVERIFY(bench.tile()->company().note.startsWith(u"max 12.00 at"_s));
    }

    void statSaysWhenItWasLast()
    {
        Kinds bench(tileSpec(u"stat"_s, {u"a"_s}));
        bench.give(u"a"_s, 1);
        const QDateTime last = QDateTime::fromMSecsSinceEpoch(bench.now / 1000);
        bench.passes(31 * second);
        bench.desk.board()->refresh({bench.now, true}, 300 * second);
        QCOMPARE(bench.tile()->company().note,
                 u"last value %1"_s.arg(last.time().toString(u"HH:mm:ss"_s)));
    }
};

QTEST_GUILESS_MAIN(TestKinds)
#include "tst_kinds.moc"
