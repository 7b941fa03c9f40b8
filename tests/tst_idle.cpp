// The whole window draws nothing when nothing changed, and nothing when nobody can see it. Runs
// twice, on the software scene graph and (tst_idle_gl, under an X server) with OpenGL.
#include "deskbench.h"
#include "window.h"

#include <QGuiApplication>
#include <QQuickWindow>
#include <QTest>

#include <atomic>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr int lookMs = 1200; // all that happens once a second
constexpr int mostLooks = 6; // until what was asked for before is drawn, and its cost is said
constexpr int hiddenMs = 300;

// The program's window over a desk without a feed, with a chart and a number.
struct Scene
{
    Bench bench;
    Options options;
    std::optional<Window> shown;
    QQuickWindow *window = nullptr;
    std::atomic<int> frames = 0;

    bool show()
    {
        BoardDocument board;
        board.tiles = {tileSpec(u"chart"_s, {u"cpu.*"_s}), tileSpec(u"stat"_s, {u"cpu.0"_s})};
        board.tiles.front().columns = 12; // room for all of its legend
        board.tiles.back().row = board.tiles.front().rows;
        bench.desk.showBoard(board);
        Batch batch;
        bench.see(batch, u"cpu.0"_s, u"%"_s);
        bench.see(batch, u"cpu.1"_s, u"%"_s);
        bench.give(batch);
        for (int i = 0; i < 60; ++i) {
            bring();
        }
        options.size = {1300, 700};
        shown.emplace(options);
        if (!shown->show(bench.desk)) {
            return false;
        }
        window = qobject_cast<QQuickWindow *>(QGuiApplication::topLevelWindows().constFirst());
        QObject::connect(
            window, &QQuickWindow::afterRendering, window, [this] { ++frames; },
            Qt::DirectConnection);
        return QTest::qWaitForWindowExposed(window);
    }
    void bring()
    {
        Batch batch;
        bench.passes(second);
        batch.append(0, bench.now, double(bench.now / second % 17));
        batch.append(1, bench.now, double(bench.now / second % 23));
        bench.give(batch);
    }
    int framesInALook()
    {
        frames = 0;
        QTest::qWait(lookMs);
        return frames;
    }
    int framesAtRest()
    {
        int looks = 1;
        while (framesInALook() > 0 && looks < mostLooks) {
            ++looks;
        }
        return framesInALook();
    }
};

} // namespace

class TestIdle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsNothingWhilePaused();
    void drawsNothingWhileNothingCame();
    void drawsNothingWhileDisconnected();
    void drawsNothingWhileHidden();
    void drawsNothingWhileMinimised();
};

void TestIdle::drawsNothingWhilePaused()
{
    Scene scene;
    QVERIFY(scene.show());
    scene.bench.desk.view()->pause();
    QCOMPARE(scene.framesAtRest(), 0);
    scene.bench.desk.view()->goLive();
    scene.bring();
    QTRY_VERIFY(scene.frames > 0);
}

void TestIdle::drawsNothingWhileNothingCame()
{
    Scene scene;
    QVERIFY(scene.show());
    QCOMPARE(scene.framesAtRest(), 0);
    scene.bring();
    QTRY_VERIFY(scene.frames > 0);
}

void TestIdle::drawsNothingWhileDisconnected()
{
    Scene scene;
    QVERIFY(scene.show());
    scene.bench.show(LinkState::Waiting, u"no route"_s);
    QCOMPARE(scene.framesAtRest(), 0);
    // Ages and the window move on with the clock, in a few frames, not in sixty.
    scene.bench.passes(second);
    const int frames = scene.framesInALook();
    QVERIFY2(frames > 0 && frames <= 10, qPrintable(QString::number(frames)));
}

void TestIdle::drawsNothingWhileHidden()
{
    Scene scene;
    QVERIFY(scene.show());
    scene.window->hide();
    QTest::qWait(hiddenMs);
    scene.frames = 0;
    const auto samples = scene.bench.store.samples(scene.bench.desk.source());
    for (int i = 0; i < 10; ++i) {
        scene.bring();
        QTest::qWait(50);
    }
    QCOMPARE(scene.frames, 0);
    QCOMPARE(scene.bench.store.samples(scene.bench.desk.source()),
             samples + 20); // they are kept all the same
    scene.window->show();
    QTRY_VERIFY(scene.frames > 0);
}

void TestIdle::drawsNothingWhileMinimised()
{
    if (QGuiApplication::platformName() == u"offscreen") {
        QSKIP("nothing is minimised without a window manager");
    }
    Scene scene;
    QVERIFY(scene.show());
    scene.window->showMinimized();
    QTRY_VERIFY(!scene.window->isExposed());
    QTest::qWait(hiddenMs);
    scene.frames = 0;
    for (int i = 0; i < 10; ++i) {
        scene.bring();
        QTest::qWait(50);
    }
    QCOMPARE(scene.frames, 0);
    scene.window->showNormal();
    QTRY_VERIFY(scene.frames > 0);
}

QTEST_MAIN(TestIdle)
#include "tst_idle.moc"
