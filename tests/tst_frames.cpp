// What a frame cost, said by a window that is rendered on a thread of its own: there the GUI is at
// the next frame when the one before reaches the screen. Qt's null device, so that no driver's
// own waiting gets in between.
#include "frames.h"

#include <QGuiApplication>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSGSimpleRectNode>
#include <QTest>

using namespace sightglass;

namespace {

constexpr int patienceMs = 30'000;
constexpr unsigned slowMs = 40; // more than two frames of any screen
constexpr int enough = 8;       // charts; late five times in a row is late

// Changes with every frame, so that each is rendered.
class Blinking : public QQuickItem
{
public:
    explicit Blinking(QQuickItem *parent)
        : QQuickItem(parent)
    {
        setFlag(ItemHasContents);
        setSize({20, 20});
    }

protected:
    QSGNode *updatePaintNode(QSGNode *old, UpdatePaintNodeData *) override
    {
        delete old;
        return new QSGSimpleRectNode(boundingRect(), ++m_turns % 2 == 0 ? Qt::white : Qt::black);
    }

private:
    int m_turns = 0;
};

// A window that follows what comes as fast as it may.
struct Scene
{
    QQuickWindow window;
    Blinking item{window.contentItem()};
    FramePace pace{nullptr};
    int charts = 0;

    Scene()
    {
        window.resize(100, 100);
        QObject::connect(&pace, &FramePace::due, &window, [this] {
            if (pace.takeCharts()) {
                ++charts;
                item.update();
            }
            pace.want();
        });
    }
    void during(void (QQuickWindow::*signal)())
    {
        QObject::connect(
            &window, signal, &window, [] { QThread::msleep(slowMs); }, Qt::DirectConnection);
    }
    bool show()
    {
        new Frames(window, pace); // the window's
        window.show();
        pace.want();
        return QTest::qWaitForWindowExposed(&window);
    }
    // Each asked for while the one before is still rendered.
    bool draw(int frames)
    {
        const int last = charts + frames;
        const bool drawn = QTest::qWaitFor([&] { return charts >= last; }, patienceMs);
        pace.tick();
        return drawn;
    }
};

} // namespace

class TestFrames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rendersOnAThreadOfItsOwn();
    void slowRenderingIsSeenAndChartsSlowDown();
    void aSwapLongerThanTheScreenWaitsIsWork();
    void aSwapThatWaitsForTheScreenIsNot();
};

void TestFrames::rendersOnAThreadOfItsOwn()
{
    Scene scene;
    QThread *rendering = nullptr;
    QObject::connect(
        &scene.window, &QQuickWindow::afterRendering, &scene.window,
        [&] { rendering = QThread::currentThread(); }, Qt::DirectConnection);
    QVERIFY(scene.show());
    QVERIFY(scene.draw(enough));
    QVERIFY(rendering != nullptr);
    QVERIFY(rendering != QThread::currentThread());
}

void TestFrames::slowRenderingIsSeenAndChartsSlowDown()
{
    Scene scene;
    scene.during(&QQuickWindow::beforeRendering);
    QVERIFY(scene.show());
    QVERIFY(scene.draw(enough));
    const FrameParts::Row render = scene.pace.parts().row(FrameParts::Render);
    QVERIFY2(render.meanMs >= slowMs, qPrintable(QString::number(render.meanMs)));
    QVERIFY2(scene.pace.every() > 1, qPrintable(QString::number(scene.pace.every())));
}

void TestFrames::aSwapLongerThanTheScreenWaitsIsWork()
{
    Scene scene;
    QVERIFY(scene.show());
    scene.during(&QQuickWindow::afterRendering); // after Frames has taken its time
    QVERIFY(scene.draw(enough));
    const FrameParts::Row render = scene.pace.parts().row(FrameParts::Render);
    QVERIFY2(render.worstMs >= slowMs, qPrintable(QString::number(render.worstMs)));
    QVERIFY2(scene.pace.every() > 1, qPrintable(QString::number(scene.pace.every())));
}

void TestFrames::aSwapThatWaitsForTheScreenIsNot()
{
    constexpr double periodNs = 16'700'000;
    QCOMPARE((RenderTimes{1'000, 3'000, 16'000'000}).workNs(periodNs), 2'000);
    QCOMPARE((RenderTimes{1'000, 3'000, 40'000'000}).workNs(periodNs), 39'999'000);
    QCOMPARE((RenderTimes{1'000, 3'000, 5'000}).workNs(0), 4'000); // copied by software
}

int main(int argc, char **argv)
{
    qputenv("QSG_RENDER_LOOP", "threaded");
    qputenv("QSG_RHI_BACKEND", "null");
    qputenv("QT_QUICK_BACKEND", "rhi");
    const QGuiApplication app(argc, argv);
    TestFrames test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_frames.moc"
