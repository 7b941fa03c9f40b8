// A live chart asks for no memory from frame to frame: its polish and its part of the
// synchronisation are counted with the C library's own functions. Needs a graphics API: without one
// every picture is a new image.
#include "chartbench.h"

#include <QQuickWindow>

#include <cstdlib>

namespace {

thread_local bool counting = false;
int asked = 0;

struct Counted
{
    Counted() { counting = true; }
    ~Counted() { counting = false; }
    Q_DISABLE_COPY_MOVE(Counted)
};

} // namespace

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define SIGHTGLASS_COUNTS
extern "C" void *__libc_malloc(std::size_t size);
extern "C" void *__libc_realloc(void *old, std::size_t size);
extern "C" void *__libc_calloc(std::size_t count, std::size_t size);

extern "C" void *malloc(std::size_t size)
{
    asked += counting ? 1 : 0;
    return __libc_malloc(size);
}

extern "C" void *realloc(void *old, std::size_t size)
{
    asked += counting ? 1 : 0;
    return __libc_realloc(old, size);
}

extern "C" void *calloc(std::size_t count, std::size_t size)
{
    asked += counting ? 1 : 0;
    return __libc_calloc(count, size);
}
#endif

using namespace sightglass;

namespace {

class CountedChart : public LineChart
{
public:
    using LineChart::LineChart;

protected:
    void updatePolish() override
    {
        const Counted counted;
        LineChart::updatePolish();
    }
    QSGNode *updatePaintNode(QSGNode *old, UpdatePaintNodeData *data) override
    {
        const Counted counted;
        return LineChart::updatePaintNode(old, data);
    }
};

} // namespace

class TestSteadyChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForNoMemoryFromFrameToFrame();
};

void TestSteadyChart::asksForNoMemoryFromFrameToFrame()
{
#ifndef SIGHTGLASS_COUNTS
    QSKIP("this C library, or a sanitizer, does not let its functions be counted");
#endif
    Bench bench;
    delete bench.chart;
    bench.chart = new CountedChart(bench.view.contentItem());
    bench.chart->setSize({400, 200});
    bench.chart->setStore(&bench.store);
    bench.chart->setProperty("colors", QVariant::fromValue(QList<QColor>{lineColor}));
    constexpr int lines = 4;
    bench.addSeries(lines);
    bench.setRange(0, 100);
    std::int64_t now = start;
    const auto bring = [&](int samples) {
        for (int i = 0; i < samples; ++i) {
            now += second / 10;
            for (std::uint32_t line = 0; line < lines; ++line) {
                bench.add(now, 10 + 20 * line + double(now / 100'000 % (7 + line)), line);
            }
        }
        bench.apply();
        bench.show(now - 100 * second, now);
    };
    bring(1200);
    bench.view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&bench.view));
    if (bench.view.rendererInterface()->graphicsApi() == QSGRendererInterface::Software) {
        QSKIP("no graphics API here: every picture is an image of its own");
    }
    for (int i = 0; i < 200; ++i) { // until all that grows has grown
        bring(1);
        bench.view.grabWindow();
    }
    asked = 0;
    constexpr int frames = 100;
    for (int i = 0; i < frames; ++i) {
        bring(1);
        bench.view.grabWindow();
    }
    // The store's own list of what lies before the window, one per line; nothing of the chart's.
    QVERIFY2(asked <= frames * lines, qPrintable(QString::number(asked)));
}

QTEST_MAIN(TestSteadyChart)
#include "tst_steadychart.moc"
