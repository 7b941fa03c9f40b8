// A stream in its steady state: what a message costs in memory, which is nothing, and in looks at
// the clock, of which a few messages share one.
#include "dialects/plain.h"
#include "fakes.h"
#include "feedlink.h"
#include "store/store.h"

#include <QTest>

#include <atomic>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__GLIBC__)
constexpr bool counts = false;
#else
constexpr bool counts = true;
#endif

static std::atomic<std::uint64_t> allocations = 0;

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && defined(__GLIBC__)
// Not operator new alone: Qt's containers ask malloc.
extern "C" {
void *__libc_malloc(std::size_t size);
void *__libc_calloc(std::size_t count, std::size_t size);
void *__libc_realloc(void *memory, std::size_t size);

void *malloc(std::size_t size)
{
    ++allocations;
    return __libc_malloc(size);
}
void *calloc(std::size_t count, std::size_t size)
{
    ++allocations;
    return __libc_calloc(count, size);
}
void *realloc(void *memory, std::size_t size)
{
    ++allocations;
    return __libc_realloc(memory, size);
}
}
#endif

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

constexpr int series = 12;

// A clock that counts who asks it, and goes on by a microsecond each time.
class AskedClock final : public Clock
{
public:
    std::int64_t wallUs() const override { return FakeClock::startUs + ++asked; }
    std::int64_t monotonicMs() const override { return 1'000 + asked / 1'000; }
    Timer after(std::int64_t, std::function<void()>) override { return ++m_last; }
    void cancel(Timer) override {}

    mutable std::int64_t asked = 0;

private:
    Timer m_last = 0;
};

// The queue between the threads, without its other half.
struct Queue final : Outlet
{
    bool deliver(std::unique_ptr<Batch> &batch) override
    {
        ++batches;
        return link.deliver(batch);
    }
    void statusChanged(const LinkStatus &) override {}

    FeedLink link{Source(), 128, [] { return 0.5; }};
    int batches = 0;
};

// Dialect, session, queue and store, as they are put together in the program.
struct Line
{
    Line()
    {
        Session::Setup setup;
        setup.url = QUrl(u"ws://boiler.example/"_s);
        session = std::make_unique<Session>(
            setup, peer.factory(), std::make_unique<PlainDialect>(setup.limits), clock,
            [] { return 0.5; }, queue);
        store.addSource(u"boiler"_s);
        session->start();
        peer.open({});
        for (int i = 0; i < 9'973; ++i) {
            frames.append("{\"line\":{\"s" + QByteArray::number(i % series)
                          + "\":" + QByteArray::number(i / 7.0, 'g', 1 + i % 17)
                          + "},\"at\":\"12:00:" + QByteArray::number(i % 60) + "\",\"on\":true}");
        }
    }
    void hear(int count)
    {
        for (int i = 0; i < count; ++i) {
            const QByteArray &bytes = frames.at(m_next++ % frames.size());
            peer.newest().listener->frameReceived(
                {{bytes.constData(), std::size_t(bytes.size())}, false, true});
        }
    }
    void drain()
    {
        while (auto batch = queue.link.take()) {
            store.apply(0, *batch, FakeClock::startUs);
            queue.link.recycle(std::move(batch));
        }
    }

    AskedClock clock;
    ScriptedPeer peer;
    Queue queue;
    Store store{std::size_t(1) << 30};
    QList<QByteArray> frames;
    std::unique_ptr<Session> session;

private:
    qsizetype m_next = 0;
};

} // namespace

class TestSteady : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageAllocatesNothing()
    {
        if (!counts) {
            QSKIP("A sanitizer has malloc for itself, or this is not glibc.");
        }
        Line line;
        for (int i = 0; i < 300; ++i) {
            line.hear(1'000);
            line.drain();
        }
        const std::uint64_t samplesBefore = line.store.samples();
        const int batchesBefore = line.queue.batches;
        std::uint64_t onTheLine = 0;
        std::uint64_t inTheStore = 0;
        int withAny = 0;
        for (int i = 0; i < 100'000; ++i) {
            const std::uint64_t before = allocations;
            line.hear(1);
            onTheLine += allocations - before;
            withAny += allocations != before ? 1 : 0;
            if (i % 1'000 == 0) {
                const std::uint64_t then = allocations;
                line.drain();
                inTheStore += allocations - then;
            }
        }
        line.drain();
        const int batches = line.queue.batches - batchesBefore;
        const auto samples = int(line.store.samples() - samplesBefore);
        qInfo(
            "%d batches, %d frames that allocated %llu times; the store %llu times for %d samples",
            batches, withAny, qulonglong(onTheLine), qulonglong(inTheStore), samples);
        QCOMPARE(line.session->status().badFrames, 0u);
        QCOMPARE_GE(samples, 190'000);
        QCOMPARE_GE(batches, 20);
        QCOMPARE_LE(withAny, batches); // only the one that fills a batch
        QCOMPARE_LE(onTheLine, 16u * unsigned(batches));
        QCOMPARE_LE(inTheStore, unsigned(samples) / 16); // chunks, and what knows of them
    }

    void framesOfOneReadShareALookAtTheClock()
    {
        Line line;
        line.hear(1'000);
        const std::int64_t before = line.clock.asked;
        line.hear(1'000);
        const std::int64_t asked = line.clock.asked - before;
        QCOMPARE_GE(asked, 1'000 / 32); // not for long
        QCOMPARE_LE(asked, 1'000 / 8);
    }

    void aFrameOfItsOwnHasItsOwnTime()
    {
        Line line;
        const QByteArray bytes = line.frames.first();
        const std::int64_t before = line.clock.asked;
        for (int i = 0; i < 10; ++i) {
            line.peer.sayRaw(bytes);
        }
        QCOMPARE_GE(line.clock.asked - before, 10);
    }

    // However many came at once: reading them takes time, and that time is theirs.
    void longFramesShareNothing()
    {
        Line line;
        const QByteArray bytes = "{\"a\":1,\"b\":\"" + QByteArray(4'000, 'x') + "\"}";
        const std::int64_t before = line.clock.asked;
        for (int i = 0; i < 10; ++i) {
            line.peer.newest().listener->frameReceived(
                {{bytes.constData(), std::size_t(bytes.size())}, false, i > 0});
        }
        QCOMPARE_GE(line.clock.asked - before, 10);
    }
};

QTEST_GUILESS_MAIN(TestSteady)
#include "tst_steady.moc"
