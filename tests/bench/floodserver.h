// A WebSocket server that sends the same prepared frames as fast as the client takes them, so that
// the client is what is measured. One client at a time; runs on a thread of its own.
#pragma once

#include <QByteArray>
#include <QString>
#include <QThread>

#include <atomic>

class FloodServer final : public QThread
{
public:
    // `opening` is sent once after the upgrade, then `block` over and over, `blocks` times.
    FloodServer(QString subprotocol, QByteArray opening, QByteArray block, int blocks);
    ~FloodServer() override;

    quint16 port() const { return m_port; }

    // One unmasked frame (RFC 6455, section 5.2).
    static QByteArray frame(const QByteArray &payload, bool binary);
    // The answer to a client's upgrade.
    static QByteArray acceptance(const QByteArray &request, const QString &subprotocol);

protected:
    void run() override;

private:
    QString m_subprotocol;
    QByteArray m_opening;
    QByteArray m_block;
    int m_blocks;
    std::atomic<quint16> m_port = 0;
};
