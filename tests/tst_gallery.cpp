// The gallery live, and the board the command line asks for.
#include "boardchoice.h"
#include "deskbench.h"
#include "gallery.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;
using namespace sightglass::test;

class TestGallery : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString file(const QByteArray &content)
    {
        QFile file(m_folder.filePath(u"board.json"_s));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
                   ? file.fileName()
                   : QString();
    }
    static QString refusal(const QString &choice)
    {
        Bench bench;
        const auto shown = showBoardChoice(bench.desk, choice);
        return shown ? QString() : shown.error();
    }

private Q_SLOTS:
    // live
    void givesTenMinutesAtOnceAndThenWhatIsDue()
    {
        Bench bench;
        Gallery gallery(&bench.desk, [&bench] { return bench.now; });
        QCOMPARE(bench.store.samples(), std::uint64_t(0));
        bench.desk.openBoard(u"gallery"_s);
        QCOMPARE(bench.desk.board()->title(), u"Gallery"_s);
        const int source = bench.desk.board()->source();
        QVERIFY(source != bench.desk.source());
        const int key = bench.store.find(source, u"memory.used"_s);
        QVERIFY(key != Store::noSeries);
        QCOMPARE(bench.store.column(key).firstTime(), bench.now - Gallery::historyUs);
        QCOMPARE(bench.store.column(key).lastTime(), bench.now);

        bench.passes(3 * second);
        gallery.play();
        QCOMPARE(bench.store.column(key).lastTime(), bench.now);
        const auto samples = bench.store.samples();
        gallery.play(); // nothing is due
        QCOMPARE(bench.store.samples(), samples);
    }

    void askingAgainDoesNotStartASecondShow()
    {
        Bench bench;
        Gallery gallery(&bench.desk, [&bench] { return bench.now; });
        bench.desk.openBoard(u"gallery"_s);
        const auto samples = bench.store.samples();
        bench.desk.boards()->close(1);
        bench.desk.openBoard(u"gallery"_s);
        QCOMPARE(bench.store.samples(), samples);
    }

    void sleepIsLostTimeAndNotCaughtUp()
    {
        Bench bench;
        Gallery gallery(&bench.desk, [&bench] { return bench.now; });
        bench.desk.openBoard(u"gallery"_s);
        const int key = bench.store.find(bench.desk.board()->source(), u"memory.used"_s);
        const auto samples = bench.store.samples();
        bench.passes(8 * 3600 * second);
        gallery.play();
        QVERIFY(bench.store.samples() < samples + 1000);
        QCOMPARE(bench.store.holes(key).back().toUs, bench.now + Script::tickUs);
        bench.passes(second);
        gallery.play();
        QVERIFY(bench.store.column(key).lastTime() > bench.now - second);
    }

    void clockSetBackDoesNotFreezeTheShow()
    {
        Bench bench;
        Gallery gallery(&bench.desk, [&bench] { return bench.now; });
        bench.desk.openBoard(u"gallery"_s);
        bench.passes(-300 * second);
        gallery.play();
        const auto samples = bench.store.samples();
        bench.passes(second);
        gallery.play();
        QVERIFY(bench.store.samples() > samples);
    }

    void everyTileKnowsItsState()
    {
        Bench bench;
        Gallery gallery(&bench.desk, [&bench] { return bench.now; });
        bench.desk.openBoard(u"gallery"_s);
        for (int i = 0; i < 20; ++i) {
            bench.passes(second);
            gallery.play();
            bench.desk.board()->refresh({bench.now, true}, 60 * second);
        }
        for (int row = 0; row < bench.desk.board()->count(); ++row) {
            const Tile *tile = bench.desk.board()->tile(row);
            const Tile::State state = tile->title().endsWith(u"stale"_s)     ? Tile::Stale
                                      : tile->title().endsWith(u"waiting"_s) ? Tile::Waiting
                                      : tile->title().endsWith(u"missing"_s) ? Tile::Missing
                                                                             : Tile::Live;
            QVERIFY2(tile->state() == state || tile->kind() == u"bars", qPrintable(tile->title()));
        }
    }

    // the choice
    void shippedBoardsAreFoundByName()
    {
        QVERIFY(boardNames().contains(u"gallery"_s));
        QVERIFY(boardNames().contains(u"machine"_s));
        for (const QString &name : boardNames()) {
            Bench bench;
            QVERIFY2(showBoardChoice(bench.desk, name), qPrintable(name));
            QVERIFY(bench.desk.board()->count() > 0);
        }
    }

    void fileIsShown()
    {
        Bench bench;
        const auto shown = showBoardChoice(
            bench.desk,
            file(
                R"({"version": 1, "title": "Mine", "tiles": [{"kind": "stat", "series": ["a"]}]})"));
        QVERIFY(shown.has_value());
        QCOMPARE(bench.desk.board()->title(), u"Mine"_s);
    }

    void unknownNameListsTheNames()
    {
        const QString text = refusal(u"galery"_s);
        QVERIFY2(text.contains(u"“galery”") && text.contains(u"gallery, "), qPrintable(text));
    }

    void refusedFileSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QByteArray() << u"not JSON"_s;
        QTest::newRow("broken") << QByteArray("{\"version\": 1, \"tiles\": [") << u"not JSON"_s;
        QTest::newRow("newer") << QByteArray(R"({"version": 99, "tiles": []})") << u"version 99"_s;
        QTest::newRow("binary") << QByteArray("\0\xff\xfe{", 4) << u"not JSON"_s;
        QTest::newRow("deep") << QByteArray(2 << 20, '[') << u"not JSON"_s;
        QTest::newRow("large") << QByteArray((4 << 20) + 1, ' ') << u"larger than 4 MiB"_s;
    }
    void refusedFileSaysWhy()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, says);
        const QString path = file(content);
        const QString text = refusal(path);
        QVERIFY2(text.contains(says) && text.contains(path) && text.endsWith(u'.')
                     && !text.contains(u'\n'),
                 qPrintable(text));
    }

    void whatIsNoFileIsRefused()
    {
        QVERIFY(refusal(m_folder.path()).contains(u"not a file"));
#ifdef Q_OS_UNIX
        QVERIFY(refusal(u"/dev/zero"_s).contains(u"not a file")); // would never end
#endif
        const QString locked = file("{}");
        QFile::setPermissions(locked, {});
        if (!QFileInfo(locked).isReadable()) { // not so for root
            QVERIFY(refusal(locked).contains(u"cannot be read"));
        }
        QFile::remove(locked);
    }
};

QTEST_GUILESS_MAIN(TestGallery)
#include "tst_gallery.moc"
