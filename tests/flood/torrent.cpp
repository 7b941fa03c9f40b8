#include "torrent.h"

#include "session/clock.h"
#include "wire/msgpackcodec.h"

#include <QtEndian>

#include <cmath>
#include <cstdio>

namespace sightglass::flood {

using namespace Qt::StringLiterals;

namespace {

constexpr int variants = 64;
constexpr int calmEveryMs = 50;
constexpr qint64 unsentBytes = 1 << 20;
// Both so large that their encoding is of one length for ever.
constexpr std::uint64_t firstSeq = std::uint64_t(1) << 40;
constexpr std::int64_t someUs = 1'600'000'000'123'457;

QByteArray bigEndian(std::uint64_t number)
{
    char bytes[8];
    qToBigEndian<quint64>(number, bytes);
    return {bytes, sizeof bytes};
}

void say(QTcpSocket &socket, const Message &message)
{
    socket.write(FakeServer::frame(FakeServer::Binary, MsgpackCodec(WireLimits()).encode(message)));
}

Catalog catalog()
{
    Catalog all;
    for (int i = 0; i < series; ++i) {
        SeriesInfo info;
        info.id = std::uint32_t(i) + 1;
        info.name = boardSeries(i);
        info.unit = u"%"_s;
        all.series.push_back(info);
    }
    return all;
}

} // namespace

Torrent::Torrent(int seconds)
    : m_ms(calmMs + qint64(seconds) * 1000)
    , m_server([this](QTcpSocket &socket, const QByteArray &request) { begin(socket, request); })
{
    for (int i = 0; i < variants; ++i) {
        m_templates.push_back(make(i));
    }
}

Torrent::Template Torrent::make(int variant)
{
    Samples samples;
    samples.channel = u"flood"_s;
    samples.seq = firstSeq;
    for (int row = 0; row < rows; ++row) {
        samples.times.push_back(someUs + row);
    }
    for (int i = 0; i < series; ++i) {
        samples.series.push_back(std::uint32_t(i) + 1);
        for (int row = 0; row < rows; ++row) {
            const double phase = double(variant * rows + row) / double(variants * rows);
            samples.values.push_back(50 + 40 * std::sin(2 * M_PI * (phase + double(i) / series)));
        }
    }
    Template made;
    made.frame = FakeServer::frame(FakeServer::Binary, MsgpackCodec(WireLimits()).encode(samples));
    made.seqAt = made.frame.indexOf(bigEndian(firstSeq));
    made.timeAt = made.frame.indexOf(bigEndian(std::uint64_t(someUs)));
    if (made.seqAt < 0 || made.timeAt < 0) {
        qFatal("the number or the time is not where it is looked for");
    }
    return made;
}

void Torrent::begin(QTcpSocket &socket, const QByteArray &request)
{
    socket.write(FakeServer::upgrade(request, "sightglass.v1.msgpack"));
    Welcome welcome;
    welcome.server = u"torrent"_s;
    welcome.session = u"s"_s;
    welcome.timeMs = double(SystemClock().wallUs()) / 1000;
    say(socket, welcome);
    say(socket, catalog());
    say(socket, Subscribed{u"flood"_s, {u"e"_s, firstSeq - 1}, false});
    m_clock.start();
    auto *calm = new QTimer(&socket);
    QObject::connect(calm, &QTimer::timeout, &socket, [this, &socket, calm] {
        if (m_clock.elapsed() < calmMs) {
            sendOne(socket);
            return;
        }
        calm->stop();
        calm->deleteLater();
        QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket,
                         [this, &socket] { more(socket); });
        more(socket);
    });
    calm->start(calmEveryMs);
}

void Torrent::sendOne(QTcpSocket &socket)
{
    Template &next = m_templates[m_sent % variants];
    m_lastUs = std::max(m_lastUs + rows, SystemClock().wallUs());
    qToBigEndian<quint64>(firstSeq + m_sent, next.frame.data() + next.seqAt);
    qToBigEndian<quint64>(quint64(m_lastUs), next.frame.data() + next.timeAt);
    socket.write(next.frame);
    ++m_sent;
}

void Torrent::more(QTcpSocket &socket)
{
    const bool over = m_clock.elapsed() >= m_ms;
    while (!over && socket.bytesToWrite() < unsentBytes) {
        sendOne(socket);
    }
    if (over && !std::exchange(m_told, true)) {
        std::printf("sent %llu\n", static_cast<unsigned long long>(m_sent));
        std::fflush(stdout);
    }
}

} // namespace sightglass::flood
