#include "line.h"

#include "fakeserver.h"

#include <QCoreApplication>

#include <algorithm>

namespace sightglass::fault {

namespace {

constexpr int pumpMs = 4;
// Below the ports that systems give to those who ask for any: while a line is down, its port must
// stay free for it.
constexpr int firstPort = 10'000;
constexpr int portCount = 20'000;
constexpr qsizetype heldBytes = 1 << 20; // per direction; more is left to the kernel

} // namespace

Line::Line(quint16 target)
    : m_address(QHostAddress::LocalHost)
    , m_target(target)
{
    connect(&m_server, &QTcpServer::newConnection, this, &Line::accept);
    static int next = int(QCoreApplication::applicationPid() * 97 % portCount);
    do {
        m_port = quint16(firstPort + next++ % portCount);
    } while (!m_server.listen(m_address, m_port));
    m_clock.start();
    m_pump.setTimerType(Qt::PreciseTimer);
    connect(&m_pump, &QTimer::timeout, this, &Line::pump);
}

Line::~Line()
{
    for (const auto &pair : m_pairs) {
        pair->client->disconnect(this);
        pair->server->disconnect(this);
    }
}

void Line::listen()
{
    if (!m_server.isListening() && !m_server.listen(m_address, m_port)) {
        qFatal("the line's port is gone: %s", qPrintable(m_server.errorString()));
    }
}

void Line::setManner(const Manner &manner)
{
    m_manner = manner;
}

void Line::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        auto pair = std::make_unique<Pair>();
        client->setParent(nullptr);
        client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        pair->client.reset(client);
        pair->server = std::make_unique<QTcpSocket>();
        pair->server->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        pair->up = {client, pair->server.get(), {}, 0, false};
        pair->down = {pair->server.get(), client, {}, 0, false};
        Pair *raw = pair.get();
        for (Pipe *pipe : {&raw->up, &raw->down}) {
            connect(pipe->from, &QTcpSocket::readyRead, this,
                    [this, raw, pipe] { read(*raw, *pipe); });
            connect(pipe->from, &QTcpSocket::disconnected, this,
                    [this, raw, pipe] { ended(*raw, *pipe); });
        }
        connect(raw->server.get(), &QTcpSocket::errorOccurred, this, [this, raw] {
            if (raw->server->state() != QAbstractSocket::ConnectedState) {
                ended(*raw, raw->down);
            }
        });
        raw->server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
        m_pairs.push_back(std::move(pair));
        if (m_stutters > 0 && m_cutAfter < 0) {
            m_cutAfter = std::exchange(m_stutterBytes, m_stutterBytes * 3 / 2);
        }
    }
}

void Line::read(Pair &pair, Pipe &pipe)
{
    if (m_mode == Mode::Freeze || pair.gone) {
        return;
    }
    const QByteArray bytes = pipe.from->readAll();
    if (m_mode == Mode::Drown) {
        pair.doomed = true;
        return;
    }
    qint64 due = m_clock.elapsed() + m_manner.delayMs;
    if (m_manner.mergeMs > 0) {
        due = (due / m_manner.mergeMs + 1) * m_manner.mergeMs;
    }
    qsizetype held = 0;
    for (const Pipe::Piece &piece : pipe.waiting) {
        held += piece.bytes.size();
    }
    pipe.from->setReadBufferSize(held > heldBytes ? 1 : 0);
    pipe.waiting.push_back({due, bytes});
    pumpOne(pair, pipe, 0);
    wake();
}

void Line::ended(Pair &pair, Pipe &pipe)
{
    wake();
    pipe.ended = true; // told to the other end by the pump, after what is still on its way
    if (m_mode == Mode::Pass && pipe.waiting.empty()) {
        drop(pair, false);
    }
}

void Line::pump()
{
    const double now = double(m_clock.nsecsElapsed()) / 1e6;
    const double elapsed = now - std::exchange(m_pumpedMs, now);
    if (m_mode == Mode::Pass) {
        for (std::size_t i = 0; i < m_pairs.size(); ++i) {
            pumpOne(*m_pairs[i], m_pairs[i]->up, elapsed);
            pumpOne(*m_pairs[i], m_pairs[i]->down, elapsed);
        }
    }
    sweep();
    const bool idle = std::ranges::all_of(m_pairs, [](const std::unique_ptr<Pair> &pair) {
        return !pair->gone && pair->up.waiting.empty() && pair->down.waiting.empty();
    });
    if (idle || m_mode != Mode::Pass) {
        m_pump.stop();
    }
}

void Line::wake()
{
    if (!m_pump.isActive()) {
        m_pump.start(pumpMs);
    }
}

void Line::pumpOne(Pair &pair, Pipe &pipe, double elapsedMs)
{
    if (m_mode != Mode::Pass || pair.gone || pipe.to->state() == QAbstractSocket::ConnectingState) {
        return;
    }
    const double rate = double(m_manner.bytesPerSecond) / 1'000;
    pipe.budget = std::min(pipe.budget + rate * elapsedMs, rate * 50);
    const qint64 now = m_clock.elapsed();
    while (!pipe.waiting.empty() && pipe.waiting.front().dueMs <= now) {
        QByteArray &bytes = pipe.waiting.front().bytes;
        qsizetype size = bytes.size();
        if (rate > 0) {
            size = std::min(size, qsizetype(pipe.budget));
        }
        const bool splits = m_manner.splitBytes > 0;
        size = splits ? std::min(size, qsizetype(m_manner.splitBytes)) : size;
        // A little at each turn of the pump, or the kernel would put it together again.
        if (size == 0 || (splits && elapsedMs == 0)) {
            return;
        }
        pipe.budget -= double(size);
        write(pair, pipe, bytes.left(size));
        if (pair.gone) {
            return;
        }
        bytes.remove(0, size);
        if (bytes.isEmpty()) {
            pipe.waiting.pop_front();
        }
        if (splits && pipe.waiting.size() < 100) { // an old backlog is worked off faster
            return;
        }
    }
    if (pipe.ended && pipe.waiting.empty()) {
        drop(pair, false);
    }
}

void Line::write(Pair &pair, Pipe &pipe, const QByteArray &bytes)
{
    if (&pipe == &pair.down && m_cutAfter >= 0) {
        if (bytes.size() >= m_cutAfter) {
            pipe.to->write(bytes.left(std::exchange(m_cutAfter, -1)));
            m_stutters = std::max(0, m_stutters - 1);
            pipe.to->flush();
            drop(pair, m_cutByReset);
            return;
        }
        m_cutAfter -= int(bytes.size());
    }
    pipe.to->write(bytes);
    pipe.to->flush();
}

void Line::drop(Pair &pair, bool byReset)
{
    if (std::exchange(pair.gone, true)) {
        return;
    }
    wake();
    for (QTcpSocket *socket : {pair.client.get(), pair.server.get()}) {
        socket->disconnect(this);
        byReset ? FakeServer::reset(*socket) : socket->disconnectFromHost();
    }
}

void Line::sweep()
{
    std::erase_if(m_pairs, [](const std::unique_ptr<Pair> &pair) {
        return pair->gone && pair->client->state() == QAbstractSocket::UnconnectedState;
    });
}

void Line::cut(bool byReset)
{
    for (const auto &pair : m_pairs) {
        drop(*pair, byReset);
    }
}

void Line::cutAfter(int bytes, bool byReset)
{
    m_cutAfter = bytes;
    m_cutByReset = byReset;
}

void Line::stutter(int bytes, int times, bool byReset)
{
    m_stutters = times;
    m_stutterBytes = bytes;
    m_cutByReset = byReset;
    cut(byReset);
}

void Line::hold()
{
    m_mode = Mode::Hold;
}

void Line::drown()
{
    m_mode = Mode::Drown;
    for (const auto &pair : m_pairs) {
        pair->up.waiting.clear();
        pair->down.waiting.clear();
        pair->doomed = true;
    }
}

void Line::freeze()
{
    m_mode = Mode::Freeze;
    m_server.pauseAccepting();
    for (const auto &pair : m_pairs) {
        pair->client->setReadBufferSize(1);
        pair->server->setReadBufferSize(1);
    }
}

void Line::takeDown()
{
    m_mode = Mode::Down;
    m_server.close();
    cut(true);
}

void Line::moveTo(const QHostAddress &address)
{
    takeDown();
    m_address = address;
    heal();
}

void Line::heal()
{
    const Mode was = std::exchange(m_mode, Mode::Pass);
    listen();
    m_server.resumeAccepting();
    wake();
    for (const auto &pair : m_pairs) {
        if (was == Mode::Drown && pair->doomed) {
            drop(*pair, true);
        }
        if (!pair->gone && was == Mode::Freeze) {
            pair->client->setReadBufferSize(0);
            pair->server->setReadBufferSize(0);
            read(*pair, pair->up);
            read(*pair, pair->down);
        }
    }
}

} // namespace sightglass::fault
