// `sightglass diagnose`: follows one connection step by step, says each as it happens, then lets
// messages flow for some seconds and says what is wrong and what helps. One thread, the program's.
#pragma once

#include "diagnosis.h"
#include "link/probe.h"
#include "session/credentials.h"
#include "session/session.h"
#include "source.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace sightglass {

class Diagnose final : public QObject, public Outlet
{
    Q_OBJECT

public:
    static constexpr int usualSeconds = 5;

    // Prints to stdout: lines as they come, or with `json` one object at the end. The token comes
    // from the credentials; without them it is the source's own.
    Diagnose(const Source &source, std::shared_ptr<Credentials> credentials, int seconds,
             bool json);
    ~Diagnose() override;

    void start();

    // Of the session.
    bool deliver(std::unique_ptr<Batch> &batch) override;
    void statusChanged(const LinkStatus &status) override;

Q_SIGNALS:
    void finished(bool failed);

private:
    void askToken(bool fresh);
    void onToken(const tl::expected<Token, NoToken> &token);
    void probe();
    void onReached(ProbeReport::Stage stage);
    void onProbed();
    bool worthAskingAgain(const Ending &ending);
    void startSession();
    void conclude();
    void say(const QStringList &lines);
    QString clean(const QString &text) const; // without the request's secrets

    const int m_seconds;
    const bool m_json;
    Source m_source;
    TransportRequest m_request;
    std::shared_ptr<Credentials> m_credentials;
    bool m_asking = false; // them
    QTimer m_patience;     // with them
    Diagnosis m_found;
    std::unique_ptr<Dialect> m_dialect;
    std::unique_ptr<Probe> m_probe;

    SystemClock m_clock;
    std::unique_ptr<Session> m_session;
    Transport *m_transport = nullptr; // of the session
    QSet<std::uint32_t> m_series;
    QSet<QString> m_channels;
    QElapsedTimer m_liveClock;
    QTimer m_ping;
    QTimer m_end;
    bool m_probed = false; // once
    bool m_refreshed = false;
    bool m_concluded = false;
};

} // namespace sightglass
