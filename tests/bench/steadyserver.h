// A WebSocket server that sends so many messages a second, each at its time, and remembers when it
// sent which. One client at a time; runs on a thread of its own.
#pragma once

#include <QByteArray>
#include <QString>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

namespace sightglass::bench {

class SteadyServer final : public QThread
{
public:
    struct Script
    {
        QString subprotocol;
        QByteArray opening; // frames, once after the upgrade
        double perSecond = 1;
        qint64 remembered = 0;                           // messages whose time is kept
        std::function<QByteArray(qint64 number)> frames; // what message `number` is, framed
    };

    explicit SteadyServer(Script script);
    ~SteadyServer() override;

    quint16 port() const { return m_port; }
    qint64 sent() const { return m_sent; }
    qint64 sentNs(qint64 number) const; // by steadyNowNs(); 0: not yet, or not remembered

protected:
    void run() override;

private:
    Script m_script;
    std::unique_ptr<std::atomic<qint64>[]> m_sentNs;
    std::atomic<qint64> m_sent = 0;
    std::atomic<quint16> m_port = 0;
    std::atomic<bool> m_stop = false;
};

// Twelve charts of the series "<prefix><i>.*", as a file that --board reads.
QByteArray chartBoard(const QString &prefix = QStringLiteral("chart"));
constexpr int boardCharts = 12;
constexpr int boardLines = 4;

} // namespace sightglass::bench
