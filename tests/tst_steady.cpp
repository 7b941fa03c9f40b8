// A stream in its steady state: what a message costs in memory, which is nothing, and in looks at
// the clock, of which a few messages share one.
#include "dialects/native.h"
#include "dialects/plain.h"
#include "fakes.h"
#include "feedlink.h"
#include "store/store.h"
#include "wire/columns.h"

#include <QTest>

#include <msgpack.hpp>

#include <array>
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

// What a server says: how it begins, and frames to go on with.
struct Stream
{
    QString subprotocol; // empty: plain
    bool binary = false;
    QList<QByteArray> opening;
    QList<QByteArray> frames;
    int samples = 1; // of a frame; more may be read of a plain one
};

Stream plainStream(int count)
{
    Stream stream;
    for (int i = 0; i < count; ++i) {
        stream.frames.append("{\"line\":{\"s" + QByteArray::number(i % series) + "\":"
                             + QByteArray::number(i / 7.0, 'g', 1 + i % 17) + "},\"at\":\"12:00:"
                             + QByteArray::number(i % 60) + "\",\"on\":true}");
    }
    stream.samples = 2;
    return stream;
}

// The protocol's own, without its frames.
Stream nativeStream(qsizetype encoding)
{
    Stream stream;
    stream.subprotocol = NativeDialect::offered().at(encoding);
    const auto codec = NativeDialect::codecFor(stream.subprotocol, {});
    stream.binary = codec->binary();
    Welcome welcome;
    welcome.session = u"s"_s;
    Catalog catalog;
    for (int i = 0; i < series; ++i) {
        catalog.series.emplace_back();
        catalog.series.back().id = std::uint32_t(i);
        catalog.series.back().name = u"line.s%1"_s.arg(i);
    }
    stream.opening = {codec->encode(welcome), codec->encode(catalog),
                      codec->encode(Subscribed{u"boiler"_s, {u"e"_s, 0}, false})};
    return stream;
}

// Messages of so many rows of so many series.
Stream samplesStream(qsizetype encoding, int count, int rows, int columns)
{
    Stream stream = nativeStream(encoding);
    const auto codec = NativeDialect::codecFor(stream.subprotocol, {});
    std::int64_t timeUs = FakeClock::startUs;
    for (int i = 0; i < count; ++i) {
        Samples samples{u"boiler"_s, std::uint64_t(i + 1), {}, {}, {}};
        for (int row = 0; row < rows; ++row) {
            samples.times.push_back(timeUs += 1'000);
        }
        for (int column = 0; column < columns; ++column) {
            samples.series.push_back(std::uint32_t(i + column) % series);
        }
        for (int value = 0; value < rows * columns; ++value) {
            samples.values.push_back((i + value) / 7.0);
        }
        stream.frames.append(codec->encode(samples));
    }
    stream.samples = rows * columns;
    return stream;
}

// Delta-coded times and one column of each kind that holds whole numbers.
Stream wholeNumbersStream(int count)
{
    constexpr std::array<char, 4> oneByOne{0, 2, 2, 2}; // 0, 1, 2, 3
    constexpr std::array<std::int64_t, 4> fixed{0, 1'000, -1'000, 1LL << 40};
    Stream stream = nativeStream(0);
    for (int i = 0; i < count; ++i) {
        msgpack::sbuffer buffer;
        msgpack::packer packer(buffer);
        packer.pack_map(7);
        packer.pack("type").pack("samples").pack("channel").pack("boiler");
        packer.pack("seq").pack(i + 1).pack("t0").pack(FakeClock::startUs + i * 10'000);
        packer.pack("dt").pack_ext(4, columns::extDelta).pack_ext_body(oneByOne.data(), 4);
        packer.pack("series").pack(std::array<int, 2>{i % series, (i + 1) % series});
        packer.pack("values").pack_array(2);
        packer.pack_ext(4, columns::extDelta).pack_ext_body(oneByOne.data(), 4);
        packer.pack_ext(sizeof fixed, columns::extInt64)
            .pack_ext_body(reinterpret_cast<const char *>(fixed.data()), sizeof fixed);
        stream.frames.append(QByteArray(buffer.data(), qsizetype(buffer.size())));
    }
    stream.samples = 8;
    return stream;
}

// Dialect, session, queue and store, as they are put together in the program.
struct Line
{
    explicit Line(const Stream &from = plainStream(9'973))
        : stream(from)
    {
        Session::Setup setup;
        setup.url = QUrl(u"ws://boiler.example/"_s);
        std::unique_ptr<Dialect> dialect = std::make_unique<PlainDialect>(setup.limits);
        if (!stream.subprotocol.isEmpty()) {
            dialect = std::make_unique<NativeDialect>(setup.limits);
        }
        session = std::make_unique<Session>(
            setup, peer.factory(), std::move(dialect), clock, [] { return 0.5; }, queue);
        store.addSource(u"boiler"_s);
        session->start();
        peer.open(stream.subprotocol);
        for (const QByteArray &bytes : stream.opening) {
            peer.sayRaw(bytes, stream.binary);
        }
    }
    void hear(int count)
    {
        for (int i = 0; i < count; ++i) {
            const QByteArray &bytes = stream.frames.at(m_next++ % stream.frames.size());
            peer.newest().listener->frameReceived(
                {{bytes.constData(), std::size_t(bytes.size())}, stream.binary, true});
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
    Stream stream;
    std::unique_ptr<Session> session;

private:
    qsizetype m_next = 0;
};

} // namespace

class TestSteady : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageAllocatesNothing_data()
    {
        constexpr qsizetype packed = 0;
        constexpr qsizetype json = 1;
        QTest::addColumn<Stream>("stream");
        QTest::newRow("plain") << plainStream(9'973);
        QTest::newRow("JSON, one sample") << samplesStream(json, 300'000, 1, 1);
        QTest::newRow("MessagePack, one sample") << samplesStream(packed, 300'000, 1, 1);
        QTest::newRow("MessagePack, batches") << samplesStream(packed, 50'000, 4, 2);
        QTest::newRow("MessagePack, columns") << samplesStream(packed, 5'000, 20, 5);
        QTest::newRow("MessagePack, whole numbers") << wholeNumbersStream(50'000);
    }
    void aMessageAllocatesNothing()
    {
        if (!counts) {
            QSKIP("A sanitizer has malloc for itself, or this is not glibc.");
        }
        QFETCH(Stream, stream);
        Line line(stream);
        const int messages = 200'000 / stream.samples;
        for (int heard = 0; heard < messages / 2; heard += messages / 100) {
            line.hear(messages / 100);
            line.drain();
        }
        const std::uint64_t samplesBefore = line.store.samples();
        const int batchesBefore = line.queue.batches;
        std::uint64_t onTheLine = 0;
        std::uint64_t inTheStore = 0;
        int withAny = 0;
        for (int i = 0; i < messages; ++i) {
            const std::uint64_t before = allocations;
            line.hear(1);
            onTheLine += allocations - before;
            withAny += allocations != before ? 1 : 0;
            if (i % (messages / 100) == 0) {
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
        QCOMPARE(line.session->status().missed, 0u);
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
        const QByteArray bytes = line.stream.frames.first();
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
