#include "flood.h"

#include "floodserver.h"

#include "dialects/native.h"
#include "wire/msgpackcodec.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

namespace sightglass::bench {

using namespace Qt::StringLiterals;

namespace {

// All at one time: a block is sent again and again, and time must not go back in it.
constexpr std::int64_t everyTimeUs = 1'700'000'000'000'000;
constexpr int patienceMs = 10'000; // without anything new

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// Of so many series in the protocol's own words, without the messages yet.
Flood nativeFlood(std::uint32_t series)
{
    Flood flood;
    flood.subprotocol = NativeDialect::offered().first();
    Catalog catalog;
    for (std::uint32_t i = 0; i < series; ++i) {
        SeriesInfo info;
        info.id = i;
        info.name = u"bench.series%1"_s.arg(i);
        catalog.series.push_back(info);
    }
    Welcome welcome;
    welcome.session = u"bench"_s;
    welcome.heartbeatMs = 60'000;
    const MsgpackCodec codec;
    for (const Message &message : {Message(welcome), Message(catalog),
                                   Message(Subscribed{u"bench"_s, {u"e"_s, 0}, false})}) {
        flood.opening += FloodServer::frame(codec.encode(message), true);
    }
    return flood;
}

// In thousandths between 0 and 100. It is sent there and back again, as it is sent over and over;
// reference/uplot.mjs sends the same.
std::vector<int> walk(int series, int steps)
{
    std::vector<int> values;
    auto state = std::uint32_t(series + 1);
    int value = 50'000;
    for (int i = 0; i < steps; ++i) {
        state = state * 1'664'525U + 1'013'904'223U;
        value = std::clamp(value + int((state >> 16) % 7'001) - 3'500, 0, 100'000);
        values.push_back(value);
    }
    return values;
}

// What each message of a block says, series in turn.
std::vector<double> walkInTurn(int series, int messages)
{
    const int perSeries = messages / series;
    std::vector<std::vector<int>> walks;
    for (int i = 0; i < series; ++i) {
        walks.push_back(walk(i, perSeries / 2));
    }
    std::vector<double> values;
    for (int i = 0; i < messages; ++i) {
        const int at = i / series;
        const int back = perSeries - 1 - at;
        values.push_back(walks[std::size_t(i % series)][std::size_t(std::min(at, back))] / 1'000.0);
    }
    return values;
}

} // namespace

Flood jsonTexts(int series, int blocks)
{
    Flood flood;
    flood.bench = u"messages"_s;
    flood.name = u"one sample per JSON text message, %1 series in turn"_s.arg(series);
    flood.messagesPerBlock = 9'600;
    const std::vector<double> values = walkInTurn(series, int(flood.messagesPerBlock));
    for (int i = 0; i < flood.messagesPerBlock; ++i) {
        const int of = i % series;
        const QByteArray chart = QByteArray::number(of / 4);
        const QByteArray line = QByteArray::number(of % 4);
        const QByteArray value = QByteArray::number(values[std::size_t(i)]);
        flood.block += FloodServer::frame("{\"sensor\":\"line-7/pressure\",\"chart" + chart
                                              + "\":{\"line" + line + "\":" + value
                                              + "},\"unit\":\"kPa\"}",
                                          false);
    }
    flood.blocks = blocks;
    flood.mustRatio = 0.6;
    flood.leastSeconds = 30.0 * blocks / 1'250;
    return flood;
}

Flood packedSamples(int series, int blocks)
{
    Flood flood = nativeFlood(std::uint32_t(series));
    flood.bench = u"messages"_s;
    flood.name = u"one sample per MessagePack message, %1 series in turn"_s.arg(series);
    flood.messagesPerBlock = 9'600;
    const std::vector<double> values = walkInTurn(series, int(flood.messagesPerBlock));
    const MsgpackCodec codec;
    for (int i = 0; i < flood.messagesPerBlock; ++i) {
        const Samples one{
            u"bench"_s, 0, {everyTimeUs}, {std::uint32_t(i % series)}, {values[std::size_t(i)]}};
        flood.block += FloodServer::frame(codec.encode(one), true);
    }
    flood.blocks = blocks;
    flood.mustRatio = 0.4;
    return flood;
}

Flood columnBatches(int blocks)
{
    constexpr std::uint32_t series = 100;
    constexpr int rows = 10;
    Flood flood = nativeFlood(series);
    flood.bench = u"columns"_s;
    flood.name = u"MessagePack columns, 1,000 samples a message, 100 series"_s;
    Samples samples;
    samples.channel = u"bench"_s;
    samples.times.assign(rows, everyTimeUs);
    for (std::uint32_t i = 0; i < series; ++i) {
        samples.series.push_back(i);
        for (int row = 0; row < rows; ++row) {
            samples.values.push_back(i + row / 7.0);
        }
    }
    flood.messagesPerBlock = 100;
    flood.block = FloodServer::frame(MsgpackCodec().encode(samples), true).repeated(100);
    flood.blocks = blocks;
    flood.samplesPerMessage = series * rows;
    flood.mustSamples = 30e6;
    return flood;
}

Patience::Patience(QEventLoop &loop, std::function<qint64()> progress)
{
    m_timer.callOnTimeout(&loop, [this, &loop, progress = std::move(progress)] {
        if (std::exchange(m_last, progress()) == m_last) {
            std::fprintf(stderr, "bench: nothing more came after %lld\n", (long long)m_last);
            m_over = true;
            loop.quit();
        }
    });
    m_timer.start(patienceMs);
}

double bareSeconds(const Flood &flood)
{
    FloodServer server(flood.subprotocol, flood.opening, flood.block, flood.blocks);
    QWebSocket socket;
    QEventLoop loop;
    QElapsedTimer clock;
    const qint64 all = flood.messages();
    qint64 seen = 0;
    Patience patience(loop, [&seen] { return seen; });
    const auto count = [&] {
        if (++seen == 1) {
            clock.start();
        } else if (seen == all) {
            loop.quit();
        }
    };
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, count);
    QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket, count);
    QWebSocketHandshakeOptions options;
    if (!flood.subprotocol.isEmpty()) {
        options.setSubprotocols({flood.subprotocol});
    }
    socket.open(QUrl(u"ws://127.0.0.1:%1/"_s.arg(server.port())), options);
    loop.exec();
    const double seconds = double(clock.nsecsElapsed()) / 1e9;
    socket.abort();
    return seconds;
}

bool measure(const Flood &flood, int rounds, const std::function<Taken(const Flood &)> &take,
             const QJsonObject &also)
{
    std::vector<double> own;
    std::vector<double> bare;
    std::vector<double> ratios;
    double seconds = 0;
    bool whole = true;
    // One that lost something may have waited for it in vain: another says nothing new.
    for (int i = 0; whole && (i < rounds || seconds < flood.leastSeconds); ++i) {
        bare.push_back(double(flood.samples()) / bareSeconds(flood));
        const Taken taken = take(flood);
        whole = whole && taken.whole;
        seconds += taken.seconds;
        own.push_back(double(flood.samples()) / taken.seconds);
        ratios.push_back(own.back() / bare.back());
    }
    const bool byRatio = flood.mustRatio > 0;
    const bool ok = whole && median(ratios) >= flood.mustRatio && median(own) >= flood.mustSamples;
    QJsonObject line{{u"bench"_s, flood.bench},
                     {u"case"_s, flood.name},
                     {u"value"_s, median(own)},
                     {u"unit"_s, u"samples/s"_s},
                     {u"seconds"_s, seconds},
                     {u"rounds"_s, double(own.size())},
                     {u"reference"_s, u"bare QWebSocket, empty slots"_s},
                     {u"reference_value"_s, median(bare)},
                     {u"ratio"_s, median(ratios)},
                     {u"must"_s, byRatio ? flood.mustRatio : flood.mustSamples},
                     {u"must_of"_s, byRatio ? u"ratio"_s : u"value"_s},
                     {u"whole"_s, whole},
                     {u"ok"_s, ok}};
    for (auto it = also.begin(); it != also.end(); ++it) {
        line.insert(it.key(), it.value());
    }
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
    return ok;
}

} // namespace sightglass::bench
