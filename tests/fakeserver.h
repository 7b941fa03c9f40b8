// A server of the tests' own that misbehaves on request: plain TCP and frames made by hand, because
// a real WebSocket server would refuse to do what is asked of it here.
//
// Lives on one thread with an event loop. The ready-made scripts below are what servers and
// networks have been seen to do.
#pragma once

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QUrl>

#include <functional>

namespace sightglass {

class FakeServer : public QObject
{
    Q_OBJECT

public:
    // Called once for each connection, when the whole HTTP request has come.
    using Script = std::function<void(QTcpSocket &socket, const QByteArray &request)>;

    explicit FakeServer(Script script = {});
    quint16 port() const { return m_server.serverPort(); }
    QUrl url(const QString &rest = QStringLiteral("/")) const;
    void setScript(Script script) { m_script = std::move(script); }
    // Instead of waiting for the request; the default does nothing.
    void onAccept(std::function<void(QTcpSocket &)> call) { m_onAccept = std::move(call); }

    int connections() const { return m_connections; }
    const QByteArrayList &requests() const { return m_requests; }
    QTcpSocket *newest() const { return m_newest; } // null once it is gone
    // What came after the request on the newest connection, with the masks taken off.
    struct In
    {
        int opcode = 0;
        QByteArray payload;
    };
    const std::vector<In> &frames() const { return m_frames; }

    enum Opcode { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };
    enum Flag { None = 0, NotFinal = 1, Masked = 2 };
    static QByteArray upgrade(const QByteArray &request, const QByteArray &subprotocol = {});
    static QByteArray frame(int opcode, const QByteArray &payload, int flags = None);
    static QByteArray closeFrame(int code, const QByteArray &reason = {});
    static void reset(QTcpSocket &socket); // RST instead of FIN
    // Scripts: an HTTP answer instead of the upgrade; the upgrade, then these bytes as they are.
    static Script answers(const QByteArray &status, const QByteArray &headers = {});
    static Script opensAndSends(const QByteArray &bytes);

private:
    void accept();
    void read(QTcpSocket *socket);

    QTcpServer m_server;
    Script m_script;
    std::function<void(QTcpSocket &)> m_onAccept;
    int m_connections = 0;
    QByteArrayList m_requests;
    QPointer<QTcpSocket> m_newest;
    QByteArray m_unread; // of the newest connection
    bool m_upgraded = false;
    std::vector<In> m_frames;
};

// Stands between a client and a port of this machine, and cuts the line.
class ChaosProxy : public QObject
{
    Q_OBJECT

public:
    explicit ChaosProxy(quint16 target);
    quint16 port() const { return m_port; }
    QUrl url() const;
    int accepted() const { return m_accepted; }

    void cut();     // all lines at once; new ones are refused
    void freeze();  // lines stay, nothing passes, nothing new is accepted
    void restore(); // after either

private:
    void accept();
    void pass(QTcpSocket *from, QTcpSocket *to);

    QTcpServer m_server;
    quint16 m_port = 0;
    quint16 m_target = 0;
    int m_accepted = 0;
    bool m_frozen = false;
    QList<QPointer<QTcpSocket>> m_sockets;
};

// A certificate for 127.0.0.1 and localhost, signed by nobody else. Empty names: no openssl here.
struct OwnCertificate
{
    OwnCertificate();
    QTemporaryDir dir;
    QString certificate;
    QString key;
};

} // namespace sightglass
