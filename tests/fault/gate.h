// Stands before a server and knows what HTTP and WebSocket frames are: answers in the server's
// place, or says goodbye in its name. Where the line is TLS, it ends here.
//
// One thread, real sockets. What the server says goes on frame by frame, so that words of the
// gate's own never fall into the middle of one.
#pragma once

#include "door.h"

#include <QElapsedTimer>
#include <QTcpSocket>

#include <memory>

namespace sightglass::fault {

class Gate final : public QObject
{
    Q_OBJECT

public:
    explicit Gate(std::optional<QSslConfiguration> tls);
    ~Gate() override;

    quint16 port() const { return m_door.serverPort(); }
    void setTarget(quint16 port) { m_target = port; }
    void offerJsonOnly() { m_jsonOnly = true; }

    // The next `times` upgrades get this answer; retryAfterMs < 0: not said.
    void refuse(int status, int retryAfterMs, int times);
    int refusalsLeft() const { return m_refusals; }
    // To everybody who is connected, at once; then nothing more of the server.
    void sendClose(int code);
    void sendBye(int retryAfterMs, bool final);
    void sendHalfAFrame();

    // Requests to upgrade so far.
    int upgrades() const { return m_upgrades; }
    // How many of them came before the time that the server had asked for.
    int early() const { return m_early; }

private:
    struct Link
    {
        std::unique_ptr<QTcpSocket> client;
        std::unique_ptr<QTcpSocket> server;
        QByteArray up;   // before the request is whole
        QByteArray down; // of a frame that is not whole yet
        QByteArray subprotocol;
        bool answered = false; // the server's answer to the upgrade has passed
        bool over = false;
    };

    void accept();
    void fromClient(Link &link);
    void fromServer(Link &link);
    void count();
    void meet(Link &link, QByteArray head, const QByteArray &rest);
    void answer(Link &link);
    void finish(Link &link, const QByteArray &lastWords);
    void sweep();

    Door m_door;
    quint16 m_target = 0;
    bool m_jsonOnly = false;
    int m_refusals = 0;
    int m_status = 0;
    int m_retryAfterMs = -1;
    int m_upgrades = 0;
    int m_early = 0;
    std::int64_t m_notBeforeUs = 0; // wall clock
    std::int64_t m_probeUntilUs = 0;
    std::vector<std::unique_ptr<Link>> m_links;
};

} // namespace sightglass::fault
