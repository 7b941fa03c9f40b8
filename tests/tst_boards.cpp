// Board documents: what is read, what is kept, what is refused; boards that grow by themselves.
#include "boards/autoboard.h"
#include "boards/document.h"
#include "boards/pattern.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

QByteArray board(const QByteArray &tiles)
{
    return R"({"version": 1, "title": "T", "tiles": [)" + tiles + "]}";
}

} // namespace

class TestBoards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // good
    void readsScaleAndStatesAndGivesThemBack()
    {
        const auto document = readBoard(board(
            R"({"kind": "heatmap", "scale": "log"}, {"kind": "timeline", "states": [
                {"value": 1, "text": "down", "severity": "critical", "why": "kept"}]})"));
        QVERIFY(document.has_value());
        QCOMPARE(document->tiles.at(0).scale, u"log"_s);
        QCOMPARE(document->tiles.at(1).states.size(), std::size_t(1));
        QCOMPARE(document->tiles.at(1).states.front().severity, u"critical"_s);
        const auto again = readBoard(writeBoard(*document));
        QVERIFY(again.has_value());
        QCOMPARE(again->tiles.at(0).scale, u"log"_s);
        QCOMPARE(again->tiles.at(1).states.front().text, u"down"_s);
        QVERIFY(!readBoard(board(R"({"kind": "timeline", "states": [{"text": "x"}]})")));
    }

    void readsTheBoardOfThisMachine()
    {
        QFile file(QStringLiteral(SIGHTGLASS_SOURCE_DIR "/resources/boards/this-machine.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto document = readBoard(file.readAll());
        QVERIFY2(document.has_value(), qPrintable(document ? QString() : document.error()));
        QCOMPARE(document->title, u"This machine"_s);
        QCOMPARE(document->tiles.size(), std::size_t(9));
        for (const TileSpec &tile : document->tiles) {
            QVERIFY(tile.column + tile.columns <= boardColumns);
            QVERIFY(!tile.series.isEmpty());
        }
        const TileSpec &cores = document->tiles.at(4);
        QCOMPARE(cores.limits.size(), std::size_t(1));
        QCOMPARE(cores.limits.front().severity, u"critical"_s);
        QCOMPARE(cores.maximum, std::optional(100.0));
    }

    void shippedBoardsFitTheirGrid_data()
    {
        QTest::addColumn<QString>("path");
        const QDir boards(QStringLiteral(SIGHTGLASS_SOURCE_DIR "/resources/boards"));
        for (const QFileInfo &file : boards.entryInfoList({u"*.json"_s})) {
            QTest::newRow(qPrintable(file.baseName())) << file.filePath();
        }
    }
    void shippedBoardsFitTheirGrid()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto document = readBoard(file.readAll());
        QVERIFY2(document.has_value(), qPrintable(document ? QString() : document.error()));
        QVERIFY(!document->title.isEmpty());
        QSet<std::pair<int, int>> cells;
        for (const TileSpec &tile : document->tiles) {
            for (int cell = 0; cell < tile.columns * tile.rows; ++cell) {
                const std::pair place{tile.column + cell % tile.columns,
                                      tile.row + cell / tile.columns};
                QVERIFY2(!cells.contains(place), qPrintable(tile.title));
                QVERIFY2(place.first < boardColumns, qPrintable(tile.title));
                cells.insert(place);
            }
        }
    }

    void keepsWhatItDoesNotUnderstand()
    {
        const auto document = readBoard(board(
            R"({"kind": "heatmap", "title": "H", "buckets": [1, 2], "column": 14, "columns": 3})"));
        QVERIFY(document.has_value());
        QCOMPARE(document->tiles.front().kind, u"heatmap"_s);
        const QJsonObject written = QJsonDocument::fromJson(writeBoard(*document)).object();
        const QJsonObject tile = written.value(u"tiles"_s).toArray().at(0).toObject();
        QCOMPARE(tile.value(u"buckets"_s).toArray(), (QJsonArray{1, 2}));
        QCOMPARE(tile.value(u"column"_s).toInt(), 14); // outside the grid, and still there
        QCOMPARE(tile.value(u"kind"_s).toString(), u"heatmap"_s);
    }

    void readsBackWhatItWrote()
    {
        const auto first = readBoard(board(
            R"({"kind": "chart", "series": ["a.*", "!a.b"], "minimum": 0, "style": "area",
                "limits": [{"value": 90, "severity": "critical", "label": "x"}]})"));
        QVERIFY(first.has_value());
        const auto second = readBoard(writeBoard(*first));
        QVERIFY(second.has_value());
        QCOMPARE(second->tiles.front().series, first->tiles.front().series);
        QCOMPARE(second->tiles.front().minimum, std::optional(0.0));
        QVERIFY(!second->tiles.front().maximum);
        QCOMPARE(second->tiles.front().style, u"area"_s);
        QCOMPARE(second->tiles.front().limits.size(), std::size_t(1));
        QCOMPARE(second->tiles.front().limits.front().value, 90.0);
    }

    void readsWhatTextsTablesAndPricesAsk()
    {
        const auto first = readBoard(board(
            R"({"kind": "text", "text": "{a} b"}, {"kind": "table", "sort": "value"},
               {"kind": "stat", "digits": 99}, {"kind": "chart", "most": 5000})"));
        QVERIFY(first.has_value());
        const auto second = readBoard(writeBoard(*first));
        QVERIFY(second.has_value());
        QCOMPARE(second->tiles.at(0).text, u"{a} b"_s);
        QCOMPARE(second->tiles.at(1).sort, u"value"_s);
        QCOMPARE(second->tiles.at(1).most, 1000); // a table has room
        QCOMPARE(second->tiles.at(2).digits, 15);
        QCOMPARE(second->tiles.at(3).most, 64);
    }

    // bad
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("says");
        QTest::newRow("no JSON") << QByteArray("{") << u"not JSON"_s;
        QTest::newRow("a list") << QByteArray("[]") << u"not a JSON object"_s;
        QTest::newRow("no version") << QByteArray(R"({"tiles": []})") << u"version"_s;
        QTest::newRow("newer") << QByteArray(R"({"version": 2, "tiles": []})") << u"version 2"_s;
        QTest::newRow("no tiles") << QByteArray(R"({"version": 1})") << u"tiles"_s;
        QTest::newRow("tile without a kind") << board("{}") << u"Tile 1"_s;
        QTest::newRow("second tile broken")
            << board(R"({"kind": "stat"}, {"kind": "stat", "columns": 0})") << u"Tile 2"_s;
        QTest::newRow("row below zero") << board(R"({"kind": "stat", "row": -1})") << u"row"_s;
        QTest::newRow("huge place") << board(R"({"kind": "stat", "row": 1e9})") << u"row"_s;
        QTest::newRow("digits below zero")
            << board(R"({"kind": "stat", "digits": -1})") << u"digits"_s;
        QTest::newRow("series no list") << board(R"({"kind": "stat", "series": 1})") << u"series"_s;
        QTest::newRow("series no name")
            << board(R"({"kind": "stat", "series": [1]})") << u"series"_s;
        QTest::newRow("maximum a word")
            << board(R"({"kind": "stat", "maximum": "x"})") << u"maximum"_s;
        QTest::newRow("limit without a value")
            << board(R"({"kind": "chart", "limits": [{}]})") << u"limits"_s;
    }
    void refuses()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, says);
        const auto document = readBoard(json);
        QVERIFY(!document.has_value());
        QVERIFY2(document.error().contains(says), qPrintable(document.error()));
    }

    void brokenFileIsReadOrRefused_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 40; ++seed) {
            QTest::addRow("%u", seed) << seed;
        }
    }
    // The largest shipped board, with bytes changed, taken out and doubled.
    void brokenFileIsReadOrRefused()
    {
        QFETCH(quint32, seed);
        QFile file(QStringLiteral(SIGHTGLASS_SOURCE_DIR "/resources/boards/gallery.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray json = file.readAll();
        QRandomGenerator random(seed);
        const QByteArray spice = "{}[]\",:-0123456789eEntf\\u\x00\xff\xc3";
        for (int i = random.bounded(1, 8); i > 0; --i) {
            const auto at = random.bounded(int(json.size()));
            const auto length = random.bounded(1, 200);
            switch (random.bounded(4)) {
            case 0:
                json[at] = spice.at(random.bounded(int(spice.size())));
                break;
            case 1:
                json.remove(at, length);
                break;
            case 2:
                json.insert(at, json.mid(at, length));
                break;
            default:
                json.replace(at, 1, QByteArray::number(random.generateDouble() * 1e300));
            }
        }
        const auto document = readBoard(json);
        if (!document) {
            QVERIFY(!document.error().isEmpty());
            return;
        }
        const auto again = readBoard(writeBoard(*document));
        QVERIFY2(again.has_value(), qPrintable(again ? QString() : again.error()));
        QCOMPARE(again->tiles.size(), document->tiles.size());
    }

    void valuesOfTheWrongKindAreReadOrRefused_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char *value : {"null", "true", "-1", "1e308", "-1e308", "0.5", "\"\"", "\"x\"",
                                  "[]", "[[[]]]", "[null]", "{}", "{\"value\": null}"}) {
            QTest::newRow(value) << QByteArray(value);
        }
    }
    void valuesOfTheWrongKindAreReadOrRefused()
    {
        QFETCH(QByteArray, value);
        for (const char *field :
             {"kind",    "title",  "subtitle", "style", "column", "row",   "columns",
              "rows",    "series", "whole",    "note",  "better", "most",  "minimum",
              "maximum", "limits", "colors",   "text",  "sort",   "scale", "states"}) {
            const auto document = readBoard(
                board("{\"kind\": \"chart\", \"" + QByteArray(field) + "\": " + value + "}"));
            const QString error = document ? QString() : document.error();
            QVERIFY2(document || error.startsWith(u"Tile 1: "_s), qPrintable(error));
            QVERIFY(!document || document->tiles.front().columns > 0);
        }
    }

    void patternsTakeInAndOut_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("rank");
        QTest::newRow("first") << u"network.eth0.received"_s << 0;
        QTest::newRow("second") << u"network.eth0.sent"_s << 1;
        QTest::newRow("taken out") << u"network.lo.sent"_s << -1;
        QTest::newRow("dots in the star") << u"network.a.b.sent"_s << 1;
        QTest::newRow("another") << u"disk.sda.read"_s << -1;
        QTest::newRow("longer") << u"network.eth0.sent.more"_s << -1;
        QTest::newRow("only a part") << u"my.network.eth0.sent"_s << -1;
    }
    void patternsTakeInAndOut()
    {
        const QStringList patterns{u"network.*.received"_s, u"network.*.sent"_s,
                                   u"!network.lo.*"_s};
        QFETCH(QString, name);
        QTEST(patternRank(patterns, name), "rank");
    }

    void patternsOfManyStarsEndInTime()
    {
        const QString name(20'000, u'a');
        QCOMPARE(patternRank({u"*a*a*a*a*a*a*a*a*b"_s}, name), -1);
        QCOMPARE(patternRank({u"*a*a*a*a*a*a*a*a*"_s}, name), 0);
    }

    // growing
    void growsChartsByGroupAndUnit()
    {
        AutoBoard board(u"orders.example"_s);
        board.add(u"orders.rate"_s, u"1/min"_s);
        board.add(u"orders.queue"_s, u"1/min"_s);
        board.add(u"orders.latency"_s, u"ms"_s);
        std::vector<TileSpec> charts;
        for (const TileSpec &tile : board.document().tiles) {
            if (tile.kind == u"chart") {
                charts.push_back(tile);
            }
        }
        QCOMPARE(charts.size(), std::size_t(2));
        QCOMPARE(charts.front().series, QStringList({u"orders.rate"_s, u"orders.queue"_s}));
        QCOMPARE(charts.back().series, QStringList{u"orders.latency"_s});
    }

    void growsWithoutMovingWhatIsThere()
    {
        AutoBoard board(u"x"_s);
        std::vector<TileSpec> before;
        for (int i = 0; i < 200; ++i) {
            board.add(u"group%1.series%2"_s.arg(i % 7).arg(i), u"V"_s);
            const auto &tiles = board.document().tiles;
            for (std::size_t t = 0; t < before.size(); ++t) {
                QCOMPARE(tiles.at(t).column, before.at(t).column);
                QCOMPARE(tiles.at(t).row, before.at(t).row);
                QVERIFY(tiles.at(t).series.mid(0, before.at(t).series.size())
                        == before.at(t).series);
            }
            before = tiles;
        }
        for (const TileSpec &tile : before) {
            QVERIFY(tile.series.size() <= 8);
        }
    }

    void knowsARangeOnlyWhileAllShareIt()
    {
        AutoBoard board(u"x"_s);
        board.add(u"a.1"_s, u"%"_s, 0, 100);
        board.add(u"a.2"_s, u"%"_s, 0, 100);
        const auto chart = [&board] {
            for (const TileSpec &tile : board.document().tiles) {
                if (tile.kind == u"chart") {
                    return tile;
                }
            }
            return TileSpec{};
        };
        QCOMPARE(chart().maximum, std::optional(100.0));
        board.add(u"a.3"_s, u"%"_s, 0, 200);
        QVERIFY(!chart().maximum);
        QCOMPARE(chart().minimum, std::optional(0.0));
    }

    void stopsGrowingWhenFull()
    {
        AutoBoard board(u"x"_s);
        for (int i = 0; i < 2000; ++i) {
            board.add(u"g%1.s"_s.arg(i), {});
        }
        QCOMPARE(board.document().tiles.size(), std::size_t(64)); // four stats, sixty charts
    }
};

QTEST_APPLESS_MAIN(TestBoards)
#include "tst_boards.moc"
