// From socket to store, beside a bare QWebSocket with empty slots that receives the same bytes in
// the same run. Prints one JSON object per case (tests/bench/run).

#include "floodserver.h"

#include "dialects/native.h"
#include "feed.h"
#include "store/store.h"
#include "wire/msgpackcodec.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>
#include <cstdio>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 5;
constexpr std::size_t budget = std::size_t(256) << 20;

struct Case
{
    QString name;
    QString subprotocol;
    QByteArray opening;
    QByteArray block;
    int blocks = 0;
    qint64 messagesPerBlock = 0;
    qint64 samplesPerMessage = 1;
    double must = 0;

    qint64 messages() const { return blocks * messagesPerBlock; }
};

struct Result
{
    double seconds = 0;
    qint64 samples = 0;
};

// The bare socket, on the calling thread's event loop.
double bareSeconds(const Case &test)
{
    FloodServer server(test.subprotocol, test.opening, test.block, test.blocks);
    QWebSocket socket;
    QEventLoop loop;
    QElapsedTimer clock;
    const qint64 all = test.messages();
    qint64 seen = 0;
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
    if (!test.subprotocol.isEmpty()) {
        options.setSubprotocols({test.subprotocol});
    }
    socket.open(QUrl(u"ws://127.0.0.1:%1/"_s.arg(server.port())), options);
    loop.exec();
    const double seconds = double(clock.nsecsElapsed()) / 1e9;
    socket.abort();
    return seconds;
}

Result ownSeconds(const Case &test)
{
    FloodServer server(test.subprotocol, test.opening, test.block, test.blocks);
    QThread link;
    link.start();
    Result result;
    {
        Source source = *Source::fromAddress(u"ws://127.0.0.1:%1/"_s.arg(server.port()));
        Store store(budget);
        const int id = store.addSource(source.name);
        Feed feed(source, &link);
        QEventLoop loop;
        QElapsedTimer clock;
        const auto all = std::uint64_t(test.messages() * test.samplesPerMessage);
        QObject::connect(&feed, &Feed::ready, &loop, [&] {
            if (!clock.isValid()) {
                clock.start();
            }
            while (auto batch = feed.take()) {
                store.apply(id, *batch, 0);
                feed.recycle(std::move(batch));
            }
            store.flush();
            if (store.samples() >= all) {
                loop.quit();
            }
        });
        feed.start();
        loop.exec();
        result = {double(clock.nsecsElapsed()) / 1e9, qint64(store.samples())};
    }
    link.quit();
    link.wait();
    return result;
}

Case jsonText()
{
    Case test;
    test.name = u"one sample per JSON text message"_s;
    const QByteArray payload =
        R"({"sensor":"line-7/pressure","pressure":101.325,"unit":"kPa","ok":"yes"})";
    test.messagesPerBlock = 10'000;
    for (qint64 i = 0; i < test.messagesPerBlock; ++i) {
        test.block += FloodServer::frame(payload, false);
    }
    test.blocks = 150;
    test.must = 0.25;
    return test;
}

Case columnBatches()
{
    constexpr std::uint32_t series = 100;
    constexpr int rows = 10;
    Case test;
    test.name = u"MessagePack columns, 1,000 samples a message, 100 series"_s;
    test.subprotocol = NativeDialect::offered().first();
    const MsgpackCodec codec;
    Catalog catalog;
    Samples samples;
    samples.channel = u"bench"_s;
    for (int i = 0; i < rows; ++i) {
        // All at one time: the block is sent again and again, and time must not go back in it.
        samples.times.push_back(1'700'000'000'000'000);
    }
    for (std::uint32_t i = 0; i < series; ++i) {
        SeriesInfo info;
        info.id = i;
        info.name = u"bench.series%1"_s.arg(i);
        catalog.series.push_back(info);
        samples.series.push_back(i);
        for (int row = 0; row < rows; ++row) {
            samples.values.push_back(i + row / 7.0);
        }
    }
    Welcome welcome;
    welcome.session = u"bench"_s;
    welcome.heartbeatMs = 60'000;
    for (const Message &message : {Message(welcome), Message(catalog),
                                   Message(Subscribed{u"bench"_s, {u"e"_s, 0}, false})}) {
        test.opening += FloodServer::frame(codec.encode(message), true);
    }
    const QByteArray payload = codec.encode(samples);
    test.messagesPerBlock = 100;
    for (qint64 i = 0; i < test.messagesPerBlock; ++i) {
        test.block += FloodServer::frame(payload, true);
    }
    test.blocks = 200;
    test.samplesPerMessage = series * rows;
    test.must = 0.05;
    return test;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

bool measure(const Case &test)
{
    std::vector<double> own;
    std::vector<double> bare;
    std::vector<double> ratios;
    bool whole = true;
    for (int i = 0; i < rounds; ++i) {
        const double reference = double(test.messages()) / bareSeconds(test);
        const Result result = ownSeconds(test);
        whole = whole && result.samples == test.messages() * test.samplesPerMessage;
        bare.push_back(reference);
        own.push_back(double(test.messages()) / result.seconds);
        ratios.push_back(own.back() / reference);
    }
    const bool ok = whole && median(ratios) >= test.must;
    const QJsonObject line{{u"bench"_s, u"pipeline"_s},
                           {u"case"_s, test.name},
                           {u"value"_s, median(own)},
                           {u"unit"_s, u"messages/s"_s},
                           {u"samplesPerSecond"_s, median(own) * double(test.samplesPerMessage)},
                           {u"reference"_s, u"bare QWebSocket, empty slots"_s},
                           {u"reference_value"_s, median(bare)},
                           {u"ratio"_s, median(ratios)},
                           {u"must"_s, test.must},
                           {u"whole"_s, whole},
                           {u"ok"_s, ok}};
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
    return ok;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const bool text = measure(jsonText());
    const bool columns = measure(columnBatches());
    return text && columns ? EXIT_SUCCESS : EXIT_FAILURE;
}
