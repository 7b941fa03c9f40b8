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

constexpr int lines = 4;
constexpr int untilGrown = 200; // frames
constexpr int frames = 100;
constexpr std::int64_t span = 100 * second;

struct Steady : Bench
{
    std::int64_t now = start;

    Steady()
    {
        delete chart;
        chart = new CountedChart(view.contentItem());
        chart->setSize({400, 200});
        chart->setStore(&store);
        chart->setProperty("colors", QVariant::fromValue(QList<QColor>{lineColor}));
        addSeries(lines);
        setRange(0, 100);
        grab(); // or every frame would begin anew
    }
    void bring(int samples)
    {
        for (int i = 0; i < samples; ++i) {
            now += second / 10;
            for (std::uint32_t line = 0; line < lines; ++line) {
                add(now, 10 + 20 * line + double(now / 100'000 % (7 + line)), line);
            }
        }
        apply();
    }
    void frame(std::int64_t backUs)
    {
        show(now - backUs - span, now - backUs);
        view.grabWindow();
    }
};

} // namespace

class TestSteadyChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void asksForNoMemoryWhileItGoesOn();
    void asksForNoMemoryWhenAllIsAnother();
};

void TestSteadyChart::initTestCase()
{
#ifndef SIGHTGLASS_COUNTS
    QSKIP("this C library, or a sanitizer, does not let its functions be counted");
#endif
    Bench bench;
    QVERIFY(!bench.grab().isNull());
    if (bench.view.rendererInterface()->graphicsApi() == QSGRendererInterface::Software) {
        QSKIP("no graphics API here: every picture is an image of its own");
    }
}

void TestSteadyChart::asksForNoMemoryWhileItGoesOn()
{
    Steady steady;
    steady.bring(1200);
    for (int i = 0; i < untilGrown; ++i) {
        steady.bring(1);
        steady.frame(0);
    }
    asked = 0;
    for (int i = 0; i < frames; ++i) {
        steady.bring(1);
        steady.frame(0);
    }
    QCOMPARE(asked, 0);
}

void TestSteadyChart::asksForNoMemoryWhenAllIsAnother()
{
    Steady steady;
    steady.bring(2400);
    for (int i = 0; i < untilGrown; ++i) {
        steady.bring(1);
        steady.frame(i % 2 * span);
    }
    asked = 0;
    for (int i = 0; i < frames; ++i) {
        steady.bring(1);
        steady.frame(i % 2 * span);
    }
    QCOMPARE(asked, 0);
}

QTEST_MAIN(TestSteadyChart)
#include "tst_steadychart.moc"
