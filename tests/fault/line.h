// A line of bytes between a client and a port of this machine, and all that can happen to one. It
// knows nothing of what the bytes mean; what does is the Gate behind it.
//
// One thread, real sockets. The port stays the same for the life of the line.
#pragma once

#include "plan.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <deque>
#include <memory>

namespace sightglass::fault {

// One direction of one connection.
struct Pipe
{
    struct Piece
    {
        qint64 dueMs = 0;
        QByteArray bytes;
    };
    QTcpSocket *from = nullptr;
    QTcpSocket *to = nullptr;
    std::deque<Piece> waiting;
    double budget = 0; // bytes it may still let through
    bool ended = false;
};

class Line final : public QObject
{
    Q_OBJECT

public:
    explicit Line(quint16 target);
    ~Line() override;

    quint16 port() const { return m_port; }
    void setManner(const Manner &manner);

    void cut(bool byReset);
    void cutAfter(int bytes, bool byReset); // of what goes to the client
    // The next `times` connections, too, each after half as many bytes again as the one before.
    void stutter(int bytes, int times, bool byReset);
    int stuttersLeft() const { return m_stutters; }
    void hold();
    void drown();
    void freeze();
    void takeDown();
    void moveTo(const QHostAddress &address); // the listening ends elsewhere
    const QHostAddress &address() const { return m_address; }
    void heal(); // from any of the five above

private:
    enum class Mode : std::uint8_t { Pass, Hold, Drown, Freeze, Down };
    struct Pair
    {
        std::unique_ptr<QTcpSocket> client;
        std::unique_ptr<QTcpSocket> server;
        Pipe up;
        Pipe down;
        bool doomed = false; // lost bytes: cannot be healed
        bool gone = false;
    };

    void listen();
    void accept();
    void read(Pair &pair, Pipe &pipe);
    void ended(Pair &pair, Pipe &pipe);
    void pump();
    void pumpOne(Pair &pair, Pipe &pipe, double elapsedMs);
    void write(Pair &pair, Pipe &pipe, const QByteArray &bytes);
    void drop(Pair &pair, bool byReset);
    void sweep();
    void wake();

    QTcpServer m_server;
    QHostAddress m_address;
    quint16 m_port = 0;
    quint16 m_target = 0;
    Mode m_mode = Mode::Pass;
    Manner m_manner;
    int m_cutAfter = -1; // bytes; -1: not
    bool m_cutByReset = false;
    int m_stutters = 0;
    int m_stutterBytes = 0;
    std::vector<std::unique_ptr<Pair>> m_pairs;
    QTimer m_pump;
    QElapsedTimer m_clock;
    double m_pumpedMs = 0;
};

} // namespace sightglass::fault
