// QWebSocket behind Transport, with the guards it needs (RFC 6455; what it does not do by itself
// was measured on Qt 6.4).
//
// It is a QObject only because QWebSocket's signals need a receiver whose death disconnects them.
#pragma once

#include "link/transport.h"

#include <QAbstractSocket>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <vector>

class QSslError;
class QTcpSocket;
class QWebSocket;

namespace sightglass {

class Probe;

class WebSocket final : public QObject, public Transport
{
    Q_OBJECT

public:
    explicit WebSocket(Listener &listener);
    ~WebSocket() override;

    static TransportFactory factory();

    void open(const TransportRequest &request) override;
    void send(const OutFrame &frame) override;
    void ping() override;
    std::size_t unsentBytes() const override;
    bool reached() const override { return m_reached; }
    TransportFacts facts() const override;
    void pause(bool paused) override;
    void close(int code, const QString &reason) override;
    void abort() override;

private:
    void listenToSocket();
    void checkPin(const TlsChoice &choice);
    void onText(const QString &text);
    void give(std::string_view bytes, bool binary);
    void onError(QAbstractSocket::SocketError error);
    void onDisconnected();
    void finish(TransportClosed closed);
    void askWhy(const TransportClosed &closed); // then finish()
    void dropProbe();
    QWebSocket *release(); // no signal of it reaches us any more
    void tuneKernel();
    TransportClosed describeFailure(QAbstractSocket::SocketError error) const;

    Listener &m_listener;
    QWebSocket *m_socket = nullptr;
    QPointer<QTcpSocket> m_tcp; // of m_socket, once open
    QTimer m_poke;              // while paused
    bool m_reached = false;     // TCP is, or was, connected
    bool m_opened = false;
    bool m_reading = false; // the next frame comes of the same read as the one before
    QString m_tlsError;
    TransportRequest m_request; // until it is open, or known why not
    Probe *m_probe = nullptr;   // asks why it was refused
    std::vector<char> m_utf8;   // reused, so that a text frame allocates nothing here
};

} // namespace sightglass
