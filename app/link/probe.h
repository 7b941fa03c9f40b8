// One WebSocket upgrade, asked by hand and looked at step by step: name, TCP, TLS, HTTP. QWebSocket
// hides status, headers and words of a refusal; this reads them, and never gets further than the
// answer.
//
// One thread, one connection (and a ProbeLook at a port that answered in another language). Goes
// through the system's proxy as QWebSocket does. Ends within the deadline given to start(), with
// bounded memory, whatever the peer sends. Nothing in a report repeats the request's secrets.
#pragma once

#include "link/httphead.h"
#include "link/probereport.h"

#include <QElapsedTimer>
#include <QSslSocket>
#include <QTimer>

namespace sightglass {

// What is shown of a certificate.
void describePeer(const QSslConfiguration &session, ProbeReport::Tls &tls);

class Probe final : public QObject
{
    Q_OBJECT

public:
    static constexpr int deadlineMs = 10'000;
    static constexpr qsizetype maxBytes = 96 << 10;
    static constexpr qsizetype maxBody = 16 << 10;

    explicit Probe(QObject *parent = nullptr);
    ~Probe() override;

    void start(const TransportRequest &request, int withinMs = deadlineMs); // once
    const ProbeReport &report() const { return m_report; }

Q_SIGNALS:
    void reached(ProbeReport::Stage stage); // this one is over, and went well
    void finished();                        // once, after the last change of the report

private:
    using Stage = ProbeReport::Stage;
    using Cause = TransportClosed::Cause;

    void findProxy();
    void lookUp();
    void dial();
    void onConnected();
    void onSslErrors(const QList<QSslError> &errors);
    void onError(QAbstractSocket::SocketError error);
    void onDeadline();
    void ask();
    void read();
    void readHead();
    void readUpgrade(const HttpHead &head);
    void readRefusal(const HttpHead &head, const QByteArray &body, bool cut);
    void lookAgain(Cause cause, const QString &problem);
    void pass(Stage stage);
    void fail(Stage stage, Cause cause, const QString &problem);
    void end();
    double lap(); // ms since the last

    TransportRequest m_request;
    ProbeReport m_report;
    Stage m_at = Stage::Request; // being tried
    int m_withinMs = deadlineMs;
    QSslSocket m_socket;
    QTimer m_deadline;
    QTimer m_rest; // how long the rest of an answer is waited for
    QElapsedTimer m_clock;
    QByteArray m_key;
    QByteArray m_bytes;
    bool m_peerDone = false; // it closed
    bool m_enough = false;   // the rest was waited for
    bool m_ended = false;
};

} // namespace sightglass
