// A numbered feed that sends as fast as it is let: the far end of the flood, in a process of its
// own so that its memory is not taken for the program's.
//
// One client, one channel, all series in every message. Frames are prepared once and only their
// number and time are written into them, so that the client is what is slow. After `seconds` it
// says on stdout how many messages it sent, and goes on to hold the line until it is killed.
#pragma once

#include "chartboard.h"
#include "fakeserver.h"

#include <QElapsedTimer>

namespace sightglass::flood {

constexpr int series = boardCharts * boardLines;
constexpr int rows = 20;      // sample times in a message
constexpr int calmMs = 2'000; // before the flood, a message now and then: what is usual
constexpr std::uint64_t samplesPerMessage = std::uint64_t(series) * rows;

class Torrent
{
public:
    explicit Torrent(int seconds);
    quint16 port() const { return m_server.port(); }

private:
    struct Template
    {
        QByteArray frame;
        qsizetype seqAt = 0; // eight bytes, big-endian
        qsizetype timeAt = 0;
    };
    static Template make(int variant);
    void begin(QTcpSocket &socket, const QByteArray &request);
    void more(QTcpSocket &socket);
    void sendOne(QTcpSocket &socket);

    qint64 m_ms; // the calm before it included
    std::vector<Template> m_templates;
    std::uint64_t m_sent = 0;
    std::int64_t m_lastUs = 0;
    QElapsedTimer m_clock;
    bool m_told = false;
    FakeServer m_server;
};

} // namespace sightglass::flood
